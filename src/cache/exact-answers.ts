import type { Attempt } from './attempt.ts'
import type { Pipeline, Redis } from './client.ts'
import type { Keys } from './keys.ts'
import { decodeEntry, encodeEntry, type AnswerEntry } from './answer-entry.ts'

/** Answers by the hash of scope and normalised question: a plain GET. */
export function createExactAnswers (deps: { redis: Redis, keys: Keys, attempt: Attempt }) {
  const { redis, keys, attempt } = deps
  return {
    /** @returns the entry, null where there is none, undefined where Redis did not answer */
    async find (hash: string): Promise<AnswerEntry | null | undefined> {
      const reply = await attempt('exact', () => redis.get(keys.exactAnswer(hash)))
      return reply.ok ? decodeEntry(reply.value) : undefined
    },
    enqueueFind (pipeline: Pipeline, hash: string): void {
      pipeline.get(keys.exactAnswer(hash))
    },
    decode: decodeEntry,
    enqueueStore (pipeline: Pipeline, entry: AnswerEntry, ttlSeconds: number): void {
      pipeline.set(keys.exactAnswer(entry.exactHash), encodeEntry(entry), { expiration: { type: 'EX', value: ttlSeconds } })
    },
    enqueueEvict (pipeline: Pipeline, hash: string): void {
      pipeline.del(keys.exactAnswer(hash))
    }
  }
}
export type ExactAnswers = ReturnType<typeof createExactAnswers>
