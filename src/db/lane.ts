import { bulkhead, BulkheadRejectedError } from 'cockatiel'
import type { Pool } from 'pg'
import { PostgresBusyError } from '../errors.ts'
import type { Database } from './database.ts'

/** The part of the pool that one kind of work may take: whatever happens to one, the others find a connection. */
const SHARE = 0.7
/** Statements that may wait in a lane before the next is refused. */
const WAITING = 1_000

/** The pool behind a bulkhead. Excess waits; far too much is refused. @throws PostgresBusyError */
export function createLane (pool: Pool): Database {
  const lane = bulkhead(Math.max(1, Math.floor((pool.options.max ?? 10) * SHARE)), WAITING)
  const query = async (...args: Parameters<Pool['query']>) => {
    try {
      return await lane.execute(() => pool.query(...args))
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new PostgresBusyError({ cause: error }) : error
    }
  }
  return { query: query as Pool['query'] }
}
