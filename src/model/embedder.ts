import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LRUCache } from 'lru-cache'
import type { Config } from '../config.ts'
import { EmbedderTimeoutError, EmbedderUnavailableError, TextTooLongError } from './embedder-errors.ts'
import { createEmbeddingThread } from './embedding-thread.ts'
import type { EmbeddingReply } from './embedding-worker.ts'
import { findFlaw } from './self-test.ts'
import type { WordVectors } from './words.ts'

/**
 * `vector` has length 1; it and `words`, of the same run, are shared with the cache: read only. `tokens` are wordpieces with
 * the two specials. `unread`: something in the text is no word to the model, as whole scripts are, or emoji, and the vector is the
 * same whatever it was. `milliseconds` is what this caller waited.
 */
export type Embedding = { vector: Float32Array, words: WordVectors, tokens: number, unread: boolean, milliseconds: number, cached: boolean }

export type Embedder = {
  /** model, dtype, pooling, dimensions and weights: vectors of two identities must never meet. Safe in an index name. */
  readonly identity: string
  readonly dimensions: number
  /** Settles (never rejects) after the first attempt to load; `ready()` tells how it went. */
  readonly loaded: Promise<void>
  ready (): boolean
  /** What makes the loaded model unfit (self-test.ts); null where nothing does. */
  flaw (): string | null
  /**
   * @param options.remember false: what is remembered is not asked, and nothing is left there
   * @throws TextTooLongError, EmbedderUnavailableError, EmbedderTimeoutError, EmbedderBusyError
   */
  embed (normalisedText: string, options?: { remember?: boolean }): Promise<Embedding>
  /** Starts to embed what somebody may ask for in a moment, where the thread has nothing else to do. */
  foresee (normalisedText: string): void
  close (): Promise<void>
}

/** What one run of the model gave. */
type Run = Pick<Embedding, 'vector' | 'words' | 'tokens' | 'unread'>

/** `waiting`: how many wait for it; a text that nobody waits for any more is not run. */
type Running = { result: Promise<Run>, waiting: number }

type Log = { info (data: object, message: string): void, warn (data: object, message: string): void }

export type EmbedderOptions = {
  model: string
  dtype: 'int8' | 'fp32'
  /** Folder that holds the model, and the only place looked at. Unset: .deflect/models of this package, then the model hub. */
  modelDir?: string | undefined
  /** Size of the vector cache, bytes. */
  cacheBytes?: number
  timeoutMs: number
  /** Texts that may wait for the model before the next is refused. */
  maxWaiting?: number
  /** Processors that one text is spread over. */
  threads?: number
  /** Pause between two attempts to load, ms. */
  retryMs?: number
  log: Log
}

// all-MiniLM-L6-v2 was trained on 256 wordpieces (its sentence_bert_config.json), although its positions go to 512.
const MAX_TOKENS = 256
// Above this a text cannot fit MAX_TOKENS in any script worth tokenising, and the tokeniser's time grows with the text.
const MAX_CHARACTERS = 8_000
/** Whether a text cannot fit, told without the tokeniser: between spaces, a word with a letter or digit is a wordpiece at least. Pure. */
export const isPlainlyTooLong = (text: string): boolean =>
  text.length > MAX_CHARACTERS || text.split(/[ \t\r\n]+/).filter((word) => /[A-Za-z0-9]/.test(word)).length > MAX_TOKENS - 2

const PACKAGE_MODELS = fileURLToPath(new URL('../../.deflect/models', import.meta.url))

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
export function embeddingIdentity ({ model, dtype, modelDir = PACKAGE_MODELS }: Pick<EmbedderOptions, 'model' | 'dtype' | 'modelDir'>): { identity: string, dimensions: number } {
  const dimensions = readDimensions(modelDir, model)
  return { identity: `${model}_${dtype}_mean_${dimensions}_${fingerprintOf(modelDir, model, dtype)}`.replace(/[^A-Za-z0-9._-]/g, '-'), dimensions }
}

/**
 * Turns normalised texts into vectors, off the event loop, one at a time, remembering what it has seen.
 * Loads in the background and goes on trying; until then `embed` rejects at once, so no request waits for a model.
 */
