import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t from '../tap.ts'
import { migrate } from '../../src/db/migrate.ts'
import { until } from '../events/fresh.ts'

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

t.test('a migration that has to wait for a table, as a dump holds it, keeps nobody else waiting for it', async (t) => {
  const [pool, other, reader] = await freshProcesses(t, 3)
  await migrate(pool!)
  await pool!.query("ALTER TABLE conversations DROP COLUMN history_bytes; DELETE FROM migrations WHERE name LIKE '0017_%'")
  const dump = await other!.connect()
  await dump.query('BEGIN; SELECT count(*) FROM conversations')
  const upgrade = migrate(pool!)
  const waiting = "SELECT FROM pg_locks WHERE NOT granted AND relation = 'conversations'::regclass"
  await until(async () => (await reader!.query(waiting)).rowCount! > 0)
  t.equal(await Promise.race([reader!.query('SELECT FROM conversations').then(() => 'read'), pause(5_000, 'waits')]), 'read')
  await dump.query('COMMIT')
  dump.release()
  t.strictSame(await upgrade, ['0017_conversation_size.sql'])
})
