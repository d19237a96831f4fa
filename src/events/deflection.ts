import { rateInterval } from './intervals.ts'
import { DEFAULT_PRICES, priceOf, type Prices } from './prices.ts'

/** Sums over events alike in the first seven (db/answer-events.ts reads them); tenant and namespace '' where they are not told apart; times in ms. */
export type DeflectionRow = {
  /** UTC, YYYY-MM-DD */
  day: string
  /** UTC, YYYY-MM-DDTHH:00Z; where spans are hours. */
  hour: string
  tenant: string
  model: string
  namespace: string
  status: 'exact' | 'semantic' | 'coalesced' | 'miss' | 'bypass' | 'error'
  reason: string | null
  requests: number
  milliseconds: number
  /** embedding and lookup */
  search_ms: number
  llm_ms: number
  /** those with an `llm_ms` */
  llm_requests: number
  prompt_tokens: number
  completion_tokens: number
  window_tokens_saved: number
}

/** Sums over checks of answers alike in the first five (db/answer-checks.ts reads them). */
export type CheckRow = {
  day: string
  hour: string
  tenant: string
  model: string
  namespace: string
  /** Served answers that were checked and could be told, and how many of them were wrong. */
  checks: number
  wrong: number
  /** Checks of every kind, and served answers of which the check could not tell. */
  all: number
  unknown: number
  prompt_tokens: number
  completion_tokens: number
}

/** What sampled checks of semantic hits found, and what all checks cost. The interval is two-sided, 95 %, Clopper-Pearson. */
type Checked = {
  checked: number
  wrong: number
  untold: number
  /** null without checks. */
  false_hit_rate: number | null
  false_hit_interval: [number, number] | null
  tokens_spent: { prompt: number, completion: number }
  /** US dollars; taken off `money_net`, not off `money_saved`. */
  money_spent: number
}

export type Grouping = 'day' | 'hour' | 'model' | 'namespace' | 'tenant'

/** What rows are told apart by for these groups, and for a plot by `plotBy`: undefined where no time is. Pure. */
export const unitOf = (by: Grouping | undefined, plotBy: 'day' | 'hour' | undefined): 'day' | 'hour' | undefined =>
  (['hour', 'day'] as const).find((unit) => by === unit || plotBy === unit)

/** requests = exact + semantic + coalesced + missed + bypassed + errors; each `…_by_reason` adds up to its count. */
export type Deflection = {
  requests: number
  exact: number
  semantic: number
  coalesced: number
  missed: number
  bypassed: number
  errors: number
  missed_by_reason: Record<string, number>
  bypassed_by_reason: Record<string, number>
  /** (exact + semantic + coalesced) / requests; null without requests. */
  deflection_rate: number | null
  tokens_saved: { prompt: number, completion: number }
  /** US dollars; tokens of a model without a price are in `unpriced_tokens` instead. */
  money_saved: number
  unpriced_tokens: number
  /** `money_saved` less what checks cost. */
  money_net: number
  /** Waiting that users were spared, net of what searching the cache cost the others. Can be negative. */
  seconds_saved: number
  /** Spent on embedding and lookup by requests that went on to the LLM; already taken off `seconds_saved`. */
  seconds_spent_searching: number
  /** Deflected requests whose model was never timed, so that nothing could be counted for them. */
  untimed_requests: number
  window_tokens_saved: number
  checks: Checked
}

export type DeflectionReport = { total: Deflection, groups: { key: string, deflection: Deflection }[] }

const DEFLECTED = new Set<DeflectionRow['status']>(['exact', 'semantic', 'coalesced'])

/** Mean time of the LLM over the misses of each model, ms; of its other calls where it has no miss. */
function meanLlmTimes (rows: readonly DeflectionRow[]): Map<string, number> {
  const means = new Map<string, number>()
  for (const only of ['bypass', 'miss']) {
    const sums = new Map<string, { ms: number, requests: number }>()
    for (const row of rows) {
      if (row.status !== only || row.llm_requests === 0) continue
      const sum = sums.get(row.model) ?? { ms: 0, requests: 0 }
      sums.set(row.model, { ms: sum.ms + row.llm_ms, requests: sum.requests + row.llm_requests })
    }
    for (const [model, { ms, requests }] of sums) means.set(model, ms / requests)
  }
  return means
}

