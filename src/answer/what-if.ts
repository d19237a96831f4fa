import { setImmediate as breathe } from 'node:timers/promises'
import type { CheckedPair, RatedHit, WhatIfRange, WhatIfRecord } from '../db/what-if.ts'
import { actual, whatIf, type Label } from '../events/what-if.ts'
import { guards as allGuards, parse, runGuards } from './guards/index.ts'
import type { Policies } from './policy.ts'

export type WhatIfQuery = { tenant: string, namespace: string | null, since: Date, until: Date, thresholds: readonly number[], guards?: readonly string[] | undefined }

/** Pairs whose guards are asked before other requests get a turn. */
const AT_ONCE = 25

/** Logged decisions of a tenant under other thresholds and guards. Guards default to those of the policy in force. */
export function createWhatIf (deps: { record: WhatIfRecord, policies: Pick<Policies, 'forNamespace'>, defaultNamespace: string }) {
  const { record, policies, defaultNamespace } = deps

  /** Checks keep the two questions, so the guards themselves are asked. */
  async function labelsOf (pairs: readonly CheckedPair[], names: readonly string[]): Promise<Label[]> {
    const active = allGuards.filter(({ name }) => names.includes(name))
    const labels: Label[] = []
    for (const { asked, entry_question: stored, similarity, wrong, source } of pairs) {
      if (labels.length % AT_ONCE === AT_ONCE - 1) await breathe()
      labels.push({ source, similarity, wrong, guarded: runGuards(parse(asked), parse(stored), active).length > 0 })
    }
    return labels
  }
  const ratingOf = ({ similarity, guards, wrong }: RatedHit, names: readonly string[]): Label =>
    ({ source: 'feedback', similarity, wrong, guarded: names.length === 0 ? false : guards && guards.some((name) => names.includes(name)) })

  return async function ask ({ thresholds, guards, ...range }: WhatIfQuery) {
    const names = guards ?? (await policies.forNamespace(range.tenant, range.namespace ?? defaultNamespace)).guards
    const within: WhatIfRange = range
    const [counts, rated, checked] = await Promise.all([
      record.decisions(within, thresholds, names), record.rated(within), record.checked(within, Math.min(...thresholds))])
    const labels = [...rated.map((hit) => ratingOf(hit, names)), ...await labelsOf(checked, names)]
    return { guards: names, actual: actual(counts), thresholds: whatIf(counts, labels, thresholds) }
  }
}
