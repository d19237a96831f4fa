import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import pg from 'pg'
import t from '../tap.ts'
import { migrate } from '../../src/db/migrate.ts'

/** Pools into one new, empty schema: each stands for a process. */
async function freshProcesses (t: { teardown (work: () => unknown): void }, count: number) {
  const schema = `test_${randomUUID().replaceAll('-', '')}`
  const url = new URL(process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/deflect')
  url.searchParams.set('options', `-c search_path=${schema}`)
  const pools = Array.from({ length: count }, () => new pg.Pool({ connectionString: url.href, max: 2 }))
  await pools[0]!.query(`CREATE SCHEMA ${schema}`)
  t.teardown(async () => {
    await pools[0]!.query(`DROP SCHEMA ${schema} CASCADE`)
    await Promise.all(pools.map((pool) => pool.end()))
  })
  return pools
}

t.test('processes that start together apply each migration once, in name order', async (t) => {
  const pools = await freshProcesses(t, 3)
  const names = (await readdir(new URL('../../src/db/migrations/', import.meta.url))).filter((name) => name.endsWith('.sql')).sort()
  const applied = await Promise.all(pools.map(migrate))
  t.strictSame(applied.flat(), names)
  const { rows } = await pools[0]!.query<{ name: string }>('SELECT name FROM migrations ORDER BY applied_at')
  t.strictSame(rows.map(({ name }) => name), names)
  t.strictSame(await migrate(pools[1]!), [], 'and never again')
})

t.test('a migration that fails leaves nothing behind, not even the lock', async (t) => {
  const [pool, other] = await freshProcesses(t, 2)
  await pool!.query('CREATE TABLE messages (in_the_way int)')
  await t.rejects(migrate(pool!), /messages/)
  t.equal((await pool!.query("SELECT to_regclass('conversations') AS found")).rows[0].found, null)
  await pool!.query('DROP TABLE messages')
  t.ok((await migrate(other!)).length > 0)
})
