import type { Attempt } from './attempt.ts'
import type { Log, Pipeline, Redis } from './client.ts'
import type { Invalidation } from './invalidation.ts'
import type { Keys } from './keys.ts'
import { decodeEntry, encodeEntry, type AnswerEntry } from './answer-entry.ts'
import { createSemanticIndex } from './semantic-index.ts'
import { encodeVector, similarityOf } from './vector.ts'

export type Candidate = { entry: AnswerEntry, similarity: number }
export type Nearest = { candidates: Candidate[] } | { fault: 'error' | 'timeout' | 'down' | 'no_index' | 'no_module' }

/** Answers by meaning: one hash each with its vector, found by KNN inside a scope. */
export function createSemanticAnswers (deps: {
  redis: Redis, keys: Keys, attempt: Attempt, mayRead: Invalidation['mayRead'], identity: string, dimensions: number, log: Log, onRecreated?: () => void
}) {
  const { redis, keys, attempt, mayRead, identity } = deps
  const index = createSemanticIndex(deps)

  return {
    index,
    /**
     * @param scope a hex digest, matched as a TAG before the KNN, never after it
     * @param vector unit length
     * @param k how many neighbours
     * @returns candidates by falling similarity, without the ones that expired during the query
     */
    async nearest (scope: string, vector: Float32Array, k: number): Promise<Nearest> {
      if (index.state() === 'no_module') return { fault: 'no_module' }
      const reply = await attempt('semantic', () => redis.ft.search(
        index.name, `(@scope:{${scope}})=>[KNN ${k} @vector $vector AS distance]`,
        { PARAMS: { vector: encodeVector(vector) }, RETURN: ['distance', 'entry'], SORTBY: 'distance', LIMIT: { from: 0, size: k }, DIALECT: 2 }))
      if (!reply.ok) {
        const reason = reply.error === undefined ? undefined : index.noteFault(reply.error)
        return { fault: reason ?? reply.reason }
      }
      const candidates: Candidate[] = []
      for (const { value } of reply.value.documents) {
        // A hash that expired while the query ran comes back without fields (RediSearch 2.10).
        const entry = decodeEntry(value['entry'])
        if (entry && mayRead(keys.semanticEntry(identity, entry.id))) candidates.push({ entry, similarity: similarityOf(Number(value['distance'])) })
      }
      return { candidates }
    },

    enqueueStore (pipeline: Pipeline, scope: string, entry: AnswerEntry, vector: Float32Array, ttlSeconds: number): void {
      const key = keys.semanticEntry(identity, entry.id)
      pipeline.hSet(key, { scope, vector: encodeVector(vector), entry: encodeEntry(entry) })
      pipeline.expire(key, ttlSeconds)
    },

    keyOf: (entryId: string) => keys.semanticEntry(identity, entryId)
  }
}
export type SemanticAnswers = ReturnType<typeof createSemanticAnswers>
