import type { Cache, TurnBody } from './api-types.ts'

/** What stands in a conversation, in the order it is shown. Keys stay the same while an answer grows, so that nothing is drawn anew. */
export type Question = { kind: 'question', key: string, id: string, content: string, created: string | null }
export type Answer = {
  kind: 'answer'
  key: string
  question: Question
  /** Null until the answer is whole. */
  id: string | null
  content: string
  state: 'waiting' | 'streaming' | 'reconnecting' | 'done' | 'stopped' | 'failed'
  /** Asked past the cache. */
  fresh: boolean
  cache: Cache | null
  /** From the question to the end of its answer, by the service's clock. */
  milliseconds: number | null
  tokens: number | null
  problem: string | null
  rating: 'up' | 'down' | null
}
export type Item = Question | Answer

type Message = { id: string, role: string, content: string, create_time: string, cache?: Cache, reply_to?: string, usage?: TurnBody['usage'], rating?: 'up' | 'down' }

export const questionOf = (id: string, content: string, created: string | null): Question => ({ kind: 'question', key: id, id, content, created })

export const answerOf = (question: Question, more: Partial<Answer> = {}): Answer => ({
  kind: 'answer', key: `answer to ${question.id}`, question, id: null, content: '', state: 'waiting', fresh: false, cache: null, milliseconds: null, tokens: null, problem: null, rating: null, ...more
})

const elapsed = (from: string, to: string) => Math.max(0, Date.parse(to) - Date.parse(from))

/** The end of a turn, as the answer it completes. */
export const doneOf = ({ message, answer, cache, usage }: TurnBody): Partial<Answer> => ({
  id: answer.id, content: answer.content, state: 'done', cache, milliseconds: elapsed(message.create_time, answer.create_time), tokens: usage?.total_tokens ?? null, problem: null
})

export const UNANSWERED = 'This question has no answer yet.'

/** A history as items: each answer stands behind its question, and a question without one shows that it has none. Pure. */
export function itemsOf (messages: Message[]): Item[] {
  const pairs: { question: Question, answer: Answer | null }[] = []
  for (const { id, role, content, create_time: created, cache, reply_to: replyTo, usage, rating } of messages) {
    if (role === 'user') {
      pairs.push({ question: questionOf(id, content, created), answer: null })
      continue
    }
    // A history cached before answers named their questions is as old as its TTL at most; there they go in order, as turns of two tabs may overlap.
    const pair = pairs.find(({ question, answer }) => replyTo === undefined ? answer === null : question.id === replyTo)
    if (!pair) continue
    const { question } = pair
    pair.answer = answerOf(question, { id, content, state: 'done', cache: cache ?? { status: 'miss' }, milliseconds: elapsed(question.created!, created), tokens: usage?.total_tokens ?? null, rating: rating ?? null })
  }
  return pairs.flatMap(({ question, answer }) => [question, answer ?? answerOf(question, { state: 'stopped', problem: UNANSWERED })])
}
