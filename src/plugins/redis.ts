import fp from 'fastify-plugin'
import { createAttempt, type Attempt } from '../cache/attempt.ts'
import { createCacheAside, type CacheAside } from '../cache/cache-aside.ts'
import { createRedis, disconnect, withBuffers, type Redis } from '../cache/client.ts'
import { createExecute, type Execute } from '../cache/execute.ts'
import { createHotValues } from '../cache/hot-values.ts'
import { createInvalidation, type Invalidation } from '../cache/invalidation.ts'
import { createKeys, type Keys } from '../cache/keys.ts'
import { createOutbox } from '../db/outbox.ts'

declare module 'fastify' {
  interface FastifyInstance {
    redis: { cache: Redis, events: Redis, keys: Keys, attempt: Attempt, execute: Execute, invalidation: Invalidation, cacheAside: CacheAside, isUp: () => boolean, /** Why the cache refuses writes; null where it does not. */ refusal: () => string | null }
  }
}

/** A connection that is dead without a word is left after twice this, with all that waits on it, and a new one is made. */
const HEARTBEAT_MS = 5_000

/** Both connections and the cache engine. Nobody waits for Redis: absent, it is an outcome of `attempt`. */
export default fp(async (app) => {
  const { config, log, metrics } = app
  const cache = createRedis({ url: config.REDIS_URL, name: 'cache', log, heartbeatMs: HEARTBEAT_MS })
  const events = createRedis({ url: config.REDIS_EVENTS_URL, name: 'events', log, heartbeatMs: HEARTBEAT_MS })
  const buffers = withBuffers(cache)
  const keys = createKeys(config.REDIS_KEY_PREFIX)
  const { attempt, isUp, refusal, close } = createAttempt({
    isReady: () => cache.isReady,
    ping: () => cache.ping(),
    timeoutMs: config.REDIS_TIMEOUT_MS,
    log,
    onFault: (what, reason) => metrics.cacheFaults.inc({ what, reason }),
    onDown: () => invalidation.onDown(),
    onUp: () => invalidation.onUp()
  })
  const hot = createHotValues({ url: config.REDIS_URL, maxBytes: config.HOT_CACHE_BYTES, log, attempt, read: (key) => buffers.get(key) })
  const invalidation: Invalidation = createInvalidation({ redis: cache, keys, attempt, isUp, hot, outbox: createOutbox(app.pg.pool, config.DATABASE_URL), log })
  const cacheAside = createCacheAside({
    redis: cache,
    keys,
    attempt,
    hot,
    invalidation,
    leaseMs: config.CACHE_LEASE_MS,
    ttlJitter: config.TTL_JITTER,
    onOutcome: app.noteRead
  })
  cache.on('ready', () => invalidation.onConnected())
  app.migrated.then(() => invalidation.start(), () => {})

  metrics.gauge('deflect_cache_up', '1 while Redis answers within its deadline', () => isUp() ? 1 : 0)
  metrics.gauge('deflect_cache_caught_up', '1 while no invalidation is known to be outstanding; reads pass the cache by otherwise', () => invalidation.state().caughtUp ? 1 : 0)
  metrics.gauge('deflect_cache_hot_bytes', 'Bytes of the in-process tier', () => hot.bytes())

  app.decorate('redis', { cache, events, keys, attempt, execute: createExecute({ redis: cache, attempt }), invalidation, cacheAside, isUp, refusal })
  app.addHook('onClose', async () => {
    await invalidation.close()
    close()
    hot.close()
    disconnect(cache)
    disconnect(events)
  })
}, { name: 'redis', dependencies: ['config', 'metrics', 'hit-ratio', 'postgres'] })
