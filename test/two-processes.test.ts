import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import t from './tap.ts'
import { startRedis } from '../scripts/services.ts'
import { eventsDoor } from './events/fresh.ts'
import { build, until, type Reply } from './helper.ts'

/** Two services over one Redis and one Postgres; the first reaches Redis through a door that can be shut. */
const folder = await mkdtemp(join(tmpdir(), 'deflect-two-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
const server = await startRedis({ stateDir: fileURLToPath(new URL('../.deflect', import.meta.url)), kind: 'cache', dir: folder })
t.teardown(() => server.stop())
const redis = createClient({ url: server.url })
await redis.connect()
t.teardown(() => redis.destroy())
const door = await eventsDoor(t, server.url)

// A busy machine is no dead one: the counts below are of what two live services do.
const patient = { REDIS_TIMEOUT_MS: '10000', CACHE_LEASE_MS: '60000' }
const a = await build(t, { ...patient, REDIS_URL: door.url })
const b = await build(t, { ...patient, REDIS_URL: server.url, DATABASE_URL: a.app.config.DATABASE_URL, REDIS_KEY_PREFIX: a.prefix })
const { pool } = a.app.pg

/** Statements by name, over both services. */
const queries = new Map<string, number>()
for (const { app } of [a, b]) {
  const query = app.pg.pool.query.bind(app.pg.pool) as (...args: unknown[]) => unknown
  app.pg.pool.query = ((...args: unknown[]) => {
    const name = (args[0] as { name?: string }).name ?? ''
    queries.set(name, (queries.get(name) ?? 0) + 1)
    return query(...args)
  }) as typeof app.pg.pool.query
}
const historiesRead = () => queries.get('messages-history') ?? 0
const path = (id: string) => `/backend-api/conversation/${id}`
const localHits = async ({ app }: typeof a) =>
  (await app.metrics.reads.get()).values.find(({ labels }) => labels['cache'] === 'history' && labels['outcome'] === 'hit_local')?.value ?? 0
const hotBytes = async ({ app }: typeof a) => Number(/^deflect_cache_hot_bytes (\d+)/m.exec(await app.metrics.registry.metrics())![1])
const isHit = (reply: Reply) => reply.headers.get('cache-status')?.includes('hit') === true
const titleIn = async (s: typeof a, id: string) => (await s.call('GET', path(id))).body.title
const outbox = async () => (await pool.query('SELECT count(*)::int AS n FROM cache_outbox')).rows[0].n
const start = async (content: string): Promise<string> => (await a.send(content)).body.conversation_id
const cachedIn = (s: typeof a, id: string) => until(async () => isHit(await s.call('GET', path(id))))
/** Each read until the cache answers again says the title. */
async function readsUntilCached (t: { equal (found: unknown, wanted: unknown): unknown }, id: string, title: string): Promise<void> {
  let reply
  do {
    reply = await a.call('GET', path(id))
    t.equal(reply.body.title, title)
  } while (!isHit(reply))
}
/** A write by another service: the record, and the row of the outbox with it. */
const rename = (id: string, title: string, at = 'clock_timestamp()') => pool.query(
  `WITH renamed AS (UPDATE conversations SET title = $2 WHERE id = $1) INSERT INTO cache_outbox (keys, at) VALUES ($3, ${at})`, [id, title, [a.app.redis.keys.history(id)]])

t.test('500 requests at once for a cold history, over two services, are 1 query', async (t) => {
  const id = await start('What is a stampede?')
  await redis.del(a.app.redis.keys.history(id))
  const before = historiesRead()
  const replies = await Promise.all(Array.from({ length: 500 }, (_, i) => (i % 2 ? a : b).call('GET', path(id))))
  t.same(new Set(replies.map(({ status }) => status)), new Set([200]))
  t.equal(new Set(replies.map(({ text }) => text)).size, 1)
  t.equal(historiesRead(), before + 1)
})

t.test('a scan: an unknown id reaches Postgres once, another’s id not at all, and the owner keeps the cached copy', async (t) => {
  const unknown = path('00000000-0000-4000-8000-000000000001')
  const before = historiesRead()
  for (let i = 0; i < 10; i++) {
    t.equal((await (i % 2 ? a : b).call('GET', unknown, undefined, { 'x-deflect-user': `u${i}` })).status, 404)
    // It is known for 5 s; the test takes as long as it takes.
    await redis.persist(a.app.redis.keys.absent(a.app.redis.keys.history('00000000-0000-4000-8000-000000000001')))
  }
  t.equal(historiesRead(), before + 1)

  const id = await start('What is mine?')
  await cachedIn(a, id)
  const key = a.app.redis.keys.history(id)
  const [bytes, queried] = [await redis.get(key), historiesRead()]
  for (let i = 0; i < 10; i++) {
    const reply = await (i % 2 ? a : b).call('GET', path(id), undefined, { 'x-deflect-user': `scanner${i}` })
    t.equal(reply.status, 404)
    t.notMatch(reply.text, 'What is mine')
  }
  t.equal(historiesRead(), queried)
  t.equal(await redis.get(key), bytes)
  t.ok(isHit(await a.call('GET', path(id))))
})

t.test('the in-process tier serves the second read, to the owner only, and nothing that another service has changed', async (t) => {
  const id = await start('What is hot?')
  await cachedIn(b, id)
  const local = await localHits(b)
  await until(async () => { await b.call('GET', path(id)); return await localHits(b) > local })
  t.equal((await b.call('GET', path(id), undefined, { 'x-deflect-user': 'eve' })).status, 404)
  for (let i = 0; i < 50; i++) {
    await b.call('GET', path(id))
    t.equal((await a.call('PATCH', path(id), { title: `Title ${i}` })).status, 200)
    t.equal(await titleIn(b, id), `Title ${i}`)
  }
})

t.test('the tracking connection is killed: the in-process tier is empty, then back', async (t) => {
  const id = await start('What is tracked?')
  await cachedIn(b, id)
  await until(async () => { await b.call('GET', path(id)); return await hotBytes(b) > 0 })
  const clients = (await redis.sendCommand(['CLIENT', 'LIST'])) as unknown as string
  const hot = String(clients).split('\n').filter((line) => / name=deflect-hot /.test(line)).map((line) => /id=(\d+)/.exec(line)![1]!)
  t.equal(hot.length, 2)
  for (const client of hot) await redis.sendCommand(['CLIENT', 'KILL', 'ID', client])
  await until(async () => await hotBytes(a) + await hotBytes(b) === 0)
  await a.call('PATCH', path(id), { title: 'While it was away' })
  t.equal(await titleIn(b, id), 'While it was away')
  const local = await localHits(b)
  await until(async () => { await b.call('GET', path(id)); return await localHits(b) > local })
})

t.test('after normal traffic the outbox is empty', async () => {
  const id = await start('What is traffic?')
  await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? a : b).send(`Traffic ${i}?`, { conversation_id: id })))
  await b.call('DELETE', path(id))
  await until(async () => await outbox() === 0)
})

