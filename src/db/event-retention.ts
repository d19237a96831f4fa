import type { Database } from './database.ts'
import { HOUR_MS } from './spans.ts'

/** Events of one statement: few enough that nobody waits long for their locks. */
const STEP = 5_000

// One statement, so that the setting which keeps the sums (migrations/0016) ends with it. Rows that another process is deleting are its own.
const FORGET = `WITH kept AS MATERIALIZED (SELECT set_config('deflect.keeps_sums', 'on', true) AS sums),
    old AS (SELECT id FROM answer_events WHERE at < $1 AND (SELECT sums FROM kept) = 'on' ORDER BY at LIMIT ${STEP} FOR UPDATE SKIP LOCKED)
  DELETE FROM answer_events USING old WHERE answer_events.id = old.id`

/** Events from before may be gone, and their sums are what is left: whole hours, which is how those are read. */
export const keptSince = (days: number, nowMs: number): Date => new Date(Math.floor(nowMs / HOUR_MS - days * 24) * HOUR_MS)

/** Deletes events from before a time, and stream entries that were none; what was summed by the hour stays. */
export function createEventRetention (db: Database) {
  /** @param isOver ends it between two steps @returns how many events were deleted */
  return async (before: Date, isOver: () => boolean = () => false): Promise<number> => {
    let events = 0
    for (let step = STEP; step === STEP && !isOver();) {
      step = (await db.query({ name: 'event-retention', text: FORGET, values: [before] })).rowCount ?? 0
      events += step
    }
    await db.query({ name: 'event-retention-rejected', text: 'DELETE FROM answer_events_rejected WHERE at < $1', values: [before] })
    return events
  }
}
