import pg from 'pg'
import t from './tap.ts'
import { eventsDoor } from './events/fresh.ts'
import { build, until } from './helper.ts'

t.test('2,000 cold reads at once without Redis and with 4 connections: turns go through, what is too much is told to come again', async (t) => {
  const door = await eventsDoor(t, process.env['REDIS_URL'])
  const s = await build(t, { REDIS_URL: door.url, POSTGRES_POOL: '4', MODEL_DIR: t.testdir({}) })
  const { conversation_id: id } = (await s.send('What is a flood?')).body
  await door.shut()
  await until(() => !s.app.redis.cache.isReady)
  // A conversation each: reads of the same one would share a query.
  await s.app.pg.pool.query(`INSERT INTO conversations (id, tenant, user_id, title, context)
    SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'local', 'local', 'Flooded', 'x' FROM generate_series(1, 2000) i`)
  let most = 0
  const watch = () => { most = Math.max(most, s.app.pg.pool.totalCount - s.app.pg.pool.idleCount) }
  const inject = (i: number) => s.app.inject({ method: 'GET', url: `/backend-api/conversation/00000000-0000-4000-8000-${String(i + 1).padStart(12, '0')}` })
  // Whoever was served reads again, so that the flood lasts as long as the turn.
  let flooded = true
  const replies: Awaited<ReturnType<typeof inject>>[] = []
  const reads = Promise.all(Array.from({ length: 2_000 }, async (_, i) => {
    for (let served = true; served;) {
      const reply = await inject(i)
      replies.push(reply)
      watch()
      served = flooded && reply.statusCode === 200
    }
  }))
  const turn = await s.send('Does a turn go through?', { conversation_id: id })
  flooded = false
  t.equal(turn.status, 200)
  await reads
  const by = (status: number) => replies.filter(({ statusCode }) => statusCode === status)
  t.equal(by(200).length + by(503).length, replies.length)
  t.ok(by(200).length >= 1_000 && by(503).length > 0, `${by(200).length} served, ${by(503).length} refused`)
  for (const reply of by(503)) {
    if (!/^\d+$/.test(String(reply.headers['retry-after'])) || reply.json().code !== 'POSTGRES_BUSY') t.fail(`refused with ${reply.body}`)
  }
  t.ok(most <= 4)
  t.equal((await s.call('GET', `/backend-api/conversation/${id}`)).body.messages.length, 4)
})

t.test('operators who ask for what takes long leave connections for the turns, whatever they ask for', async (t) => {
  const s = await build(t, { POSTGRES_POOL: '10', POSTGRES_TIMEOUT_MS: '600000', MODEL_DIR: t.testdir({}) })
  await s.send('What is a drought?')
  // The one that looks is not in the transaction: there, what others do would stay what it was at the first look.
  const [client, looking] = [new pg.Client({ connectionString: s.app.config.DATABASE_URL }), new pg.Client({ connectionString: s.app.config.DATABASE_URL })]
  await Promise.all([client.connect(), looking.connect()])
  t.teardown(() => Promise.all([client.end(), looking.end()]))
  await client.query('BEGIN; LOCK TABLE answer_events IN ACCESS EXCLUSIVE MODE')
  const asked = ['/operator/report?since=1h', '/operator/histogram?since=1h', '/operator/series?since=1h&step=5m']
  const ask = () => [...asked.map((url) => s.call('GET', url)), s.call('POST', '/operator/whatif', { since: '1h', thresholds: [0.9] })]
  const replies = Array.from({ length: 7 }, ask).flat()
  const standing = async () => (await looking.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rows[0].n
  await until(async () => await standing() >= 2)
  // Time for more of them, were there more to come.
  for (let i = 0; i < 20; i++) await s.call('GET', '/healthz')
  t.ok(await standing() <= 3, 'two of the operators, and what writes the events')
  t.equal((await s.send('What is a flood?')).status, 201)
  t.equal((await s.call('GET', '/readyz')).status, 200)
  await client.query('ROLLBACK')
  for (const { status, text } of await Promise.all(replies)) t.equal(status, 200, text)
})
