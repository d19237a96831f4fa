import { setTimeout as pause } from 'node:timers/promises'
import fp from 'fastify-plugin'
import { createCacheAside } from '../cache/cache-aside.ts'
import { createHotValues } from '../cache/hot-values.ts'
import { withBuffers } from '../cache/client.ts'
import { createWarmConversations } from '../chat/warm-conversations.ts'
import { createConversations } from '../db/conversations.ts'
import { createMessages } from '../db/messages.ts'
import { readDurationMs } from '../times.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** True while the start's warming goes on; /readyz says 503 until then. */
    isWarming: () => boolean
  }
}

/** Requests have the pool to themselves but for these. */
const AT_ONCE = 2
const USERS = 10_000
/** A start does not wait long for a Redis that is away: without it there is nothing to warm. */
const REDIS_MS = 5_000
const LOOK_MS = 50

/** Warms histories and lists in the background at start (WARM_ON_START), for WARM_TIMEOUT_MS at the longest. */
export default fp(async (app) => {
  const { config, log, redis: { cache: redis, keys, attempt, invalidation, isUp } } = app
  if (config.WARM_ON_START === undefined) {
    app.decorate('isWarming', () => false)
    return
  }
  const sinceMs = readDurationMs(config.WARM_ON_START)
  const buffers = withBuffers(redis)
  // An engine of its own, without metrics and in-process tier: warming is no traffic. The leases keep both apart, as they do processes.
  const hot = createHotValues({ url: config.REDIS_URL, maxBytes: 0, log, attempt, read: (key) => buffers.get(key) })
  const cache = createCacheAside({ redis, keys, attempt, hot, invalidation, leaseMs: config.CACHE_LEASE_MS, ttlJitter: config.TTL_JITTER })
  const warm = createWarmConversations({
    cache, keys, conversations: createConversations(app.pg.pool), messages: createMessages(app.pg.pool), historyTtl: config.HISTORY_TTL, listTtl: config.LIST_TTL
  })
  const ended = new AbortController()
  let warming = true

  async function warmUp (): Promise<void> {
    await Promise.race([app.migrated, new Promise((resolve) => ended.signal.addEventListener('abort', resolve))])
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(config.WARM_TIMEOUT_MS)])
    for (const startedAt = performance.now(); !invalidation.state().caughtUp || !isUp();) {
      if (performance.now() - startedAt > REDIS_MS) throw new Error(`expected Redis within ${REDIS_MS} ms`)
      await pause(LOOK_MS, undefined, { signal })
    }
    const startedAt = performance.now()
    const warmed = await warm({ sinceMs, users: USERS, perSecond: config.WARM_RATE, atOnce: AT_ONCE, signal })
    log.info({ ...warmed, milliseconds: Math.round(performance.now() - startedAt) }, 'caches warmed')
  }
  const done = warmUp()
    .catch((error: Error) => { if (!ended.signal.aborted) log.warn({ reason: error.message }, 'caches not warmed, going on as they are') })
    .finally(() => { warming = false })

  app.decorate('isWarming', () => warming)
  app.addHook('onClose', async () => {
    ended.abort()
    await done
  })
}, { name: 'warm', dependencies: ['redis', 'postgres'] })
