import { chmodSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createClient } from 'redis'
import { startPostgres, startRedis, type Service } from '../services.ts'
import { reachableTemporary } from '../services/postgres.ts'
import { freePort, removeAfterUs } from '../services/process.ts'
import { startSimulatedLlm } from '../simulated-llm.ts'
import { createServerProcess, type ServerProcess } from './server-process.ts'

const STATE_DIR = fileURLToPath(new URL('../../.deflect', import.meta.url))

const CACHE_PASSWORD = 'check'
export const cacheUser = (server: number) => `server-${server}`

export type ClusterOptions = {
  servers: number
  preload?: string[]
  /** Where the servers' logs go to stay; else they go with everything. */
  logs?: string | undefined
  log: (line: string) => void
}

async function freshFolder () {
  const folder = await mkdtemp(join(reachableTemporary(), 'deflect-check-'))
  // mkdtemp makes it private; Postgres of user nobody passes through to its own folder.
  chmodSync(folder, 0o711)
  const guard = removeAfterUs(folder)
  return { folder, remove: async () => { await rm(folder, { recursive: true, force: true }); guard.cancel() } }
}

/** As Promise.all, but nothing is still starting when it rejects. */
async function allOrFirstError<T extends readonly unknown[]> (work: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(work)
  return await Promise.all(work) as unknown as T
}

/** One Redis that can be killed and come back on its port. */
async function startKillableRedis (kind: 'cache' | 'events', dir: string, args: string[] = []) {
  let service: Service = await startRedis({ stateDir: STATE_DIR, kind, dir, args })
  const client = createClient({ url: service.url, disableOfflineQueue: true, socket: { reconnectStrategy: 20 } })
  client.on('error', () => {})
  await client.connect()
  return {
    url: service.url,
    client,
    signal: (signal: NodeJS.Signals) => { service.process.kill(signal) },
    async kill (): Promise<void> {
      const gone = once(service.process, 'exit')
      service.process.kill('SIGKILL')
      await gone
    },
    async restart (): Promise<void> {
      service = await startRedis({ stateDir: STATE_DIR, kind, dir, args, port: service.port })
      while (!client.isReady) await delay(10)
    },
    async stop (): Promise<void> {
      if (client.isOpen) client.destroy()
      await service.stop()
    }
  }
}

/** Everything the check runs on, all of it its own: two Redis, Postgres, an LLM that answers at once, and the servers. */
export async function startCluster ({ servers: count, preload = [], logs, log }: ClusterOptions) {
  const { folder, remove } = await freshFolder()
  const ends: (() => unknown)[] = [remove]
  const stop = async () => { for (const end of ends.splice(0).reverse()) await end() }
  const began = async <T>(starting: Promise<T>, end: (thing: T) => unknown): Promise<T> => {
    const thing = await starting
    ends.push(() => end(thing))
    return thing
  }
  try {
    // Each server is a user of its own, so that one can be cut off from the cache while the others are not.
    const users = Array.from({ length: count }, (_, i) => ['--user', cacheUser(i), 'on', `>${CACHE_PASSWORD}`, '~*', '&*', '+@all']).flat()
    // Those that came up while another failed are known to `ends` by then.
    const [postgres, cache, events, llm] = await allOrFirstError([
      began(startPostgres({ dir: join(folder, 'postgres'), durable: false }), (service) => service.stop()),
      began(startKillableRedis('cache', join(folder, 'cache'), users), (redis) => redis.stop()),
      began(startKillableRedis('events', join(folder, 'events')), (redis) => redis.stop()),
      began(startSimulatedLlm({ recordLimit: 0 }), (server) => server.stop())
    ])
    const pool = new pg.Pool({ connectionString: postgres.url, max: 4, application_name: 'check-consistency' })
    pool.on('error', () => {})
    ends.push(() => pool.end())

    // No embedder: the check is about conversations, and a model would take the processor from them.
    const noModel = join(folder, 'no-model')
    mkdirSync(noModel)
    const settings = {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      DATABASE_URL: postgres.url,
      REDIS_EVENTS_URL: events.url,
      OPENAI_BASE_URL: llm.url,
      OPENAI_API_KEY: 'sk-simulated',
      MODEL_DIR: noModel
    }
    if (logs !== undefined) mkdirSync(logs, { recursive: true })
    const servers: ServerProcess[] = []
    const urlOf = (i: number) => cache.url.replace('//', `//${cacheUser(i)}:${CACHE_PASSWORD}@`)
    for (let i = 0; i < count; i++) servers.push(createServerProcess({ port: await freePort(), env: { ...settings, REDIS_URL: urlOf(i) }, logFile: join(logs ?? folder, `server-${i}.log`), preload }))
    ends.push(() => Promise.all(servers.map((server) => server.stop(5_000))))
    await allOrFirstError(servers.map((server) => server.start()))
    log(`${count} servers on ${servers.map(({ base }) => base).join(', ')}`)
    return { folder, cache, events, pool, servers, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
export type Cluster = Awaited<ReturnType<typeof startCluster>>
