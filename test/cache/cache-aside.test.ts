import t from '../tap.ts'
import { withBuffers } from '../../src/cache/client.ts'
import type { HotValues } from '../../src/cache/hot-values.ts'
import { until } from '../helper.ts'
import { freshEngines } from './engine.ts'

const TEN_MINUTES = 600_000
const all = <T>(count: number, work: (i: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, i) => work(i)))

t.test('500 readers of a cold key in two processes are one load', async (t) => {
  const s = await freshEngines(t)
  const [a, b] = [await s.process(), await s.process()]
  const held = [a.holdLoad(), b.holdLoad()] as const
  const reads = all(500, (i) => (i % 2 ? a : b).value())
  await Promise.race(held.map((at) => at.reached))
  for (const at of held) at.open()
  t.same(new Set(await reads), new Set(['old']))
  t.equal(a.loads() + b.loads(), 1)
  t.equal(await s.redis.exists(s.lease), 0, 'the lease is given back')
})

t.test('a value at the end of its life: nobody waits, one load refreshes it', async (t) => {
  const s = await freshEngines(t)
  let late = 0
  const now = () => Date.now() + late
  const [a, b] = [await s.process({ now }), await s.process({ now })]
  await a.value()
  late = TEN_MINUTES
  s.record.value = 'newer'
  const held = [a.holdLoad(), b.holdLoad()] as const
  t.same(new Set(await all(500, (i) => (i % 2 ? a : b).value())), new Set(['old']), 'while the refresh is held')
  t.same(new Set([...a.outcomes.slice(1), ...b.outcomes]), new Set(['stale_served']))
  for (const at of held) at.open()
  await until(async () => await s.stored() === 'newer')
  t.equal(await a.value(), 'newer')
  t.equal(a.loads() + b.loads(), 2, 'the first one and the refresh')
  await until(() => [...a.outcomes, ...b.outcomes].filter((outcome) => outcome === 'refreshed').length === 1)
})

t.test('whoever saw the old value before a refresh does not refresh again after it', async (t) => {
  const s = await freshEngines(t)
  let late = 0
  const now = () => Date.now() + late
  const [a, b] = [await s.process({ now }), await s.process({ now })]
  await a.value()
  late = TEN_MINUTES
  const slow = b.holdAfter('read')
  const read = b.value()
  await slow.reached
  await a.value()
  await until(() => a.outcomes.includes('refreshed'))
  slow.open()
  t.equal(await read, 'old')
  await until(() => b.steps.includes('lease'))
  await b.value()
  t.equal(b.loads(), 0)
  t.equal(await s.redis.exists(s.lease), 0)
})

t.test('a value far from its end is not refreshed', async (t) => {
  const s = await freshEngines(t)
  const a = await s.process()
  await all(20, () => a.value())
  t.same([a.loads(), a.outcomes.includes('refreshed')], [1, false])
})

