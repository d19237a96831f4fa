import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ROOT_CONTEXT } from '../answer/lineage.ts'
import type { Person } from '../db/database.ts'
import type { Message } from '../db/message.ts'
import type { Messages } from '../db/messages.ts'
import type { FoundTurn, Question } from '../db/turns.ts'
import { ConversationFullError, MessageConflictError, NotFoundError, TurnInProgressError } from '../errors.ts'

export type TurnInput = { conversationId: string | undefined, messageId: string | undefined, content: string, model: string }

/** A turn this call has to answer, or one that is answered already. */
export type Opened =
  | { answered: false, question: Question, created: boolean }
  | { answered: true, question: Omit<Question, 'claim'>, answer: Message }

/** Of a message that is being answered already. */
export type Waiting = {
  /** Settles, whatever comes of it, when this process has done with the turn; undefined where it is not the one that answers. */
  underWay (id: string): Promise<unknown> | undefined
  /** The turn is this person's, and its answer is waited for. */
  onWait (conversationId: string): void
}

const TITLE_LENGTH = 80
const POLL_MS = 200
/** How long a repeated message waits for the answer another process is making, ms. */
const PATIENCE_MS = 60_000

/** Whole characters of at most two units each, so that an emoji at the end is not cut in half. */
const titleOf = (content: string) => [...content.trim().replace(/\s+/g, ' ').slice(0, TITLE_LENGTH * 2)].slice(0, TITLE_LENGTH).join('') || 'New conversation'
/** Postgres knows the id already; or the question its answer. */
export const isDuplicate = (error: unknown) => (error as { code?: string }).code === '23505'

/** Stores a question, or finds the turn its message id names: the same message sent again is the same turn. */
export function createOpenTurn (deps: { messages: Messages, staleKeys: (person: Person, conversationId: string) => string[], longestBytes: number }) {
  const { messages, staleKeys, longestBytes } = deps

  function assertSame (turn: FoundTurn, person: Person, input: TurnInput, id: string): void {
    const same = turn.person.tenant === person.tenant && turn.person.user === person.user &&
      turn.message.role === 'user' && turn.message.content === input.content &&
      (input.conversationId === undefined || input.conversationId === turn.conversationId)
    if (!same) throw new MessageConflictError(id)
  }

  async function resume (person: Person, input: TurnInput, id: string, { underWay, onWait }: Waiting): Promise<Opened> {
    for (let deadline = performance.now() + PATIENCE_MS; performance.now() < deadline;) {
      const turn = await messages.findTurn(id)
      // It was there when the insert met it.
      if (turn === null) throw new NotFoundError('conversation')
      assertSame(turn, person, input, id)
      if (turn.answer) return { answered: true, question: turn, answer: turn.answer }
      const here = underWay(id)
      const claim = here || turn.claimed ? null : await messages.claim(id)
      if (claim !== null) return { answered: false, question: { ...turn, claim }, created: false }
      onWait(turn.conversationId)
      if (!here) await pause(POLL_MS)
      else {
        await here
        deadline = performance.now() + PATIENCE_MS
      }
    }
    throw new TurnInProgressError(id)
  }

  /**
   * @param context stores the question only where it is asked in this one
   * @returns null where this person has no such conversation, or it has another context by now
   * @throws NotFoundError, ConversationFullError, MessageConflictError, TurnInProgressError
   */
  return async function openTurn (person: Person, input: TurnInput, waiting: Waiting, context?: string): Promise<Opened | null> {
    const question = { id: input.messageId ?? randomUUID(), content: input.content, model: input.model }
    try {
      if (input.conversationId === undefined) {
        const id = randomUUID()
        return { answered: false, created: true, question: await messages.startConversation(person, id, titleOf(input.content), ROOT_CONTEXT, question, staleKeys(person, id)) }
      }
      const stored = await messages.appendQuestion(person, input.conversationId, question, staleKeys(person, input.conversationId), longestBytes, context)
      return stored && { answered: false, created: false, question: stored }
    } catch (error) {
      // What was stored before its conversation was full is still that turn.
      const isStored = isDuplicate(error) || (error instanceof ConversationFullError && input.messageId !== undefined && await messages.findTurn(question.id) !== null)
      if (!isStored) throw error
      return await resume(person, input, question.id, waiting)
    }
  }
}
export type OpenTurn = ReturnType<typeof createOpenTurn>
