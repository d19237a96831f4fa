import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { AutoModel, AutoTokenizer, env, type PreTrainedModel, type PreTrainedTokenizer, type Tensor } from '@xenova/transformers'
import { tidyHeap } from '../tidy-heap.ts'
import { holdsUnseen } from './signs.ts'
import { readWords, type WordVectors } from './words.ts'

/** How the main thread sets up the worker. */
export type EmbeddingWorkerData = {
  model: string
  dtype: 'int8' | 'fp32'
  /** Folder with `<model>/config.json` and the rest; downloads land there too. */
  modelDir: string
  /** Whether the model hub may be asked when the folder lacks the model. */
  allowDownload: boolean
  /** Wordpieces above which a text is refused. */
  maxTokens: number
  /** Processors that one text is spread over; its vector is the same with any number. */
  threads: number
}

/** What the worker answers. Values, not errors: a class does not survive the way between threads. */
export type EmbeddingReply =
  | { kind: 'vector', vector: Float32Array, words: WordVectors, tokens: number, unread: boolean }
  | { kind: 'too_long', tokens: number }
  | { kind: 'unavailable', message: string }

const { model: name, dtype, modelDir, allowDownload, maxTokens, threads } = workerData as EmbeddingWorkerData

type Model = { tokenizer: PreTrainedTokenizer, network: PreTrainedModel }
let loading: Promise<Model> | undefined

async function load (): Promise<Model> {
  const has = (file: string) => existsSync(join(modelDir, name, file))
  env.localModelPath = modelDir
  env.cacheDir = modelDir
  env.allowRemoteModels = allowDownload && !has('config.json')
  // Both names are in use for 8-bit weights; transformers.js calls the second one q8.
  const weights = dtype === 'int8' && !has('onnx/model_int8.onnx') && has('onnx/model_quantized.onnx') ? 'q8' : dtype
  const tokenizer = await AutoTokenizer.from_pretrained(name)
  const network = await AutoModel.from_pretrained(name, {
    dtype: weights,
    device: 'cpu',
    // The arena keeps what the longest text took (256 tokens: 20 MB): without it, and with 4 MB for young objects, a run took 1.54 ms, not 1.25.
    // Not fused: a sum and its layer norm in one take 24 us, apart 6, and there are 12 in the network: 0.70 ms a question, not 0.94 (onnxruntime 1.30).
    // Threads that wait by spinning would take a processor from the requests between two texts; sleeping makes a question of 13 tokens take 5.9 ms, not 5.4 (two threads, AMD EPYC of the first generation).
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, extra: { session: { intra_op: { allow_spinning: '0' } }, optimization: { disable_specified_optimizers: 'SkipLayerNormFusion' } } }
  })
  tidyHeap()
  return { tokenizer, network }
}

/** Mean over the token vectors, then length 1. Sums in doubles, so the order of additions costs no precision. */
function pool (tokenVectors: Float32Array, tokens: number): Float32Array {
  const dimensions = tokenVectors.length / tokens
  const sums = new Float64Array(dimensions)
  for (let i = 0; i < tokenVectors.length; i++) sums[i % dimensions]! += tokenVectors[i]!
  let squares = 0
  for (const sum of sums) squares += sum * sum
  const length = Math.sqrt(squares) || 1
  return Float32Array.from(sums, (sum) => sum / length)
}

/**
 * Embeds one text, alone: a dynamically quantised model scales its activations by the whole batch,
 * so a neighbour in the batch would change the vector (cosine 0.991 at the median, 0.950 at worst).
 * The first call loads the model; a thread that replaces another therefore mends itself. A thread that failed
 * to load is of no more use: transformers.js 4.3 remembers that a file was missing (memoize_promise.js).
 */
export async function embed (text: string): Promise<EmbeddingReply> {
  let model: Model
  try {
    model = await (loading ??= load())
  } catch (error) {
    return { kind: 'unavailable', message: (error as Error).message }
  }
  // No truncation: the caller must learn that a text is too long.
  const inputs = await model.tokenizer(text, { truncation: false, padding: false }) as { input_ids: Tensor }
  const tokens = inputs.input_ids.dims[1] ?? 0
  if (tokens > maxTokens) return { kind: 'too_long', tokens }
  const output = await model.network(inputs) as { last_hidden_state: Tensor }
  const hidden = output.last_hidden_state.data as Float32Array
  const vector = pool(hidden, tokens)
  // Read here, off the event loop: a tenth of the bytes of the rows they come from go to the main thread.
  const pieces = model.tokenizer.tokenize(text, { add_special_tokens: true })
  const words = readWords(pieces, hidden, vector.length)
  output.last_hidden_state.dispose()
  return { kind: 'vector', vector, words, tokens, unread: pieces.includes(model.tokenizer.unk_token ?? '[UNK]') || holdsUnseen(text) }
}
