import type { Config } from '../../src/config.ts'
import { createWhatIfRecord } from '../../src/db/what-if.ts'
import { createPool, explainPostgres } from '../postgres.ts'
import type { Pair } from './pairs.ts'

/** Checks read from the log at most: their embedding takes minutes. */
const MOST_LOGGED = 50_000

/** What shadow checks, ratings and judges said of logged traffic, the earliest first. `since` is how far back, in the user's words. */
export async function readLogged (since: string, sinceMs: number, config: Config): Promise<Pair[]> {
  const pool = createPool(config.DATABASE_URL, 1)
  try {
    const until = new Date()
    const checks = await createWhatIfRecord(pool).pairs({ since: new Date(until.getTime() - sinceMs), until }, MOST_LOGGED)
    if (checks.length === 0) throw new Error(`no labelled traffic in the last ${since}: labels come from shadow checks and ratings`)
    return checks.reverse().map(({ asked, entry_question: stored, wrong, source }) => ({ a: stored, b: asked, label: wrong ? 0 : 1, source }))
  } catch (error) {
    throw explainPostgres(error, config.DATABASE_URL, 'checks')
  } finally {
    await pool.end()
  }
}
