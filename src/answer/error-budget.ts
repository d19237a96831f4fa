// A semantic tier that was measured to be wrong too often tightens itself, step by step, and loosens again by the same steps.
import { lowerLimit } from '../events/intervals.ts'
import type { Policy } from './policy.ts'

export type Tightening = { step: number, since: string, checks: number, wrong: number, reason: string }
export type Counts = { checks: number, wrong: number }

/** The last step: nothing is served by meaning. */
export const STOPPED = 3
/** How many of the last checks count. */
export const EVIDENCE_CHECKS = 200
/** Fewer say nothing: with the first one wrong, any bound would be broken. */
const LEAST_CHECKS = 5
/** Checks since the last step, of what one step less would serve, before it may be taken back. */
const LOOSEN_CHECKS = 100
/** Two-sided 95 %, its lower side. */
const CONFIDENCE = 0.975

const closer = (value: number) => value + (1 - value) / 2

/** The policy as it is in force after so many steps. Each halves what is left to 1 of threshold and P; the last one reaches 1, which nothing exceeds. Pure. */
export function tighten (policy: Policy, step: number): Policy {
  if (step >= STOPPED) return { ...policy, threshold: 1, minProbability: 1 }
  return step <= 0 ? policy : tighten({ ...policy, threshold: closer(policy.threshold), minProbability: closer(policy.minProbability) }, step - 1)
}

/**
 * Where the evidence leads, null where it says to stay. Pure.
 * @param served checks of what is served now
 * @param all those and what one step less would have served too
 */
export function nextStep (step: number, { served, all }: { served: Counts, all: Counts }, budget: number): { step: number, counts: Counts, reason: string } | null {
  const told = ({ wrong, checks }: Counts) => `${wrong} of ${checks} checked answers were wrong`
  if (step < STOPPED && served.checks >= LEAST_CHECKS && lowerLimit(served.wrong, served.checks, CONFIDENCE) > budget) {
    return { step: step + 1, counts: served, reason: `${told(served)}: more than the budget of ${budget} allows` }
  }
  if (step > 0 && all.checks >= LOOSEN_CHECKS && all.wrong / all.checks <= budget) {
    return { step: step - 1, counts: all, reason: `${told(all)}: within the budget of ${budget} again` }
  }
  return null
}
