import { bulkhead, BulkheadRejectedError } from 'cockatiel'
import type { Pipeline } from '../cache/client.ts'
import type { EmbeddingCache, StoredEmbedding } from '../cache/embeddings.ts'
import type { Execute } from '../cache/execute.ts'
import { EmbedderBusyError, InvalidFieldError } from '../errors.ts'
import { isPlainlyTooLong, type Embedder } from '../model/embedder.ts'
import { TextTooLongError } from '../model/embedder-errors.ts'
import { digest } from './scope.ts'

/** Requests that may wait for the model with one text each. */
const WAITING = 32
/** What is stored at once: a round trip of some hundred KB at most. */
const STORED_AT_ONCE = 256

export type EmbedRequest = {
  tenant: string
  texts: readonly string[]
  read: boolean
  store: boolean
  signal: AbortSignal
  /** Whether the model may be asked; throws where not. */
  admit?: () => void
  /** Told the tokens of each text that the model has run: not those that are cached, nor one said before in the same request. */
  onRun?: (tokens: number) => void
}

const tooLong = ({ texts }: EmbedRequest, index: number, options?: ErrorOptions) =>
  new InvalidFieldError(texts.length === 1 ? 'input' : `input.${index}`, 'must have at most 256 tokens: a longer text would be cut', options)
const base64Of = (vector: Float32Array): string => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')

/**
 * Vectors of texts, from Redis where they are, else from the model: one text a run, as a neighbour would change the vector, and
 * one run at a time for all requests together. So whoever asks a question waits for one text at the most, and requests take turns.
 */
export function createEmbedTexts (deps: { embedder: Embedder, cache: EmbeddingCache, execute: Execute }) {
  const { embedder, cache, execute } = deps
  const lane = bulkhead(1, WAITING)

  async function compute (request: EmbedRequest, index: number): Promise<StoredEmbedding> {
    try {
      // What the embedder remembers, all tenants share.
      const { vector, tokens } = await lane.execute(() => embedder.embed(request.texts[index]!, { remember: false }))
      return { base64: base64Of(vector), tokens }
    } catch (cause) {
      if (cause instanceof TextTooLongError) throw tooLong(request, index, { cause })
      // Not loaded, overdue, or too many waiting: trying again may help.
      if (cause instanceof BulkheadRejectedError || (cause as { code?: string }).code?.startsWith('DEFLECT_EMBEDDER')) throw new EmbedderBusyError({ cause })
      throw cause
    }
  }

  /** The tenant is in the hash: how fast an answer comes tells nobody what others have embedded. */
  const hashesOf = ({ tenant, texts }: EmbedRequest) => texts.map((text) => digest(['embedding', tenant, text]))

  /** @returns whether Redis took them all */
  async function keep (entries: readonly [hash: string, StoredEmbedding][]): Promise<boolean> {
    let kept = true
    for (let from = 0; from < entries.length; from += STORED_AT_ONCE) {
      const replies = await execute('embeddings', (pipeline) => { for (const [hash, value] of entries.slice(from, from + STORED_AT_ONCE)) cache.enqueueStore(pipeline, hash, value) })
      kept &&= replies !== null
    }
    return kept
  }

  return {
    /** To be sent before, with whatever else goes to Redis then. */
    enqueueFind: (pipeline: Pipeline, request: EmbedRequest): void => cache.enqueueFind(pipeline, hashesOf(request)),
    /**
     * @param found the reply to `enqueueFind`; undefined where nobody has asked yet
     * @returns the vectors, and whether Redis took those that were to be stored
     * @throws InvalidFieldError naming a text that is too long, EmbedderBusyError
     */
    async embed (request: EmbedRequest, found?: unknown): Promise<{ embedded: StoredEmbedding[], stored: boolean }> {
      const { texts, read, store, signal, admit, onRun } = request
      const hashes = hashesOf(request)
      const known = !read ? [] : cache.accept(found ?? (await execute('embeddings', (pipeline) => cache.enqueueFind(pipeline, hashes)))?.[0])
      const unknown = [...texts.keys()].filter((index) => !known[index])
      if (unknown.length > 0) admit?.()
      const hopeless = unknown.find((index) => isPlainlyTooLong(texts[index]!))
      if (hopeless !== undefined) throw tooLong(request, hopeless)
      const computed = new Map<string, StoredEmbedding>()
      const embedded: StoredEmbedding[] = []
      let stored = store
      try {
        for (const index of texts.keys()) {
          signal.throwIfAborted()
          const hash = hashes[index]!
          const cached = known[index] ?? computed.get(hash)
          const embedding = cached ?? await compute(request, index)
          embedded.push(embedding)
          if (cached !== undefined) continue
          computed.set(hash, embedding)
          onRun?.(embedding.tokens)
        }
      } finally {
        // Also where a later text is refused, or the client leaves: asked again, it need not be run again.
        if (store) stored = await keep([...computed])
      }
      return { embedded, stored }
    }
  }
}
