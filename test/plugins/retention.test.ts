import { randomUUID } from 'node:crypto'
import t from '../tap.ts'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { createEventRetention } from '../../src/db/event-retention.ts'
import { sampleEvent } from '../events/fresh.ts'
import { build, until } from '../helper.ts'

// Without the embedding model, which is nothing to these.
const bare = { MODEL_DIR: t.testdir({}) }
const HOUR_MS = 3_600_000
const hoursAgo = (hours: number) => new Date(Math.floor(Date.now() / HOUR_MS - hours) * HOUR_MS)

t.test('events that have grown old go, in every step; the report of their days says what it said', async (t) => {
  const { app, call } = await build(t, bare)
  const { pool } = app.pg
  const store = createAnswerEvents(pool)
  const at = (hours: number, fields = {}) => ({ ...sampleEvent({ llm_ms: 0.1, ...fields }), at: hoursAgo(hours).toISOString() })
  // More than one step deletes.
  const old = Array.from({ length: 5_200 }, (_, i) => at(40 * 24 + i % 50, { status: i % 3 ? 'miss' : 'exact' }))
  const kept = [at(31 * 24 - 1), at(31 * 24), at(1)]
  await store.insert([...old, ...kept])
  await pool.query("INSERT INTO answer_events_rejected (stream_id, at, problem, entry) VALUES ('old', $1, 'x', '{}'), ('new', now(), 'x', '{}')", [hoursAgo(40 * 24)])
  const report = async () => {
    const { status, body } = await call('GET', `/operator/report?since=${encodeURIComponent(hoursAgo(60 * 24).toISOString())}`)
    t.equal(status, 200)
    return [body.total, body.rows]
  }
  const before = await report()
  t.equal(before[0].requests, 5_203)

  // Two that start at once share it out.
  const again = { ...bare, DATABASE_URL: app.config.DATABASE_URL, EVENT_RETENTION_DAYS: '31' }
  const [keeper] = await Promise.all([build(t, again), build(t, again)])
  const left = async () => (await pool.query<{ id: string }>('SELECT id FROM answer_events')).rows.map(({ id }) => id)
  await until(async () => (await left()).length <= kept.length && (await pool.query('SELECT FROM answer_events_rejected')).rowCount === 1)
  // The one on the edge goes where the hour turns meanwhile.
  t.same((await left()).sort(), kept.filter(({ at }) => Date.parse(at) >= hoursAgo(31 * 24).getTime()).map(({ id }) => id).sort())
  t.same(await report(), before, 'nothing is missing from the sums')

  const series = (step: string, service: Pick<typeof keeper, 'call'> = keeper) => service.call('GET', `/operator/series?since=${hoursAgo(40 * 24 + 40).toISOString()}&until=${hoursAgo(40 * 24).toISOString()}&step=${step}`)
  for (const [step, service] of [['1h', keeper], ['1d', keeper], ['400d', keeper], ['1h', { call }]] as const) {
    const { body } = await series(step, service)
    t.equal(body.points.reduce((sum: number, point: { requests: number }) => sum + point.requests, 0), old.filter(({ at }) => Date.parse(at) >= hoursAgo(40 * 24 + 40).getTime() && Date.parse(at) < hoursAgo(40 * 24).getTime()).length, `a chart of their days in steps of ${step}, short as it is`)
  }
  t.match(await series('30m'), { status: 400, body: { message: /step must be whole hours.*EVENT_RETENTION_DAYS/ } })
  t.equal((await keeper.call('GET', '/operator/series?since=24h&step=30m')).status, 200)

  await pool.query('DELETE FROM answer_events WHERE id = $1', [kept[0]!.id])
  t.equal((await report())[0].requests, 5_202, 'what is erased is taken out of them, as ever')
})

t.test('a message of days ago that is sent again is not counted again, though its event has gone', async (t) => {
  const { app: { pg: { pool } }, send } = await build(t, bare)
  const left = async () => (await pool.query<{ message_id: string }>('SELECT message_id FROM answer_events')).rows.map((row) => row.message_id)
  const [old, young] = [randomUUID(), randomUUID()]
  await send('Who is old?', { id: old })
  await until(async () => (await left()).length === 1)
  await createEventRetention(pool)(new Date(Date.now() + HOUR_MS))
  await pool.query("UPDATE messages SET create_time = create_time - interval '3 days'")
  t.equal((await send('Who is old?', { id: old })).status, 200)
  await send('Who is young?', { id: young })
  await until(async () => (await left()).includes(young))
  t.same(await left(), [young])
})

t.test('unset, nothing goes', async (t) => {
  const { app } = await build(t, bare)
  await createAnswerEvents(app.pg.pool).insert([{ ...sampleEvent(), at: '2001-01-01T00:00:00.000Z' }])
  const { app: second } = await build(t, { ...bare, DATABASE_URL: app.config.DATABASE_URL })
  await second.close()
  t.equal((await app.pg.pool.query('SELECT FROM answer_events')).rowCount, 1)
})
