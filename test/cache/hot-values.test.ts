import { execFileSync } from 'node:child_process'
import t from '../tap.ts'
import { createHotValues } from '../../src/cache/hot-values.ts'
import { until } from '../helper.ts'
import { redisDoor } from '../redis-door.ts'
import { freshRedis, quiet } from './fresh.ts'

const { redis, prefix, attempt } = await freshRedis(t)
const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379'
const hotValues = (t: { teardown (work: () => unknown): void }, maxBytes: number) => {
  const hot = createHotValues({ url, maxBytes, log: quiet, attempt, read: async () => null })
  t.teardown(() => hot.close())
  return hot
}
const text = async (value: Promise<Buffer | undefined>) => (await value)?.toString()

t.test('what was read is here until anybody changes it', async (t) => {
  const hot = hotValues(t, 1_000_000)
  for (const [name, change] of Object.entries({
    set: (key: string) => redis.set(key, 'new'),
    del: (key: string) => redis.del(key),
    unlink: (key: string) => redis.unlink(key),
    expire: (key: string) => redis.pExpire(key, 1)
  })) {
    const key = `${prefix}${name}`
    await redis.set(key, 'old')
    // Until the connection is there, values pass by.
    await until(async () => { await redis.set(key, 'old'); await hot.read(key); return await hot.peek(key) !== undefined })
    await change(key)
    await until(async () => await text(hot.peek(key)) !== 'old')
    t.not(await text(hot.peek(key)), 'old', name)
  }
})

t.test('where its connection was cut while this process was busy, no copy is given out', async (t) => {
  const [user, key] = [prefix.replaceAll(':', ''), `${prefix}cut`]
  await redis.sendCommand(['ACL', 'SETUSER', user, 'on', '>secret', '~*', '&*', '+@all'])
  t.teardown(() => redis.sendCommand(['ACL', 'DELUSER', user]))
  const own = new URL(url)
  own.username = user
  own.password = 'secret'
  const hot = createHotValues({ url: own.href, maxBytes: 1_000_000, log: quiet, attempt, read: async () => null })
  t.teardown(() => hot.close())
  await redis.set(key, 'old')
  await until(async () => { await hot.read(key); return await hot.peek(key) !== undefined })
  // By another process, while this one reads nothing from its sockets: cut off first, so that nobody tells it of the deletion.
  execFileSync(process.execPath, ['-e', `
    const { hostname, port } = new URL(process.argv[1])
    const socket = require('net').connect(Number(port || 6379), hostname, () => socket.write('CLIENT KILL USER ${user}\\r\\nDEL ${key}\\r\\n'))
    let said = ''
    socket.on('data', (bytes) => { if ((said += bytes).split('\\r\\n').length > 2) socket.destroy() })
  `, url])
  t.equal(await hot.peek(key), undefined)
})

t.test('where the other end of its connection went without a word, copies go within seconds, and it connects again', async (t) => {
  const door = await redisDoor(t, url)
  const hot = createHotValues({ url: door.url, maxBytes: 1_000_000, log: quiet, attempt, read: async () => null })
  t.teardown(() => hot.close())
  const key = `${prefix}silent`
  const held = async () => { await hot.read(key); return await text(hot.peek(key)) }
  await redis.set(key, 'old')
  await until(async () => await held() === 'old')
  door.vanish()
  await door.open()
  await redis.set(key, 'new')
  await until(async () => await hot.peek(key) === undefined)
  await until(async () => await held() === 'new')
  await redis.set(key, 'newest')
  await until(async () => await text(hot.peek(key)) !== 'new')
  t.not(await text(hot.peek(key)), 'new')
})

t.test('it never holds more bytes than it may', async (t) => {
  const hot = hotValues(t, 10_000)
  const names = Array.from({ length: 50 }, (_, i) => `${prefix}many:${i}`)
  for (const name of names) await redis.set(name, 'x'.repeat(1_000))
  await until(async () => { await hot.read(names[0]!); return hot.bytes() > 0 })
  let most = 0
  for (const name of names) {
    await hot.read(name)
    most = Math.max(most, hot.bytes())
  }
  t.ok(most > 5_000 && most <= 10_000, `${most} bytes`)
  await redis.set(`${prefix}huge`, 'x'.repeat(20_000))
  await hot.read(`${prefix}huge`)
  t.equal(await hot.peek(`${prefix}huge`), undefined, 'a value larger than all of it is not kept')
})

t.test('0 bytes switch it off', async (t) => {
  const hot = hotValues(t, 0)
  t.same([await hot.read('any'), await hot.peek('any'), hot.bytes()], [{ ok: true, value: null }, undefined, 0])
})
