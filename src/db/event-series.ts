import type { AnswerEvent } from '../events/event.ts'
import type { Database } from './database.ts'
import { cutAtHours, HOUR_MS, partsIn, partValues, type Part, type Span } from './spans.ts'

/** A span of a series: a row for each status (with its latencies p50, p95, p99, ms), and some for each model whose answers were spared. */
export type SeriesRow = { place: number, requests: number, prompt_tokens: number, completion_tokens: number } &
  ({ status: AnswerEvent['status'], model: null, ms: [number, number, number] } | { status: null, model: string, ms: null })

const OF = 'tenant = $1 AND ($2::text IS NULL OR namespace = $2)'
const within = (at: string) => `${OF} AND ${at} >= since AND ${at} < until`
const SPARED = "status IN ('exact', 'semantic', 'coalesced')"
const SHARES = [0.5, 0.95, 0.99]

const ofStatus = (requests: string, ms: string) => `status, NULL AS model, ${requests}::float8 AS requests, ${ms} AS ms, 0::float8 AS prompt_tokens, 0::float8 AS completion_tokens`
const ofModel = (requests: string) => `NULL AS status, model, ${requests}::float8 AS requests, NULL::float8[] AS ms, sum(prompt_tokens)::float8 AS prompt_tokens, sum(completion_tokens)::float8 AS completion_tokens`

/** Every event is read: latencies are as they were. */
const FROM_EVENTS = `SELECT place, sums.* FROM ${partsIn(3)} CROSS JOIN LATERAL (
    SELECT ${ofStatus('count(*)', `percentile_disc(ARRAY[${SHARES.join(', ')}]) WITHIN GROUP (ORDER BY milliseconds)`)} FROM answer_events WHERE ${within('at')} GROUP BY status
    UNION ALL
    SELECT ${ofModel('count(*)')} FROM answer_events WHERE ${within('at')} AND ${SPARED} GROUP BY model) AS sums`

/** Sums of whole hours are read, and the events at the ends of the range: latencies are the middle of their step. */
const FROM_HOURS = `WITH hours AS (SELECT * FROM ${partsIn(3)}), ends AS (SELECT * FROM ${partsIn(6)}),
  counted AS (
    SELECT place, sums.* FROM hours CROSS JOIN LATERAL (SELECT status, step, sum(requests) AS requests FROM answer_event_latencies WHERE ${within('hour')} GROUP BY status, step) AS sums
    UNION ALL
    SELECT place, sums.* FROM ends CROSS JOIN LATERAL (SELECT status, latency_step(milliseconds) AS step, count(*) AS requests FROM answer_events WHERE ${within('at')} GROUP BY status, step) AS sums),
  ordered AS (
    SELECT place, status, step, sum(sum(requests)) OVER (PARTITION BY place, status ORDER BY step) AS so_far, sum(sum(requests)) OVER (PARTITION BY place, status) AS all_of_them
    FROM counted GROUP BY place, status, step)
  SELECT place, ${ofStatus('max(all_of_them)', `ARRAY[${SHARES.map((share) => `latency_of(min(step) FILTER (WHERE so_far >= ${share} * all_of_them))`).join(', ')}]`)} FROM ordered GROUP BY place, status
  UNION ALL
  SELECT place, sums.* FROM hours CROSS JOIN LATERAL (SELECT ${ofModel('sum(requests)')} FROM answer_event_hours WHERE ${within('hour')} AND ${SPARED} GROUP BY model) AS sums
  UNION ALL
  SELECT place, sums.* FROM ends CROSS JOIN LATERAL (SELECT ${ofModel('count(*)')} FROM answer_events WHERE ${within('at')} AND ${SPARED} GROUP BY model) AS sums`

/** Of a range as short as this every event is read, whatever its spans. */
const SHORT_MS = 48 * HOUR_MS
/** Events from before may be gone, by this setting or a former one: the least that EVENT_RETENTION_DAYS may be. */
const SURELY_KEPT_MS = 31 * 24 * HOUR_MS

/** What an operator's charts over time are drawn from. A longer range in spans of an hour or more, or an older one, comes from sums of hours (migrations/0012). */
export function createEventSeries (db: Database) {
  return async (tenant: string, namespace: string | null, spans: readonly Span[]): Promise<SeriesRow[]> => {
    const [first, last] = [spans[0], spans.at(-1)]
    const isOld = first && first.since.getTime() < Date.now() - SURELY_KEPT_MS
    const wide = isOld || (first && last && last.until.getTime() - first.since.getTime() > SHORT_MS && spans.some(({ since, until }) => until.getTime() - since.getTime() >= HOUR_MS))
    const { hours, ends } = cutAtHours(spans)
    const all: Part[] = spans.map((span, place) => ({ ...span, place }))
    const { rows } = await db.query<SeriesRow>({
      name: `event-series-${wide ? 'hours' : 'events'}`,
      text: wide ? FROM_HOURS : FROM_EVENTS,
      values: [tenant, namespace, ...(wide ? [...partValues(hours), ...partValues(ends)] : partValues(all))]
    })
    return rows
  }
}
