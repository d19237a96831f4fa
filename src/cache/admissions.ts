import { createHash } from 'node:crypto'
import type { Attempt } from './attempt.ts'
import type { Pipeline, Redis } from './client.ts'
import type { Keys } from './keys.ts'

/** A pseudonym of its own for each question: two of them do not show that one user asked both. */
const markOf = (exactHash: string, user: string) => createHash('sha256').update(JSON.stringify(['asked', exactHash, user])).digest('hex').slice(0, 32)

/** Who asked a question first, where an answer is shared only once a second user asked for it. */
export function createAdmissions (deps: { redis: Redis, keys: Keys, attempt: Attempt }) {
  const { redis, keys, attempt } = deps
  return {
    /** Whether somebody else asked before. Not where Redis does not answer. */
    async askedByAnother (exactHash: string, user: string): Promise<boolean> {
      const reply = await attempt('admission', () => redis.get(keys.admission(exactHash)))
      return reply.ok && reply.value !== null && reply.value !== markOf(exactHash, user)
    },
    /** Notes the first; a later one changes nothing. */
    enqueueAsked (pipeline: Pipeline, exactHash: string, user: string, ttlSeconds: number): void {
      pipeline.set(keys.admission(exactHash), markOf(exactHash, user), { expiration: { type: 'EX', value: ttlSeconds }, condition: 'NX' })
    }
  }
}
export type Admissions = ReturnType<typeof createAdmissions>
