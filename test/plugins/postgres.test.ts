import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from '../tap.ts'
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

t.test('a Postgres that refuses the database or the role ends the start with one line that names the setting', async (t) => {
  const { DATABASE_URL: base = 'postgres://postgres@127.0.0.1:5432/deflect' } = process.env
  for (const [part, value, said] of [['pathname', '/nowhere', 'database "nowhere" does not exist'], ['username', 'nobody', 'role "nobody" does not exist']] as const) {
    const url = new URL(base)
    url[part] = value
    const child = spawn(process.execPath, ['src/server.js'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: url.href, MODEL_DIR: t.testdir({}), LOG_LEVEL: 'error', PORT: '0' }
    })
    t.teardown(() => child.kill('SIGKILL'))
    const [errors, log, [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')])
    t.same([code, errors], [1, `bad setting: DATABASE_URL: ${said}\n`])
    t.notMatch(log, /migration|stack/)
  }
})