t.test('stale-set: what was read before a write is not stored after it', async (t) => {
  await t.test('by a filler, nobody else reading', async (t) => {
    const s = await freshEngines(t)
    const a = await s.process()
    const held = a.holdLoad()
    const early = a.value()
    await held.reached
    await a.write('new')
    held.open()
    t.equal(await early, 'old', 'it came before the write')
    t.equal(await s.stored(), null)
    t.equal(await a.value(), 'new')
    t.equal(await s.stored(), 'new')
  })

  await t.test('by a filler that another process overtook', async (t) => {
    const s = await freshEngines(t)
    const [a, b] = [await s.process(), await s.process()]
    const held = a.holdLoad()
    const early = a.value()
    await held.reached
    await b.write('new')
    t.equal(await b.value(), 'new')
    held.open()
    await early
    t.equal(await s.stored(), 'new')
    t.equal(await a.value(), 'new')
  })

  await t.test('by a filler whose store left before the write and came after it', async (t) => {
    const s = await freshEngines(t)
    const a = await s.process()
    const held = a.holdBefore('fill')
    const early = a.value()
    await held.reached
    await a.write('new')
    held.open()
    await early
    t.equal(await s.stored(), null)
    t.equal(await a.value(), 'new')
  })

  await t.test('by a refresh', async (t) => {
    const s = await freshEngines(t)
    let late = 0
    const [a, b] = [await s.process({ now: () => Date.now() + late }), await s.process()]
    await a.value()
    late = TEN_MINUTES
    const held = a.holdLoad()
    t.equal(await a.value(), 'old')
    await held.reached
    await b.write('new')
    const stored = a.holdAfter('fill')
    held.open()
    await stored.reached
    t.equal(await s.stored(), null)
    t.equal(await a.value(), 'new')
    stored.open()
    t.equal(await s.stored(), 'new')
    t.notOk(a.outcomes.includes('refreshed'))
  })

  await t.test('by a filler whose lease expired, taken by another', async (t) => {
    const s = await freshEngines(t)
    const [a, b] = [await s.process(), await s.process()]
    const slow = a.holdLoad()
    const early = a.value()
    await slow.reached
    await s.redis.pExpire(s.lease, 1)
    await until(async () => await s.redis.exists(s.lease) === 0)
    s.record.value = 'new'
    const second = b.holdLoad()
    const later = b.value()
    await second.reached
    const token = await s.redis.get(s.lease)
    slow.open()
    t.equal(await early, 'old')
    t.equal(await s.stored(), null)
    t.equal(await s.redis.get(s.lease), token, 'the other one’s lease stands')
    second.open()
    t.equal(await later, 'new')
    t.equal(await s.stored(), 'new')
  })

  await t.test('by a filler whose lease expired, and nobody took it', async (t) => {
    const s = await freshEngines(t)
    const a = await s.process()
    const slow = a.holdLoad()
    const early = a.value()
    await slow.reached
    await s.redis.pExpire(s.lease, 1)
    await until(async () => await s.redis.exists(s.lease) === 0)
    await a.write('new')
    slow.open()
    await early
    t.equal(await s.stored(), null)
  })
})

t.test('stale read: whoever comes after a write never gets what others read before it', async (t) => {
  await t.test('joining a load whose lease the write broke', async (t) => {
    const s = await freshEngines(t)
    const [a, b] = [await s.process(), await s.process()]
    const held = a.holdLoad()
    const early = all(5, () => a.value())
    await held.reached
    await b.write('new')
    const late = all(5, () => a.value())
    // They have asked Redis in vain, and joined.
    await until(() => a.steps.filter((step) => step === 'read').length === 10)
    held.open()
    t.equal((await early)[0], 'old')
    t.same(await late, Array(5).fill('new'))
  })

  await t.test('joining a fill that Redis took before the write', async (t) => {
    const s = await freshEngines(t)
    const [a, b] = [await s.process(), await s.process()]
    const held = a.holdAfter('fill')
    const early = a.value()
    await held.reached
    t.equal(await s.stored(), 'old')
    await b.write('new')
    const late = a.value()
    // It has asked Redis in vain, and joined.
    await until(() => a.steps.filter((step) => step === 'read').length === 2)
    held.open()
    t.same([await early, await late], ['old', 'new'])
  })

  await t.test('joining a reader that found another process’s value before the write', async (t) => {
    const s = await freshEngines(t)
    const [a, b] = [await s.process(), await s.process()]
    const before = a.holdBefore('lease')
    const early = a.value()
    await before.reached
    t.equal(await b.value(), 'old')
    const after = a.holdAfter('lease')
    before.open()
    await after.reached
    await b.write('new')
    const late = a.value()
    await until(() => a.steps.filter((step) => step === 'read').length === 2)
    after.open()
    t.same([await early, await late], ['old', 'new'])
  })

  await t.test('in the in-process tier, when the invalidation overtakes the reply', async (t) => {
    const s = await freshEngines(t)
    const [a, b] = [await s.process({ hot: true }), await s.process()]
    await until(async () => { await a.value(); return a.outcomes.at(-1) === 'hit_local' })
    // The canary: once it is gone, Redis has told of the write.
    const canary = `${s.prefix}canary`
    await s.redis.set(canary, 'x')
    await a.hot.read(canary)
    a.hot.drop(s.key)
    const held = a.holdAfter('read')
    const early = a.value()
    await held.reached
    await b.write('new')
    await s.redis.del(canary)
    await until(async () => await a.hot.peek(canary) === undefined)
    held.open()
    t.equal(await early, 'old', 'it came before the write')
    t.equal(await a.hot.peek(s.key), undefined)
    t.equal(await a.value(), 'new')
  })
})

