import type { Policy, PolicyChanges, PolicyPut } from '../api.ts'

export const GUARDS = ['numbers', 'identifiers', 'negation', 'antonyms', 'entities', 'direction', 'question-type', 'restriction', 'modality', 'format'] as const
/** What each guard looks for, as an operator reads it. */
export const GUARD_WORDS: Record<typeof GUARDS[number], string> = {
  numbers: 'another number, unit or date',
  identifiers: 'another code, version or path',
  negation: 'one is negated, the other is not',
  antonyms: 'words of opposite meaning',
  entities: 'another name',
  direction: 'from A to B against from B to A',
  'question-type': 'who against when, how against why',
  restriction: 'one is narrower: only, without, except',
  modality: 'can against should against must',
  format: 'another form or language is asked for'
}

export const KINDS = {
  static: 'static: similarity above the threshold, and no guard speaks against it',
  calibrated: 'calibrated: the probability of the same answer reaches a bound',
  verified: 'verified: its lower bound, after what the entry has learnt'
} as const

/** What the form holds: the fields of the policy in force that it shows. `min_probability` null: the default, which the service knows. */
export type Draft = { kind: keyof typeof KINDS, threshold: number, min_probability: number | null, error_budget: number | null, shadow_rate: number, guards: string[], tiers: string[] }

/** An error budget is the bound of `verified`: the one it has without is what was set. */
export const isBoundByBudget = ({ kind, error_budget: budget }: Pick<Draft, 'kind' | 'error_budget'>) => kind === 'verified' && budget !== null

export const draftOf = ({ effective, changes }: Policy): Draft => ({
  kind: effective.kind as Draft['kind'],
  threshold: effective.threshold,
  min_probability: isBoundByBudget(effective as Draft) ? changes.min_probability ?? null : effective.min_probability,
  error_budget: effective.error_budget,
  shadow_rate: effective.shadow_rate,
  guards: [...effective.guards],
  tiers: [...effective.tiers]
})

/** What was changed between the first two, on top of the third. Pure. */
export function rebased (draft: Draft, before: Draft, now: Draft): Draft {
  return { ...now, ...Object.fromEntries(Object.entries(draft).filter(([field, value]) => differ(before[field as keyof Draft], value))) }
}

export type Difference = { field: string, from: string, to: string }

const told = (value: unknown): string => {
  if (value === undefined || value === null) return 'not set'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
const sorted = (value: unknown) => Array.isArray(value) ? [...value].sort() : value
const differ = (a: unknown, b: unknown) => JSON.stringify(sorted(a) ?? null) !== JSON.stringify(sorted(b) ?? null)

/** Field by field, what is not the same. */
export function differences (from: Record<string, unknown>, to: Record<string, unknown>): Difference[] {
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()
  return fields.filter((field) => differ(from[field], to[field])).map((field) => ({ field, from: told(from[field]), to: told(to[field]) }))
}

/**
 * A PUT says everything that is set here, so what was set before goes along; only what was changed in the form is added, and
 * what comes from the default policy stays inherited. What is null in the form is left out: then the default's applies, or the
 * kind's own bound. A bound that is shown beside another kind is set, though it be the number it was: it means another thing.
 */
export function changesOf (policy: Policy, draft: Draft): PolicyChanges {
  const before = draftOf(policy)
  const isSet = (field: string, value: unknown) => differ(before[field as keyof Draft], value) || (field === 'min_probability' && draft.kind !== before.kind)
  const changed = Object.entries(draft).filter(([field, value]) => isSet(field, value))
  return Object.fromEntries(Object.entries({ ...policy.changes, ...Object.fromEntries(changed) }).filter(([, value]) => value !== null)) as PolicyChanges
}

export const bodyOf = (changes: PolicyChanges, note: string, version: number): PolicyPut => ({ ...changes, ...(note === '' ? {} : { note }), if_version: version }) as PolicyPut
