import { randomUUID } from 'node:crypto'
import { encodeEntry, type AnswerEntry } from './answer-entry.ts'
import type { Attempt } from './attempt.ts'
import type { Redis } from './client.ts'
import type { Keys } from './keys.ts'
import { loadScript } from './script.ts'

const replace = loadScript('replace')

/** Puts a newer answer in the place of a cached one, in both tiers; one process at a time may make it. */
export function createAnswerRenewals (deps: { redis: Redis, keys: Keys, attempt: Attempt, keyOf: { exact: (hash: string) => string, semantic: (entryId: string) => string } }) {
  const { redis, keys, attempt, keyOf } = deps
  return {
    /** The right to renew an answer. It ends by itself only: whoever failed is not followed at once by everybody else. */
    async take (entry: AnswerEntry, leaseMs: number): Promise<boolean> {
      const reply = await attempt('renewal', () => redis.set(keys.renewal(keyOf.exact(entry.exactHash)), randomUUID(), { expiration: { type: 'PX', value: leaseMs }, condition: 'NX' }))
      return reply.ok && reply.value !== null
    },
    /** @returns whether it was there to be replaced, in either tier */
    async store (old: AnswerEntry, renewed: AnswerEntry, ttlSeconds: number): Promise<boolean> {
      const args = [encodeEntry(old), encodeEntry(renewed), String(ttlSeconds), String(renewed.createdAt)]
      const reply = await attempt('renewal', () => Promise.all([keyOf.exact(old.exactHash), keyOf.semantic(old.id)].map((key) => replace.run(redis, [key], args))))
      return reply.ok && reply.value.includes(1)
    }
  }
}
export type AnswerRenewals = ReturnType<typeof createAnswerRenewals>
