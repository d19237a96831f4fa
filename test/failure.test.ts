import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import t from './tap.ts'
import { startRedis } from '../scripts/services.ts'
import { buildApp } from '../src/app.ts'
import { eventsDoor, freshSchema } from './events/fresh.ts'
import { build, until } from './helper.ts'
import { openStream } from './stream.ts'

const stateDir = fileURLToPath(new URL('../.deflect', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'deflect-failure-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
const startCache = (port?: number) => startRedis({ stateDir, kind: 'cache', dir: join(folder, 'cache'), ...(port ? { port } : {}) })

let cache = await startCache()
t.teardown(() => cache.stop())
const record = await freshSchema(t)
const postgres = await eventsDoor(t, record.url)
const events = await eventsDoor(t)
const s = await build(t, { REDIS_URL: cache.url, REDIS_EVENTS_URL: events.url, DATABASE_URL: postgres.url, REDIS_TIMEOUT_MS: '1500' })
const path = (id: string) => `/backend-api/conversation/${id}`
const readyz = async () => (await s.call('GET', '/readyz')).body
const status = async (content: string) => (await s.send(content)).body.cache?.status
/** A question asked until its answer comes from the cache: by then both tiers and the connection work. */
const cachesAgain = (content: string) => until(async () => await status(content) === 'exact')
const eventsOf = async (conversationId: string) => (await record.pool.query('SELECT FROM answer_events WHERE conversation_id = $1', [conversationId])).rowCount

t.test('with everything there it is ready', async (t) => {
  await until(async () => (await readyz()).status === 'ready')
  await cachesAgain('What is a tide?')
})

t.test('FLUSHALL during use: requests succeed, the index is made again, no data is lost', async (t) => {
  const { conversation_id: id } = (await s.send('What is a dune?')).body
  const admin = createClient({ url: cache.url })
  await admin.connect()
  const asking = Array.from({ length: 10 }, (_, i) => s.send(`Dune question ${i}?`, { conversation_id: id }))
  await admin.flushAll()
  for (const reply of await Promise.all(asking)) t.equal(reply.status, 200)
  await admin.flushAll()
  t.equal((await s.call('GET', path(id))).body.messages.length, 22)
  await s.send('One more about dunes?', { conversation_id: id })
  t.equal(s.llm.requests().at(-1)!.body.messages.length, 20, 'the window is back')
  // A question that only the semantic tier can answer: the index exists and is filled.
  await until(async () => (await admin.ft._list()).includes(s.app.semanticAnswers.index.name))
  await s.send('How can I reset my password?')
  await until(async () => await status('How do I reset my password?') !== 'miss')
  admin.destroy()
})

t.test('the cache Redis is stopped in the middle of a write: no stale value is served, then or after it goes on', async (t) => {
  const { conversation_id: id } = (await s.send('What is a glacier?')).body
  await until(async () => (await s.call('GET', path(id))).headers.get('cache-status')?.includes('hit') === true)
  cache.process.kill('SIGSTOP')
  const renamed = await s.call('PATCH', path(id), { title: 'Ice' })
  const during = await s.call('GET', path(id))
  t.same([renamed.status, during.status, during.body.title], [200, 200, 'Ice'])
  t.match(during.headers.get('cache-status'), /fwd=/)
  t.equal((await s.send('Does it move?', { conversation_id: id })).status, 200)
  t.equal((await readyz()).status, 'degraded')
  cache.process.kill('SIGCONT')
  let reply
  do {
    reply = await s.call('GET', path(id))
    t.same([reply.body.title, reply.body.messages.length], ['Ice', 4])
  } while (!reply.headers.get('cache-status')?.includes('hit'))
  await cachesAgain('What is a tide?')
})

t.test('the cache Redis is gone, then back and empty: requests succeed uncached, then cached', async (t) => {
  const { port } = cache
  await cache.stop()
  const turn = await s.send('What is a volcano?')
  t.match([turn.status, turn.body.cache.status], [201, 'miss'])
  t.equal((await s.send('How hot is it?', { conversation_id: turn.body.conversation_id })).status, 200)
  t.equal(s.llm.requests().at(-1)!.body.messages.length, 3, 'the window comes from Postgres')
  t.equal((await s.call('GET', path(turn.body.conversation_id))).body.messages.length, 4)
  t.equal((await s.call('GET', '/backend-api/conversations')).body.items[0].id, turn.body.conversation_id)
  t.match(await readyz(), { status: 'degraded', checks: { postgres: { status: 'ok' }, redis: { status: 'degraded' }, search: { status: 'degraded', detail: 'Redis is not reachable' } } })
  t.equal((await s.call('DELETE', path(turn.body.conversation_id))).status, 204)
  cache = await startCache(port)
  await until(async () => (await readyz()).status === 'ready')
  await cachesAgain('What is a volcano?')
})

t.test('an erasure and a thumbs down while the cache Redis is away still take the answers out of it', async (t) => {
  const erased = (await s.send('What is erased?')).body
  const bad = (await s.send('What is rated badly?')).body
  for (const content of ['What is erased?', 'What is rated badly?']) t.equal(await status(content), 'exact')
  await s.send('What is mine alone?', { user: 'gone' })
  const ratingOf = async (turn: { conversation_id: string }) => (await s.call('GET', path(turn.conversation_id))).body.messages[1].rating
  for (let warm = 0; warm < 2; warm++) t.equal(await ratingOf(bad), undefined)
  cache.process.kill('SIGSTOP')
  const replies = [await s.call('DELETE', path(erased.conversation_id), undefined, { prefer: 'return=representation' }), await s.call('POST', `/backend-api/message/${bad.answer.id}/feedback`, { rating: 'down' })]
  t.match(replies, [{ status: 200, body: { erased: { messages: 2, entries: 0, vectors: 0 }, pending: { keys: 7 } } }, { status: 204 }], 'the receipt counts nothing that Redis still owes')
  const gone = () => s.call('DELETE', '/operator/users/gone')
  for (let i = 0; i < 2; i++) t.match(await gone(), { status: 202, body: { complete: false, erased: { conversations: 1, entries: 0 }, pending: { keys: 7 } } }, 'each key once, however often it is asked for')
  cache.process.kill('SIGCONT')
  t.equal(await ratingOf(bad), 'down', 'not the history that was cached before')
  let receipt
  do receipt = await gone(); while (receipt.status === 202)
  t.match(receipt, { status: 200, body: { complete: true, erased: { conversations: 1 } } })
  t.notOk('pending' in receipt.body, 'nothing is owed by what is complete')
  for (const { content, entry } of [{ content: 'What is erased?', entry: erased.cache.entry_id }, { content: 'What is rated badly?', entry: bad.cache.entry_id }]) {
    let cached
    do {
      cached = (await s.send(content)).body.cache
      t.not(cached.entry_id, entry, 'the old entry is never served again')
      // The deletion that was owed takes the exact key as it finds it, so a new answer may be left to the semantic tier.
    } while (!['exact', 'semantic'].includes(cached.status))
  }
})

t.test('the events Redis is away: events reach Postgres all the same', async (t) => {
  await events.shut()
  const { status, body } = await s.send('What is a geyser?')
  t.equal(status, 201)
  await until(async () => await eventsOf(body.conversation_id) === 1)
  t.match(await readyz(), { status: 'degraded', checks: { redis_events: { status: 'degraded' } } })
  await events.open()
  await until(async () => (await readyz()).status === 'ready')
  const after = (await s.send('What is a fumarole?')).body
  await until(async () => await eventsOf(after.conversation_id) === 1)
})

t.test('Postgres is away: 503 with Retry-After, the process is healthy, and it recovers', async (t) => {
  const { conversation_id: id } = (await s.send('What is a lagoon?')).body
  const ask = () => s.call('POST', '/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Do you need Postgres?' }] })
  await ask()
  await postgres.shut()
  for (const reply of [
    await s.send('Is anybody there?'),
    await s.send('Is anybody there?', { conversation_id: id }),
    await s.call('POST', '/backend-api/f/conversation', { stream: true, message: { content: 'Is anybody there?' } }),
    await s.call('PATCH', path(id), { title: 'x' }),
    await s.call('DELETE', path(id)),
    await s.call('GET', path('00000000-0000-4000-8000-000000000000'))
  ]) {
    t.match([reply.status, reply.body], [503, { statusCode: 503, code: 'POSTGRES_UNAVAILABLE', error: 'Service Unavailable' }])
    t.match(reply.headers.get('retry-after'), /^\d+$/)
  }
  t.equal((await s.call('GET', '/healthz')).status, 200)
  t.match(await s.call('GET', '/readyz'), { status: 503, body: { status: 'unavailable', checks: { postgres: { status: 'unavailable' } } } })
  const gateway = await ask()
  t.equal(gateway.status, 200, 'the gateway needs no record')
  t.match(gateway.headers.get('cache-status'), /fwd=miss;.* detail=error/, 'it does not say that nothing is cached: who cannot hear what was taken away reads nothing')
  await postgres.open()
  await until(async () => (await s.call('GET', '/readyz')).status === 200)
  t.equal((await s.send('Is anybody there?', { conversation_id: id })).status, 200)
  t.equal((await s.call('GET', path(id))).body.messages.length, 4, 'nothing of the refused was saved')
})

