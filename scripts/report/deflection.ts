import { createAnswerChecks } from '../../src/db/answer-checks.ts'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { stepsOf, type AggregateOf } from '../../src/db/spans.ts'
import type { CheckRow, DeflectionRow } from '../../src/events/deflection.ts'
import { createPool, explainPostgres } from '../postgres.ts'

const DAY_MS = 86_400_000
/** Parts that a long range is read in, each a step of the progress bar. */
const PARTS = 20
const WIDTH = 30

/** Parts cut at whole days, UTC: what is older than EVENT_RETENTION_DAYS is read as whole hours. Pure. */
export function partsOf ({ since, until }: { since: Date, until: Date }): { since: Date, until: Date }[] {
  const partMs = Math.max(1, Math.ceil((until.getTime() - since.getTime()) / PARTS / DAY_MS)) * DAY_MS
  return stepsOf({ since, until }, partMs)
}

/** One line, written over on a terminal; nothing where the output goes to a file. */
function showProgress (done: number, of: number): void {
  if (!process.stderr.isTTY || of < 3) return
  const filled = Math.round(WIDTH * done / of)
  process.stderr.write(done === of ? '\r\x1b[K' : `\r\x1b[K[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.round(100 * done / of)} %`)
}

/** What the report is made of, read part by part. */
export async function readRows (databaseUrl: string, what: AggregateOf): Promise<{ rows: DeflectionRow[], checks: CheckRow[] }> {
  // Whole hours and the ends of the range are read together: behind a long query the other would be given up waiting for a connection.
  const pool = createPool(databaseUrl, 2)
  const [events, answerChecks] = [createAnswerEvents(pool), createAnswerChecks(pool)]
  const rows: DeflectionRow[] = []
  const checks: CheckRow[] = []
  try {
    const parts = partsOf(what)
    for (const [i, part] of parts.entries()) {
      showProgress(i, parts.length)
      rows.push(...await events.aggregate({ ...what, ...part }))
      checks.push(...await answerChecks.aggregate({ ...what, ...part }))
    }
    showProgress(parts.length, parts.length)
    return { rows, checks }
  } catch (error) {
    throw explainPostgres(error, databaseUrl, 'events')
  } finally {
    await pool.end()
  }
}