t.test('a reader that finds another filling waits for its value', async (t) => {
  const s = await freshEngines(t)
  const [a, b] = [await s.process(), await s.process()]
  const held = a.holdLoad()
  const filling = a.value()
  await held.reached
  const waiting = all(10, () => b.value())
  await until(() => b.steps.includes('lease'))
  held.open()
  t.equal(await filling, 'old')
  t.same(await waiting, Array(10).fill('old'))
  t.equal(b.loads(), 0)
  t.same(new Set(b.outcomes), new Set(['lease_wait', 'coalesced']))
})

t.test('a dead filler delays its readers by one bound, and then they are one load', async (t) => {
  const s = await freshEngines(t)
  const a = await s.process({ leaseMs: 3_000 })
  await s.redis.set(s.lease, 'dead')
  const startedAt = performance.now()
  t.same(new Set(await all(50, () => a.value())), new Set(['old']))
  const ms = performance.now() - startedAt
  t.ok(ms >= 1_000, `${Math.round(ms)} ms`)
  // Counted in rounds, not on the clock, which runs on while the machine is busy: 5, 10, 20, 40, then 50 ms each make 1 s in 23.
  const asked = a.steps.filter((step) => step === 'lease').length
  t.ok(asked <= 24, `asked for the lease ${asked} times`)
  t.equal(await s.redis.get(s.lease), 'dead', 'its lease stands')
  t.equal(a.loads(), 1)
  t.equal(await s.stored(), null, 'without a lease nothing is stored')
})

t.test('a load that fails gives its lease back, and fails nobody who can load', async (t) => {
  const s = await freshEngines(t)
  const a = await s.process()
  const held = a.holdLoad()
  const failing = a.read('ann', { load: async () => { await held.pass(); throw new Error('Postgres is away') } })
  await held.reached
  const joined = a.value()
  await until(() => a.steps.filter((step) => step === 'read').length === 2)
  held.open()
  await t.rejects(failing, { message: 'Postgres is away' })
  t.equal(await joined, 'old')
  t.equal(await s.redis.exists(s.lease), 0)
})

t.test('what does not exist is asked for once in seconds, until it does', async (t) => {
  const s = await freshEngines(t)
  const a = await s.process()
  s.record.value = null
  const absent = `{${s.key}}:absent`
  t.equal(await a.value(), null)
  const ttl = await s.redis.pTTL(absent)
  t.ok(ttl > 0 && ttl <= 5_000, `${ttl} ms`)
  await s.redis.persist(absent)
  for (const user of ['bob', 'ann']) t.equal(await a.value(user), null)
  t.equal(a.loads(), 1, 'the absence is everybody’s')
  t.same(a.outcomes, ['negative', 'negative', 'negative'])
  t.equal(await s.redis.exists(s.key), 0, 'the key itself is there only with a value')
  await s.redis.pExpire(absent, 1)
  await until(async () => await s.redis.exists(absent) === 0)
  t.equal(await a.value(), null)
  t.equal(a.loads(), 2, 'after it, once more')
  await a.write('new')
  t.equal(await a.value(), 'new')
})

t.test('what is somebody else’s is nothing, is not loaded, and stays theirs', async (t) => {
  const s = await freshEngines(t)
  const a = await s.process()
  t.equal(await a.value('bob'), null, 'nothing cached: Postgres says whose it is')
  t.equal(await s.redis.exists(s.key), 0, 'which is not kept')
  t.equal(await a.value('ann'), 'old')
  const [bytes, ttl] = [await s.redis.get(s.key), await s.redis.pTTL(s.key)]
  const loads = a.loads()
  for (const read of await all(50, (i) => a.value(`scanner ${i}`))) t.equal(read, null)
  t.equal(a.loads(), loads, 'no load')
  t.equal(await s.redis.get(s.key), bytes)
  t.ok(await s.redis.pTTL(s.key) <= ttl, 'and no longer life')
  t.equal(await a.value('ann'), 'old')
})

