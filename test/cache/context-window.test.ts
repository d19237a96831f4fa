import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from '../tap.ts'
import { createContextWindow, windowUpTo, type WindowMessage } from '../../src/cache/context-window.ts'
import { freshRedis } from './fresh.ts'

const message = (seq: number): WindowMessage => ({ seq, role: seq % 2 === 1 ? 'user' : 'assistant', content: `message ${seq} {"seq":99,` })
const run = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => message(from + i))

t.test('windowUpTo: the newest of a whole list, up to the message asked for', async (t) => {
  t.same(windowUpTo(run(1, 3), 3, 20), run(1, 3))
  t.same(windowUpTo(run(5, 24), 24, 20), run(5, 24))
  t.equal(windowUpTo(run(5, 24), 23, 20), null, 'a newer message has pushed out the first of twenty')
  t.equal(windowUpTo(run(16, 35), 11, 20), null, 'the question has left the window')
  t.same(windowUpTo(run(1, 5), 4, 20), run(1, 4), 'a newer message has come meanwhile')
  t.equal(windowUpTo([], 1, 20), null)
  t.equal(windowUpTo(run(1, 3), 4, 20), null, 'the newest is missing')
  t.equal(windowUpTo(run(10, 24), 24, 20), null, 'the beginning is missing')
  t.equal(windowUpTo([message(1), message(3)], 3, 20), null, 'a gap')
  t.equal(windowUpTo([message(2), message(1)], 2, 20), null, 'the wrong order')
})

t.test('windowUpTo: whatever the list holds, null or a run of messages that ends with the one asked for', async () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 8 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5 }), (seqs, seq, limit) => {
    const window = windowUpTo(seqs.map(message), seq, limit)
    return window === null || (window.every((item, i) => item.seq === window[0]!.seq + i) &&
      (window.length === 0 ? seqs[0]! > seq : window.at(-1)!.seq === seq))
  }), { numRuns: 2_000 })
})

t.test('appends and rebuilds, however they come, leave a run of the history; reading it gives exactly its end or nothing', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const limit = 4
  const window = createContextWindow({ redis, keys, attempt, limit, ttlSeconds: 100 })
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ kind: 'post' as const }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'lost' as const }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), back: fc.integer({ min: 0, max: 6 }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'evict' as const }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('rebuild' as const), back: fc.integer({ min: 0, max: 3 }) }) })

  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
    const id = randomUUID()
    let last = 0
    for (const step of steps) {
      // "lost": Postgres has the message, its append never reached Redis. "again": an append that comes twice, or late.
      if (step.kind === 'post' || step.kind === 'lost') last++
      if (step.kind === 'post') await execute((pipeline) => window.enqueueAppend(pipeline, id, message(last)))
      if (step.kind === 'again' && last - step.back >= 1) await execute((pipeline) => window.enqueueAppend(pipeline, id, message(last - step.back)))
      if (step.kind === 'evict') await redis.del(keys.window(id))
      if (step.kind === 'rebuild') await window.rebuild(id, run(Math.max(1, last - step.back - limit + 1), last - step.back))

      const list = (await redis.lRange(keys.window(id), 0, -1)).map((item) => JSON.parse(item) as WindowMessage)
      const first = list[0]?.seq ?? 1
      t.strictSame(list, run(first, first + list.length - 1), 'a run of the history')
      t.ok(list.length <= limit && first + list.length - 1 <= last)
      if (list.length > 0) t.ok(await redis.ttl(keys.window(id)) > 90)
      const read = last === 0 ? null : await window.read(id, last)
      if (read !== null) t.strictSame(read, run(Math.max(1, last - limit + 1), last), 'its exact end')
    }
    await redis.del(keys.window(id))
  }), { numRuns: 40 })
})

t.test('a window without faults is never in need of rebuilding, and keeps the newest', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const window = createContextWindow({ redis, keys, attempt, limit: 20, ttlSeconds: 86_400 })
  await execute((pipeline) => run(1, 45).forEach((item) => window.enqueueAppend(pipeline, 'a', item)))
  t.strictSame(await window.read('a', 45), run(26, 45))
  t.ok(await redis.ttl(keys.window('a')) > 86_000)
})

t.test('what each append says', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const window = createContextWindow({ redis, keys, attempt, limit: 3, ttlSeconds: 100 })
  const replies = await execute((pipeline) => [2, 1, 2, 2, 1, 4, 5].forEach((seq) => window.enqueueAppend(pipeline, 'a', message(seq))))
  t.same(replies, ['absent', 'appended', 'appended', 'present', 'present', 'gap', 'absent'])
  t.equal(await redis.exists(keys.window('a')), 0)
})

t.test('a rebuild from older rows leaves a newer window alone', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const window = createContextWindow({ redis, keys, attempt, limit: 3, ttlSeconds: 100 })
  await execute((pipeline) => run(1, 5).forEach((item) => window.enqueueAppend(pipeline, 'a', item)))
  await window.rebuild('a', run(1, 2))
  t.strictSame(await window.read('a', 5), run(3, 5))
  await window.rebuild('a', run(1, 5))
  t.strictSame(await window.read('a', 5), run(3, 5), 'no longer than its limit')
  await window.rebuild('b', [])
  t.equal(await redis.exists(keys.window('b')), 0)
})

t.test('a window of very long messages is not kept', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const window = createContextWindow({ redis, keys, attempt, limit: 3, ttlSeconds: 100 })
  const long = (seq: number, characters: number) => ({ ...message(seq), content: '😀'.repeat(characters) })
  const append = (...items: WindowMessage[]) => execute((pipeline) => items.forEach((item) => window.enqueueAppend(pipeline, 'a', item)))
  const isKept = () => redis.exists(keys.window('a'))
  t.same(await append(long(1, 25_000), long(2, 25_000), message(3)), ['appended', 'appended', 'appended'])
  t.same(await append(long(4, 25_000), long(5, 45_000)), ['appended', 'large'], 'only what is in it counts')
  t.equal(await isKept(), 0)
  await window.rebuild('a', [message(3), long(4, 40_000), long(5, 40_000)])
  t.equal(await isKept(), 0)
  await window.rebuild('a', run(1, 5))
  await append(long(6, 99_000))
  t.equal(await isKept(), 0)
  await window.rebuild('a', run(6, 8))
  t.strictSame(await window.read('a', 8), run(6, 8), 'it is again, once they have left it')
})
