import fp from 'fastify-plugin'
import { createReadContext } from '../answer/context.ts'
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
  const { config, answers, exactAnswers: exact, record, eraseEvents, redis: { cache: redis, keys, attempt, execute, invalidation, cacheAside: cache } } = app
  const conversations = createConversations(app.pg.pool)
  const messages = createMessages(app.pg.pool)
  const window = createContextWindow({ redis, keys, attempt, limit: config.CONTEXT_MESSAGES, ttlSeconds: config.CONTEXT_TTL })
  const conversationCache = createConversationCache({ execute, keys, invalidation })
  const readContext = createReadContext({ window, messages, tokenBudget: config.CONTEXT_TOKENS })

  app.decorate('chat', {
    readHistory: createReadHistory({ cache, keys, messages, ttlSeconds: config.HISTORY_TTL }),
    listConversations: createListConversations({ cache, keys, conversations, ttlSeconds: config.LIST_TTL }),
    sendMessage: createSendMessage({
      openTurn: createOpenTurn({ messages, staleKeys: conversationCache.staleKeys }), messages, conversationCache, window, exact, readContext, answers, record, systemPrompt: config.LLM_SYSTEM_PROMPT ?? null
    }),
    changeConversation: createChangeConversation({ conversations, messages, conversationCache, invalidation, answers, keys, eraseEvents })
  })
}, { name: 'chat', dependencies: ['answers', 'events'] })
