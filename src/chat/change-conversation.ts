import type { Answers } from '../answer/answer-question.ts'
import type { Execute } from '../cache/execute.ts'
import type { Keys } from '../cache/keys.ts'
import type { Conversations, Summary } from '../db/conversations.ts'
import type { Person } from '../db/database.ts'
import type { Messages } from '../db/messages.ts'
import { NotFoundError } from '../errors.ts'
import type { ConversationCache } from './conversation-cache.ts'

/** Rename, erase and rate: the writes of a conversation besides its turns. Each throws NotFoundError for what is not this person's. */
export function createChangeConversation (deps: {
  conversations: Conversations,
  messages: Messages,
  conversationCache: ConversationCache,
  execute: Execute,
  answers: Answers,
  keys: Keys
  eraseEvents: (conversationId: string) => Promise<unknown>
}) {
  const { conversations, messages, conversationCache, execute, answers, keys, eraseEvents } = deps
  return {
    async rename (person: Person, id: string, title: string): Promise<Summary> {
      const summary = await conversations.rename(person, id, title)
      if (summary === null) throw new NotFoundError('conversation')
      await conversationCache.afterWrite(person, id)
      return summary
    },

    /** Removes rows, window, cached copies and the cached answers that came only from this conversation. */
    async erase (person: Person, id: string): Promise<void> {
      const erased = await conversations.erase(person, id)
      if (erased === null) throw new NotFoundError('conversation')
      await conversationCache.afterWrite(person, id, (pipeline) => {
        pipeline.del(keys.window(id))
        for (const entryId of erased.entryIds) answers.enqueueEvict(pipeline, entryId)
      })
      await eraseEvents(id)
    },

    /** Thumbs down takes the cached answer away from everybody. */
    async rate (person: Person, messageId: string, rating: 'up' | 'down', reason: string | null): Promise<void> {
      const rated = await messages.rate(person, messageId, rating, reason)
      if (rated === null) throw new NotFoundError('message')
      const entryId = rated.cache?.entry_id
      if (rating === 'down' && entryId !== undefined) await execute('quarantine', (pipeline) => answers.enqueueEvict(pipeline, entryId))
    }
  }
}
export type ChangeConversation = ReturnType<typeof createChangeConversation>
