import type { Pipeline } from './client.ts'
import { jitteredTtl, type Keys } from './keys.ts'

/** A text's vector as 32-bit floats, little-endian, in base64: what most clients ask for, so that a hit is passed on as it is. */
export type StoredEmbedding = { base64: string, tokens: number }

const VALUE = /^(\d{1,4}):([A-Za-z0-9+/]+=*)$/

/** Vectors of texts, by the embedding's identity and a hash of text and tenant. */
export function createEmbeddingCache (deps: { keys: Keys, identity: string, dimensions: number, ttlSeconds: number, ttlJitter: number }) {
  const { keys, identity, dimensions, ttlSeconds, ttlJitter } = deps
  const length = Math.ceil(dimensions * 4 / 3) * 4
  return {
    enqueueFind (pipeline: Pipeline, hashes: readonly string[]): void {
      pipeline.mGet(hashes.map((hash) => keys.embedding(identity, hash)))
    },
    /** Reads the reply to `enqueueFind`: null where there is nothing whole. */
    accept: (reply: unknown): (StoredEmbedding | null)[] => Array.isArray(reply)
      ? reply.map((value) => {
        const [, tokens, base64] = VALUE.exec(typeof value === 'string' ? value : '') ?? []
        return base64?.length === length ? { base64, tokens: Number(tokens) } : null
      })
      : [],
    enqueueStore (pipeline: Pipeline, hash: string, { base64, tokens }: StoredEmbedding): void {
      pipeline.set(keys.embedding(identity, hash), `${tokens}:${base64}`, { expiration: { type: 'EX', value: jitteredTtl(ttlSeconds, ttlJitter) } })
    }
  }
}
export type EmbeddingCache = ReturnType<typeof createEmbeddingCache>
