import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createClient } from 'redis'
import t from '../tap.ts'
import { startSimulatedLlm } from '../../scripts/simulated-llm.ts'
import { freePort } from '../../scripts/services/process.ts'
import { migrate } from '../../src/db/migrate.ts'
import { build, until } from '../helper.ts'

const entry = fileURLToPath(new URL('../../src/server.js', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))

t.test('a server killed right after its 200: the event is in the stream', async (t) => {
  const llm = await startSimulatedLlm()
  const prefix = `t${randomUUID().replaceAll('-', '')}`
  const base = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/deflect'
  const admin = new pg.Pool({ connectionString: base, max: 1 })
  // Another test may end idle connections, and so does dropping the database.
  admin.on('error', () => {})
  await admin.query(`CREATE DATABASE ${prefix}`)
  const url = new URL(base)
  url.pathname = `/${prefix}`
  const events = createClient({ url: process.env['REDIS_EVENTS_URL'] ?? 'redis://127.0.0.1:6380' })
  await events.connect()
  const port = await freePort()
  const child = spawn(process.execPath, [entry], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATABASE_URL: url.href, REDIS_KEY_PREFIX: `${prefix}:`, OPENAI_BASE_URL: llm.url, OPENAI_API_KEY: 'sk-simulated', MODEL_DIR: t.testdir({}), CLASSES_BY_MEANING: 'off', LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: String(port), REDIS_TIMEOUT_MS: '2000' }
  })
  t.teardown(async () => {
    child.kill('SIGKILL')
    await events.del(`${prefix}:events:answers`)
    events.destroy()
    await admin.query(`DROP DATABASE IF EXISTS ${prefix} WITH (FORCE)`)
    await admin.end()
    await llm.stop()
  })
  const address = `http://127.0.0.1:${port}`
  await until(async () => (await fetch(`${address}/healthz`).catch(() => null))?.status === 200)
  const reply = await fetch(`${address}/backend-api/f/conversation`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: { content: 'Will you remember this?' } }) })
  // The headers are the acknowledgement: not even the body is waited for.
  child.kill('SIGKILL')
  t.equal(reply.status, 201)
  await once(child, 'exit')
  await reply.text().catch(() => '')

  const pool = new pg.Pool({ connectionString: url.href, max: 1 })
  pool.on('error', () => {})
  t.teardown(() => pool.end())
  await migrate(pool)
  const { rows: [answer] } = await pool.query("SELECT id FROM messages WHERE role = 'assistant'")
  const kept = ((await events.xRange(`${prefix}:events:answers`, '-', '+')) ?? []).map(({ message }) => JSON.parse(message['event']!).id)
  const { rows } = await pool.query('SELECT id FROM answer_events')
  t.same([...kept, ...rows.map(({ id }) => id)].filter((id, i, all) => all.indexOf(id) === i), [answer.id], 'in the stream, or drained from it already')
})

t.test('the same message sent again after its event was lost, or was not: exactly one event', async (t) => {
  const s = await build(t)
  const events = createClient({ url: process.env['REDIS_EVENTS_URL'] ?? 'redis://127.0.0.1:6380' })
  await events.connect()
  t.teardown(() => events.destroy())
  const id = randomUUID()
  const first = await s.send('Twice?', { id })
  const count = async () => (await s.app.pg.pool.query('SELECT count(*)::int AS n FROM answer_events')).rows[0].n
  await until(async () => await count() === 1)
  for (let i = 0; i < 3; i++) t.equal((await s.send('Twice?', { id })).body.answer.id, first.body.answer.id)
  // What the process did not live to keep.
  await s.app.pg.pool.query('DELETE FROM answer_events')
  await s.send('Twice?', { id })
  await until(async () => await count() === 1)
  // All of the stream has been read and acknowledged: nothing more is to come.
  await until(async () => (await s.app.metrics.registry.metrics()).includes('deflect_events_pending 0'))
  const { rows } = await s.app.pg.pool.query('SELECT id, message_id FROM answer_events')
  t.same(rows, [{ id: first.body.answer.id, message_id: id }])
})
