import { createHash } from 'node:crypto'
import type { Stage } from './stage.ts'
import { ENTRY_FIELDS } from '../../src/cache/semantic-index.ts'
import { tagOf } from '../../src/cache/tag.ts'
import { encodeVector } from '../../src/cache/vector.ts'

/** The number formats a vector index may hold, each with its encoder. */
const KINDS = {
  FLOAT16: encodeVector,
  FLOAT32: (vector: Float32Array) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}
export type Kind = keyof typeof KINDS
export const SCOPE = createHash('sha256').update('bench').digest('hex').slice(0, 32)
const BATCH = 500

/** What an entry is listed by, as semantic-answers.ts stores it: a tenant of one namespace, a thousand users, a tag each. */
const listing = (i: number) => ({
  labels: [tagOf('tenant', 't'), tagOf('namespace', 't', 'default'), tagOf('model', 't', 'm'), tagOf('tag', 't', String(i % 50)), tagOf('owner', 't', String(i % 1000)), 'live'].join(','),
  generation: '0',
  created: String(1_700_000_000_000 + i)
})

/**
 * An index as src/cache/semantic-index.ts makes it, but for the number format, with one hash per vector.
 * @param entry the answer stored beside vector `i`
 * @param scopeOf all in one scope unless told: the widest search there is
 */
export async function fillIndex (stage: Stage, kind: Kind, vectors: Float32Array[], entry: (i: number) => string, scopeOf: (i: number) => string = () => SCOPE) {
  const redis = await stage.redis()
  const prefix = `bench:${kind}:`
  const name = `bench-idx:${kind}`
  await redis.ft.create(name, {
    ...ENTRY_FIELDS,
    vector: { type: 'VECTOR', ALGORITHM: 'HNSW', TYPE: kind as 'FLOAT32', DIM: vectors[0]!.length, DISTANCE_METRIC: 'COSINE', M: 16, EF_CONSTRUCTION: 200, EF_RUNTIME: 50 }
  }, { ON: 'HASH', PREFIX: prefix })
  for (let from = 0; from < vectors.length; from += BATCH) {
    await Promise.all(vectors.slice(from, from + BATCH).map((vector, j) =>
      redis.hSet(`${prefix}${from + j}`, { scope: scopeOf(from + j), ...listing(from + j), vector: KINDS[kind](vector), entry: entry(from + j) })))
  }
  return {
    key: (i: number) => `${prefix}${i}`,
    /** The `k` nearest with their similarity, by the query the service uses. */
    async nearest (vector: Float32Array, k: number): Promise<{ i: number, similarity: number }[]> {
      const reply = await redis.ft.search(name, `(@scope:{${SCOPE}})=>[KNN ${k} @vector $vector AS distance]`,
        { PARAMS: { vector: KINDS[kind](vector) }, RETURN: ['distance'], SORTBY: 'distance', LIMIT: { from: 0, size: k }, DIALECT: 2 })
      return reply.documents.map(({ id, value }) => ({ i: Number(id.slice(prefix.length)), similarity: 1 - Number(value['distance']) }))
    },
    async drop (): Promise<void> {
      await redis.ft.dropIndex(name, { DD: true })
    }
  }
}
