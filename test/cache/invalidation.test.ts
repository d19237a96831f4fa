import t from '../tap.ts'
import type { Attempt } from '../../src/cache/attempt.ts'
import { createInvalidation } from '../../src/cache/invalidation.ts'
import { until } from '../helper.ts'
import { barrier, type Barrier } from './engine.ts'
import { freshRedis, quiet } from './fresh.ts'

/** One process’s invalidation over a real Redis; its outbox, and when Redis and the outbox answer, are the test’s. */
async function fresh (t: { teardown (work: () => unknown): void }) {
  const { redis, keys, attempt: direct } = await freshRedis(t)
  const key = keys.history('1')
  const rows: { id: string, keys: string[] }[] = []
  const held: { applying: Barrier[], reading: Barrier[], telling: Barrier[] } = { applying: [], reading: [], telling: [] }
  const told: string[][] = []
  const heard = { onKeys: (_keys: string[] | null) => {}, onListening: () => {}, onDeaf: () => {} }
  const dropped: string[] = []
  const redisState = { up: true, failing: 0, asked: 0 }
  const attempt: Attempt = async (what, work) => {
    redisState.asked++
    if (!redisState.up) return { ok: false, reason: 'down' }
    if (redisState.failing-- > 0) return { ok: false, reason: 'error' }
    const outcome = await direct(what, work)
    await held.applying.shift()?.pass()
    return outcome
  }
  const invalidation = createInvalidation({
    redis,
    keys,
    attempt,
    isUp: () => redisState.up,
    hot: { drop: (key) => { dropped.push(key) }, clear: () => { dropped.push('*') } },
    log: quiet,
    outbox: {
      async pending () {
        const seen = rows.slice()
        await held.reading.shift()?.pass()
        return seen
      },
      add: async () => '1',
      async remove (ids) { for (const id of ids) rows.splice(rows.findIndex((row) => row.id === id), 1) },
      async tell (keys) {
        told.push(keys)
        await held.telling.shift()?.pass()
      },
      listen (onKeys, onListening, onDeaf) {
        Object.assign(heard, { onKeys, onListening, onDeaf })
        return async () => {}
      }
    }
  })
  invalidation.start()
  t.teardown(() => invalidation.close())
  const mayRead = () => invalidation.mayRead(key)
  const stored = async () => await redis.exists(key) === 1
  return { redis, keys, key, attempt, rows, held, told, heard, dropped, redisState, invalidation, mayRead, stored }
}

/** Holds the look at what is outstanding that this begins. */
async function lookingAfter ({ held }: Awaited<ReturnType<typeof fresh>>, begin: () => void): Promise<Barrier> {
  const reading = barrier()
  held.reading.push(reading)
  begin()
  await reading.reached
  return reading
}

t.test('nothing is read before this process hears of others and has applied what is outstanding', async (t) => {
  const s = await fresh(t)
  t.notOk(s.mayRead())
  await s.redis.set(s.key, 'old')
  s.rows.push({ id: '1', keys: [s.key] })
  s.heard.onListening()
  t.notOk(s.mayRead())
  await until(s.mayRead)
  t.same([await s.stored(), s.rows.length], [false, 0])
})

t.test('a key another process could not delete is distrusted at once, until it is deleted', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  await s.redis.set(s.key, 'old')
  await s.redis.set(s.keys.lease(s.key), 'filling')
  s.heard.onKeys([s.key])
  t.notOk(s.mayRead())
  t.ok(s.invalidation.mayRead('another'))
  t.ok(s.dropped.includes(s.key), 'in this process too')
  await until(s.mayRead)
  t.same([await s.stored(), await s.redis.exists(s.keys.lease(s.key))], [false, 0])
})

t.test('a deletion that Redis refused is tried again', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  await s.redis.set(s.key, 'old')
  s.redisState.failing = 1
  s.heard.onKeys([s.key])
  await until(() => s.redisState.failing === 0)
  t.notOk(s.mayRead())
  await until(s.mayRead)
  t.notOk(await s.stored())
})

t.test('deletions that Redis refused are tried again together, however many were told', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  const many = Array.from({ length: 50 }, (_, i) => s.keys.history(String(i)))
  s.redisState.failing = many.length
  s.redisState.asked = 0
  for (const key of many) s.heard.onKeys([key])
  t.ok(many.every((key) => !s.invalidation.mayRead(key)))
  await until(() => many.every((key) => s.invalidation.mayRead(key)))
  t.equal(s.redisState.asked, many.length + 1)
})

t.test('a key told again while it is deleted is distrusted until the second deletion', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  const [first, second] = [barrier(), barrier()]
  s.held.applying.push(first, second)
  s.heard.onKeys([s.key])
  await first.reached
  s.heard.onKeys([s.key])
  await second.reached
  first.open()
  await new Promise((resolve) => setImmediate(resolve))
  t.notOk(s.mayRead())
  second.open()
  await until(s.mayRead)
})

t.test('what this process’s own pipeline missed is told to the others, and distrusted here', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  await s.redis.set(s.key, 'old')
  s.redisState.up = false
  const telling = barrier()
  s.held.telling.push(telling)
  let isAcknowledged = false
  const missed = s.invalidation.missed([s.key]).then(() => { isAcknowledged = true })
  await telling.reached
  t.same(s.told, [[s.key]])
  t.notOk(s.mayRead())
  await s.redis.ping()
  t.notOk(isAcknowledged, 'not before they have heard it')
  telling.open()
  await missed
})

