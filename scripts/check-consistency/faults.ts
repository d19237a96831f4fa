import { setTimeout as delay } from 'node:timers/promises'
import { cacheUser, type Cluster } from './cluster.ts'
import type { Fault } from './history.ts'
import { between, pick, shuffled, type Random } from './random.ts'

export const FAULTS = ['cache-kill', 'cache-pause', 'cache-flush', 'cache-clients', 'cache-partition', 'cache-read-only', 'cache-full', 'events-kill', 'server-kill', 'server-pause', 'postgres-clients'] as const
export type FaultKind = typeof FAULTS[number]

/** Does one thing after another to the cluster; each leaves it whole. */
export function createFaults (cluster: Cluster, random: Random, now: () => number) {
  const { cache, events, pool, servers } = cluster

  async function killed (redis: Cluster['cache' | 'events'], then: string): Promise<string> {
    const ms = between(random, 20, 1_500)
    await redis.kill()
    await delay(ms)
    await redis.restart()
    return `SIGKILL, ${then} ${Math.round(ms)} ms later`
  }

  /** @returns what exactly was done */
  const acts: Record<FaultKind, () => Promise<string>> = {
    'cache-kill': () => killed(cache, 'empty'),
    async 'cache-pause' () {
      const ms = between(random, 30, 800)
      cache.signal('SIGSTOP')
      await delay(ms)
      cache.signal('SIGCONT')
      return `SIGSTOP for ${Math.round(ms)} ms`
    },
    async 'cache-flush' () {
      await cache.client.flushAll()
      return 'FLUSHALL'
    },
    async 'cache-clients' () {
      // A series: the second cut meets clients that are just coming back, and one server may be cut off while another is not.
      const [times, share] = [1 + Math.floor(random() * 12), random() < 0.4 ? 1 : 0.5]
      for (let i = 0; i < times; i++) {
        const clients = String(await cache.client.sendCommand(['CLIENT', 'LIST', 'TYPE', 'normal'])).split('\n').filter((line) => line.includes('name=deflect'))
        for (const line of clients) if (random() < share) await cache.client.sendCommand(['CLIENT', 'KILL', 'ID', /id=(\d+)/.exec(line)![1]!])
        await delay(between(random, 5, 80))
      }
      return `CLIENT KILL of ${share === 1 ? 'all' : 'some'}, ${times} times`
    },
    async 'cache-partition' () {
      // One server cannot reach the cache, the others can: what it writes must not be served stale by them.
      const server = Math.floor(random() * servers.length)
      const ms = between(random, 30, 1_000)
      await cache.client.sendCommand(['ACL', 'SETUSER', cacheUser(server), 'off'])
      await cache.client.sendCommand(['CLIENT', 'KILL', 'USER', cacheUser(server)])
      await delay(ms)
      await cache.client.sendCommand(['ACL', 'SETUSER', cacheUser(server), 'on'])
      return `server ${server} cut off for ${Math.round(ms)} ms`
    },
    async 'cache-read-only' () {
      // The worst for a cache: what is stale can be read, but not taken away.
      const ms = Math.round(between(random, 30, 800))
      await cache.client.sendCommand(['CLIENT', 'PAUSE', String(ms), 'WRITE'])
      await delay(ms)
      return `CLIENT PAUSE ${ms} WRITE`
    },
    async 'cache-full' () {
      const ms = between(random, 100, 800)
      const before = await cache.client.configGet('maxmemory*')
      // maxmemory-clients is a share of maxmemory: left as it is, Redis would cut its clients off instead of answering OOM.
      await cache.client.configSet({ 'maxmemory-clients': '0', 'maxmemory-policy': 'noeviction', maxmemory: '1' })
      await delay(ms)
      const { maxmemory = '0', 'maxmemory-clients': clients = '0', 'maxmemory-policy': policy = 'allkeys-lru' } = before
      await cache.client.configSet({ maxmemory, 'maxmemory-clients': clients, 'maxmemory-policy': policy })
      return `answers OOM for ${Math.round(ms)} ms`
    },
    'events-kill': () => killed(events, 'back'),
    async 'server-kill' () {
      const server = pick(random, servers)
      await server.kill()
      await server.start()
      return `SIGKILL of server ${servers.indexOf(server)}`
    },
    async 'server-pause' () {
      const server = pick(random, servers)
      const ms = between(random, 30, 1_500)
      server.signal('SIGSTOP')
      await delay(ms)
      server.signal('SIGCONT')
      return `SIGSTOP of server ${servers.indexOf(server)} for ${Math.round(ms)} ms`
    },
    async 'postgres-clients' () {
      const { rowCount } = await pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deflect' AND random() < 0.7")
      return `pg_terminate_backend of ${rowCount}`
    }
  }

  let waiting: FaultKind[] = []
  return {
    /** Every kind once in a random order, then again. */
    next (): FaultKind {
      if (waiting.length === 0) waiting = shuffled(random, FAULTS)
      return waiting.pop()!
    },
    async inject (kind: FaultKind, onStart: (fault: Fault) => void): Promise<Fault> {
      const fault: Fault = { kind, from: now(), to: Infinity }
      onStart(fault)
      try {
        while (!cache.client.isReady) await delay(5)
        fault.detail = await acts[kind]()
      } catch (error) {
        fault.detail = `failed: ${(error as Error).message}`
      }
      fault.to = now()
      return fault
    }
  }
}
