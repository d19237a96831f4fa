import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where models are where no folder is named. */
export const PACKAGE_MODELS = fileURLToPath(new URL('../../.deflect/models', import.meta.url))

/** Dimensions must be known before the model is loaded: the index name carries them. */
function readDimensions (modelDir: string, model: string): number {
  try {
    const config = JSON.parse(readFileSync(join(modelDir, model, 'config.json'), 'utf8')) as { hidden_size?: number }
    return config.hidden_size ?? 384
  } catch {
    return 384
  }
}

/**
 * SHA-256 of a file, hex. Piece by piece: glibc returns nothing to the kernel that is smaller than twice the largest block it was
 * ever given back, and 23 MB at once kept 35 MB resident in its arenas (with 1,000 open streams).
 */
function digestOf (file: string): string {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(65_536)
  const descriptor = openSync(file, 'r')
  try {
    for (let length; (length = readSync(descriptor, piece)) > 0;) hash.update(piece.subarray(0, length))
    return hash.digest('hex')
  } finally {
    closeSync(descriptor)
  }
}

/** Two files of one model (from the hub, rebuilt) give different vectors: the first bytes of their digest keep them apart. */
function fingerprintOf (modelDir: string, model: string, dtype: string): string {
  try {
    const file = join(modelDir, model, 'onnx', dtype === 'int8' ? 'model_int8.onnx' : 'model.onnx')
    return digestOf(file).slice(0, 8)
  } catch {
    // Not here yet: transformers.js will fetch the hub's.
    return 'hub'
  }
}

/** What the vectors of a model are known by, and their length; nothing is loaded. */
export function embeddingIdentity ({ model, dtype, modelDir = PACKAGE_MODELS }: { model: string, dtype: string, modelDir?: string | undefined }): { identity: string, dimensions: number } {
  const dimensions = readDimensions(modelDir, model)
  return { identity: `${model}_${dtype}_mean_${dimensions}_${fingerprintOf(modelDir, model, dtype)}`.replace(/[^A-Za-z0-9._-]/g, '-'), dimensions }
}
