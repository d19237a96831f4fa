import type { Pool } from 'pg'
import type { DeflectionRow } from '../events/deflection.ts'
import type { AnswerEvent } from '../events/event.ts'
import { cutAtHours, nameOf, namesIn, onlyOf, onlyValues, partsIn, partValues, spansOf, type AggregateOf, type Part } from './spans.ts'

/** A stream entry that is no event. */
type RejectedEntry = { stream_id: string, problem: string, entry: string }

export type AnswerEvents = {
  /** @returns rows that were new */
  insert (events: readonly AnswerEvent[]): Promise<number>
  reject (entries: readonly RejectedEntry[]): Promise<void>
  /** Whole hours from their sums (migrations/0012), the rest of the range from the events themselves: of sums alike there may be two rows. */
  aggregate (what: AggregateOf): Promise<DeflectionRow[]>
}

const COLUMNS = {
  id: 'uuid',
  at: 'timestamptz',
  tenant: 'text',
  user_hash: 'text',
  namespace: 'text',
  surface: 'text',
  model: 'text',
  status: 'text',
  reason: 'text',
  similarity: 'double precision',
  entry_id: 'text',
  threshold: 'double precision',
  conversation_id: 'uuid',
  message_id: 'uuid',
  milliseconds: 'double precision',
  embed_ms: 'double precision',
  lookup_ms: 'double precision',
  llm_ms: 'double precision',
  prompt_tokens: 'integer',
  completion_tokens: 'integer',
  window_tokens_saved: 'integer',
  key_id: 'text',
  nearest_entry_id: 'text',
  guards: 'text[]',
  probability: 'double precision'
} satisfies Record<keyof AnswerEvent, string>

// One parameter whatever the batch: one prepared plan, and no limit of 65,535 parameters.
const EVENTS = `jsonb_to_recordset($1::jsonb) AS event(${Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`).join(', ')})`
/** Of a request that began before its user was erased. */
const ERASED = `EXISTS (SELECT FROM erasures e WHERE e.kind = 'user' AND e.tenant = event.tenant AND e.user_hash = event.user_hash
      AND event.at - make_interval(secs => event.milliseconds / 1000) <= e.until)`
const INSERT = `INSERT INTO answer_events (${Object.keys(COLUMNS).join(', ')})
  SELECT * FROM ${EVENTS}
  -- An event that was still on its way when its conversation was erased goes with it.
  -- The lock has an erasure under way end first, and the next one wait for this insert.
  WHERE (event.conversation_id IS NULL OR EXISTS (SELECT FROM conversations c WHERE c.id = event.conversation_id FOR KEY SHARE))
    AND NOT ${ERASED}
  ON CONFLICT (id) DO NOTHING`

/** What such requests stored: the erasure could not know of it from events, and without the search module from nothing else. */
const LATE_ENTRIES = `SELECT entry_id FROM ${EVENTS} WHERE status IN ('miss', 'bypass') AND entry_id IS NOT NULL AND ${ERASED}`

const REJECT = `INSERT INTO answer_events_rejected (stream_id, problem, entry)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS rejected(stream_id text, problem text, entry text)
  ON CONFLICT (stream_id) DO NOTHING`

/**
 * Span by span: each is one walk of an index and a small hash. Grouped by a rounded time over the whole range, the planner takes
 * every event for a group of its own, and sorts them all on disk (PG 18, 100,000 events: 63 ms against 212).
 * float8 for the sums: a bigint would come back as a string.
 */
const aggregated = (what: AggregateOf, sums: string, from: string, at: string) => `SELECT place, sums.*
  FROM ${partsIn(1)} CROSS JOIN LATERAL (
    SELECT ${namesIn(what)}, model, status, ${sums}
    FROM ${from} WHERE ${at} >= since AND ${at} < until${onlyOf(what, 4)}
    GROUP BY 1, 2, 3, 4, 5) AS sums
  ORDER BY 1, 2, 3, 4, 5, 6`

const SUMS_OF_EVENTS = `reason, count(*)::float8 AS requests, sum(milliseconds) AS milliseconds, coalesce(sum(embed_ms), 0) + coalesce(sum(lookup_ms), 0) AS search_ms,
  coalesce(sum(llm_ms), 0) AS llm_ms, count(llm_ms)::float8 AS llm_requests,
  ${['prompt_tokens', 'completion_tokens', 'window_tokens_saved'].map((name) => `sum(${name})::float8 AS ${name}`).join(', ')}`
const SUMS_OF_HOURS = `nullif(reason, '') AS reason, sum(requests)::float8 AS requests, sum(us)::float8 / 1000 AS milliseconds, sum(search_us)::float8 / 1000 AS search_ms, sum(llm_us)::float8 / 1000 AS llm_ms,
  ${['llm_requests', 'prompt_tokens', 'completion_tokens', 'window_tokens_saved'].map((name) => `sum(${name})::float8 AS ${name}`).join(', ')}`

/** @param forget deletes cached answers that requests of users stored who were erased meanwhile; settled before `insert` is */
export function createAnswerEvents (pool: Pick<Pool, 'query'>, forget?: (entryIds: string[]) => Promise<unknown>): AnswerEvents {
  return {
    async insert (events) {
      if (events.length === 0) return 0
      const values = [JSON.stringify(events)]
      const { rowCount } = await pool.query({ name: 'answer-events-insert', text: INSERT, values })
      if (forget && rowCount !== events.length) {
        const { rows } = await pool.query<{ entry_id: string }>({ name: 'answer-events-late', text: LATE_ENTRIES, values })
        if (rows.length > 0) await forget(rows.map(({ entry_id: id }) => id))
      }
      return rowCount ?? 0
    },
    async reject (entries) {
      if (entries.length === 0) return
      // jsonb refuses \u0000 and half a surrogate pair, and an entry may be anything.
      const storable = (text: string) => text.replaceAll('\0', '').slice(0, 4_000).toWellFormed()
      const safe = entries.map((entry) => ({ ...entry, entry: storable(entry.entry), problem: storable(entry.problem) }))
      await pool.query({ name: 'answer-events-reject', text: REJECT, values: [JSON.stringify(safe)] })
    },
    async aggregate (what) {
      const spans = spansOf(what)
      const { hours, ends } = cutAtHours(spans)
      const read = async (parts: Part[], text: string) => (await pool.query<Omit<DeflectionRow, 'day' | 'hour'> & { place: number }>(text, [...partValues(parts), ...onlyValues(what)])).rows
      const rows = await Promise.all([read(hours, aggregated(what, SUMS_OF_HOURS, 'answer_event_hours', 'hour')), read(ends, aggregated(what, SUMS_OF_EVENTS, 'answer_events', 'at'))])
      const names = spans.map(nameOf)
      return rows.flat().map(({ place, ...row }) => Object.assign(row, names[place]!))
    }
  }
}
