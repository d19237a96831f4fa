import fp from 'fastify-plugin'
import { createReadContext } from '../answer/context.ts'
import { createContextWindow } from '../cache/context-window.ts'
import { createOwnedEntries } from '../cache/owned-entries.ts'
import { createChangeConversation, type ChangeConversation } from '../chat/change-conversation.ts'
import { createConversationCache } from '../chat/conversation-cache.ts'
import { createErase, type Erase } from '../chat/erase.ts'
import { createFindQuestion, type FindQuestion } from '../chat/find-question.ts'
import { createListConversations, type ListConversations } from '../chat/list-conversations.ts'
import { createOpenTurn } from '../chat/open-turn.ts'
import { createReadHistory, type ReadHistory } from '../chat/read-history.ts'
import { createSendMessage, type SendMessage } from '../chat/send-message.ts'
import { createConversations } from '../db/conversations.ts'
import { createErasures } from '../db/erasures.ts'
import { createLane } from '../db/lane.ts'
import { createMessages } from '../db/messages.ts'

declare module 'fastify' {
  interface FastifyInstance {
    chat: { readHistory: ReadHistory, findQuestion: FindQuestion, listConversations: ListConversations, sendMessage: SendMessage, changeConversation: ChangeConversation, erase: Erase }
  }
}

/** The chat backend, wired from the caches, the record and the answer cache. */
export default fp(async (app) => {
  const { config, answers, exactAnswers: exact, record, keepEvent, redis: { cache: redis, keys, attempt, execute, invalidation, cacheAside: cache } } = app
  // A lane each: a flood of reads, as when Redis is gone, leaves connections for the turns, and the other way round.
  const reads = createLane(app.pg.pool, 'reads')
  const turns = createLane(app.pg.pool, 'turns')
  const conversations = createConversations(reads)
  const messages = createMessages(turns)
  const window = createContextWindow({ redis, keys, attempt, limit: config.CONTEXT_MESSAGES, ttlSeconds: config.CONTEXT_TTL })
  const conversationCache = createConversationCache({ execute, keys, invalidation })
  const readContext = createReadContext({ window, messages, tokenBudget: config.CONTEXT_TOKENS, roles: config.LLM_ROLES })

  const erase = createErase({
    erasures: createErasures(createLane(app.pg.pool, 'erasures')),
    conversationCache,
    invalidation,
    entries: app.entries,
    keys,
    ownedEntries: createOwnedEntries({ redis, attempt, index: app.semanticAnswers.index })
  })
  const { sendMessage, settled, close } = createSendMessage({
    openTurn: createOpenTurn({ messages, staleKeys: conversationCache.staleKeys, longestBytes: config.CONVERSATION_MAX_BYTES }),
    messages,
    conversationCache,
    invalidation,
    keys,
    window,
    exact,
    readContext,
    answers,
    entries: app.entries,
    record,
    keepEvent,
    systemPrompt: config.LLM_SYSTEM_PROMPT ?? null
  })
  app.addHook('onClose', async () => {
    // The server has waited for those whose clients have not left.
    await app.orShutDown(settled()).catch(() => { /* the time is over */ })
    await close()
  })

  app.decorate('chat', {
    readHistory: createReadHistory({ cache, keys, messages: createMessages(reads), ttlSeconds: config.HISTORY_TTL }),
    findQuestion: createFindQuestion({ messages: createMessages(reads) }),
    listConversations: createListConversations({ cache, keys, conversations, ttlSeconds: config.LIST_TTL }),
    sendMessage,
    changeConversation: createChangeConversation({ conversations, messages, conversationCache, entries: app.entries, checks: app.checks }),
    erase
  })
}, { name: 'chat', dependencies: ['answers', 'events', 'shutdown'] })
