import t from '../tap.ts'
import { createServerInfo, hitRatio, parseServerInfo } from '../../src/cache/server-info.ts'
import { freshRedis } from './fresh.ts'

t.test('reads what the server says', async (t) => {
  const { redis } = await freshRedis(t)
  const info = parseServerInfo(await redis.info())
  for (const [name, value] of Object.entries(info)) t.type(value, 'number', name)
  t.ok(info.usedMemoryBytes! > 100_000)
})

t.test('what is not said is null', async (t) => {
  const info = parseServerInfo('# Stats\r\nkeyspace_hits:3\r\nkeyspace_misses:\r\nused_memory:much\r\n')
  t.match(info, { keyspaceHits: 3, keyspaceMisses: null, usedMemoryBytes: null, evictedKeys: null })
  t.equal(hitRatio(info), null)
  t.equal(hitRatio({ ...info, keyspaceMisses: 1 }), 0.75)
  t.equal(hitRatio({ ...info, keyspaceHits: 0, keyspaceMisses: 0 }), null)
})

t.test('readers share one INFO for a while; a failure is shared as null', async (t) => {
  let asked = 0
  let now = 0
  const read = createServerInfo({ forMs: 500, now: () => now, info: async () => { if (++asked === 2) throw new Error('away'); return 'evicted_keys:7' } })
  const [a, b] = await Promise.all([read(), read()])
  t.equal(a, b)
  t.equal(a?.evictedKeys, 7)
  now = 501
  t.equal(await read(), null)
  t.equal(asked, 2)
  now = 1_002
  t.equal((await read())?.evictedKeys, 7)
})
