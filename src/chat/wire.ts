import type { CacheOutcome } from '../answer/answer-question.ts'
import type { CacheNote, Message, Usage } from '../db/message.ts'
import type { History } from '../db/messages.ts'

/** The shapes a chat frontend sees. */
export type WireCache = { status: string, similarity?: number, entry_id?: string, reason?: string }
export type WireMessage = { id: string, role: string, content: string, model: string, create_time: string, cache?: WireCache }
type WireAnswer = WireMessage & { finish_reason: string | null }
export type TurnBody = { conversation_id: string, message: WireMessage, answer: WireAnswer, cache: WireCache, usage: Usage | null }

const wireNote = ({ stored: _stored, probability: _probability, ...note }: CacheNote): WireCache => note

export const noteOf = (cache: CacheOutcome, stored: boolean): CacheNote => ({
  status: cache.status,
  ...(cache.similarity === undefined ? {} : { similarity: Math.round(cache.similarity * 1e4) / 1e4 }),
  ...(cache.probability === undefined ? {} : { probability: Math.round(cache.probability * 1e6) / 1e6 }),
  ...(cache.entryId === undefined ? {} : { entry_id: cache.entryId }),
  ...(cache.reason === undefined ? {} : { reason: cache.reason }),
  ...(stored ? { stored } : {})
})

export const wireCache = (cache: CacheOutcome): WireCache => wireNote(noteOf(cache, false))

export const wireMessage = (message: Message): WireMessage => ({
  id: message.id,
  role: message.role,
  content: message.content,
  model: message.model,
  create_time: message.create_time,
  ...(message.cache === null ? {} : { cache: wireNote(message.cache) })
})

export function turnBody (conversationId: string, question: Message, answer: Message): TurnBody {
  const { cache: _cache, ...said } = wireMessage(answer)
  return {
    conversation_id: conversationId,
    message: wireMessage(question),
    answer: Object.assign(said, { finish_reason: answer.finish_reason }),
    cache: wireNote(answer.cache ?? { status: 'miss' }),
    usage: answer.usage
  }
}

export const historyBody = (history: History) => ({
  conversation_id: history.id,
  title: history.title,
  create_time: history.create_time,
  update_time: history.update_time,
  messages: history.messages.map((message) => ({
    ...wireMessage(message),
    ...(message.reply_to === null ? {} : { reply_to: message.reply_to }),
    ...(message.usage === null ? {} : { usage: message.usage }),
    ...(message.rating === null ? {} : { rating: message.rating })
  }))
})
