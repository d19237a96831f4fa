import fp from 'fastify-plugin'
import { Counter, Gauge } from 'prom-client'
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

  /** @param set what takes the value a server says */
  const collect = (field: keyof ServerInfo, set: (server: string, value: number) => void) => async function (this: Counter | Gauge): Promise<void> {
    for (const [server, read] of Object.entries(servers)) {
      const value = (await read())?.[field] ?? null
      this.remove(server)
      if (value !== null) set(server, value)
    }
  }
  const common = (name: string, help: string) => ({ name: `deflect_redis_${name}`, help, labelNames: ['redis'], registers: [metrics.registry] })
  function gauge (name: string, help: string, field: keyof ServerInfo): void {
    const made: Gauge = new Gauge({ ...common(name, help), collect: collect(field, (server, value) => made.set({ redis: server }, value)) })
  }
  /** Begins anew with the server. */
  function counter (name: string, help: string, field: keyof ServerInfo): void {
    const made: Counter = new Counter({ ...common(name, help), collect: collect(field, (server, value) => made.inc({ redis: server }, value)) })
  }
  counter('evicted_keys_total', 'Keys evicted to stay below maxmemory, since the server started', 'evictedKeys')
  counter('expired_keys_total', 'Keys that reached their TTL, since the server started', 'expiredKeys')
  counter('keyspace_hits_total', 'Lookups that found their key, since the server started', 'keyspaceHits')
  counter('keyspace_misses_total', 'Lookups that found no key, since the server started', 'keyspaceMisses')
  gauge('used_memory_bytes', 'Bytes the server holds', 'usedMemoryBytes')
  gauge('max_memory_bytes', 'Bytes at which the server evicts, or refuses writes; 0: no limit', 'maxMemoryBytes')
  gauge('fragmentation_ratio', 'Resident over used memory', 'fragmentationRatio')
}, { name: 'redis-info', dependencies: ['metrics', 'redis'] })