t.test('Postgres does not answer: 503 in time, and nobody waits for those connections again', async (t) => {
  const s = await build(t, { POSTGRES_TIMEOUT_MS: '1000', POSTGRES_POOL: '3' })
  const { conversation_id: id } = (await s.send('What is an oxbow?')).body
  const patient = await build(t, { DATABASE_URL: s.app.config.DATABASE_URL, POSTGRES_TIMEOUT_MS: '3600000', MODEL_DIR: folder })
  const checking = await s.app.pg.pool.connect()
  await checking.query('BEGIN; LOCK TABLE answer_checks, tightenings IN ACCESS EXCLUSIVE MODE')
  t.match((await patient.call('GET', '/metrics')).text, /^deflect_tightened_namespaces -1$/m, 'metrics wait for nobody')
  await checking.query('ROLLBACK')
  checking.release()
  const holder = await s.app.pg.pool.connect()
  await holder.query('BEGIN; LOCK TABLE conversations IN ACCESS EXCLUSIVE MODE')
  for (const reply of await Promise.all([s.call('GET', path(id)), s.call('GET', '/backend-api/conversations'), s.send('What is a delta?'), s.call('PATCH', path(id), { title: 'x' })])) {
    t.match([reply.status, reply.body.code], [503, 'POSTGRES_UNAVAILABLE'])
  }
  await holder.query('ROLLBACK')
  holder.release()
  t.equal((await s.call('GET', path(id))).status, 200)
})

