import { join } from 'node:path'
import { ServiceError } from '../services/process.ts'

const SENTENCES = ['What is the capital of France?', 'Which city is the capital of France?', 'How do I bake sourdough bread?']

function similarity (a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

/**
 * Embeds three sentences with the real runtime: a model that loads may still be the wrong one.
 * @throws ServiceError when paraphrases are not close or unrelated questions are not far
 */
export async function verifyModel (root: string, model: string, dtype: 'int8' | 'fp32'): Promise<void> {
  const { env, pipeline } = await import('@xenova/transformers')
  const before = { path: env.localModelPath, remote: env.allowRemoteModels, local: env.allowLocalModels }
  Object.assign(env, { localModelPath: join(root, '/'), allowRemoteModels: false, allowLocalModels: true })
  try {
    const extract = await pipeline('feature-extraction', model, { dtype })
    const vectors: Float32Array[] = []
    // One at a time: a dynamically quantised vector depends on its batch.
    for (const sentence of SENTENCES) vectors.push((await extract(sentence, { pooling: 'mean', normalize: true })).data as Float32Array)
    await extract.dispose()
    const [question, paraphrase, other] = vectors as [Float32Array, Float32Array, Float32Array]
    const close = similarity(question, paraphrase)
    const far = similarity(question, other)
    if (!(close > 0.8 && far < 0.4)) throw new ServiceError(`the embedding model ${model} (${dtype}) is not right: paraphrases at ${close.toFixed(3)}, unrelated questions at ${far.toFixed(3)}`)
  } finally {
    Object.assign(env, { localModelPath: before.path, allowRemoteModels: before.remote, allowLocalModels: before.local })
  }
}
