import type { ExactReply } from '../cache/exact-answers.ts'
import type { Found, Lookup, LookUp } from './lookup.ts'
import type { Place } from './places.ts'
import { isUnsure, type Plan, type Planning } from './plan.ts'
import type { PlanByMeaning } from './plan-by-meaning.ts'

/** Where the plan's own place has no answer, the first of the others that has one. */
export async function hitElsewhere<L extends Pick<Lookup, 'found'>> (own: L, others: readonly Place[], lookAt: (place: Place) => Promise<L>): Promise<L | null> {
  for (const place of own.found.status === 'miss' ? others : []) {
    const further = await lookAt(place)
    if ('entry' in further.found) return further
  }
  return null
}

/** What is found where nothing may be looked for; null where it may. @param bypass why the plan goes past the cache. Pure. */
export function foundWithoutLook (plan: Plan, bypass: string | null): Found | null {
  if (bypass !== null) return { status: 'bypass', reason: bypass }
  return isUnsure(plan) ? { status: 'miss', reason: 'error' } : null
}

/** What was found where the model could not be asked what the question is about. Pure. */
export const foundUnasked = (found: Found): Found => found.status === 'miss' ? { ...found, reason: 'error' } : found

/** What was found, as it is told: what kept a question from the answers of others rather than that its own place is empty. A fault stays one. Pure. */
export function toldOf (found: Found, { exactOnly, keeping: { narrowed } }: Plan): Found {
  if (found.status !== 'miss' || found.reason === 'error') return found
  if (narrowed !== null) return { ...found, reason: narrowed }
  return found.reason === 'empty' && exactOnly ? { ...found, reason: `scope:exact_only:${exactOnly}` } : found
}

/** With the plan by which it was looked for: another one where its meaning told more than its words. */
export type LookedFor = Lookup & { plan: Plan }

/** Looks for an answer wherever the plan allows: its own place, then the others. Says why there is none. */
export function createFind (deps: Pick<Planning, 'questionOf' | 'whyBypassed'> & { lookup: LookUp, planByMeaning: PlanByMeaning | null, /** An entry that learns, and has not yet. */ onUnlearned?: (tenant: string, entryId: string, learner: string) => void }) {
  const { questionOf, whyBypassed, lookup, planByMeaning, onUnlearned } = deps

  /** @param prefetched the exact tier's reply where the caller already has it */
  return async function find (plan: Plan, prefetched?: { entry: ExactReply }): Promise<LookedFor> {
    const given = foundWithoutLook(plan, whyBypassed(plan))
    if (given !== null) return { plan, found: given, uncertain: isUnsure(plan), meaning: null, judged: null, passedOver: false, candidates: [], embedMs: 0, searchMs: 0 }
    const result = { plan, ...await lookup(questionOf(plan), prefetched) }
    const replanned = planByMeaning && await planByMeaning(plan, result)
    // Perhaps it is somebody's own question, which its words do not tell: kept for nobody, and no call for it is shared.
    if (replanned === 'unknown') {
      result.uncertain = true
      result.found = foundUnasked(result.found)
    } else if (replanned) {
      // The same place, with another rule: what is there is known.
      const known = result.found.status === 'exact' && result.named === undefined && replanned.exactHash === plan.exactHash ? { entry: result.found.entry } : undefined
      const again = await find(replanned, known)
      return { ...again, embedMs: again.embedMs + result.embedMs, searchMs: again.searchMs + result.searchMs }
    }
    if (plan.policy.kind === 'verified') {
      for (const { entry, learned, learner } of result.candidates) if (learned === null) onUnlearned?.(plan.scope.tenant, entry.id, learner ?? entry.id)
    }
    const lookFurther = async (place: Place) => {
      const further = await lookup(questionOf(plan, place))
      result.embedMs += further.embedMs
      result.searchMs += further.searchMs
      result.former = [...result.former ?? [], ...further.former ?? []]
      return further
    }
    // no-cache still needs the vector, to store the new answer, and what that takes the place of.
    if (!plan.controls.read && result.found.status !== 'bypass') {
      if (plan.places.own) result.held = (await lookFurther(plan.places.own)).held || result.held
      return { ...result, found: { status: 'bypass', reason: 'no-cache' } }
    }
    const elsewhere = await hitElsewhere(result, plan.places.others, lookFurther)
    if (elsewhere) return { plan, ...elsewhere, embedMs: result.embedMs, searchMs: result.searchMs }
    result.found = toldOf(result.found, plan)
    return result
  }
}
