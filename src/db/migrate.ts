import { readFile, readdir } from 'node:fs/promises'
import type { Pool } from 'pg'

const FOLDER = new URL('./migrations/', import.meta.url)
/** Any constant that no other program on this database uses ("defl" in ASCII). */
const LOCK = 0x6465666c

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
      await client.query(`BEGIN; ${sql}; INSERT INTO migrations (name) VALUES ('${name}'); COMMIT`)
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