t.test('a write whose process died before Redis heard of it is applied by any other', async (t) => {
  const id = await start('What is left behind?')
  await cachedIn(b, id)
  await rename(id, 'Left behind', "clock_timestamp() - interval '2 seconds'")
  await until(async () => await titleIn(b, id) === 'Left behind')
  t.equal(await titleIn(a, id), 'Left behind')
  await until(async () => await outbox() === 0)
})

t.test('another service tells of its write in plain SQL', async (t) => {
  const id = await start('What is told?')
  await Promise.all([cachedIn(a, id), cachedIn(b, id)])
  await rename(id, 'Told')
  await pool.query('SELECT pg_notify($1, $2)', ['deflect_invalidate', JSON.stringify([a.app.redis.keys.history(id)])])
  await until(async () => await titleIn(b, id) === 'Told' && await titleIn(a, id) === 'Told')
})

t.test('a service that cannot reach Redis: its write stays in the outbox, the other one distrusts at once, and it reads nothing old once it is back', async (t) => {
  const id = await start('What is missed?')
  await Promise.all([cachedIn(a, id), cachedIn(b, id)])
  await until(async () => await outbox() === 0)
  await door.shut()
  await until(() => !a.app.redis.cache.isReady)
  t.equal((await a.call('PATCH', path(id), { title: 'Missed' })).status, 200)
  t.equal(await outbox(), 1)
  t.equal(await titleIn(a, id), 'Missed', 'its own reads pass Redis by')
  await until(async () => await titleIn(b, id) === 'Missed')
  // Redis holds an old value again, as it would had the other service not heard.
  await rename(id, 'Missed too')
  await door.open()
  await readsUntilCached(t, id, 'Missed too')
  await until(async () => await outbox() === 0)
})

