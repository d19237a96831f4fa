import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import t from './tap.ts'
import { startRedis } from '../scripts/services.ts'
import { build, until } from './helper.ts'
import { redisDoor } from './redis-door.ts'

/** Far above what a busy machine takes for one command, so that who misses it is the server that a test has taken away. */
const DEADLINE_MS = 1_500
const folder = await mkdtemp(join(tmpdir(), 'deflect-faults-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
const start = (port?: number) => startRedis({ stateDir: fileURLToPath(new URL('../.deflect', import.meta.url)), kind: 'cache', dir: folder, ...(port ? { port } : {}) })
let server = await start()
t.teardown(() => server.stop())
const door = await redisDoor(t, server.url)
const eventsDoor = await redisDoor(t, process.env['REDIS_EVENTS_URL'] ?? 'redis://127.0.0.1:6380')
const s = await build(t, { REDIS_URL: door.url, REDIS_EVENTS_URL: eventsDoor.url, REDIS_TIMEOUT_MS: String(DEADLINE_MS) })
const path = (id: string) => `/backend-api/conversation/${id}`
const { metrics } = s.app
const faults = async (reason: string) => (await metrics.cacheFaults.get()).values.filter(({ labels }) => labels['reason'] === reason).reduce((sum, { value }) => sum + value, 0)
const gauge = async (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(await metrics.registry.metrics())![1])
/** @throws where a question was not answered, with what came instead */
async function ask (content: string): Promise<string> {
  const { status, body } = await s.send(content)
  if (body.cache === undefined) throw new Error(`expected an answer, got ${status} ${JSON.stringify(body)}`)
  return body.cache.status
}
const { conversation_id: id } = (await s.send('How can I reset my password?')).body
/** Everything works and is warm: scripts, policy, both tiers, the in-process one. */
async function warm () {
  await until(async () => await gauge('deflect_cache_up') === 1 && await gauge('deflect_cache_caught_up') === 1)
  // The connection of the in-process tier comes back by itself; without it, policy and generations are asked for side by side.
  await until(async () => await ask('How can I reset my password?') === 'exact' && await gauge('deflect_cache_hot_bytes') > 0)
  await until(async () => await ask('How do I reset my password?') === 'semantic')
  await until(async () => (await s.call('GET', path(id))).headers.get('cache-status')?.includes('hit') === true)
}

t.test('round trips on the wire', async (t) => {
  await warm()
  /** Without the heartbeat; of the events Redis only what a request sends; its consumer reads at its own pace. */
  const counted = async (work: () => Promise<unknown>) => {
    door.trips()
    eventsDoor.trips()
    await work()
    return [...door.trips().map((trip) => trip.filter((name) => name !== 'PING')).filter((trip) => trip.length > 0), ...eventsDoor.trips().filter((trip) => trip.includes('EVAL'))]
  }
  await s.app.redis.cache.get('any')
  s.app.redis.invalidation.applied('0', [s.app.redis.keys.history(id)])
  const history = await counted(() => s.call('GET', path(id)))
  t.same(history, [['GET']])
  t.same(await counted(() => s.call('GET', path(id))), [], 'the in-process tier')

  const recorded = async () => (await s.app.pg.pool.query("SELECT (SELECT count(*) FROM answer_events) = (SELECT count(*) FROM messages WHERE role = 'assistant') AS yes")).rows[0].yes
  /** Asked again where the events Redis was late, since it is then left alone for a moment; what came behind a request's back is waited for, and not counted. */
  const answered = async (content: string, expected: string) => {
    for (;;) {
      await until(recorded)
      let status: string | undefined
      const trips = await counted(async () => { status = await ask(content) })
      if (!trips.some((trip) => trip.includes('EVAL'))) continue
      t.equal(status, expected)
      return trips
    }
  }
  const exact = await answered('How can I reset my password?', 'exact')
  t.ok(exact.length <= 3, exact.map((trip) => trip.join(' ')).join(' | '))
  const semantic = await answered('How do I reset my password?', 'semantic')
  t.ok(semantic.length <= 4, semantic.map((trip) => trip.join(' ')).join(' | '))
})

const admin = async (...command: string[]) => {
  const client = createClient({ url: server.url })
  await client.connect()
  await client.sendCommand(command)
  client.destroy()
}
const modes: { name: string, timeouts: number, up: number, enter: () => unknown, leave: () => unknown }[] = [
  { name: 'stopped', timeouts: 0, up: 0, enter: () => server.stop(), leave: async () => { server = await start(server.port) } },
  { name: 'paused', timeouts: 1, up: 0, enter: () => server.process.kill('SIGSTOP'), leave: () => server.process.kill('SIGCONT') },
  { name: 'refusing', timeouts: 0, up: 0, enter: () => door.shut(), leave: () => door.open() },
  { name: 'gone without a word', timeouts: 1, up: 0, enter: () => door.vanish(), leave: () => door.open() },
  { name: 'slower than the deadline', timeouts: 1, up: 0, enter: () => door.delay(2 * DEADLINE_MS), leave: () => door.delay(0) },
  {
    name: 'out of memory',
    timeouts: 0,
    up: 1,
    enter: async () => { await admin('CONFIG', 'SET', 'maxmemory-policy', 'noeviction'); await admin('CONFIG', 'SET', 'maxmemory', '1') },
    leave: async () => { await admin('CONFIG', 'SET', 'maxmemory', '0'); await admin('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru') }
  },
  { name: 'a read-only replica', timeouts: 0, up: 1, enter: () => admin('REPLICAOF', '127.0.0.1', '1'), leave: () => admin('REPLICAOF', 'NO', 'ONE') }
]

for (const { name, timeouts, up, enter, leave } of modes) {
  t.test(`the cache Redis is ${name}: every request succeeds, one operation pays for finding out, and it is used again by itself`, async (t) => {
    await warm()
    const [before, errors] = [await faults('timeout'), await faults('error')]
    await enter()
    const turn = await s.send(`What is it like while Redis is ${name}?`)
    t.equal(turn.status, 201)
    const completion = await s.call('POST', '/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content: `And what for a gateway, while Redis is ${name}?` }] })
    t.same([turn, completion].map(({ headers }) => headers.get('cache-status')?.includes('stored')), [false, false], 'nobody is told that an answer was stored')
    t.equal(await gauge('deflect_cache_up'), up)
    const rest = await Promise.all([
      s.call('GET', path(id)),
      s.call('GET', '/backend-api/conversations'),
      s.call('GET', path(turn.body.conversation_id)),
      s.send('And now?', { conversation_id: turn.body.conversation_id })
    ])
    t.same(rest.map(({ status }) => status), [200, 200, 200, 200])
    t.equal((await s.call('GET', path(turn.body.conversation_id))).body.messages.length, 4)
    t.equal(await faults('timeout') - before, timeouts, 'operations that waited for the deadline')
    if (up === 1) t.ok(await faults('error') > errors, 'Redis refused what it was told to store')
    t.match((await s.call('GET', '/readyz')).body, { status: 'degraded', checks: { redis: { status: 'degraded', detail: up === 1 ? /refuses writes \((OOM|READONLY)/ : /not reachable/ } } })
    await leave()
    await until(async () => await gauge('deflect_cache_up') === 1)
    await until(async () => await ask('What is it like afterwards?') === 'exact')
    await until(async () => (await s.call('GET', '/readyz')).body.checks.redis.status === 'ok')
    t.equal((await s.call('GET', path(turn.body.conversation_id))).body.messages.length, 4, 'nothing old from before')
  })
}
