import t from '../tap.ts'
import type { AnswerEvent } from '../../src/events/event.ts'
import { createEventStream, type StreamClient } from '../../src/events/stream.ts'
import { eventsDoor, freshStream, quiet, sampleEvent, until } from './fresh.ts'

const settings = { maxLength: 10_000, log: quiet }
const count = (length: number) => Array.from({ length }, () => sampleEvent())

t.test('events reach the stream, in order and in few round trips', async (t) => {
  const { client, key } = await freshStream(t)
  const stream = createEventStream({ client, key, ...settings })
  const events = count(1_200)
  for (const event of events) stream.record(event)
  await stream.flush()
  const entries = await client.xRange(key, '-', '+')
  t.strictSame(entries?.map((entry) => JSON.parse(entry.message['event']!).id), events.map((event) => event.id))
  t.match(stream.counters(), { buffered: 0, dropped: 0 })
  await stream.close()
})

t.test('without a flush, the timer sends them', async (t) => {
  const { client, key } = await freshStream(t)
  const stream = createEventStream({ client, key, ...settings, gatherMs: 1 })
  stream.record(sampleEvent())
  await until(async () => await client.xLen(key) === 1)
  await stream.close()
})

t.test('the stream stays near its bound, and what it loses is counted', async (t) => {
  const { client, key } = await freshStream(t)
  const stream = createEventStream({ client, key, ...settings, maxLength: 100 })
  for (const event of count(1_000)) stream.record(event)
  await stream.close()
  // Redis trims whole nodes of 100 entries (stream-node-max-entries).
  const length = await client.xLen(key)
  t.ok(length <= 300, `${length} entries`)
  await until(() => stream.counters().dropped === 1_000 - length)
})

t.test('a full buffer drops and counts, and record never throws', async (t) => {
  const away: StreamClient = { isReady: false, eval: () => Promise.reject(new Error('away')), xTrim: async () => 0 }
  const warnings: string[] = []
  const stream = createEventStream({ client: away, key: 'none', ...settings, bufferSize: 10, log: { ...quiet, warn: (_data, message) => warnings.push(message) } })
  for (const event of count(25)) stream.record(event)
  t.match(stream.counters(), { buffered: 10, dropped: 15 })
  await stream.close()
  t.match(stream.counters(), { buffered: 0, dropped: 25 })
  t.equal(warnings.filter((warning) => warning.includes('full')).length, 1, 'one line, not one per event')
})

t.test('events wait while Redis is away, and arrive when it is back', async (t) => {
  const door = await eventsDoor(t)
  const { client, key } = await freshStream(t, door.url)
  const warnings: string[] = []
  const stream = createEventStream({ client, key, ...settings, patienceMs: 60_000, log: { ...quiet, warn: (_data, message) => warnings.push(message) } })
  await door.shut()
  for (const event of count(5)) stream.record(event)
  await until(() => warnings.length > 0)
  t.match(warnings, ['event stream is away, events wait in memory'])
  t.equal(stream.counters().buffered, 5)
  await door.open()
  await until(() => stream.counters().buffered === 0)
  t.equal(await client.xLen(key), 5)
  await stream.close()
})

t.test('a Redis that stays away is passed by', async (t) => {
  const away: StreamClient = { isReady: false, eval: () => Promise.reject(new Error('away')), xTrim: async () => 0 }
  const stored: AnswerEvent[] = []
  const stream = createEventStream({ client: away, key: 'none', ...settings, patienceMs: 0, store: async (events) => stored.push(...events) })
  const events = count(3)
  for (const event of events) stream.record(event)
  await until(() => stored.length === 3)
  t.match(stream.counters(), { buffered: 0 })
  await stream.close()
})

t.test('a Redis that never answers holds nothing up', async (t) => {
  const silent: StreamClient = { isReady: true, eval: () => new Promise(() => {}), xTrim: async () => 0 }
  const stored: AnswerEvent[] = []
  const stream = createEventStream({ client: silent, key: 'none', ...settings, timeoutMs: 5, store: async (events) => stored.push(...events) })
  stream.record(sampleEvent())
  await stream.close()
  t.equal(stored.length, 1)
})