t.test('behind a new connection the last deletions are missing, as in a replica that took its primary’s place: they are made again', async (t) => {
  const id = await start('What is promoted?')
  const { keys, cache } = a.app.redis
  const threshold = async () => (await a.call('GET', '/operator/policy')).body.effective.threshold
  const before = await threshold()
  await cachedIn(a, id)
  await until(async () => isHit(await a.call('GET', '/backend-api/conversations')))
  const old = await Promise.all([keys.history(id), keys.conversationList('local'), keys.policies('local')].map(async (key) => [key, await redis.get(key)] as const))
  t.ok(old.every(([, bytes]) => bytes !== null))
  t.equal((await a.call('PATCH', path(id), { title: 'Promoted' })).status, 200)
  t.equal((await a.call('PUT', '/operator/policy', { threshold: 0.97 })).status, 200)
  await until(async () => await outbox() === 0)
  await door.shut()
  await until(() => !cache.isReady)
  for (const [key, bytes] of old) await redis.set(key, bytes!)
  await door.open()
  await readsUntilCached(t, id, 'Promoted')
  t.equal((await a.call('GET', '/backend-api/conversations')).body.items[0].title, 'Promoted')
  t.equal(await threshold(), 0.97)
  await a.call('PUT', '/operator/policy', { threshold: before })
})

t.test('an entry that another service released stays behind a new connection of the one that quarantined it', async (t) => {
  const question = 'How tall is a giraffe?'
  const id: string = (await a.send(question)).body.cache.entry_id
  t.equal((await a.call('POST', `/operator/entries/${id}/quarantine`, {})).body.state, 'quarantined')
  t.equal((await b.call('POST', `/operator/entries/${id}/release`, {})).body.state, 'live')
  const { cache, invalidation } = a.app.redis
  await door.shut()
  await until(() => !cache.isReady)
  const connected = new Promise((resolve) => { cache.once('ready', resolve) })
  await door.open()
  await connected
  await until(() => invalidation.state().caughtUp)
  t.match((await b.send(question)).body.cache, { entry_id: id })
})

t.test('the listening connections are killed: until they are back nothing is read from Redis, and what was told meanwhile is applied', async (t) => {
  const id = await start('What is heard?')
  await cachedIn(b, id)
  const listeners = "FROM pg_stat_activity WHERE application_name = 'deflect-listen' AND datname = current_database()"
  // Asked at every turn of the event loop: it is over in some.
  const deaf = (async () => { while (b.app.redis.invalidation.mayRead('any')) await new Promise((resolve) => setImmediate(resolve)) })()
  t.equal((await pool.query(`SELECT pg_terminate_backend(pid) ${listeners}`)).rowCount, 2)
  await rename(id, 'Heard')
  await pool.query('SELECT pg_notify($1, $2)', ['deflect_invalidate', JSON.stringify([a.app.redis.keys.history(id)])])
  await deaf
  await until(async () => await titleIn(b, id) === 'Heard')
  await until(async () => (await pool.query(`SELECT ${listeners}`)).rowCount === 2)
  await until(async () => await titleIn(a, id) === 'Heard' && await outbox() === 0)
})
