import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { build, until } from '../helper.ts'

/** The lock of src/db/migrate.ts. */
const LOCK = 0x6465666c

t.test('a start waits for another process that migrates, as long as it takes', async (t) => {
  const { app: { config, pg: { pool } } } = await build(t, { MODEL_DIR: t.testdir({}) })
  const migrating = await pool.connect()
  await migrating.query('SELECT pg_advisory_lock($1)', [LOCK])
  let started = false
  const starting = buildApp(config).then((app) => { started = true; return app })
  await until(async () => (await pool.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).rowCount === 1)
  t.notOk(started)
  await migrating.query('SELECT pg_advisory_unlock($1)', [LOCK])
  migrating.release()
  const app = await starting
  t.teardown(() => app.close())
  await app.migrated
  t.equal(app.initialConfig.pluginTimeout, 0, 'of itself fastify ends a start after 10 s')
})
