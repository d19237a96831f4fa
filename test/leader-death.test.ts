import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from './tap.ts'
import { freePort } from '../scripts/services/process.ts'
import { build, until } from './helper.ts'
import { openStream } from './stream.ts'

/** One service here, and one in a process of its own, which makes the call for both when it is killed. Neither needs a model. */
const s = await build(t, { MODEL_DIR: t.testdir({}) })
const port = await freePort()
const child = spawn(process.execPath, ['src/server.js'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, DATABASE_URL: s.app.config.DATABASE_URL, REDIS_KEY_PREFIX: s.prefix, OPENAI_BASE_URL: s.llm.url, OPENAI_API_KEY: 'sk-simulated', MODEL_DIR: s.app.config.MODEL_DIR, CLASSES_BY_MEANING: 'off', LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: String(port), REDIS_TIMEOUT_MS: '2000' }
})
t.teardown(() => child.kill('SIGKILL'))
await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.status === 200)

const piecesOf = (body: string) => body.split('\n\n').filter((line) => line.startsWith('data: {')).map((line) => JSON.parse(line.slice(6)))
const wordsOf = (body: string) => piecesOf(body).map(({ choices: [choice] }) => choice.delta.content ?? '').join('')

t.test('the process that makes the call stands still, and the call made in its place fails: when it goes on, so do those elsewhere', async (t) => {
  const body = { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content: 'Who takes over from a leader that stands still?' }] }
  const path = '/v1/chat/completions'
  const before = s.llm.stats()
  const release = s.llm.hold(3)
  const led = await openStream(`http://127.0.0.1:${port}${path}`, { body })
  const follower = await openStream(s.address + path, { body })
  t.match(follower.headers.get('cache-status'), /collapsed/)

  s.llm.set({ fault: '500' })
  child.kill('SIGSTOP')
  await until(() => s.llm.stats().faulted - before.faulted === 1)
  s.llm.set({ fault: 'none' })
  child.kill('SIGCONT')
  release()
  const [first, second] = await Promise.all([led.end(), follower.end()])
  t.match(second.text, /\[DONE\]\n\n$/)
  t.equal(wordsOf(second.text), wordsOf(first.text))
  t.equal(s.llm.stats().calls - before.calls, 2)
})

t.test('the process that makes the call has stored the answer, and stands still before it says its end: a chat turn elsewhere tells the rest', async (t) => {
  const content = 'Who tells the rest of it?'
  const stored = (await s.send(content, { user: 'first' })).body
  const key = `${s.prefix}ans:x:${stored.cache.entry_id.split('-')[0]}`
  const entry = (await s.redis.get(key))!
  await s.call('DELETE', `/operator/entries/${stored.cache.entry_id}`)

  const path = '/backend-api/f/conversation'
  const release = s.llm.hold(3)
  const body = { message: { content }, stream: true }
  const led = await openStream(`http://127.0.0.1:${port}${path}`, { body, headers: { 'x-deflect-user': 'second' } })
  await led.until('event: delta')
  const follower = await openStream(s.address + path, { body, headers: { 'x-deflect-user': 'third' } })
  await follower.until('event: delta')
  await s.redis.set(key, entry, { EX: 100 })
  child.kill('SIGSTOP')
  const { events } = await follower.end()
  child.kill('SIGCONT')
  release()
  await led.end()
  const done = JSON.parse(events.at(-1)!.data)
  t.match(done.cache, { status: 'coalesced' })
  t.equal(events.filter(({ name }) => name === 'delta').map(({ data }) => JSON.parse(data).content).join(''), done.answer.content)
  t.equal(done.answer.content, stored.answer.content)
})

/** A second to notice and to begin again, and as much for a busy machine. */
const HAND_OVER_MS = 2_000

t.test('the process that makes the call is killed in the middle: those elsewhere get the whole answer, each piece once', async (t) => {
  const body = { model: 'gpt-4o-mini', stream: true, messages: [{ role: 'user', content: 'Who goes on when the leader dies?' }] }
  const path = '/v1/chat/completions'
  const before = s.llm.stats().calls
  const release = s.llm.hold(3)
  const led = await openStream(`http://127.0.0.1:${port}${path}`, { body })
  led.end().catch(() => {})
  const followers = await Promise.all(Array.from({ length: 20 }, () => openStream(s.address + path, { body })))
  for (const { headers } of followers) t.match(headers.get('cache-status'), /collapsed/)
  t.equal(s.llm.stats().calls - before, 1)

  child.kill('SIGKILL')
  await once(child, 'exit')
  const killedAt = performance.now()
  await until(() => s.llm.stats().calls - before === 2)
  const waited = performance.now() - killedAt
  t.ok(waited < HAND_OVER_MS, `the next call was made after ${Math.round(waited)} ms`)
  t.comment(`handed over after ${Math.round(waited)} ms`)
  release()

  const bodies = await Promise.all(followers.map(async (stream) => (await stream.end()).text))
  t.equal(new Set(bodies).size, 1)
  const pieces = piecesOf(bodies[0]!)
  t.equal(new Set(pieces.map(({ id }) => id)).size, 1, 'one answer to the client')
  t.equal(pieces.at(-1).choices[0].finish_reason, 'stop')
  t.match(bodies[0], /\[DONE\]\n\n$/)
  const again = await s.call('POST', path, { ...body, stream: false })
  t.match(again.headers.get('cache-status'), /detail=exact/, 'and it is kept')
  t.equal(wordsOf(bodies[0]!), again.body.choices[0].message.content)
  t.equal(s.llm.stats().calls - before, 2)
})
