import type { Pool, PoolClient } from 'pg'

/** Rows of a table that work reads, by an index or without one. */
export async function rowsRead<T> (pool: Pool, table: string, work: (client: PoolClient) => Promise<T>): Promise<{ rows: number, result: T }> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const count = async () => (await client.query<{ n: number }>('SELECT (seq_tup_read + idx_tup_fetch)::int AS n FROM pg_stat_xact_user_tables WHERE relid = $1::regclass', [table])).rows[0]!.n
    const before = await count()
    const result = await work(client)
    return { rows: await count() - before, result }
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}
