import { once } from 'node:events'
import t from '../tap.ts'
import { createRedis, disconnect } from '../../src/cache/client.ts'
import { createSemanticIndex } from '../../src/cache/semantic-index.ts'
import { freshRedis, quiet } from './fresh.ts'

t.test('an index that may not be made is one warning a reason, and one more after it was made', async (t) => {
  const { redis, keys, prefix } = await freshRedis(t)
  const user = prefix.replaceAll(':', '')
  const rights = (...rules: string[]) => redis.sendCommand(['ACL', 'SETUSER', user, ...rules])
  await rights('on', '>secret', '~*', '+@all', '-ft.create')
  t.teardown(() => redis.sendCommand(['ACL', 'DELUSER', user]))
  const own = new URL(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379')
  own.username = user
  own.password = 'secret'
  const refused = createRedis({ url: own.href, name: 'refused', log: quiet })
  t.teardown(() => disconnect(refused))
  await once(refused, 'ready')
  const warnings: string[] = []
  const index = createSemanticIndex({ redis: refused, keys, identity: 'one', dimensions: 8, log: { ...quiet, warn: (_data, message) => warnings.push(message) } })
  for (let i = 0; i < 3; i++) await index.create()
  t.same(warnings, ['semantic index not created'])
  await rights('+ft.create')
  await index.create()
  t.equal(index.state(), 'ready')
  await rights('-ft.create')
  for (let i = 0; i < 3; i++) await index.create()
  t.equal(warnings.length, 2)
})
