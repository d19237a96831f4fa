import fp from 'fastify-plugin'
import { createAttempt, type Attempt } from '../cache/attempt.ts'
import { createRedis, type Redis } from '../cache/client.ts'
import { createExecute, type Execute } from '../cache/execute.ts'
import { createKeys, type Keys } from '../cache/keys.ts'

declare module 'fastify' {
  interface FastifyInstance {
    redis: { cache: Redis, events: Redis, keys: Keys, attempt: Attempt, execute: Execute }
  }
}

/** Both connections. Nobody waits for them: absent, they are an outcome of `attempt`. */
export default fp(async (app) => {
  const { config, log, metrics } = app
  const cache = createRedis({ url: config.REDIS_URL, name: 'cache', log })
  const events = createRedis({ url: config.REDIS_EVENTS_URL, name: 'events', log })
  const attempt = createAttempt({
    isReady: () => cache.isReady, timeoutMs: config.REDIS_TIMEOUT_MS, log, onFault: (what, reason) => metrics.cacheFaults.inc({ what, reason })
  })
  app.decorate('redis', { cache, events, keys: createKeys(config.REDIS_KEY_PREFIX), attempt, execute: createExecute({ redis: cache, attempt }) })
  app.addHook('onClose', async () => {
    cache.destroy()
    events.destroy()
  })
}, { name: 'redis', dependencies: ['config', 'metrics'] })
