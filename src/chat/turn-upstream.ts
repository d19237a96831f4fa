import type { ReadContext } from '../answer/context.ts'
import { ROOT_CONTEXT } from '../answer/lineage.ts'
import type { Upstream } from '../answer/make-answer.ts'
import type { Messages } from '../db/messages.ts'
import type { Question } from '../db/turns.ts'
import { within } from '../events/within.ts'

/** Longest that a turn waits for a figure of its report, from the beginning of the LLM call, ms. */
const COUNT_MS = 1_000

/** What the LLM is asked on a miss: the window, and nothing of it before. `earlierBytes`: of the history that it leaves out. */
export function createTurnUpstream (deps: { readContext: ReadContext, messages: Pick<Messages, 'countEarlierBytes'>, systemPrompt: string | null, signal: AbortSignal }) {
  const { readContext, messages, systemPrompt, signal } = deps

  return ({ conversationId, context, message: { seq, model } }: Pick<Question, 'conversationId' | 'context' | 'message'>): { upstream: Upstream, earlierBytes: () => Promise<number> } => {
    const read = () => readContext(conversationId, seq, model, systemPrompt)
    let asked: ReturnType<typeof read> | undefined
    let earlierBytes = Promise.resolve(0)
    const upstream: Upstream = {
      stream: true,
      signal: () => signal,
      // A later question's request is its window, which by now may hold more.
      again: (content) => context !== ROOT_CONTEXT
        ? null
        : { model, messages: [...(systemPrompt === null ? [] : [{ role: 'system', content: systemPrompt }]), { role: 'user', content }] },
      prepare () {
        asked = read()
        asked.catch(() => { /* body meets it again */ })
      },
      async body () {
        const { messages: sent, firstSeq } = await (asked ?? read())
        // Runs beside the LLM call; only the report wants it.
        if (firstSeq > 1) earlierBytes = within(messages.countEarlierBytes(conversationId, firstSeq), COUNT_MS).catch(() => 0)
        return { model, messages: sent }
      }
    }
    return { upstream, earlierBytes: () => earlierBytes }
  }
}
