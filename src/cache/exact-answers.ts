import type { Attempt } from './attempt.ts'
import type { Pipeline, Redis } from './client.ts'
import type { Invalidation } from './invalidation.ts'
import type { Keys } from './keys.ts'
import { decodeStored, encodeEntry, type Alias, type AnswerEntry } from './answer-entry.ts'
import { loadScript } from './script.ts'

/** What the exact tier says: an entry, another's name, nothing (null), or no reply (undefined). */
export type ExactReply = AnswerEntry | Alias | null | undefined

const storeAnswer = loadScript('store-answer')

/** Answers by the hash of scope and normalised question: a plain GET. */
export function createExactAnswers (deps: { redis: Redis, keys: Keys, attempt: Attempt, mayRead: Invalidation['mayRead'] }) {
  const { redis, keys, attempt, mayRead } = deps
  return {
    async find (hash: string): Promise<ExactReply> {
      const reply = await attempt('exact', () => redis.get(keys.exactAnswer(hash)))
      return reply.ok ? this.accept(hash, reply.value) : undefined
    },
    enqueueFind (pipeline: Pipeline, hash: string): void {
      pipeline.get(keys.exactAnswer(hash))
    },
    /** Reads the reply to `enqueueFind`. An entry that was taken away, but not in Redis yet, is as good as no reply. */
    accept: (hash: string, reply: unknown): ExactReply => mayRead(keys.exactAnswer(hash)) ? decodeStored(reply) : undefined,
    /**
     * Last of what is stored of it: where an operator's answer stands by now, nothing of it is kept.
     * @param former ids of entries whose place it takes, beside the one under its hash
     * @param elsewhere beginnings of the keys under which, by its id, an entry is kept besides
     */
    enqueueStore (pipeline: Pipeline, entry: AnswerEntry, ttlSeconds: number, former: readonly string[] = [], elsewhere: readonly string[] = []): void {
      storeAnswer.enqueue(pipeline, [keys.exactAnswer(entry.exactHash)], [entry.id, encodeEntry(entry), String(ttlSeconds), String(entry.generation), former.join(' '), ...elsewhere])
    },
    /** Whether the answer is there now. @param replies to a pipeline that ends with `enqueueStore`; null where Redis did not take it all */
    acceptStore: (replies: readonly unknown[] | null): boolean => replies?.at(-1) === 1,
    keyOf: (hash: string) => keys.exactAnswer(hash),
    /** The right to produce the answer; another one after each invalidation, as a call from before it answers nobody who came after. */
    leaseOf: (hash: string, generation: number) => keys.lease(keys.exactAnswer(hash), generation === 0 ? '' : `:${generation}`)
  }
}
export type ExactAnswers = ReturnType<typeof createExactAnswers>
