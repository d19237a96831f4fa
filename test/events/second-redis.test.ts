import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import t from '../tap.ts'
import { startRedis } from '../../scripts/services.ts'
import { buildApp } from '../../src/app.ts'
import { build, until } from '../helper.ts'

const server = await startRedis({ stateDir: fileURLToPath(new URL('../../.deflect', import.meta.url)), kind: 'events', dir: t.testdir({}) })
t.teardown(() => server.stop())
const s = await build(t, { REDIS_EVENTS_URL: server.url })
const check = async () => (await s.call('GET', '/readyz')).body.checks.redis_events
const pending = async () => Number(/^deflect_events_pending (\S+)/m.exec((await s.call('GET', '/metrics')).text)![1])
const stored = async (conversationId: string) => (await s.app.pg.pool.query('SELECT FROM answer_events WHERE conversation_id = $1', [conversationId])).rowCount === 1
const works = async (content: string) => {
  const { status, body } = await s.send(content)
  t.equal(status, 201)
  await until(() => stored(body.conversation_id))
}

t.test('it stands still: metrics and readiness say so, and nothing piles up for it', async (t) => {
  await until(async () => (await check()).status === 'ok')
  server.process.kill('SIGSTOP')
  t.equal(await pending(), -1, 'asked while it stands still')
  await works('What is a still?')
  await until(async () => (await check()).status === 'degraded')
  t.notOk(s.app.redis.events.isReady, 'the connection is given up, with what waits on it')
  t.equal(await pending(), -1)
  server.process.kill('SIGCONT')
  await until(async () => (await check()).status === 'ok' && await pending() === 0)
  await works('What is a stand?')
})

t.test('it refuses what it is told: readiness says why, the log once, and it is used again', async (t) => {
  let log = ''
  const stream = new Writable({ write (chunk, _encoding, done) { log += chunk; done() } })
  const app = await buildApp({ ...s.app.config, MODEL_DIR: t.testdir({}) }, { level: 'warn', stream })
  t.teardown(() => app.close())
  const admin = createClient({ url: server.url })
  await admin.connect()
  t.teardown(() => admin.destroy())
  const turn = async () => t.equal((await app.inject({ method: 'POST', url: '/backend-api/f/conversation', payload: { message: { content: 'Is it full?' } } })).statusCode, 201)
  await turn()
  await admin.configSet('maxmemory', '1')
  for (let i = 0; i < 3; i++) {
    await turn()
    await works(`What is full ${i}?`)
  }
  t.match(await check(), { status: 'degraded', detail: /OOM/ })
  // On a busy machine it may not have met that server yet.
  await until(async () => {
    await turn()
    return log.includes('event stream')
  })
  t.equal(log.split('event stream').length - 1, 1, log)
  await admin.configSet('maxmemory', '0')
  // It is left alone for a moment after it refused.
  await until(async () => {
    await works('What is empty?')
    return (await check()).status === 'ok'
  })
})
