import type { CacheAside, Read } from '../cache/cache-aside.ts'
import { jitteredTtl, type Keys } from '../cache/keys.ts'
import type { Person } from '../db/database.ts'
import type { Messages } from '../db/messages.ts'
import { historyBody } from './wire.ts'

/** A conversation's history as JSON bytes, cache-aside. @returns null where this person has no such conversation */
export function createReadHistory (deps: { cache: CacheAside, keys: Keys, messages: Messages, ttlSeconds: number, ttlJitter: number }) {
  const { cache, keys, messages, ttlSeconds, ttlJitter } = deps
  return (person: Person, conversationId: string): Promise<Read | null> =>
    cache.read(keys.history(conversationId), person, jitteredTtl(ttlSeconds, ttlJitter), async () => {
      const history = await messages.readHistory(person, conversationId)
      return history === null ? null : JSON.stringify(historyBody(history))
    })
}
export type ReadHistory = ReturnType<typeof createReadHistory>
