import fp from 'fastify-plugin'
import { createReadContext } from '../answer/context.ts'
import { createCacheAside } from '../cache/cache-aside.ts'
import { createContextWindow } from '../cache/context-window.ts'
import { createChangeConversation, type ChangeConversation } from '../chat/change-conversation.ts'
import { createConversationCache } from '../chat/conversation-cache.ts'
import { createListConversations, type ListConversations } from '../chat/list-conversations.ts'
import { createOpenTurn } from '../chat/open-turn.ts'
import { createReadHistory, type ReadHistory } from '../chat/read-history.ts'
import { createSendMessage, type SendMessage } from '../chat/send-message.ts'
import { createConversations } from '../db/conversations.ts'
import { createMessages } from '../db/messages.ts'

declare module 'fastify' {
  interface FastifyInstance {
    chat: { readHistory: ReadHistory, listConversations: ListConversations, sendMessage: SendMessage, changeConversation: ChangeConversation }
  }
}

/** The chat backend, wired from the caches, the record and the answer cache. */
export default fp(async (app) => {
  const { config, answers, exactAnswers: exact, record, eraseEvents, redis: { cache: redis, keys, attempt, execute } } = app
  const conversations = createConversations(app.pg.pool)
  const messages = createMessages(app.pg.pool)
  const cache = createCacheAside({ redis, keys, attempt })
  const window = createContextWindow({ redis, keys, attempt, limit: config.CONTEXT_MESSAGES, ttlSeconds: config.CONTEXT_TTL })
  const conversationCache = createConversationCache({ execute, keys, cache })
  const readContext = createReadContext({ window, messages, tokenBudget: config.CONTEXT_TOKENS })

  app.decorate('chat', {
    readHistory: createReadHistory({ cache, keys, messages, ttlSeconds: config.HISTORY_TTL, ttlJitter: config.TTL_JITTER }),
    listConversations: createListConversations({ cache, keys, conversations, ttlSeconds: config.LIST_TTL, ttlJitter: config.TTL_JITTER }),
    sendMessage: createSendMessage({
      openTurn: createOpenTurn(messages), messages, conversationCache, window, exact, readContext, answers, record, systemPrompt: config.LLM_SYSTEM_PROMPT ?? null
    }),
    changeConversation: createChangeConversation({ conversations, messages, conversationCache, execute, answers, keys, eraseEvents })
  })
}, { name: 'chat', dependencies: ['answers', 'events'] })
