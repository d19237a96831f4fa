import { priceOf, type Prices } from './prices.ts'

/** As db/event-series.ts and db/operator-series.ts read them. */
type Row = { place: number, requests: number, prompt_tokens: number, completion_tokens: number, status: string | null, model: string | null, ms: readonly number[] | null }
type Bin = { bin: number, hits?: number, misses?: number, wrong?: number, right?: number }

type StatusPoint = { requests: number, p50_ms: number, p95_ms: number, p99_ms: number }
export type Point = {
  at: string
  statuses: Record<string, StatusPoint>
  requests: number
  deflection_rate: number | null
  tokens_saved: { prompt: number, completion: number }
  money_saved: number
}

const DEFLECTED = ['exact', 'semantic', 'coalesced']

/** A point for every span, also where nothing was asked. Pure. */
export function toPoints (rows: readonly Row[], spans: readonly { since: Date }[], prices: Prices): Point[] {
  const points = spans.map(({ since }): Point => ({ at: since.toISOString(), statuses: {}, requests: 0, deflection_rate: null, tokens_saved: { prompt: 0, completion: 0 }, money_saved: 0 }))
  for (const { place, requests, status, model, ms, prompt_tokens: prompt, completion_tokens: completion } of rows) {
    const point = points[place]!
    if (status !== null) {
      const [p50 = 0, p95 = 0, p99 = 0] = ms ?? []
      point.statuses[status] = { requests, p50_ms: p50, p95_ms: p95, p99_ms: p99 }
      point.requests += requests
    } else if (model !== null) {
      const price = priceOf(prices, model)
      point.tokens_saved.prompt += prompt
      point.tokens_saved.completion += completion
      if (price) point.money_saved += (prompt * price.input + completion * price.output) / 1e6
    }
  }
  for (const point of points) {
    if (point.requests > 0) point.deflection_rate = DEFLECTED.reduce((sum, status) => sum + (point.statuses[status]?.requests ?? 0), 0) / point.requests
  }
  return points
}

/** Bins of equal width over 0..1, also the empty ones. Pure. */
export function toBins (rows: readonly Bin[], count: number) {
  const bins = Array.from({ length: count }, (_, i) => ({ from: i / count, to: (i + 1) / count, hits: 0, misses: 0, wrong: 0, right: 0 }))
  for (const { bin, ...counts } of rows) for (const [name, n] of Object.entries(counts)) bins[bin]![name as keyof typeof counts] += n
  const totals = { hits: 0, misses: 0, wrong: 0, right: 0 }
  for (const bin of bins) for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += bin[name]
  return { bins, totals }
}
