import type { Embedder } from '../model/embedder.ts'
import { TextTooLongError } from '../model/embedder-errors.ts'
import { knowsEmbedding } from './calibrated.ts'
import type { ContentClass } from './content/index.ts'
import { classesMeant } from './content/meant.ts'
import { meantOf } from './keeping.ts'
import type { Lookup } from './lookup.ts'
import type { Plan, Planning } from './plan.ts'
import { readQuestion } from './question-reading.ts'

type Looked = Pick<Lookup, 'found' | 'meaning' | 'unread'>

/**
 * A plan is made from the words of a question alone: an exact hit needs no vector, as what is stored under the same words was looked at
 * before it was stored, and tells what was seen. On the way to the semantic tier and to the LLM the vector is there, and may tell more.
 */
export function createPlanByMeaning (deps: Pick<Planning, 'plan'> & { embedder: Embedder }) {
  const { plan: makePlan, embedder } = deps

  /** @returns 'none' where a text is too long to have one, 'unknown' where it could not be had */
  async function vectorOf ({ embedded, policy }: Plan, { found, meaning, unread }: Looked): Promise<Float32Array | 'none' | 'unknown'> {
    const vector = meaning?.vector ?? unread
    if (vector) return vector
    if (found.status === 'bypass') return 'none'
    // Where the semantic tier is not asked nothing was embedded, and the same words may be served all the same. Where it was asked in vain,
    // nobody waits twice.
    if (policy.tiers.includes('semantic')) return 'unknown'
    return await embedder.embed(embedded).then(({ vector }) => vector, (error: unknown) => error instanceof TextTooLongError ? 'none' : 'unknown')
  }

  async function meaningOf (plan: Plan, looked: Looked): Promise<ContentClass[] | 'unknown'> {
    if (looked.found.status === 'exact') return meantOf(looked.found.entry)
    if (!knowsEmbedding(embedder.identity)) return []
    const vector = await vectorOf(plan, looked)
    if (typeof vector === 'string') return vector === 'none' ? [] : vector
    return classesMeant(vector, plan.normalised)
  }

  /** The plan made anew where the question is of a class that its words did not tell; null where it is of none, 'unknown' where the model could not be asked. */
  return async function planByMeaning (plan: Plan, looked: Looked): Promise<Plan | null | 'unknown'> {
    const meant = await meaningOf(plan, looked)
    if (meant === 'unknown') return meant
    // Almost always: the words of a long question are not read again for nothing.
    if (meant.length === 0) return null
    const known = [...readQuestion(plan.question).classes(), ...plan.meant]
    const more = meant.filter((name) => !known.includes(name))
    if (more.length === 0) return null
    // The ask alone: what else is in the plan would stand in the way of what is worked out anew.
    const { scope, user, owner, question, bypass, exactOnly, controls, conversationId, written } = plan
    return await makePlan({ scope, user, owner, question, bypass, exactOnly, controls, conversationId, written }, [...plan.meant, ...more])
  }
}
export type PlanByMeaning = ReturnType<typeof createPlanByMeaning>
