import t from '../tap.ts'
import { createRedis, disconnect } from '../../src/cache/client.ts'
import { until } from '../events/fresh.ts'
import { freshRedis, quiet } from './fresh.ts'

t.test('a client that is ended while its socket connects leaves no connection behind', async (t) => {
  const { redis, prefix } = await freshRedis(t)
  const name = `ended-${prefix.slice(0, -1)}`
  const client = createRedis({ url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379', name, log: quiet })
  let came = false
  client.once('ready', () => { came = true })
  disconnect(client)
  await until(() => came)
  await until(async () => !(await redis.clientList()).some((other) => other.name === `deflect-${name}`))
  t.pass()
})

t.test('a process that is busy for a second while it connects does not take Redis for away', async (t) => {
  const told: string[] = []
  const log = { ...quiet, warn: (_data: object, message: string) => { told.push(message) } }
  const client = createRedis({ url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379', name: 'busy', log })
  t.teardown(() => disconnect(client))
  const ready = new Promise<void>((resolve) => client.once('ready', () => resolve()))
  // Its timers come due before the socket is read.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500)
  await ready
  t.same(told, [])
})
