import { readFile, readdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'

const FOLDER = new URL('./migrations/', import.meta.url)
/** Any constant that no other program on this database uses ("defl" in ASCII). */
const LOCK = 0x6465666c
/**
 * Who waits for a table keeps everybody waiting who comes later, the processes of the version before, and a dump may hold it for an hour:
 * so a migration waits this long, ms, lets them pass, and is tried again.
 */
const LOCK_WAIT_MS = 500
const PAUSE_MS = 2_000
/** A lock was not to be had; or two waited for each other's. */
const LOCKED = ['55P03', '40P01']

/**
 * Applies the migrations that are not applied yet, in name order, each in a transaction of its own, under an advisory lock:
 * processes that start together take turns.
 * @returns names of what was applied
 */
export async function migrate (pool: Pool): Promise<string[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())')
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations')
    const pending = names.filter((name) => !rows.some((row) => row.name === name))
    for (const name of pending) {
      const sql = await readFile(new URL(name, FOLDER), 'utf8')
      while (!await applied(client, `BEGIN; SET LOCAL lock_timeout = ${LOCK_WAIT_MS}; ${sql}; INSERT INTO migrations (name) VALUES ('${name}'); COMMIT`)) await pause(PAUSE_MS)
    }
    return pending
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {})
    client.release()
  }
}

/** @returns false where it met a lock, and left nothing */
async function applied (client: PoolClient, sql: string): Promise<boolean> {
  try {
    await client.query(sql)
    return true
  } catch (error) {
    if (!LOCKED.includes((error as { code?: string }).code ?? '')) throw error
    await client.query('ROLLBACK')
    return false
  }
}
