import type { Checks } from '../answer/checks.ts'
import type { Entries } from '../answer/entries.ts'
import type { Conversations, Summary } from '../db/conversations.ts'
import type { Person } from '../db/database.ts'
import type { Messages, Rating } from '../db/messages.ts'
import { NotFoundError } from '../errors.ts'
import type { ConversationCache } from './conversation-cache.ts'

/** Rename and rate: the writes of a conversation besides its turns. Each throws NotFoundError for what is not this person's. */
export function createChangeConversation (deps: {
  conversations: Conversations,
  messages: Messages,
  conversationCache: ConversationCache,
  entries: Pick<Entries, 'reject'>
  checks: Pick<Checks, 'rate'>
}) {
  const { conversations, messages, conversationCache, entries, checks } = deps
  return {
    async rename (person: Person, id: string, title: string): Promise<Summary> {
      const renamed = await conversations.rename(person, id, title, conversationCache.staleKeys(person, id))
      if (renamed === null) throw new NotFoundError('conversation')
      await conversationCache.afterWrite(person, id, renamed.outboxId)
      return renamed.value
    },

    /** Kept with the answer, in the history too. Thumbs down takes the cached answer away from everybody but the operator. */
    async rate (person: Person, messageId: string, rating: Rating, reason: string | null): Promise<void> {
      const conversationId = await messages.conversationOf(person, messageId)
      const written = conversationId === null ? null : await messages.rate(person, messageId, rating, reason, conversationCache.staleKeys(person, conversationId))
      if (conversationId === null || written === null) throw new NotFoundError('message')
      const { value: rated, outboxId } = written
      await conversationCache.afterWrite(person, conversationId, outboxId)
      const entryId = rated.cache?.entry_id
      // Before the entry goes: the label holds its question.
      if (entryId !== undefined && rated.cache?.status === 'semantic') {
        await checks.rate({ ...person, ...rated, messageId, entryId, similarity: rated.cache.similarity ?? 0, probability: rated.cache.probability ?? null, rating })
      }
      if (rating === 'down' && entryId !== undefined) await entries.reject(person.tenant, entryId, rated.answered)
    }
  }
}
export type ChangeConversation = ReturnType<typeof createChangeConversation>
