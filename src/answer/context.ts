import type { ContextWindow, WindowMessage } from '../cache/context-window.ts'
import type { Config } from '../config.ts'
import { NotFoundError } from '../errors.ts'
import type { Messages } from '../db/messages.ts'
import { contextLimit, countTokens, fitWindow, TOKENS_PER_MESSAGE } from '../model/tokens.ts'

export type Context = { messages: { role: string, content: string }[], firstSeq: number }

/** The part of a model's window, after the system prompt, that history may take; the rest is for the answer. */
const HISTORY_SHARE = 0.75

/** A text has no more tokens than bytes (byte pair encodings merge, they never split), so most windows need no counting. */
function fits (messages: WindowMessage[], budget: number): boolean {
  return messages.reduce((bytes, { content }) => bytes + Buffer.byteLength(content) + TOKENS_PER_MESSAGE, 0) <= budget
}

/**
 * By turns, beginning with a user: a question that got no answer is joined with the next one, and an answer whose question lies before
 * the window is left out. Pure.
 */
export function alternating<Message extends Pick<WindowMessage, 'role' | 'content'>> (messages: readonly Message[]): Message[] {
  const turns: Message[] = []
  for (const message of messages) {
    const last = turns.at(-1)
    if (last?.role === message.role) turns[turns.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` }
    else if (last !== undefined || message.role === 'user') turns.push(message)
  }
  return turns
}

/**
 * What the LLM is sent of a conversation: the window from Redis, rebuilt from Postgres where it is absent or not whole,
 * cut to the token budget of the model.
 */
export function createReadContext (deps: { window: ContextWindow, messages: Messages, tokenBudget: number | undefined, roles: Config['LLM_ROLES'] }) {
  const { window, messages, tokenBudget, roles } = deps
  return async function readContext (conversationId: string, seq: number, model: string, system: string | null): Promise<Context> {
    let items = await window.read(conversationId, seq)
    if (items === null) {
      items = await messages.readWindow(conversationId, seq, window.limit)
      // The question was stored: no message means that its conversation was erased meanwhile.
      if (items.length === 0) throw new NotFoundError('conversation')
      await window.rebuild(conversationId, items)
    }
    const budgetAfter = (systemTokens: number) => tokenBudget ?? Math.floor((contextLimit(model) - systemTokens) * HISTORY_SHARE)
    const kept = fits(items, budgetAfter(Buffer.byteLength(system ?? ''))) ? items : fitWindow(items, budgetAfter(countTokens(system ?? '', model)), model)
    const sent = roles === 'alternate' ? alternating(kept) : kept
    return {
      messages: [...(system === null ? [] : [{ role: 'system', content: system }]), ...sent.map(({ role, content }) => ({ role, content }))],
      firstSeq: sent[0]?.seq ?? seq
    }
  }
}
export type ReadContext = ReturnType<typeof createReadContext>
