import type { Embedder } from '../model/embedder.ts'
import { knowsEmbedding } from './calibrated.ts'
import { classesMeant } from './content/meant.ts'
import type { Lookup } from './lookup.ts'
import type { Plan, Planning } from './plan.ts'
import { readQuestion } from './question-reading.ts'

/**
 * A plan is made from the words of a question alone: an exact hit needs no vector, and what is stored under the same words was looked at
 * before it was stored. On the way to the semantic tier and to the LLM the vector is there, and may tell more.
 */
export function createPlanByMeaning (deps: Pick<Planning, 'plan'> & { embedder: Embedder }) {
  const { plan: makePlan, embedder } = deps

  async function vectorOf ({ embedded, policy }: Plan, { meaning }: Pick<Lookup, 'meaning'>): Promise<Float32Array | null> {
    // Where the semantic tier is not asked nothing was embedded, and the same words may be served all the same.
    if (meaning !== null || policy.tiers.includes('semantic')) return meaning?.vector ?? null
    const embedding = await embedder.embed(embedded).catch(() => null)
    return embedding === null || embedding.unread ? null : embedding.vector
  }

  /** The plan made anew where the question is of a class that its words did not tell; else null. */
  return async function planByMeaning (plan: Plan, looked: Pick<Lookup, 'found' | 'meaning'>): Promise<Plan | null> {
    if (looked.found.status === 'exact' || !knowsEmbedding(embedder.identity)) return null
    const vector = await vectorOf(plan, looked)
    if (vector === null) return null
    const known = [...readQuestion(plan.question).classes(), ...plan.meant]
    const more = classesMeant(vector, plan.normalised).filter((name) => !known.includes(name))
    if (more.length === 0) return null
    // The ask alone: what else is in the plan would stand in the way of what is worked out anew.
    const { scope, user, owner, question, bypass, exactOnly, controls, conversationId, written } = plan
    return await makePlan({ scope, user, owner, question, bypass, exactOnly, controls, conversationId, written }, more)
  }
}
export type PlanByMeaning = ReturnType<typeof createPlanByMeaning>
