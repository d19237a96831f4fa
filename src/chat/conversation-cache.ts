import type { Pipeline } from '../cache/client.ts'
import type { Execute } from '../cache/execute.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import type { Person } from '../db/database.ts'

/**
 * The one place where a conversation's cached copies are written: everything a write needs of Redis goes out in one
 * round trip, and where Redis may not have taken it, nobody reads those copies until it has.
 */
export function createConversationCache (deps: { execute: Execute, keys: Keys, invalidation: Pick<Invalidation, 'enqueue' | 'applied' | 'missed'> }) {
  const { execute, keys, invalidation } = deps
  const staleKeys = (person: Person, conversationId: string) => [keys.conversationList(person.user), keys.history(conversationId)]
  return {
    /** What a write to this conversation makes stale; to be committed with it. */
    staleKeys,
    /**
     * @param outboxId what was committed with the write; null where there was none to commit
     * @param more adds the commands that travel along
     * @returns their replies in order, or null where Redis did not answer
     */
    async afterWrite (person: Person, conversationId: string, outboxId: string | null, more: (pipeline: Pipeline) => void = () => {}): Promise<unknown[] | null> {
      const stale = staleKeys(person, conversationId)
      let own = 0
      const replies = await execute('write', (pipeline) => {
        own = invalidation.enqueue(pipeline, stale)
        more(pipeline)
      })
      if (replies === null) {
        await invalidation.missed(stale)
        return null
      }
      if (outboxId !== null) invalidation.applied(outboxId, stale)
      return replies.slice(own)
    }
  }
}
export type ConversationCache = ReturnType<typeof createConversationCache>
