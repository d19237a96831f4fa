import type { CacheAside } from '../cache/cache-aside.ts'
import type { Keys } from '../cache/keys.ts'
import type { Person } from '../db/database.ts'
import type { Messages } from '../db/messages.ts'
import { historyBody } from './wire.ts'

/** A conversation's history as JSON bytes, cache-aside. Answers null where this person has no such conversation. */
export function createReadHistory (deps: { cache: CacheAside, keys: Keys, messages: Messages, ttlSeconds: number }) {
  const { cache, keys, messages, ttlSeconds } = deps
  return (person: Person, conversationId: string) => cache.read({
    name: 'history',
    key: keys.history(conversationId),
    owner: person,
    ttlSeconds,
    // A conversation keeps its owner: what is somebody else's is nobody else's, and Postgres need not be asked.
    foreign: 'none',
    async load () {
      const history = await messages.readHistory(person, conversationId)
      if (history) return { json: JSON.stringify(historyBody(history)) }
      return { none: await messages.exists(conversationId) ? 'foreign' : 'absent' }
    }
  })
}
export type ReadHistory = ReturnType<typeof createReadHistory>
