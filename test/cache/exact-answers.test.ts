import t from 'tap'
import { createExactAnswers } from '../../src/cache/exact-answers.ts'
import { freshRedis, sampleEntry } from './fresh.ts'

t.test('an answer is stored with its TTL, found by its hash only, and evicted', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const exact = createExactAnswers({ redis, keys, attempt })
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

  await execute((pipeline) => exact.enqueueEvict(pipeline, entry.exactHash))
  t.equal(await exact.find(entry.exactHash), null)
})

t.test('a find inside a pipeline', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const exact = createExactAnswers({ redis, keys, attempt })
  const entry = sampleEntry()
  const replies = await execute((pipeline) => {
    exact.enqueueStore(pipeline, entry, 100)
    exact.enqueueFind(pipeline, entry.exactHash)
  })
  t.strictSame(exact.decode(replies.at(-1)), entry)
})

t.test('a broken value is no entry; a Redis that does not answer is undefined, not null', async (t) => {
  const { redis, keys, attempt } = await freshRedis(t)
  await redis.set(keys.exactAnswer('d'), '{"id":"d"', { expiration: { type: 'EX', value: 10 } })
  t.equal(await createExactAnswers({ redis, keys, attempt }).find('d'), null)
  t.equal(await createExactAnswers({ redis, keys, attempt: async () => ({ ok: false, reason: 'down' }) }).find('d'), undefined)
})
