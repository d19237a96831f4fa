import t from '../tap.ts'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { createConsumer } from '../../src/events/consumer.ts'
import { createEventDrain, type EventStore } from '../../src/events/drain.ts'
import { encodeEvent, EVENT_FIELD, type AnswerEvent } from '../../src/events/event.ts'
import { redisDoor } from '../redis-door.ts'
import { eventsDoor, freshSchema, freshStream, quiet, sampleEvent, until } from './fresh.ts'

const settings = { log: quiet, lingerMs: 0, blockMs: 200 }
const count = (length: number) => Array.from({ length }, () => sampleEvent())
type Client = Awaited<ReturnType<typeof freshStream>>['client']
const add = (client: Client, key: string, events: AnswerEvent[]) => Promise.all(events.map((event) => client.xAdd(key, '*', { [EVENT_FIELD]: encodeEvent(event) })))

t.test('with Postgres', async (t) => {
  const { pool } = await freshSchema(t)
  const store = createAnswerEvents(pool)
  const ids = async () => (await pool.query<{ id: string }>('select id from answer_events order by id')).rows.map((row) => row.id)
  t.beforeEach(() => pool.query('truncate answer_events, answer_events_rejected'))

  await t.test('moves every event, once, and empties the stream', async (t) => {
    const { client, key } = await freshStream(t)
    const events = count(1_234)
    await add(client, key, events)
    // At least once: some arrive again.
    await add(client, key, events.slice(0, 100))
    const drain = createEventDrain({ client, key, store, ...settings })
    drain.start()
    await drain.drained()
    t.strictSame(await ids(), events.map((event) => event.id).sort())
    t.match(drain.counters(), { stored: 1_234, repeated: 100, rejected: 0 })
    await drain.stop()
    t.strictSame((await client.xInfoConsumers(key, 'postgres')).length, 0, 'it left the group')
  })

  await t.test('keeps every field', async (t) => {
    const { client, key } = await freshStream(t)
    const event = sampleEvent({ similarity: 0.9731, entry_id: 'e1', conversation_id: '018f0000-0000-7000-8000-000000000001' })
    await pool.query("insert into conversations (id, tenant, user_id, title, context) values ($1, 'local', 'u1', 't', 'root')", [event.conversation_id])
    const erased = sampleEvent({ conversation_id: '018f0000-0000-7000-8000-000000000002' })
    await add(client, key, [erased, event])
    const drain = createEventDrain({ client, key, store, ...settings })
    drain.start()
    await drain.drained()
    await drain.stop()
    const { rows: [row, ...others] } = await pool.query('select * from answer_events')
    t.same(others, [], 'the event of a conversation that is gone goes with it')
    t.match({ ...row, at: row.at.toISOString() }, event)
  })

  await t.test('nothing of a request that began before its user was erased, however late it comes', async (t) => {
    const { client, key } = await freshStream(t)
    await pool.query("insert into erasures (kind, tenant, user_hash, asked_by, until) values ('user', 'local', $1, 'self', now() - interval '1 minute')", [sampleEvent({ user: 'gone' }).user_hash])
    const at = (seconds: number) => new Date(Date.now() - seconds * 1000)
    const before = sampleEvent({ user: 'gone', at: at(30), milliseconds: 31_000 })
    const after = sampleEvent({ user: 'gone', at: at(30), milliseconds: 1_000 })
    const elsewhere = sampleEvent({ user: 'gone', tenant: 'other', at: at(90) })
    await add(client, key, [before, after, elsewhere])
    const drain = createEventDrain({ client, key, store, ...settings })
    drain.start()
    await drain.drained()
    await drain.stop()
    t.same((await ids()).sort(), [after.id, elsewhere.id].sort())
  })

  await t.test('what is no event is set aside, and the rest goes on', async (t) => {
    const { client, key } = await freshStream(t)
    const events = count(4)
    await add(client, key, events.slice(0, 2))
    await client.xAdd(key, '*', { event: 'not json \0' })
    await client.xAdd(key, '*', { other: 'field' })
    await add(client, key, events.slice(2))
    const drain = createEventDrain({ client, key, store, ...settings })
    drain.start()
    await drain.drained()
    await drain.stop()
    t.equal((await ids()).length, 4)
    t.equal((await pool.query('select from answer_events_rejected')).rowCount, 2)
    t.match(drain.counters(), { stored: 4, rejected: 2, failures: 0 })
  })

  await t.test('a row that Postgres refuses is found and set aside', async (t) => {
    const { client, key } = await freshStream(t)
    const events = [...count(2), sampleEvent({ model: 'refused' }), ...count(2)]
    await pool.query('alter table answer_events add constraint refusing check (model <> \'refused\')')
    t.teardown(() => pool.query('alter table answer_events drop constraint refusing'))
    await add(client, key, events)
    const drain = createEventDrain({ client, key, store, ...settings })
    drain.start()
    await drain.drained()
    await drain.stop()
    t.match(drain.counters(), { stored: 4, rejected: 1 })
  })

  await t.test('several processes share the work', async (t) => {
    const { client, key } = await freshStream(t)
    const drains = [1, 2, 3].map(() => createEventDrain({ client, key, store, ...settings, batch: 50 }))
    for (const drain of drains) drain.start()
    await add(client, key, count(2_000))
    await drains[0]!.drained()
    await Promise.all(drains.map((drain) => drain.stop()))
    t.equal((await ids()).length, 2_000)
    t.equal(drains.reduce((sum, drain) => sum + drain.counters().stored, 0), 2_000)
  })

  await t.test('stop stores what is there', async (t) => {
    const { client, key } = await freshStream(t)
    const drain = createEventDrain({ client, key, store, ...settings, blockMs: 60_000 })
    drain.start()
    await add(client, key, count(1))
    await drain.drained()
    await add(client, key, count(700))
    await drain.stop()
    t.equal((await ids()).length, 701)
    t.equal(await client.xLen(key), 0)
  })

  await t.test('survives the events Redis going away, and losing the stream', async (t) => {
    const door = await eventsDoor(t)
    const { client, key } = await freshStream(t, door.url)
    const direct = await freshStream(t)
    const drain = createEventDrain({ client, key, store, ...settings })
    drain.start()
    await add(client, key, count(1))
    await drain.drained()
    await door.shut()
    await until(() => drain.counters().failures > 0)
    await direct.client.del(key)
    await add(direct.client, key, count(3))
    await door.open()
    await until(async () => (await ids()).length === 4)
    await drain.stop()
    t.equal(await direct.client.xLen(key), 0)
  })
})

