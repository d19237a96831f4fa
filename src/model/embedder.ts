import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { EmbedderTimeoutError, EmbedderUnavailableError, TextTooLongError } from './embedder-errors.ts'
import { embeddingIdentity, PACKAGE_MODELS } from './embedding-identity.ts'
import { createEmbeddingRuns, type Run } from './embedding-runs.ts'
import { createEmbeddingThread } from './embedding-thread.ts'
import type { EmbeddingReply } from './embedding-worker.ts'
import { findFlaw } from './self-test.ts'

/** `milliseconds` is what this caller waited. */
export type Embedding = Run & { milliseconds: number, cached: boolean }

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

/**
 * Turns normalised texts into vectors, off the event loop, one at a time, remembering what it has seen.
 * Loads in the background and goes on trying; until then `embed` rejects at once, so no request waits for a model.
 */
export function createEmbedder (options: EmbedderOptions): Embedder {
  const { model, dtype, timeoutMs, log, cacheBytes = 48 * 1024 * 1024, maxWaiting = 256, threads = 1, retryMs = 30_000 } = options
  const modelDir = options.modelDir ?? PACKAGE_MODELS
  const { identity, dimensions } = embeddingIdentity({ model, dtype, modelDir })
  const thread = createEmbeddingThread({ model, dtype, modelDir, allowDownload: options.modelDir === undefined, maxTokens: MAX_TOKENS, threads }, { maxWaiting, lateMs: timeoutMs / 2 })
  const runs = createEmbeddingRuns(run, cacheBytes)
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

  return {
    identity,
    dimensions,
    loaded: load(0),
    ready: () => isReady,
    flaw: () => flaw,
    async embed (text, { remember = true } = {}) {
      const startedAt = performance.now()
      const known = remember ? runs.find(text) : undefined
      if (known) return { milliseconds: performance.now() - startedAt, cached: true, ...known }
      if (!isReady) throw new EmbedderUnavailableError(`the embedding model is not ready: ${problem}`)
      if (text.length > MAX_CHARACTERS) throw new TextTooLongError(MAX_TOKENS + 1, MAX_TOKENS)
      let timer: NodeJS.Timeout | undefined
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new EmbedderTimeoutError(timeoutMs)), timeoutMs)
      })
      const mine = remember ? runs.compute(text) : runs.begin(text)
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
      if (!isReady || !runs.isIdle() || text.length > MAX_CHARACTERS || runs.has(text)) return
      runs.compute(text).result.catch(() => { /* who asks for it meets it again */ })
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