function none (): Deflection {
  return {
    requests: 0,
    exact: 0,
    semantic: 0,
    coalesced: 0,
    missed: 0,
    bypassed: 0,
    errors: 0,
    missed_by_reason: {},
    bypassed_by_reason: {},
    deflection_rate: null,
    tokens_saved: { prompt: 0, completion: 0 },
    money_saved: 0,
    unpriced_tokens: 0,
    money_net: 0,
    seconds_saved: 0,
    seconds_spent_searching: 0,
    untimed_requests: 0,
    window_tokens_saved: 0,
    checks: { checked: 0, wrong: 0, untold: 0, false_hit_rate: null, false_hit_interval: null, tokens_spent: { prompt: 0, completion: 0 }, money_spent: 0 }
  }
}

const COUNT_OF = { exact: 'exact', semantic: 'semantic', coalesced: 'coalesced', miss: 'missed', bypass: 'bypassed', error: 'errors' } as const

function summariseChecks (rows: readonly CheckRow[], prices: Prices): Checked {
  const { checks } = none()
  for (const row of rows) {
    checks.checked += row.checks
    checks.wrong += row.wrong
    checks.untold += row.unknown
    checks.tokens_spent.prompt += row.prompt_tokens
    checks.tokens_spent.completion += row.completion_tokens
    const price = priceOf(prices, row.model)
    if (price) checks.money_spent += (row.prompt_tokens * price.input + row.completion_tokens * price.output) / 1e6
  }
  if (checks.checked === 0) return checks
  const { lower, upper } = rateInterval(checks.wrong, checks.checked)
  return { ...checks, false_hit_rate: checks.wrong / checks.checked, false_hit_interval: [lower, upper] }
}

function summarise (rows: readonly DeflectionRow[], checks: readonly CheckRow[], means: Map<string, number>, prices: Prices): Deflection {
  const sum = none()
  for (const row of rows) {
    sum.requests += row.requests
    sum[COUNT_OF[row.status]] += row.requests
    sum.window_tokens_saved += row.window_tokens_saved
    const reasons = row.status === 'miss' ? sum.missed_by_reason : row.status === 'bypass' ? sum.bypassed_by_reason : undefined
    if (reasons) reasons[row.reason ?? 'unknown'] = (reasons[row.reason ?? 'unknown'] ?? 0) + row.requests
    if (!DEFLECTED.has(row.status)) {
      sum.seconds_spent_searching += row.search_ms / 1_000
      continue
    }
    sum.tokens_saved.prompt += row.prompt_tokens
    sum.tokens_saved.completion += row.completion_tokens
    const price = priceOf(prices, row.model)
    if (price) sum.money_saved += (row.prompt_tokens * price.input + row.completion_tokens * price.output) / 1e6
    else sum.unpriced_tokens += row.prompt_tokens + row.completion_tokens
    const mean = means.get(row.model)
    if (mean === undefined) sum.untimed_requests += row.requests
    // A deflected request's own time holds its embedding already.
    else sum.seconds_saved += (row.requests * mean - row.milliseconds) / 1_000
  }
  sum.seconds_saved -= sum.seconds_spent_searching
  sum.deflection_rate = sum.requests === 0 ? null : (sum.exact + sum.semantic + sum.coalesced) / sum.requests
  sum.checks = summariseChecks(checks, prices)
  sum.money_net = sum.money_saved - sum.checks.money_spent
  return sum
}

/**
 * What the cache spared, in total and by group, groups in order of their key. Pure.
 * Times are compared with the model's mean over all rows, not over a group's, so that groups add up to the total.
 */
export function reportDeflection (rows: readonly DeflectionRow[], { by, prices = DEFAULT_PRICES, checks = [] }: { by?: Grouping | undefined, prices?: Prices, checks?: readonly CheckRow[] } = {}): DeflectionReport {
  const means = meanLlmTimes(rows)
  const groups = new Map<string, DeflectionRow[]>()
  if (by) {
    for (const row of rows) {
      const members = groups.get(row[by])
      if (members) members.push(row)
      else groups.set(row[by], [row])
    }
  }
  // A check may come on another day than the hit.
  if (by) for (const row of checks) if (!groups.has(row[by])) groups.set(row[by], [])
  return {
    total: summarise(rows, checks, means, prices),
    groups: [...groups].sort(([a], [b]) => a < b ? -1 : 1).map(([key, members]) => ({ key, deflection: summarise(members, checks.filter((row) => by && row[by] === key), means, prices) }))
  }
}
