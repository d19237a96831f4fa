import { upperLimit } from '../../src/events/intervals.ts'
import type { Asked } from './asked.ts'
import type { Outcome } from './run.ts'

/** `judged`: hits of which the stream says whether they were right. The upper limit is one-sided, 95 %. */
export type Summary = {
  requests: number,
  exact: number,
  semantic: number,
  hits: number,
  hit_rate: number
  /** Of a cache that never forgets and never errs; null where the stream has no clusters. */
  perfect_hit_rate: number | null
  judged: number,
  wrong: number,
  err_per_hit: number | null,
  err_per_hit_upper: number,
  err_per_request: number
  misses: Record<string, number>,
  bypassed: Record<string, number>
}

function byReason (outcomes: readonly Outcome[], status: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status: own, reason } of outcomes) if (own === status) counts[reason ?? 'unknown'] = (counts[reason ?? 'unknown'] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a))
}

/** Pure. */
export function summarise (stream: readonly Asked[], outcomes: readonly Outcome[]): Summary {
  const count = (where: (outcome: Outcome) => boolean) => outcomes.filter(where).length
  const [exact, semantic] = [count(({ status }) => status === 'exact'), count(({ status }) => status === 'semantic')]
  const hits = exact + semantic
  const judged = count(({ wrong }) => wrong !== null)
  const wrong = count((outcome) => outcome.wrong === true)
  const known = stream.flatMap(({ cluster }) => cluster === undefined ? [] : [cluster])
  return {
    requests: outcomes.length,
    exact,
    semantic,
    hits,
    hit_rate: outcomes.length === 0 ? 0 : hits / outcomes.length,
    perfect_hit_rate: known.length === 0 ? null : 1 - new Set(known).size / known.length,
    judged,
    wrong,
    err_per_hit: judged === 0 ? null : wrong / judged,
    err_per_hit_upper: upperLimit(wrong, judged, 0.95),
    err_per_request: outcomes.length === 0 ? 0 : wrong / outcomes.length,
    misses: byReason(outcomes, 'miss'),
    bypassed: byReason(outcomes, 'bypass')
  }
}

export type Replayed = Summary & { source: string, policy: object, /** By Redis, while it ran: hits are missing where its own answers were among them. */ evicted_keys: number, seconds: number, per_second: number }

const percent = (value: number | null, digits = 1) => value === null ? '-' : `${(100 * value).toFixed(digits)} %`

export function formatReplayed (replayed: Replayed, format: string): string {
  if (format === 'json') return `${JSON.stringify(replayed, null, 2)}\n`
  const { misses, bypassed, policy, ...flat } = replayed
  const reasons = [...Object.entries(misses).map(([name, n]) => [`miss ${name}`, n] as const), ...Object.entries(bypassed).map(([name, n]) => [`bypass ${name}`, n] as const)]
  if (format === 'csv') {
    const rows = [...Object.entries(flat), ...reasons]
    return `name,value\n${rows.map(([name, value]) => `${name},${typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : value ?? ''}`).join('\n')}\n`
  }
  const rows: [string, string][] = [
    ['policy', JSON.stringify(policy)],
    ['requests', String(flat.requests)],
    ['hit rate', `${percent(flat.hit_rate)}${flat.perfect_hit_rate === null ? '' : `, of at most ${percent(flat.perfect_hit_rate)}`}`],
    ['exact', `${flat.exact} (${percent(flat.exact / flat.requests)})`],
    ['semantic', `${flat.semantic} (${percent(flat.semantic / flat.requests)})`],
    ['wrong hits', `${flat.wrong} of ${flat.judged} that can be told`],
    ['err/hit', `${percent(flat.err_per_hit, 2)}, below ${percent(flat.err_per_hit_upper, 2)} with 95 % confidence`],
    ['err/request', percent(flat.err_per_request, 2)],
    ...reasons.map(([name, n]): [string, string] => [name, String(n)]),
    ...flat.evicted_keys === 0 ? [] : [['evicted', `${flat.evicted_keys} keys, by a Redis at its maxmemory: hits are missing above, and answers of the service may be`] as [string, string]],
    ['time', `${flat.seconds} s, ${flat.per_second} requests/s`]
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return `${rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`
}