t.test('Postgres cannot write for now: 503, readiness says so, the log once; an answer under way is kept once it can', async (t) => {
  const s = await build(t)
  const { pool } = s.app.pg
  const { conversation_id: id } = (await s.send('What is a tombolo?')).body
  const log: string[] = []
  const app = await buildApp({ ...s.app.config, MODEL_DIR: folder }, { level: 'warn', stream: new Writable({ write (line, _encoding, done) { log.push(String(line)); done() } }) })
  t.teardown(() => app.close())

  // A sequence counts what is rolled back, too.
  await pool.query("CREATE SEQUENCE refused; CREATE FUNCTION full_disk () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('refused'); RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$")
  const fill = () => pool.query('CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION full_disk()')
  const free = () => pool.query('DROP TRIGGER full_disk ON conversations')
  await fill()
  const turn = { method: 'POST', url: '/backend-api/f/conversation', payload: { message: { content: 'Is there room?' } } } as const
  const named: unknown[] = []
  for (let i = 0; i < 20; i++) {
    const { statusCode, headers, body } = await app.inject(turn)
    named.push(headers['x-request-id'])
    t.match([statusCode, headers['retry-after'], JSON.parse(body).code], [503, '1', 'POSTGRES_UNAVAILABLE'])
  }
  const told = log.filter((line) => line.includes('could not extend file')).map((line) => JSON.parse(line).reqId)
  t.strictSame(told, [named[0]], 'not once for each request; who got the error can say which it was')
  t.equal(new Set(named).size, 20)
  t.equal((await s.call('GET', path(id))).status, 200)
  await free()

  const { calls } = s.llm.stats()
  const release = s.llm.hold(0)
  const sent = s.send('What is a spit?')
  await s.llm.waitForCalls(calls + 1)
  await fill()
  const refused = async () => Number((await pool.query('SELECT last_value FROM refused')).rows[0].last_value)
  const before = await refused()
  release()
  await until(async () => await refused() > before)
  await free()
  t.equal((await sent).status, 201)

  await pool.query(`ALTER DATABASE ${new URL(s.app.config.DATABASE_URL).pathname.slice(1)} SET default_transaction_read_only = on`)
  await pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
  await until(async () => (await app.inject(turn)).statusCode === 503)
  const ready = await app.inject('/readyz')
  t.match([ready.statusCode, JSON.parse(ready.body).checks.postgres], [503, { status: 'unavailable', detail: /read-only/ }])
})

