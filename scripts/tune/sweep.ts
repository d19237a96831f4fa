import { findingOf, type Terms } from '../../src/answer/judge.ts'
import { guardNames } from '../../src/answer/guards/index.ts'
import { trialsNeeded, upperLimit } from '../../src/events/intervals.ts'
import type { JudgedPair } from './judge-pairs.ts'

/** What an operator may set. `guardSet` names it: all, none, or all but one. */
export type Setting = { kind: 'static' | 'calibrated', threshold: number, minProbability: number, guards: readonly string[], guardSet: string }

/** `served` = kept + wrong; the upper limits are one-sided, 95 %. */
export type Measured = {
  pairs: number,
  same: number,
  traps: number
  served: number,
  exact: number,
  kept: number,
  wrong: number
  kept_share: number | null,
  traps_served_share: number | null
  err_per_request: number | null,
  err_per_hit: number | null,
  err_per_hit_upper: number
}

/** What the budget is a share of. */
export type Per = 'hit' | 'request' | 'trap'

const CONFIDENCE = 0.95
const steps = (from: number, to: number, step: number) => Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => Math.round((from + i * step) * 1e4) / 1e4)

const GUARD_SETS: [name: string, guards: string[]][] = [['all', guardNames], ['none', []], ...guardNames.map((name): [string, string[]] => [`without ${name}`, guardNames.filter((other) => other !== name)])]

export const settings: Setting[] = [
  ...GUARD_SETS.flatMap(([guardSet, guards]) => steps(0.7, 0.99, 0.01).map((threshold): Setting => ({ kind: 'static', threshold, minProbability: 0, guards, guardSet }))),
  ...steps(0.5, 0.99, 0.01).map((minProbability): Setting => ({ kind: 'calibrated', threshold: 0, minProbability, guards: guardNames, guardSet: '-' }))
]

const termsOf = ({ kind, threshold, minProbability, guards }: Setting): Terms => ({ kind, threshold, minProbability, guards, nowMs: 0, maxAgeSeconds: null })
const share = (part: number, whole: number) => whole === 0 ? null : part / whole

/** Pure. */
export function measure (pairs: readonly JudgedPair[], setting: Setting): Measured {
  const terms = termsOf(setting)
  let [same, kept, wrong, exact] = [0, 0, 0, 0]
  for (const pair of pairs) {
    if (pair.label === 1) same++
    if (pair.exact) exact++
    else if (findingOf(pair.judgement, terms) !== 'serve') continue
    if (pair.label === 1) kept++
    else wrong++
  }
  const traps = pairs.length - same
  const served = kept + wrong
  return {
    pairs: pairs.length,
    same,
    traps,
    served,
    exact,
    kept,
    wrong,
    kept_share: share(kept, same),
    traps_served_share: share(wrong, traps),
    err_per_request: share(wrong, pairs.length),
    err_per_hit: share(wrong, served),
    err_per_hit_upper: upperLimit(wrong, served, CONFIDENCE)
  }
}

const trialsOf = (measured: Measured, per: Per): number => ({ hit: measured.served, request: measured.pairs, trap: measured.traps })[per]
const limitOf = (measured: Measured, per: Per): number => upperLimit(measured.wrong, trialsOf(measured, per), CONFIDENCE)

export type Choice = { setting: Setting, train: Measured, test: Measured, limit: number, certified: boolean, pairs_needed: number }

/**
 * The training half chooses: of the settings whose upper limit is inside the budget the one that keeps most; where there is
 * none, the one with the lowest limit. The other half says whether the choice holds: it took no part in it. Pure.
 */
export function choose (train: readonly JudgedPair[], test: readonly JudgedPair[], budget: number, per: Per): Choice {
  const measured = settings.map((setting) => ({ setting, train: measure(train, setting) }))
  const inside = measured.filter((row) => limitOf(row.train, per) <= budget && row.train.served > 0)
  const best = inside.length > 0
    ? inside.reduce((a, b) => b.train.kept > a.train.kept ? b : a)
    : measured.reduce((a, b) => limitOf(b.train, per) < limitOf(a.train, per) ? b : a)
  const held = measure(test, best.setting)
  const limit = limitOf(held, per)
  const trials = trialsNeeded(held.wrong, trialsOf(held, per), budget, CONFIDENCE)
  // A trial is a hit, a pair or a trap; pairs like these bring so many of them.
  const perPair = trialsOf(held, per) / Math.max(1, held.pairs)
  return { ...best, test: held, limit, certified: limit <= budget, pairs_needed: trials === 0 ? 0 : Math.ceil(trials / (perPair || 1)) }
}

/** The body of `PUT /operator/policy` that sets it. */
export const policyBody = ({ kind, threshold, minProbability, guards }: Setting) =>
  kind === 'static' ? { kind, threshold, guards } : { kind, min_probability: minProbability }
