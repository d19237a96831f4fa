import type { AnswerEvent } from '../events/event.ts'
import type { Database } from './database.ts'
import type { Span } from './spans.ts'

/** Whose events, of which time; `namespace` null: all. */
export type EventRange = { tenant: string, namespace: string | null, since: Date, until: Date }
type Status = AnswerEvent['status']

export type BinRow = { bin: number, hits: number, misses: number }
export type LabelledBinRow = { bin: number, wrong: number, right: number }
/** A decision near a threshold. `own_entry_id`: what its answer was stored as, where it was a miss. */
export type NeighbourRow = { similarity: number, status: 'semantic' | 'miss', at: string, entry_id: string, own_entry_id: string | null }
export type CheckedNeighbourRow = { similarity: number, at: string, entry_id: string, asked: string, entry_question: string, outcome: 'same' | 'different', source: string }
/** `status` null: all of them. */
export type RecentRow = { tenant: string, status: Status | null, requests: number, p50_ms: number, p95_ms: number }

/** Bins of a similarity histogram. */
export const BINS = 100
const BIN = `greatest(0, least(${BINS - 1}, floor(similarity * ${BINS})))::int AS bin`
const ISO = 'to_char(at AT TIME ZONE \'utc\', \'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\') AS at'
const WITHIN = 'tenant = $1 AND ($2::text IS NULL OR namespace = $2) AND at >= $3 AND at < $4'
const values = ({ tenant, namespace, since, until }: EventRange) => [tenant, namespace, since, until]

/** What an operator's views of similarities are drawn from: one statement each, by an index of a tenant's events. */
export function createOperatorSeries (db: Database) {
  return {
    async histogram (range: EventRange): Promise<BinRow[]> {
      const { rows } = await db.query<BinRow>({
        name: 'operator-histogram',
        text: `SELECT ${BIN}, count(*) FILTER (WHERE status = 'semantic')::float8 AS hits, count(*) FILTER (WHERE status = 'miss')::float8 AS misses
          FROM answer_events WHERE ${WITHIN} AND status IN ('semantic', 'miss') AND similarity IS NOT NULL GROUP BY 1`,
        values: values(range)
      })
      return rows
    },
    async labelledHistogram (range: EventRange): Promise<LabelledBinRow[]> {
      const { rows } = await db.query<LabelledBinRow>({
        name: 'operator-histogram-labels',
        text: `SELECT ${BIN}, count(*) FILTER (WHERE outcome = 'different')::float8 AS wrong, count(*) FILTER (WHERE outcome = 'same')::float8 AS right
          FROM answer_checks WHERE ${WITHIN} AND outcome <> 'unknown' GROUP BY 1`,
        values: values(range)
      })
      return rows
    },

    /**
     * Decisions nearest to a threshold on one side of it, one of each entry. Without a name: a plan that is kept for all thresholds
     * would read the whole range instead of some rows of the index (PG 18, 100,000 events: 47 ms against 1).
     */
    async neighbours (range: EventRange, threshold: number, side: 'above' | 'below', limit: number): Promise<NeighbourRow[]> {
      const [compare, order] = side === 'above' ? ['>', 'ASC'] : ['<=', 'DESC']
      const { rows } = await db.query<NeighbourRow>({
        // Some more than are wanted, as one question may have been asked a hundred times.
        text: `SELECT * FROM (SELECT DISTINCT ON (entry_id) similarity, status, at, entry_id, own_entry_id FROM (
            SELECT similarity, status, ${ISO}, coalesce(nearest_entry_id, entry_id) AS entry_id, CASE WHEN status = 'miss' THEN entry_id END AS own_entry_id
            FROM answer_events WHERE ${WITHIN} AND status IN ('semantic', 'miss') AND similarity ${compare} $5 AND (status = 'semantic' OR nearest_entry_id IS NOT NULL)
            ORDER BY similarity ${order} LIMIT $6 * 20) AS nearest
          ORDER BY entry_id, similarity ${order}) AS once ORDER BY similarity ${order} LIMIT $6`,
        values: [...values(range), threshold, limit]
      })
      return rows
    },
    /** Checked pairs nearest to a threshold on one side of it. */
    async checkedNeighbours (range: EventRange, threshold: number, side: 'above' | 'below', limit: number): Promise<CheckedNeighbourRow[]> {
      const [compare, order] = side === 'above' ? ['>', 'ASC'] : ['<=', 'DESC']
      const { rows } = await db.query<CheckedNeighbourRow>({
        text: `SELECT similarity, ${ISO}, entry_id, asked, entry_question, outcome, source FROM answer_checks
          WHERE ${WITHIN} AND outcome <> 'unknown' AND similarity ${compare} $5 ORDER BY similarity ${order} LIMIT $6`,
        values: [...values(range), threshold, limit]
      })
      return rows
    },

    /** What was answered in a short stretch of time, of some tenants. */
    async recent (tenants: readonly string[], { since, until }: Span): Promise<RecentRow[]> {
      const { rows } = await db.query<RecentRow>({
        name: 'operator-recent',
        text: `SELECT tenant, status, count(*)::float8 AS requests, percentile_disc(0.5) WITHIN GROUP (ORDER BY milliseconds) AS p50_ms, percentile_disc(0.95) WITHIN GROUP (ORDER BY milliseconds) AS p95_ms
          FROM answer_events WHERE tenant = ANY($1) AND at >= $2 AND at < $3 GROUP BY GROUPING SETS ((tenant, status), (tenant))`,
        values: [tenants, since, until]
      })
      return rows
    }
  }
}
export type OperatorSeries = ReturnType<typeof createOperatorSeries>
