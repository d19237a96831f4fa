import { createHash } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { removeAfterUs, type Service } from './services/process.ts'
import { lockFolder } from './services/lock.ts'
import { isReachable, ownedByUs, reachableTemporary, startPostgres } from './services/postgres.ts'
import { startRedis } from './services/redis.ts'

export { startPostgres } from './services/postgres.ts'
export { startRedis } from './services/redis.ts'
export { PortTakenError, ServiceError, type Service } from './services/process.ts'

/** What the service connects to; `started` names what is ours, `stop` ends it. */
export type Services = {
  env: { REDIS_URL: string, REDIS_EVENTS_URL: string, DATABASE_URL: string }
  started: string[]
  stop (): Promise<void>
}

export type ServicesOptions = {
  /** where downloads are unpacked once, usually `.deflect` */
  stateDir: string
  /** where data lives; Postgres data goes to a temporary folder instead where user nobody could not reach it */
  dataDir: string
  /** true: the data is kept for the next start; false: a fresh folder that goes with the services */
  persistent: boolean
  log: (line: string) => void
  env?: NodeJS.ProcessEnv
}

/** Starts whatever the environment does not give (REDIS_URL, REDIS_EVENTS_URL, DATABASE_URL) on free ports of this machine. */
export async function startServices (options: ServicesOptions): Promise<Services> {
  const { stateDir, persistent, log, env = process.env } = options
  const running: Service[] = []
  const release: (() => unknown)[] = []
  const stop = once(async () => {
    await Promise.all(running.map((service) => service.stop()))
    for (const give of release) await give()
  })

  try {
    const given = { redis: env['REDIS_URL'], events: env['REDIS_EVENTS_URL'], postgres: env['DATABASE_URL'] }
    const dataDir = persistent ? options.dataDir : await temporaryFolder(options.dataDir, release)
    const lock = persistent && Object.values(given).some((url) => !url) ? await lockFolder(dataDir) : undefined
    if (lock) release.push(lock.release)

    const bring = async (step: keyof typeof given, start: () => Promise<Service>, check: (url: string) => Promise<void>) => {
      const url = given[step]
      if (url) {
        await check(url)
        return url
      }
      const service = await start()
      running.push(service)
      lock?.add(service.pid)
      log(`${step} on port ${service.port}`)
      return service.url
    }
    const onDownload = once(() => log('downloading Redis Stack (53 MB, once)'))
    const redis = { stateDir, onDownload }
    // Their clients are loaded where something is given: they take longer than Redis and Postgres to come up.
    const check = () => import('./services/given.ts')
    // The cache first: where Redis Stack has to be fetched, the second Redis then finds it. Postgres meanwhile.
    const caches = async () => [
      await bring('redis', () => startRedis({ ...redis, kind: 'cache', dir: join(dataDir, 'redis') }), async (url) => (await check()).checkRedis('REDIS_URL', url)),
      await bring('events', () => startRedis({ ...redis, kind: 'events', dir: join(dataDir, 'events') }), async (url) => (await check()).checkRedis('REDIS_EVENTS_URL', url))
    ] as const
    const database = () => bring('postgres', async () => startPostgres({ dir: await databaseFolder(dataDir), durable: persistent }), async (url) => (await check()).checkPostgres(url))

    // allSettled: what came up while another failed must be known before it is stopped.
    const [first, second] = await Promise.allSettled([caches(), database()])
    if (first.status === 'rejected') throw first.reason
    if (second.status === 'rejected') throw second.reason
    const [REDIS_URL, REDIS_EVENTS_URL] = first.value
    const started = (['redis', 'events', 'postgres'] as const).filter((step) => !given[step])
    return { env: { REDIS_URL, REDIS_EVENTS_URL, DATABASE_URL: second.value }, started, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function once<T> (action: () => T): () => T {
  let result: { value: T } | undefined
  return () => (result ??= { value: action() }).value
}

async function temporaryFolder (parent: string, release: (() => unknown)[]): Promise<string> {
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(isReachable(parent) ? parent : reachableTemporary(), 'deflect-'))
  // mkdtemp makes it private; user nobody passes through to its own folder below.
  chmodSync(folder, 0o711)
  const guard = removeAfterUs(folder)
  release.push(async () => {
    await rm(folder, { recursive: true, force: true })
    guard.cancel()
  })
  return folder
}

async function databaseFolder (dataDir: string): Promise<string> {
  const folder = join(dataDir, 'postgres')
  if (isReachable(folder)) return folder
  // One per checkout, found again by the next start.
  const checkout = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const parent = join(reachableTemporary(), `deflect-${checkout}`)
  await mkdir(parent, { recursive: true, mode: 0o711 })
  ownedByUs(parent)
  return join(parent, 'postgres')
}
