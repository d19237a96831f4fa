import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t from '../tap.ts'
import { buildApp } from '../../src/app.ts'
import { ConfigError, readConfig } from '../../src/config.ts'
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
  const envWith = (part: 'pathname' | 'username', value: string) => {
    const url = new URL(base)
    url[part] = value
    return { ...process.env, DATABASE_URL: url.href, MODEL_DIR: t.testdir({}), LOG_LEVEL: 'error', PORT: '0' }
  }
  const said: string[] = []
  const app = await buildApp(readConfig(envWith('pathname', '/nowhere')), { level: 'error', stream: new Writable({ write (line, _encoding, done) { said.push(String(line)); done() } }) })
  t.teardown(() => app.close())
  await t.rejects(app.migrated, new ConfigError('bad setting: DATABASE_URL: database "nowhere" does not exist'))
  t.notMatch(said.join(''), /migration|stack/)

  const child = spawn(process.execPath, ['src/server.js'], { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: ['ignore', 'pipe', 'pipe'], env: envWith('username', 'nobody') })
  t.teardown(() => child.kill('SIGKILL'))
  const [errors, log, [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')])
  t.same([code, errors], [1, 'bad setting: DATABASE_URL: role "nobody" does not exist\n'])
  t.notMatch(log, /migration|stack/)
})