t.test('at once: nobody is given what is being loaded for somebody else', async (t) => {
  await t.test('to be stored', async (t) => {
    const s = await freshEngines(t)
    const a = await s.process()
    const held = a.holdLoad()
    const own = a.value()
    await held.reached
    const other = a.read('eve')
    await until(() => a.steps.filter((step) => step === 'read').length === 2)
    held.open()
    t.same([await own, await other], ['old', null])
  })

  await t.test('while Redis is away', async (t) => {
    const s = await freshEngines(t)
    const a = await s.process({ hot: { peek: async () => undefined, read: async () => ({ ok: false, reason: 'down' }), drop () {}, clear () {}, bytes: () => 0, close () {} } })
    const held = a.holdLoad()
    const early = a.value()
    await held.reached
    // The next load is begun for the one, after the other came.
    const [own, other] = [a.value(), a.read('eve')]
    held.open()
    t.same(await Promise.all([early, own, other]), ['old', 'old', null])
  })
})

t.test('two owners of one key: the second loads for itself and leaves the first one’s value', async (t) => {
  const s = await freshEngines(t)
  const a = await s.process()
  await a.value('ann', { foreign: 'nothing' })
  const bytes = await s.redis.get(s.key)
  const read = await a.read('bob', { foreign: 'nothing' })
  t.same([JSON.parse(read!.body.toString()).of, read!.stored], ['bob', false])
  t.equal(await s.redis.get(s.key), bytes)
})

t.test('a refresh ends a local copy whose invalidation never came', async (t) => {
  for (const refresher of ['the one who holds it', 'another process']) {
    const s = await freshEngines(t)
    let late = 0
    const now = () => Date.now() + late
    /** As over a connection on which what Redis says is held up: only the process itself can let go. */
    const held = new Map<string, Buffer>()
    const hot: HotValues = {
      peek: async (key) => held.get(key),
      async read (key) {
        const value = await withBuffers(s.redis).get(key)
        if (value !== null) held.set(key, value)
        return { ok: true, value }
      },
      drop: (key) => { held.delete(key) },
      clear () {},
      bytes: () => 0,
      close () {}
    }
    const [a, b] = [await s.process({ now, hot }), await s.process({ now })]
    await a.value()
    await a.value()
    await b.write('new')
    if (refresher === 'another process') await b.value()
    t.equal(await a.value(), 'old', 'the exception')
    late = TEN_MINUTES
    await until(async () => await a.value() === 'new')
    t.ok(a.outcomes.includes('stale_served'))
    await until(async () => { await a.value(); return held.has(s.key) })
    await a.write('newest')
    t.equal(await a.value(), 'newest', 'of its own writes it need not be told')
  }
})

t.test('a value of more than a megabyte is loaded by each reader, and never sent to Redis', async (t) => {
  const s = await freshEngines(t)
  const [a, b] = [await s.process(), await s.process()]
  const json = JSON.stringify({ value: 'é'.repeat(600_000) })
  const load = async () => ({ json })
  for (const one of [a, b, a]) t.match(await one.read('ann', { load }), { body: Buffer.from(json), status: 'miss', stored: false, tooLarge: true })
  t.same(await s.redis.exists([s.key, s.lease]), 0, 'and the lease is given back')
  t.same(a.outcomes, ['miss', 'miss'])
  const bodies = (await Promise.all(Array.from({ length: 10 }, () => a.read('ann', { load })))).map((read) => read!.body)
  t.ok(new Set(bodies).size <= 3, 'who reads at once holds the same bytes')
  const most = JSON.stringify({ value: 'x'.repeat(1_000_000) })
  t.match(await b.read('ann', { load: async () => ({ json: most }) }), { stored: true, tooLarge: false })
  t.match(await a.read(), { status: 'hit' })
})
