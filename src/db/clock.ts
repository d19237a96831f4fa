import type { Database } from './database.ts'

/**
 * The time as Postgres has it. When a user was erased is told by its clock: by one that is ahead of it, a process takes a request
 * from before an erasure for one from after it, and keeps what was to go.
 */
export function createClock () {
  let aheadMs = 0
  return {
    now: (): Date => new Date(Date.now() + aheadMs),
    /** Asks Postgres. It read its clock between question and answer: what fits in there is no difference; else the earlier is taken, which rather lets too much go. */
    async compare (db: Database): Promise<void> {
      const asked = Date.now()
      const { rows: [row] } = await db.query<{ ms: number }>('SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms')
      const [least, most] = [row!.ms - Date.now(), row!.ms - asked]
      if (aheadMs < least || aheadMs > most) aheadMs = least
    }
  }
}
export type Clock = ReturnType<typeof createClock>
