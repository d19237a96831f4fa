import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from '../answer/answer-question.ts'
import { choicesOf, shownText, usageOf } from '../completion.ts'
import type { Person, Written } from '../db/database.ts'
import type { Message } from '../db/message.ts'
import type { Messages } from '../db/messages.ts'
import type { Question } from '../db/turns.ts'
import { isPostgresUnavailable, NotFoundError } from '../errors.ts'
import { noteOf } from './wire.ts'

/** How long an answer waits for a Postgres that went away while the LLM spoke, ms: it is paid for. Shorter than a claim stands. */
const PATIENCE_MS = 5_000
const PAUSE_MS = 200

/** Without the one character that text in Postgres cannot hold. */
export const storable = (text: string): string => text.replaceAll('\0', '')

/** Where it was saved before the connection broke, the next try meets it as a duplicate. */
async function whilePostgresIsAway<T> (work: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + PATIENCE_MS; ;) {
    try {
      return await work()
    } catch (error) {
      if (!isPostgresUnavailable(error) || performance.now() > deadline) throw error
      await pause(PAUSE_MS)
    }
  }
}

/** Stores a turn's answer. @throws NotFoundError where its conversation is gone; a unique violation (23505) where it was answered before */
export function createSaveAnswer (deps: { messages: Pick<Messages, 'saveAnswer'>, staleKeys: (person: Person, conversationId: string) => string[] }) {
  return async function saveAnswer (person: Person, { conversationId, message }: Question, answer: Answer): Promise<Written<Message>> {
    const saved = await whilePostgresIsAway(() => deps.messages.saveAnswer({
      id: randomUUID(),
      conversationId,
      replyTo: message.id,
      content: storable(shownText(answer.completion)),
      model: answer.completion.model ?? message.model,
      finishReason: choicesOf(answer.completion)[0]?.finish_reason ?? null,
      cache: noteOf(answer.cache, answer.stores),
      usage: usageOf(answer.completion),
      nextContext: answer.nextContext
    }, deps.staleKeys(person, conversationId)))
    if (saved === null) throw new NotFoundError('conversation')
    return saved
  }
}
