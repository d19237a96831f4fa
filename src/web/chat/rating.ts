import { api, read } from '../shared/client.ts'
import { sayError, say } from '../shared/toasts.tsx'
import { send } from './conversation.ts'
import type { Answer } from './items.ts'
import { tellTabs } from './tabs.ts'
import { changeAnswer, findAnswer, view } from './view.ts'

/** What a person says of an answer. @returns whether it is kept */
export async function rate (answer: Answer, rating: 'up' | 'down', reason?: string): Promise<boolean> {
  try {
    await read(api.POST('/backend-api/message/{id}/feedback', { params: { path: { id: answer.id! } }, body: { rating, ...(reason ? { reason } : {}) } }))
    changeAnswer(answer.key, { rating })
    const { id } = view.get()
    if (id !== null) tellTabs(id)
    return true
  } catch (error) {
    sayError(error)
    return false
  }
}

/** A cached answer was wrong: takes it out of the cache, and asks the model. */
export async function askAgain (answer: Answer): Promise<void> {
  // A toast offers it, too, and stays when one goes somewhere else.
  const isHere = () => findAnswer(answer.key) !== undefined
  if (!isHere()) {
    say('The conversation of that answer is not open any more.')
    return
  }
  if (!await rate(answer, 'down', 'asked the model again') || !isHere()) return
  say('Reported. The model is asked now, past the cache.')
  send(answer.question.content, { fresh: true })
}