t.test('Postgres away: nothing is acknowledged, everything arrives later', async (t) => {
  const { client, key } = await freshStream(t)
  const stored = new Set<string>()
  let away = true
  const store: EventStore = {
    async insert (events) {
      if (away) throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })
      for (const event of events) stored.add(event.id)
      return events.length
    },
    async reject () { t.fail('a database that is away rejects nothing') }
  }
  const warnings: string[] = []
  const drain = createEventDrain({ client, key, store, ...settings, log: { ...quiet, warn: (_data, message) => warnings.push(message) } })
  drain.start()
  await add(client, key, count(20))
  await until(() => drain.counters().failures >= 3)
  t.equal(await drain.pending(), 20)
  t.equal(warnings.length, 1, 'one line for one outage')
  away = false
  await drain.drained()
  t.equal(stored.size, 20)
  await drain.stop()
})

t.test('takes over what a dead process had read', async (t) => {
  const { client, key } = await freshStream(t)
  const events = count(10)
  await add(client, key, events)
  await client.xGroupCreate(key, 'postgres', '0')
  await client.xReadGroup('postgres', 'dead', { key, id: '>' }, { COUNT: 10 })
  const stored: string[] = []
  const store: EventStore = { insert: async (batch) => stored.push(...batch.map((event) => event.id)) && batch.length, reject: async () => {} }
  const drain = createEventDrain({ client, key, store, ...settings, claimIdleMs: 1 })
  drain.start()
  await drain.drained()
  t.strictSame(stored.sort(), events.map((event) => event.id).sort())
  const consumers = async () => (await client.xInfoConsumers(key, 'postgres')).map(({ name }) => name)
  await until(async () => !(await consumers()).includes('dead'))
  t.equal((await consumers()).length, 1, 'nor is the dead one in the group for ever')
  await drain.stop()
})

t.test('one that holds entries is not taken off the group, however long it is silent; nor is one that asked lately', async (t) => {
  const { client, key } = await freshStream(t)
  await add(client, key, count(1))
  await client.xGroupCreate(key, 'postgres', '0')
  await client.xReadGroup('postgres', 'slow', { key, id: '>' }, { COUNT: 10 })
  const names = async () => (await client.xInfoConsumers(key, 'postgres')).map(({ name }) => name)
  const silentMs = async () => (await client.xInfoConsumers(key, 'postgres')).find(({ name }) => name === 'slow')!.idle
  const read = (claimIdleMs: number) => createConsumer({ client, key, group: 'postgres', batch: 1, blockMs: 1, claimIdleMs }).read(false)
  await until(async () => await silentMs() > 60)
  await read(60_000)
  t.ok((await names()).includes('slow'))
  const claimer = createConsumer({ client: Object.assign(Object.create(client) as typeof client, { xAutoClaim: async () => ({ messages: [] }) }), key, group: 'postgres', batch: 1, blockMs: 1, claimIdleMs: 1 })
  await claimer.read(false)
  t.ok((await names()).includes('slow'))
  await client.xAck(key, 'postgres', (await client.xRange(key, '-', '+'))!.map(({ id }) => id))
  await until(async () => { await claimer.read(false); return !(await names()).includes('slow') })
})

t.test('a reader whose other end went without a word is left for a new one', async (t) => {
  const door = await redisDoor(t, process.env['REDIS_EVENTS_URL'] ?? 'redis://127.0.0.1:6380')
  const { client, key } = await freshStream(t)
  // Only the reader goes through the door.
  const consumer = createConsumer({ client: Object.assign(Object.create(client) as typeof client, { duplicate: () => client.duplicate({ url: door.url }) }), key, group: 'postgres', batch: 10, blockMs: 1, claimIdleMs: 60_000 })
  t.teardown(() => consumer.interrupt())
  t.same(await consumer.read(true), [])
  door.vanish()
  await door.open()
  await t.rejects(consumer.read(true), { message: /expected an answer within/ })
  await add(client, key, count(1))
  t.equal((await consumer.read(true)).length, 1)
})
