import { ApiError } from '../shared/client.ts'
import { doneOf, type Answer } from './items.ts'
import { tellTabs } from './tabs.ts'
import { streamTurn } from './turn.ts'
import { begin, changeAnswer, findAnswer, view } from './view.ts'

/** How often a growing answer is drawn, ms. */
const DRAW_MS = 40

/** The connection or the process went, not the turn: the same message sent again goes on from there. */
export const isLost = (error: unknown) => error instanceof ApiError && (error.status === 0 || error.code === 'TURN_IN_PROGRESS' || error.code === 'SHUTTING_DOWN')

/**
 * A first question that was stopped, or lost, before its conversation was known may be stored all the same; the same message sent again tells where.
 * The next one would begin a second conversation, in which the first cannot be taken up again.
 */
async function findConversation (key: string, signal: AbortSignal): Promise<void> {
  const first = view.get().items.find((item): item is Answer => item.kind === 'answer' && (item.key === key || item.state === 'stopped' || item.state === 'failed'))
  if (view.get().id !== null || !first || first.key === key) return
  const { question, fresh } = first
  try {
    for await (const event of streamTurn({ conversationId: null, messageId: question.id, content: question.content, fresh, signal })) {
      if (signal.aborted) return
      if (event.name === 'stored') return begin(event.data.conversation_id, question)
    }
  } catch (error) {
    // What was refused is stored nowhere.
    if (isLost(error)) throw error
  }
}

/** One attempt to have a question answered. What was shown before stays until this one has something to show. */
export async function follow (key: string, signal: AbortSignal): Promise<void> {
  const { question, fresh } = findAnswer(key)!
  let text = ''
  let drawing: ReturnType<typeof setTimeout> | undefined
  try {
    await findConversation(key, signal)
    for await (const event of streamTurn({ conversationId: view.get().id, messageId: question.id, content: question.content, fresh, signal })) {
      if (signal.aborted) return
      if (event.name === 'stored') begin(event.data.conversation_id, question)
      else if (event.name === 'message') {
        const { conversation_id: id, cache } = event.data
        begin(id, question)
        changeAnswer(key, { cache, state: 'waiting' })
        tellTabs(id)
      } else if (event.name === 'delta') {
        text += event.data.content
        drawing ??= setTimeout(() => {
          drawing = undefined
          if (!signal.aborted) changeAnswer(key, { content: text, state: 'streaming' })
        }, DRAW_MS)
      } else {
        clearTimeout(drawing)
        changeAnswer(key, doneOf(event.data))
        tellTabs(event.data.conversation_id)
      }
    }
  } finally {
    clearTimeout(drawing)
  }
}
