import type { Answer, CacheStatus } from '../answer/answer-question.ts'
import type { Controls } from '../answer/controls.ts'
import { eventFields } from '../answer/judge.ts'
import type { Person } from '../db/database.ts'
import type { Message } from '../db/message.ts'
import type { Question } from '../db/turns.ts'
import { errorBody } from '../errors.ts'
import type { AnswerEventInput } from '../events/event.ts'
import type { TurnInput } from './open-turn.ts'

/** Whose turn an event is of. `startedAt`: by performance.now(). */
export type Asked = { person: Person, question: Omit<Question, 'claim'>, controls: Controls, startedAt: number }

/** Bytes of UTF-8 a token stands for, about, for the estimate of what the window saved. */
const BYTES_PER_TOKEN = 4

const facts = ({ person, question, controls, startedAt }: Asked) => ({
  tenant: person.tenant,
  user: person.user,
  namespace: controls.namespace,
  surface: 'chat' as const,
  model: question.message.model,
  conversation_id: question.conversationId,
  message_id: question.message.id,
  milliseconds: performance.now() - startedAt
})

/** @param earlierBytes of the history that the window left out */
export function answeredEvent (asked: Asked, answer: Answer, saved: Message, threshold: number, earlierBytes: number): AnswerEventInput {
  const { cache, considered, entry, timings: { embedMs, lookupMs, llmMs } } = answer
  return {
    id: saved.id,
    status: cache.status,
    reason: cache.reason,
    similarity: cache.similarity,
    entry_id: cache.entryId,
    threshold,
    embed_ms: embedMs,
    lookup_ms: lookupMs,
    llm_ms: entry ? undefined : llmMs,
    prompt_tokens: saved.usage?.prompt_tokens ?? 0,
    completion_tokens: saved.usage?.completion_tokens ?? 0,
    window_tokens_saved: Math.round(earlierBytes / BYTES_PER_TOKEN),
    ...eventFields(considered),
    ...facts(asked)
  }
}

const NOTHING_SAID = { status: 'error', threshold: 0, prompt_tokens: 0, completion_tokens: 0, window_tokens_saved: 0 } as const

export const failedEvent = (asked: Asked, error: unknown): AnswerEventInput =>
  ({ ...NOTHING_SAID, reason: errorBody(error as Error).code ?? 'UNKNOWN', ...facts(asked) })

/** Of a message that was not stored, as nothing was cached for it. */
export const notCachedEvent = ({ tenant, user }: Person, { conversationId, model }: TurnInput, { namespace }: Controls, startedAt: number, { code }: { code: string }): AnswerEventInput => ({
  ...NOTHING_SAID,
  reason: code,
  tenant,
  user,
  namespace,
  surface: 'chat',
  model,
  milliseconds: performance.now() - startedAt,
  ...(conversationId === undefined ? {} : { conversation_id: conversationId })
})

/** Of an answer given before, under its id: Postgres knows each id once. */
export const repeatedEvent = (asked: Asked, answer: Message): AnswerEventInput => ({
  id: answer.id,
  at: new Date(answer.create_time),
  status: (answer.cache?.status ?? 'miss') as CacheStatus,
  reason: answer.cache?.reason,
  similarity: answer.cache?.similarity,
  entry_id: answer.cache?.entry_id,
  threshold: 0,
  prompt_tokens: answer.usage?.prompt_tokens ?? 0,
  completion_tokens: answer.usage?.completion_tokens ?? 0,
  window_tokens_saved: 0,
  ...facts(asked)
})
