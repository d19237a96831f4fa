import type { Attempt } from './attempt.ts'
import type { WordVectors } from '../model/words.ts'
import { withBuffers, type Log, type Pipeline, type Redis } from './client.ts'
import type { Invalidation } from './invalidation.ts'
import type { Keys } from './keys.ts'
import { decodeEntry, encodeEntry, type AnswerEntry } from './answer-entry.ts'
import { createSemanticIndex } from './semantic-index.ts'
import { encodeVector, similarityOf } from './vector.ts'
import { decodeWords, encodeWords } from './word-bytes.ts'

/** `words` where they were asked for, and are there: entries stored without them have none. */
export type Candidate = { entry: AnswerEntry, similarity: number, words?: WordVectors | null }
export type Nearest = { candidates: Candidate[] } | { fault: 'error' | 'timeout' | 'down' | 'no_index' | 'no_module' }

/** Answers by meaning: one hash each with its vector, found by KNN inside a scope. */
export function createSemanticAnswers (deps: {
  redis: Redis, keys: Keys, attempt: Attempt, mayRead: Invalidation['mayRead'], identity: string, dimensions: number, log: Log, onRecreated?: () => void
}) {
  const { redis, keys, attempt, mayRead, identity, dimensions } = deps
  const index = createSemanticIndex(deps)

  /** In a round trip of its own, and only for who decides by words: FT.SEARCH would read the bytes as text. */
  async function readWords (candidates: Candidate[]): Promise<Candidate[]> {
    if (candidates.length === 0) return candidates
    const buffers = withBuffers(redis)
    const reply = await attempt('semantic', () => Promise.all(candidates.map(({ entry }) => buffers.hGet(keys.semanticEntry(identity, entry.id), 'words'))))
    return candidates.map((candidate, i) => ({ ...candidate, words: reply.ok ? decodeWords(reply.value[i], dimensions) : null }))
  }

  return {
    index,
    /**
     * @param scope a hex digest, matched as a TAG before the KNN, never after it
     * @param vector unit length
     * @param k how many neighbours
     * @param withWords whether their words are wanted too
     * @returns candidates by falling similarity, without the ones that expired during the query
     */
    async nearest (scope: string, vector: Float32Array, k: number, withWords = false): Promise<Nearest> {
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
      return { candidates: withWords ? await readWords(candidates) : candidates }
    },

    enqueueStore (pipeline: Pipeline, scope: string, entry: AnswerEntry, vector: Float32Array, ttlSeconds: number, words: WordVectors | null = null): void {
      const key = keys.semanticEntry(identity, entry.id)
      pipeline.hSet(key, { scope, vector: encodeVector(vector), entry: encodeEntry(entry), ...(words === null ? {} : { words: encodeWords(words) }) })
      pipeline.expire(key, ttlSeconds)
    },

    keyOf: (entryId: string) => keys.semanticEntry(identity, entryId)
  }
}
export type SemanticAnswers = ReturnType<typeof createSemanticAnswers>