t.test('what Redis refused to take away is told to the others and distrusted here, whichever way it was to go, until it is gone', async (t) => {
  for (const takeAway of [
    (s: Awaited<ReturnType<typeof fresh>>) => s.invalidation.drop([s.key]),
    (s: Awaited<ReturnType<typeof fresh>>) => s.invalidation.replace([s.key], async () => (await s.attempt('', () => s.redis.ping())).ok ? 'done' : 'failed', { key: s.keys.history('2'), again: async () => true })
  ]) {
    const s = await fresh(t)
    s.heard.onListening()
    await until(s.mayRead)
    await s.redis.set(s.key, 'old')
    s.redisState.failing = 2
    await takeAway(s)
    t.same(s.told, [[s.key]])
    t.notOk(s.mayRead())
    await until(s.mayRead)
    t.notOk(await s.stored())
  }
})

t.test('a process that lost Redis reads nothing until it has caught up with what was told meanwhile', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  s.redisState.up = false
  s.invalidation.onDown()
  t.notOk(s.invalidation.mayRead('any'))
  t.ok(s.dropped.includes('*'), 'nor in this process')
  await s.redis.set(s.key, 'old')
  s.redisState.up = true
  const reading = await lookingAfter(s, () => s.invalidation.onUp())
  // Committed after this process looked.
  s.rows.push({ id: '7', keys: [s.key] })
  s.heard.onKeys([s.key])
  reading.open()
  await until(s.mayRead)
  t.same([await s.stored(), s.rows.length], [false, 0])
})

t.test('a process that was deaf while it caught up looks again', async (t) => {
  const s = await fresh(t)
  const reading = await lookingAfter(s, () => s.heard.onListening())
  // Told while nobody listened; then listening again, with the first look still under way.
  await s.redis.set(s.key, 'old')
  s.rows.push({ id: '8', keys: [s.key] })
  s.heard.onListening()
  reading.open()
  // Asked at every turn: trust that lasts for one is too long.
  while (!s.mayRead()) await new Promise((resolve) => setImmediate(resolve))
  t.same([await s.stored(), s.rows.length], [false, 0])
})

t.test('a process that hears of nobody reads nothing, even while Redis comes and goes', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  s.heard.onDeaf()
  t.notOk(s.mayRead())
  t.ok(s.dropped.includes('*'))
  s.invalidation.onDown()
  s.invalidation.onUp()
  await s.redis.ping()
  t.notOk(s.mayRead())
  s.rows.push({ id: '9', keys: [s.key] })
  s.heard.onListening()
  await until(s.mayRead)
  t.equal(s.rows.length, 0)
})

t.test('nor does one that goes deaf while it catches up', async (t) => {
  const s = await fresh(t)
  const reading = await lookingAfter(s, () => s.heard.onListening())
  s.heard.onDeaf()
  reading.open()
  await s.redis.ping()
  t.notOk(s.mayRead())
})

t.test('Redis tells those that hold a value before it answers who changed it', async (t) => {
  const s = await fresh(t)
  const pipeline = s.redis.multi()
  t.equal(s.invalidation.enqueue(pipeline, [s.key, 'another']), 3)
  t.same(await pipeline.execAsPipeline(), ['PONG', 0, 0])
})

t.test('where anything may be stale, everything is distrusted until caught up', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  s.heard.onKeys(null)
  t.notOk(s.invalidation.mayRead('any'))
  await until(s.mayRead)
})

t.test('behind a new connection what was taken away is taken away once more, what is kept in its own way', async (t) => {
  const s = await fresh(t)
  s.heard.onListening()
  await until(s.mayRead)
  const [kept, other] = [s.keys.history('2'), s.keys.history('3')]
  let asked = 0
  // The first time Redis does not answer.
  await s.invalidation.replace([kept, other], async () => 'done', { key: kept, again: async () => ++asked > 1 })
  async function reconnect () {
    for (const key of [kept, other]) await s.redis.set(key, 'of a replica')
    s.invalidation.onConnected()
    t.notOk(s.mayRead())
    await until(s.mayRead)
    return [asked, await s.redis.exists(kept), await s.redis.exists(other)]
  }
  t.same(await reconnect(), [2, 1, 0])
  t.same(await reconnect(), [3, 1, 0])
})

t.test('what is taken away for good is not brought back by who is filling it, nor kept in this process', async (t) => {
  const s = await fresh(t)
  await s.redis.set(s.key, 'old')
  await s.redis.set(s.keys.lease(s.key), 'filling')
  t.same(await s.invalidation.drop([s.key]), new Set([s.key]))
  t.equal(await s.redis.exists(s.keys.lease(s.key)), 0)
  t.same(s.dropped, [s.key])
})

t.test('what is taken away for good goes a few entries at a time: they take the index long, and a long round trip is a Redis that is away', async (t) => {
  const s = await fresh(t)
  const all = [...Array.from({ length: 95 }, (_, i) => s.keys.semanticEntry('model', `of ${i}`)), ...Array.from({ length: 150 }, (_, i) => s.keys.history(`of ${i}`))]
  await Promise.all(all.slice(0, 50).map((key) => s.redis.set(key, 'old')))
  const del = s.redis.del.bind(s.redis)
  const inTrip = new Map<number, number>()
  Object.assign(s.redis, {
    del (keys: string | string[]) {
      if (typeof keys === 'string') inTrip.set(s.redisState.asked, (inTrip.get(s.redisState.asked) ?? 0) + 1)
      return del(keys)
    }
  })
  t.same(await s.invalidation.drop(all), new Set(all.slice(0, 50)))
  t.same([...inTrip.values()], [...Array(9).fill(10), 155])
})
