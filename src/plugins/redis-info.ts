import fp from 'fastify-plugin'
import { Gauge } from 'prom-client'
import { createServerInfo, type ServerInfo } from '../cache/server-info.ts'
import { within } from '../events/within.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What the cache Redis says of itself; null where it does not answer. */
    redisInfo (): Promise<ServerInfo | null>
  }
}

/** Two scrapers at once, or an impatient one, cost one INFO. */
const SHARED_MS = 500
const EVENTS_MS = 500

/** What both servers say of themselves, read when the metrics are. A server that is away has no samples. */
export default fp(async (app) => {
  const { metrics, redis } = app
  const servers = {
    cache: createServerInfo({
      forMs: SHARED_MS,
      info: async () => {
        const reply = await redis.attempt('info', () => redis.cache.info())
        return reply.ok ? reply.value : null
      }
    }),
    events: createServerInfo({ forMs: SHARED_MS, info: async () => redis.events.isReady ? await within(redis.events.info(), EVENTS_MS) : null })
  }

  app.decorate('redisInfo', servers.cache)

  function gauge (name: string, help: string, field: keyof ServerInfo): void {
    const made = new Gauge({
      name,
      help,
      labelNames: ['redis'],
      registers: [metrics.registry],
      async collect () {
        for (const [server, read] of Object.entries(servers)) {
          const value = (await read())?.[field] ?? null
          if (value === null) made.remove(server)
          else made.set({ redis: server }, value)
        }
      }
    })
  }
  gauge('deflect_redis_evicted_keys', 'Keys evicted to stay below maxmemory, since the server started', 'evictedKeys')
  gauge('deflect_redis_expired_keys', 'Keys that reached their TTL, since the server started', 'expiredKeys')
  gauge('deflect_redis_keyspace_hits', 'Lookups that found their key, since the server started', 'keyspaceHits')
  gauge('deflect_redis_keyspace_misses', 'Lookups that found no key, since the server started', 'keyspaceMisses')
  gauge('deflect_redis_used_memory_bytes', 'Bytes the server holds', 'usedMemoryBytes')
  gauge('deflect_redis_max_memory_bytes', 'Bytes at which the server evicts, or refuses writes; 0: no limit', 'maxMemoryBytes')
  gauge('deflect_redis_fragmentation_ratio', 'Resident over used memory', 'fragmentationRatio')
}, { name: 'redis-info', dependencies: ['metrics', 'redis'] })
