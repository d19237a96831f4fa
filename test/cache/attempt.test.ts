import t from '../tap.ts'
import { createAttempt } from '../../src/cache/attempt.ts'
import { freshRedis, quiet } from './fresh.ts'

const TIMEOUT_MS = 500

t.test('a loop that stands still before its command is written is no slow server; one that never answers is', async (t) => {
  const { redis, keys } = await freshRedis(t)
  const { attempt, close } = createAttempt({ isReady: () => redis.isReady, ping: () => redis.ping(), timeoutMs: TIMEOUT_MS, log: quiet })
  t.teardown(close)
  // Redis takes a tenth of a second for it, from when it hears of it.
  const asked = attempt('read', () => redis.blPop(keys.history('none'), 0.1))
  for (const since = performance.now(); performance.now() - since < 2 * TIMEOUT_MS;);
  t.same(await asked, { ok: true, value: null })
  t.same(await attempt('read', () => new Promise(() => {})), { ok: false, reason: 'timeout' })
  t.same(await attempt('read', async () => t.fail('a request waited twice for an absent server')), { ok: false, reason: 'down' })
})