export function createEmbedder (options: EmbedderOptions): Embedder {
  const { model, dtype, timeoutMs, log, cacheBytes = 48 * 1024 * 1024, maxWaiting = 256, threads = 1, retryMs = 30_000 } = options
  const modelDir = options.modelDir ?? PACKAGE_MODELS
  const { identity, dimensions } = embeddingIdentity({ model, dtype, modelDir })
  const thread = createEmbeddingThread({ model, dtype, modelDir, allowDownload: options.modelDir === undefined, maxTokens: MAX_TOKENS, threads }, { maxWaiting, lateMs: timeoutMs / 2 })
  const cache = new LRUCache<string, Run>({
    maxSize: cacheBytes,
    // 600 bytes: the entry's own objects and its place in the map, roughly; 40: a word and its numbers.
    sizeCalculation: ({ vector, words }, text) => vector.byteLength + words.data.byteLength + 40 * words.words.length + 2 * text.length + 600
  })
  const inFlight = new Map<string, Running>()
  let isReady = false
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let problem = 'still loading'
  let flaw: string | null = null

  function unwrap (reply: EmbeddingReply) {
    if (reply.kind === 'too_long') throw new TextTooLongError(reply.tokens, MAX_TOKENS)
    if (reply.kind === 'unavailable') throw new EmbedderUnavailableError(reply.message)
    return reply
  }

  async function load (attempt: number): Promise<void> {
    const startedAt = performance.now()
    try {
      // Looked for here, as a thread loads for a second before it can look.
      if (options.modelDir !== undefined && !existsSync(join(modelDir, model, 'config.json'))) throw new EmbedderUnavailableError(`expected the model in ${join(modelDir, model)}, got no config.json there`)
      // The first run allocates and optimises; nobody should wait for that later.
      unwrap(await thread.embed('warm up', { loading: true }))
      flaw = await findFlaw(async (text) => unwrap(await thread.embed(text)).vector, dimensions)
      if (flaw !== null) {
        // For good: other weights would be another identity, which is read once, at the start.
        problem = `refused: ${flaw}`
        log.warn({ model, dtype, flaw }, 'embedding model refused, semantic tier off')
        return await thread.close()
      }
      isReady = !closed
      log.info({ identity, milliseconds: Math.round(performance.now() - startedAt) }, 'embedding model loaded')
    } catch (error) {
      if (closed) return
      problem = (error as Error).message
      // Once: the retries of a missing model would fill the log; /readyz shows the state.
      if (attempt === 0) log.warn({ model, modelDir, err: error }, 'embedding model not loaded, semantic tier off, retrying')
      retry = setTimeout(() => { load(attempt + 1) }, retryMs)
      retry.unref()
    }
  }

  async function run (text: string, isWanted: () => boolean): Promise<Run> {
    return await thread.embed(text, { isWanted }).then(unwrap)
      .catch((error: unknown) => {
        // A thread that took the place of a dead one could not load its model, or a run does not end.
        if (error instanceof EmbedderUnavailableError && isReady && !closed) {
          isReady = false
          load(0)
        }
        throw error
      })
  }

  /** Has a text run for one who waits. @param onLeft told that it is not run, as nobody waits by now */
  function begin (text: string, onLeft: () => void = () => {}): Running {
    const mine = { waiting: 1 } as Running
    mine.result = run(text, () => {
      if (mine.waiting === 0) onLeft()
      return mine.waiting > 0
    })
    return mine
  }

  /** The same for all who ask for it at once, and remembered. */
  function compute (text: string): Running {
    const running = inFlight.get(text)
    if (running) {
      running.waiting++
      return running
    }
    // Who asks for it later has it run anew.
    const remove = () => { if (inFlight.get(text) === mine) inFlight.delete(text) }
    const mine = begin(text, remove)
    inFlight.set(text, mine)
    mine.result = mine.result
      .then((embedding) => {
        cache.set(text, embedding)
        return embedding
      })
      .finally(remove)
    return mine
  }

  return {
    identity,
    dimensions,
    loaded: load(0),
    ready: () => isReady,
    flaw: () => flaw,
    async embed (text, { remember = true } = {}) {
      const startedAt = performance.now()
      const known = remember ? cache.get(text) : undefined
      if (known) return { milliseconds: performance.now() - startedAt, cached: true, ...known }
      if (!isReady) throw new EmbedderUnavailableError(`the embedding model is not ready: ${problem}`)
      if (text.length > MAX_CHARACTERS) throw new TextTooLongError(MAX_TOKENS + 1, MAX_TOKENS)
      let timer: NodeJS.Timeout | undefined
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new EmbedderTimeoutError(timeoutMs)), timeoutMs)
      })
      const mine = remember ? compute(text) : begin(text)
      try {
        // A caller that gives up leaves a run that has begun going: its vector is cached for the next one.
        const { vector, words, tokens, unread } = await Promise.race([mine.result, timeout])
        return { vector, words, tokens, unread, milliseconds: performance.now() - startedAt, cached: false }
      } finally {
        mine.waiting--
        clearTimeout(timer)
      }
    },
    foresee (text) {
      if (!isReady || inFlight.size > 0 || text.length > MAX_CHARACTERS || cache.has(text)) return
      compute(text).result.catch(() => { /* who asks for it meets it again */ })
    },
    async close () {
      closed = true
      isReady = false
      clearTimeout(retry)
      await thread.close()
    }
  }
}

/** The embedder that the settings name. */
export const embedderOf = ({ EMBEDDING_MODEL: model, EMBEDDING_DTYPE: dtype, MODEL_DIR: modelDir, EMBEDDING_TIMEOUT_MS: timeoutMs, EMBEDDING_THREADS: threads }: Config, log: Log): Embedder =>
  createEmbedder({ model, dtype, modelDir, timeoutMs, threads, log })