t.test('Postgres refuses the connection that hears of invalidations: nothing is read from the cache, and readiness and log say why', async (t) => {
  const s = await build(t)
  const { pool } = s.app.pg
  await pool.query(`CREATE FUNCTION no_listeners () RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('application_name') = 'deflect-listen' THEN RAISE EXCEPTION 'no room for listeners'; END IF; END $$;
    CREATE EVENT TRIGGER no_listeners ON login EXECUTE FUNCTION no_listeners()`)
  let log = ''
  const stream = new Writable({ write (chunk, _encoding, done) { log += chunk; done() } })
  const app = await buildApp({ ...s.app.config, MODEL_DIR: folder }, { level: 'info', stream })
  t.teardown(() => app.close())
  const redis = async () => JSON.parse((await app.inject('/readyz')).body).checks.redis
  await until(() => log.includes('no room for listeners'))
  // On a busy machine Redis itself may be away for a moment.
  await until(async () => /not read/.test((await redis()).detail))
  t.equal((await redis()).status, 'degraded')
  await pool.query('DROP EVENT TRIGGER no_listeners')
  await until(async () => (await redis()).status === 'ok')
  t.equal(log.split('cannot hear of invalidations').length - 1, 1, 'once, however often it was tried')
})

t.test('Postgres goes away in the middle of a turn and comes back: the answer is told to its end, and kept', async (t) => {
  const { calls } = s.llm.stats()
  s.llm.set({ answer: 'A moraine is rubble' })
  const release = s.llm.hold(1)
  const stream = await openStream(`${s.address}/backend-api/f/conversation`, { body: { stream: true, message: { content: 'What is a moraine?' } } })
  await s.llm.waitForCalls(calls + 1)
  await postgres.shut()
  release()
  await stream.until('rubble')
  t.equal((await s.send('Is anybody there?')).status, 503)
  await postgres.open()
  const { events } = await stream.end()
  t.equal(events.at(-1)?.name, 'done')
  s.llm.set({ answer: undefined })
  const { conversation_id: id, answer } = JSON.parse(events.at(-1)!.data)
  t.same((await s.call('GET', path(id))).body.messages.map(({ content }: { content: string }) => content), ['What is a moraine?', answer.content])
  t.equal(s.llm.stats().calls, calls + 1)
})

t.test('no search module, no embedding model: the exact tier answers, and readyz says so', async (t) => {
  const plain = await startRedis({ stateDir, kind: 'events', dir: join(folder, 'plain') })
  t.teardown(() => plain.stop())
  const bare = await build(t, { REDIS_URL: plain.url, MODEL_DIR: folder })
  const ask = async (content: string) => (await bare.send(content)).body.cache.status
  t.equal(await ask('What is a moraine?'), 'miss')
  t.equal(await ask('what is a MORAINE'), 'exact')
  const { pool } = bare.app.pg
  const held = await pool.connect()
  await held.query('BEGIN; LOCK TABLE answer_events IN SHARE MODE')
  t.match((await bare.call('POST', '/v1/chat/completions', { model: 'm', user: 'eve', messages: [{ role: 'user', content: 'What is an esker?' }] })).headers.get('cache-status'), /stored/)
  // The call itself looks, unwaited for, whether she was erased meanwhile; only the lock and the event that waits for it are left.
  await until(() => pool.totalCount - pool.idleCount === 2)
  t.match(await bare.call('DELETE', '/operator/users/eve'), { status: 200, body: { complete: true } })
  await held.query('COMMIT')
  held.release()
  const admin = createClient({ url: plain.url })
  await admin.connect()
  t.teardown(() => admin.destroy())
  await until(async () => (await admin.keys('*ans:*')).length === 2)
  t.equal(await ask('what is a MORAINE'), 'exact', 'an answer whose event came after the erasure of its user is gone; others are there')
  t.match((await bare.call('GET', '/readyz')), { status: 200, body: { status: 'degraded', checks: { redis: { status: 'ok' }, search: { status: 'degraded', detail: /no search module/ }, embedder: { status: 'degraded', detail: /no embedding model/ } } } })
})
