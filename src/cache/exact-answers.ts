import type { Attempt } from './attempt.ts'
import type { Pipeline, Redis } from './client.ts'
import type { Invalidation } from './invalidation.ts'
import type { Keys } from './keys.ts'
import { decodeEntry, encodeEntry, type AnswerEntry } from './answer-entry.ts'

/** Answers by the hash of scope and normalised question: a plain GET. */
export function createExactAnswers (deps: { redis: Redis, keys: Keys, attempt: Attempt, mayRead: Invalidation['mayRead'] }) {
  const { redis, keys, attempt, mayRead } = deps
  return {
    /** @returns the entry, null where there is none, undefined where Redis did not answer */
    async find (hash: string): Promise<AnswerEntry | null | undefined> {
      const reply = await attempt('exact', () => redis.get(keys.exactAnswer(hash)))
      return reply.ok ? this.accept(hash, reply.value) : undefined
    },
    enqueueFind (pipeline: Pipeline, hash: string): void {
      pipeline.get(keys.exactAnswer(hash))
    },
    /** Reads the reply to `enqueueFind`. An entry that was taken away, but not in Redis yet, is as good as no reply. */
    accept: (hash: string, reply: unknown): AnswerEntry | null | undefined => mayRead(keys.exactAnswer(hash)) ? decodeEntry(reply) : undefined,
    enqueueStore (pipeline: Pipeline, entry: AnswerEntry, ttlSeconds: number): void {
      pipeline.set(keys.exactAnswer(entry.exactHash), encodeEntry(entry), { expiration: { type: 'EX', value: ttlSeconds } })
    },
    keyOf: (hash: string) => keys.exactAnswer(hash),
    /** The right to produce the answer; another one after each invalidation, as a call from before it answers nobody who came after. */
    leaseOf: (hash: string, generation: number) => keys.lease(keys.exactAnswer(hash), generation === 0 ? '' : `:${generation}`)
  }
}
export type ExactAnswers = ReturnType<typeof createExactAnswers>
