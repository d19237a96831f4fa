import type { Answers } from '../answer/answer-question.ts'
import type { Controls } from '../answer/controls.ts'
import type { LookedFor } from '../answer/find.ts'
import { ROOT_CONTEXT } from '../answer/lineage.ts'
import type { Plan } from '../answer/plan.ts'
import type { Person } from '../db/database.ts'
import type { Messages } from '../db/messages.ts'
import { OnlyIfCachedError } from '../errors.ts'
import type { AnswerEventInput } from '../events/event.ts'
import type { Opened, OpenTurn, TurnInput, Waiting } from './open-turn.ts'
import { notCachedEvent } from './turn-event.ts'

/** `planOf` an asked question in its context. */
export type PlanOf = (person: Person, question: { conversationId: string | null, context: string, message: Pick<TurnInput, 'model' | 'content'> }, controls: Controls) => Promise<Plan>

/**
 * Opens a turn only where its answer is in the cache: looked for first, so that nothing is stored of a question that finds none. The
 * question is then stored in the very context it was looked for in; where another message came first, it is looked for again.
 */
export function createOpenIfCached (deps: {
  openTurn: OpenTurn
  messages: Pick<Messages, 'contextOf' | 'findTurn'>
  answers: Pick<Answers, 'find'>
  planOf: PlanOf
  record: (event: AnswerEventInput) => Promise<void>
}) {
  const { openTurn, messages, answers, planOf, record } = deps

  /**
   * @returns `looked`: what was found of the question; absent where the turn is an earlier one's. null where this person has no such conversation
   * @throws OnlyIfCachedError, and what openTurn throws
   */
  return async function openIfCached (person: Person, input: TurnInput, controls: Controls, waiting: Waiting): Promise<Opened & { looked?: LookedFor, startedAt?: number } | null> {
    const { conversationId = null, messageId } = input
    const startedAt = performance.now()
    for (;;) {
      const context = conversationId === null ? ROOT_CONTEXT : await messages.contextOf(person, conversationId)
      if (context === null) return null
      const looked = await answers.find(await planOf(person, { conversationId, context, message: input }, controls))
      if (!('entry' in looked.found)) {
        // A message that was sent before is a turn already: answered it is told again, and unanswered it stays.
        if (messageId !== undefined && await messages.findTurn(messageId) !== null) return await openTurn(person, input, waiting)
        const error = new OnlyIfCachedError(looked.found)
        await record(notCachedEvent(person, input, controls, startedAt, error))
        throw error
      }
      const opened = await openTurn(person, input, waiting, context)
      if (opened === null) continue
      const isWhatWasLookedFor = !opened.answered && opened.question.context === context && opened.question.message.model === input.model
      return isWhatWasLookedFor ? { ...opened, looked, startedAt } : opened
    }
  }
}
