import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from './tap.ts'
import { freePort } from '../scripts/services/process.ts'
import { hashUser } from '../src/events/event.ts'
import { build, reachesCaches, until } from './helper.ts'
import { keysOf } from './state.ts'

/** A service for its services, and one in a process of its own whose clock is an hour ahead of theirs. */
const s = await build(t, { MODEL_DIR: t.testdir({}) })
const AHEAD = 'const Own = Date; globalThis.Date = class extends Own { constructor (...given) { given.length === 0 ? super(Own.now() + 3600000) : super(...given) } static now () { return Own.now() + 3600000 } }'
const port = await freePort()
const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(AHEAD)}`, 'src/server.js'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, DATABASE_URL: s.app.config.DATABASE_URL, REDIS_KEY_PREFIX: s.prefix, OPENAI_BASE_URL: s.llm.url, OPENAI_API_KEY: 'sk-simulated', MODEL_DIR: s.app.config.MODEL_DIR, CLASSES_BY_MEANING: 'off', LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: String(port), REDIS_TIMEOUT_MS: '10000' }
})
t.teardown(() => child.kill('SIGKILL'))
const ahead = `http://127.0.0.1:${port}`
await reachesCaches(ahead)
const ask = async (user: string, content: string) => (await fetch(`${ahead}/v1/chat/completions`, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'm', user, messages: [{ role: 'user', content }] })
})).headers.get('cache-status')
const eventsOf = async (user: string) => (await s.app.pg.pool.query('SELECT at <= clock_timestamp() AS past FROM answer_events WHERE user_hash = $1', [hashUser('local', user)])).rows

t.test('a process whose clock is ahead keeps nothing of a request from before its user was erased', async (t) => {
  const release = s.llm.hold()
  const asking = ask('ann', 'What is a fjord?')
  await s.llm.waitForCalls(1)
  t.match(await s.call('DELETE', '/operator/users/ann'), { status: 200, body: { complete: true } })
  release()
  t.match(await asking, /stored/)
  await until(async () => (await keysOf(s, 'ans:')).length === 0)
  t.match(await ask('bob', 'What is a fjord?'), /fwd=miss/)
  await until(async () => (await eventsOf('bob')).length === 1)
  t.same([await eventsOf('ann'), await eventsOf('bob')], [[], [{ past: true }]])
})

t.test('and what she asks afterwards as ever', async (t) => {
  t.match(await ask('ann', 'What is a geyser?'), /stored/)
  await until(async () => (await eventsOf('ann')).length === 1)
  t.match(await ask('ann', 'What is a geyser?'), /hit/)
  // What she asked before the next erasure, it finds.
  await until(async () => (await eventsOf('ann')).length === 2)
  t.match(await s.call('DELETE', '/operator/users/ann'), { body: { erased: { events: 2 } } })
})
