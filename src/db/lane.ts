import { bulkhead, BulkheadRejectedError } from 'cockatiel'
import type { Pool } from 'pg'
import { PostgresBusyError } from '../errors.ts'
import type { Database } from './database.ts'

/**
 * The part of the pool that one kind of work may take: whatever happens to the others, even to all of them at once, the turns find one
 * connection in ten. A pool of less than ten has one connection at least for each, and too few where all stand still.
 */
const SHARES = { turns: 0.7, reads: 0.4, operator: 0.2, checks: 0.1, erasures: 0.1, limits: 0.1 }
/** Statements that may wait in a lane before the next is refused. */
const WAITING = 1_000

/** The pool behind a bulkhead. Excess waits; far too much is refused. @throws PostgresBusyError */
export function createLane (pool: Pool, kind: keyof typeof SHARES): Database {
  const lane = bulkhead(Math.max(1, Math.floor((pool.options.max ?? 10) * SHARES[kind])), WAITING)
  const query = async (...args: Parameters<Pool['query']>) => {
    try {
      return await lane.execute(() => pool.query(...args))
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new PostgresBusyError({ cause: error }) : error
    }
  }
  return { query: query as Pool['query'] }
}
