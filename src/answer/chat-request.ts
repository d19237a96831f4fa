import { BY_LETTERS, lettersOf } from './handed-over.ts'
import type { Ask } from './plan.ts'

/** What a question of a chat asks of the cache, whoever asks it: a turn, an operator, a list of questions to warm. Pure. */
export function askOfChat ({ tenant, model, system, context, question }: { tenant: string, model: string, system: string | null, context: string, question: string }): Pick<Ask, 'scope' | 'question' | 'exactOnly'> {
  const letters = lettersOf([system], question)
  return { scope: { tenant, model, system, parameters: letters ?? {}, context }, question, exactOnly: letters && BY_LETTERS }
}
