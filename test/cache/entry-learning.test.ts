import t from '../tap.ts'
import { createEntryLearning, decodeLearned, type Learned } from '../../src/cache/entry-learning.ts'
import { freshRedis } from './fresh.ts'

const labels = (n: number): Learned => [{ logit: 2, same: n, different: 1 }]

async function fresh (test: Parameters<typeof freshRedis>[0], ...ids: string[]) {
  const { redis, keys, attempt } = await freshRedis(test)
  const learning = createEntryLearning({ redis, keys, attempt, identity: 'test' })
  const keyOf = (id: string) => keys.semanticEntry('test', id)
  for (const id of ids) await redis.hSet(keyOf(id), { scope: 's', entry: '{}' })
  return { redis, learning, keyOf, learned: async (id: string) => decodeLearned(await redis.hGet(keyOf(id), 'learned')) }
}

t.test('what is learnt is told to every wording, never goes back, and makes no entry', async (t) => {
  const { redis, learning, keyOf, learned } = await fresh(t, 'a', 'b', 'c')
  await learning.storeLearned('a', 'a', 10, labels(1))
  await learning.join('a', 'b')
  t.same(await learned('b'), labels(1), 'from its first moment')
  await learning.join('a', 'c')
  await learning.storeLearned('a', 'b', 20, labels(2))
  await learning.storeLearned('a', 'a', 15, labels(9))
  for (const id of ['a', 'b', 'c']) t.same(await learned(id), labels(2), id)
  t.equal(await learning.learnerOf('b'), 'a')
  t.equal(await learning.learnerOf('a'), 'a')

  await redis.del(keyOf('a'))
  await learning.storeLearned('a', 'b', 30, labels(3))
  t.same(await learned('b'), labels(3), 'a wording that outlives its entry, as it is what the label came from')
  t.equal(await redis.exists(keyOf('a')), 0)
  await learning.join('gone', 'c')
  t.equal(await learning.learnerOf('c'), 'a')
})

t.test('an entry has so many wordings and no more', async (t) => {
  const wordings = Array.from({ length: 17 }, (_, i) => `w${i}`)
  const { redis, learning, keyOf } = await fresh(t, 'a', ...wordings)
  for (const id of wordings) await learning.join('a', id)
  t.same(await Promise.all(wordings.map((id) => redis.hExists(keyOf(id), 'scope'))), [...Array<number>(16).fill(1), 0])
  t.equal(await redis.hGet(keyOf('w16'), 'entry'), '{}', 'still there for who lists, quarantines or erases')
})

t.test('another name is given to no question whose own answer is another by now, or an operator wrote or pinned', async (t) => {
  const { redis, learning, keyOf } = await fresh(t, 'a', 'own')
  await redis.expire(keyOf('a'), 100)
  const exactKey = keyOf('exact')
  for (const by of ['"pinned":true', '"editedAt":5']) {
    await redis.set(exactKey, `{"id":"own",${by}}`)
    t.equal(await learning.alias('a', 0.9, { exactKey, ownId: 'own', ownKey: exactKey }), false, by)
    t.equal(await redis.get(exactKey), `{"id":"own",${by}}`)
  }
  t.equal(await redis.exists(keyOf('own')), 1)
  await redis.set(exactKey, '{"id":"anew"}')
  t.equal(await learning.alias('a', 0.9, { exactKey, ownId: 'own', ownKey: exactKey }), false, 'asked for anew since')
  await redis.del(exactKey)
  t.equal(await learning.alias('a', 0.9, { exactKey, ownId: 'own', ownKey: exactKey }), false, 'taken away since')
  await redis.set(exactKey, '{"id":"own"}')
  t.equal(await learning.alias('a', 0.9, { exactKey, ownId: 'own', ownKey: exactKey }), true)
  t.same(JSON.parse((await redis.get(exactKey))!), { aliasOf: 'a', similarity: 0.9 })
  const ownKey = keyOf('alone')
  await redis.set(ownKey, '{"id":"own"}')
  t.equal(await learning.alias('a', 0.9, { exactKey, ownId: 'own', ownKey }), false, 'what stands there for all is not its asker\'s own')
  await redis.del(exactKey)
  t.equal(await learning.alias('a', 0.9, { exactKey, ownId: 'own', ownKey }), true, 'his own answer is his alone')
  t.same(await redis.hKeys(keyOf('a')), ['scope', 'entry'], 'no field of the entry changes: it would be indexed again, vector and all')
})
