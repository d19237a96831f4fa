import type { CacheAside } from '../cache/cache-aside.ts'
import type { Pipeline } from '../cache/client.ts'
import type { Execute } from '../cache/execute.ts'
import type { Keys } from '../cache/keys.ts'
import type { Person } from '../db/database.ts'

/**
 * The one place where a conversation's cached copies are written: everything a write needs of Redis goes out in one
 * round trip, and invalidations that may not have arrived are owed to the cache before it is read again.
 */
export function createConversationCache (deps: { execute: Execute, keys: Keys, cache: CacheAside }) {
  const { execute, keys, cache } = deps
  return {
    /**
     * @param more adds the commands that travel along
     * @returns their replies in order, or null where Redis did not answer
     */
    async afterWrite (person: Person, conversationId: string, more: (pipeline: Pipeline) => void = () => {}): Promise<unknown[] | null> {
      const stale = [keys.conversationList(person.user), keys.history(conversationId)]
      const replies = await execute('write', (pipeline) => {
        cache.enqueueInvalidate(pipeline, stale)
        more(pipeline)
      })
      if (replies === null) cache.owe(stale)
      return replies?.slice(stale.length) ?? null
    }
  }
}
export type ConversationCache = ReturnType<typeof createConversationCache>
