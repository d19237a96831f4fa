import { readFile } from 'node:fs/promises'
import t from '../tap.ts'
import { measureFootprint, measureIndexes } from '../../src/cache/footprint.ts'
import { createKeys } from '../../src/cache/keys.ts'
import { createSemanticAnswers } from '../../src/cache/semantic-answers.ts'
import { freshRedis, quiet, sampleEntry } from './fresh.ts'

t.test('keys, bytes and TTL by family; a sample stands for all', async (t) => {
  const { redis, keys } = await freshRedis(t)
  const text = 'x'.repeat(10_000)
  for (let i = 0; i < 20; i++) await redis.set(keys.history(String(i)), text, { expiration: { type: 'EX', value: 600 } })
  await redis.rPush(keys.window('1'), ['a', 'b'])
  const of = async (sample: number) => Object.fromEntries((await measureFootprint(redis, keys, { page: 7, sample })).map((family) => [family.family, family]))
  const all = await of(Infinity)
  t.match(all, { history: { keys: 20, measured: 20, withoutTtl: 0 }, context: { keys: 1, withoutTtl: 1, meanTtlSeconds: null }, leases: { keys: 0, bytes: 0, bytesPerKey: null } })
  t.ok(all['history']!.bytes > 200_000 && all['history']!.bytes < 400_000)
  t.ok(all['history']!.meanTtlSeconds! > 500)
  const some = await of(5)
  t.match(some['history'], { keys: 20, measured: 5 })
  t.ok(Math.abs(some['history']!.bytes - all['history']!.bytes) < 0.05 * all['history']!.bytes)
})

t.test('a user as narrow as docs/operations.md says counts what it may not read', async (t) => {
  const { redis, keys, prefix } = await freshRedis(t)
  const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  const rule = /ACL SETUSER deflect (.*)/.exec(page)![1]!.replaceAll('app:', prefix).replace('PASSWORD', 'secret')
  await redis.sendCommand(['ACL', 'SETUSER', prefix, ...rule.split(' ')])
  t.teardown(() => redis.sendCommand(['ACL', 'DELUSER', prefix]))
  const narrow = redis.duplicate({ username: prefix, password: 'secret' })
  await narrow.connect()
  t.teardown(() => narrow.destroy())
  await redis.set(keys.history('1'), 'x')
  const other = createKeys(`${prefix.slice(0, -1)}2:`).history('2')
  await redis.set(other, 'x')
  t.teardown(() => redis.del(other))
  const families = await measureFootprint(narrow, keys, { page: 100, sample: Infinity })
  t.match(families.find(({ family }) => family === 'history'), { keys: 1, measured: 1 })
  const foreign = families.find(({ family }) => family === 'other')!
  t.ok(foreign.keys >= 1)
  t.equal(foreign.measured, 0)
  t.same(await measureIndexes(narrow, keys), [])
})

t.test('an index counts its documents and its vectors', async (t) => {
  const { redis, keys, attempt, execute } = await freshRedis(t)
  const store = createSemanticAnswers({ redis, keys, attempt, identity: 'one', dimensions: 8, log: quiet, mayRead: () => true })
  await store.index.create()
  t.match(await measureIndexes(redis, keys), [{ name: store.index.name, documents: 0 }])
  await execute((pipeline) => store.enqueueStore(pipeline, sampleEntry(), 60, { scope: 'a'.repeat(32), vector: Float32Array.from({ length: 8 }, () => Math.sqrt(1 / 8)) }))
  while ((await measureIndexes(redis, keys))[0]!.documents !== 1) await redis.ping()
  t.ok((await measureIndexes(redis, keys))[0]!.bytes > 0)
  t.same(await measureIndexes(redis, createKeys('nobody:')), [])
})
