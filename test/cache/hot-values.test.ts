import t from 'tap'
import { createHotValues } from '../../src/cache/hot-values.ts'
import { until } from '../helper.ts'
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
