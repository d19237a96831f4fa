import t from '../tap.ts'
import { createExactAnswers } from '../../src/cache/exact-answers.ts'
import { freshRedis, sampleEntry } from './fresh.ts'

const mayRead = () => true

t.test('an answer is stored with its TTL, and found by its hash only', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const exact = createExactAnswers({ redis, keys, attempt, mayRead })
  const entry = sampleEntry({ exactHash: 'b'.repeat(32) })
  t.equal(await exact.find(entry.exactHash), null)
  await execute((pipeline) => exact.enqueueStore(pipeline, entry, 100))
  t.strictSame(await exact.find(entry.exactHash), entry)
  t.equal(await exact.find('c'.repeat(32)), null)

  const key = keys.exactAnswer(entry.exactHash)
  const ttl = await redis.pTTL(key)
  t.ok(ttl > 90_000 && ttl <= 100_000, `TTL ${ttl} ms`)
  await redis.pExpire(key, 50_000)
  await exact.find(entry.exactHash)
  t.ok(await redis.pTTL(key) <= 50_000, 'a hit does not extend it')

  t.equal(exact.keyOf(entry.exactHash), key)
})

t.test('a find inside a pipeline', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const exact = createExactAnswers({ redis, keys, attempt, mayRead })
  const entry = sampleEntry()
  const replies = await execute((pipeline) => {
    exact.enqueueStore(pipeline, entry, 100)
    exact.enqueueFind(pipeline, entry.exactHash)
  })
  t.strictSame(exact.accept(entry.exactHash, replies.at(-1)), entry)
})

t.test('a broken value is no entry; a Redis that does not answer is undefined, not null', async (t) => {
  const { redis, keys, attempt } = await freshRedis(t)
  await redis.set(keys.exactAnswer('d'), '{"id":"d"', { expiration: { type: 'EX', value: 10 } })
  t.equal(await createExactAnswers({ redis, keys, attempt, mayRead }).find('d'), null)
  t.equal(await createExactAnswers({ redis, keys, attempt: async () => ({ ok: false, reason: 'down' }), mayRead }).find('d'), undefined)
})

t.test('an entry that was taken away, but not in Redis yet, is as good as no reply', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const entry = sampleEntry()
  const gone = keys.exactAnswer(entry.exactHash)
  const exact = createExactAnswers({ redis, keys, attempt, mayRead: (key) => key !== gone })
  await execute((pipeline) => exact.enqueueStore(pipeline, entry, 100))
  t.equal(await exact.find(entry.exactHash), undefined)
})

t.test('what an operator wrote meanwhile stays, until it is served no more', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const exact = createExactAnswers({ redis, keys, attempt, mayRead })
  const written = sampleEntry({ editedAt: Date.now(), generation: 3 })
  const store = async (entry: typeof written) => {
    await execute((pipeline) => exact.enqueueStore(pipeline, entry, 100))
    return await exact.find(entry.exactHash)
  }
  const later = { ...written, id: `${written.exactHash}-22222222`, editedAt: undefined, generation: 4 } as typeof written
  t.match(await store(written), { id: written.id })
  t.match(await store(later), { id: written.id })
  t.match(await store({ ...written, editedAt: written.editedAt! + 1 }), { editedAt: written.editedAt! + 1 }, 'and an operator may write it anew')
  t.match(await store({ ...written, tags: ['old'] }), { tags: ['old'] })
  t.match(await store(later), { id: later.id }, 'a tag of it may have been invalidated')
})

t.test('of two answers that an operator gave at once the later is left, in both tiers; not where he pinned or changed the first', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const exact = createExactAnswers({ redis, keys, attempt, mayRead })
  const at = Date.now()
  const found = (id: string) => `${keys.prefix}found:${id}`
  const store = async (entry: ReturnType<typeof sampleEntry>) => {
    await redis.hSet(found(entry.id), { entry: JSON.stringify(entry), labels: 'live' })
    return exact.acceptStore(await execute((pipeline) => exact.enqueueStore(pipeline, entry, 100, [], [found('')])))
  }
  const left = async (...ids: string[]) => await Promise.all(ids.map((id) => redis.exists(found(id))))
  for (const [hash, change, stays] of [['a', {}, false], ['b', { editedAt: at + 1 }, true], ['c', { pinned: true }, true]] as const) {
    const [first, second] = ['11111111', '22222222'].map((end) => sampleEntry({ id: `${hash.repeat(32)}-${end}`, exactHash: hash.repeat(32), createdAt: at, editedAt: at })) as [ReturnType<typeof sampleEntry>, ReturnType<typeof sampleEntry>]
    t.equal(await store({ ...first, ...change }), true)
    t.equal(await store(second), !stays)
    t.same(await left(first.id, second.id), stays ? [1, 0] : [0, 1])
    t.match(await exact.find(first.exactHash), { id: stays ? first.id : second.id })
  }
})

t.test('of two calls the one that began later counts, whichever ends first', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const exact = createExactAnswers({ redis, keys, attempt, mayRead })
  const idOf = (name: string) => `${'a'.repeat(32)}-${name}`
  const store = async (name: string, fields: { askedAt?: number, generation?: number, editedAt?: number }, former: string[] = []) => {
    const entry = sampleEntry({ id: idOf(name), ...fields })
    return exact.acceptStore(await execute((pipeline) => exact.enqueueStore(pipeline, entry, 100, former)))
  }
  t.equal(await store('b', { askedAt: 2_000 }), true)
  t.equal(await store('a', { askedAt: 1_000 }), false, 'slow, and asked anew meanwhile')
  t.equal(await store('c', { askedAt: 3_000 }), true)
  t.equal(await store('d', { askedAt: 2_500, generation: 1 }), true, 'by another clock, but after an invalidation')
  t.equal(await store('e', { askedAt: 9_000 }), false, 'and by another clock before it')
  t.equal(await store('f', { generation: 1 }), true, 'of an earlier version')
  t.equal(await store('g', { askedAt: 1_000, generation: 1 }), true, 'nothing is known of that one')
  t.equal(await store('g2', { askedAt: 900, generation: 1 }, [idOf('g')]), true, 'it was there when this one was asked for, whatever the clocks say')
  t.equal(await store('h', { askedAt: 500, generation: 1, editedAt: 5 }), true, 'an operator writes whenever he likes')
  t.match(await exact.find('a'.repeat(32)), { id: idOf('h') })
})
