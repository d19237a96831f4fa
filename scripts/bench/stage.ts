import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createClient } from 'redis'
import { createEmbedder } from '../../src/model/embedder.ts'
import { LEAN_ENV } from '../lean.ts'
import { claimPort } from '../quickstart/service.ts'
import { startServices } from '../services.ts'
import { reachableTemporary, startPostgres } from '../services/postgres.ts'

/** Where all is compiled to (index.ts). */
const root = fileURLToPath(new URL('../..', import.meta.url))
const stateDir = join(root, '.deflect')
export const MODEL = 'Xenova/all-MiniLM-L6-v2'
export const modelDir = process.env['MODEL_DIR'] ?? join(stateDir, 'models')
const READY_MS = 60_000

/** Kernel clock ticks are 10 ms on Linux. */
const TICK_MS = 10

/** Milliseconds of processor time a process has used so far, all its threads; NaN where there is no /proc. */
export async function processorMs (pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const [user, system] = text.slice(text.lastIndexOf(')') + 2).split(' ').slice(11, 13)
  return (Number(user) + Number(system)) * TICK_MS
}

function lazily<T> (make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

/** `profiles`: a folder where the service leaves a CPU profile. */
export type StageOptions = { log: (line: string) => void, fsync: boolean, profiles?: string | undefined }
export type Stage = Awaited<ReturnType<typeof createStage>>

/** What the benches stand on, each started when the first bench asks for it and ended by `stop`: nothing here is shared with another run. */
export async function createStage ({ log, fsync, profiles }: StageOptions) {
  const releases: (() => unknown)[] = []
  const release = (work: () => unknown) => { releases.unshift(work) }
  await mkdir(stateDir, { recursive: true })
  const folder = await mkdtemp(join(stateDir, 'bench-'))
  release(() => rm(folder, { recursive: true, force: true }))

  async function child (entry: string, args: string[], childEnv: NodeJS.ProcessEnv, execArgv: string[] = []): Promise<ChildProcess> {
    const started = fork(entry, args, { cwd: root, env: childEnv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv })
    release(async () => {
      if (started.exitCode !== null || started.signalCode !== null) return
      started.kill('SIGTERM')
      await once(started, 'exit')
    })
    return started
  }

  const services = lazily(async () => {
    log('starting Redis Stack and Postgres')
    const given = { ...process.env }
    if (fsync && !given['DATABASE_URL']) {
      // The throw-away Postgres of startServices does not wait for its disk; a turn's transactions in production do.
      const data = await mkdtemp(join(reachableTemporary(), 'deflect-bench-'))
      // mkdtemp makes it private; user nobody passes through to its own folder below.
      await chmod(data, 0o711)
      const postgres = await startPostgres({ dir: join(data, 'postgres'), durable: true })
      release(async () => {
        await postgres.stop()
        await rm(data, { recursive: true, force: true })
      })
      given['DATABASE_URL'] = postgres.url
    }
    const started = await startServices({ stateDir, dataDir: join(stateDir, 'data'), persistent: false, log: () => {}, env: given })
    release(started.stop)
    return started.env
  })

  const redis = lazily(async () => {
    const client = createClient({ url: (await services()).REDIS_URL, RESP: 3 })
    client.on('error', () => {})
    await client.connect()
    release(() => { client.destroy() })
    return client
  })

  const pool = lazily(async () => {
    await service()
    const postgres = new pg.Pool({ connectionString: (await services()).DATABASE_URL, max: 1 })
    postgres.on('error', () => {})
    release(() => postgres.end())
    return postgres
  })

  const llm = lazily(async () => {
    const port = await claimPort(0)
    // In a process of its own: its work must not delay the clock of the bench.
    await child(join(root, 'scripts/simulated-llm.js'), ['--port', String(port), '--first-token-ms', '0', '--token-ms', '0'], process.env)
    const url = `http://127.0.0.1:${port}/v1`
    await answers(`${url}/models`)
    return url
  })

  /** The built service on a port of its own, in development mode (no token to verify). */
  async function startService (): Promise<{ base: string, pid: number }> {
    const [connections, upstream, port] = [await services(), await llm(), await claimPort(0)]
    log('starting the service')
    const started = await child(join(root, 'src/server.js'), [], {
      ...LEAN_ENV,
      ...process.env,
      ...connections,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      // On a busy machine a late reply would open the circuit, and the bench would measure the way without a cache.
      REDIS_TIMEOUT_MS: '2000',
      MODEL_DIR: modelDir,
      OPENAI_BASE_URL: upstream,
      OPENAI_API_KEY: 'sk-simulated'
    }, profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`])
    const base = `http://127.0.0.1:${port}`
    await answers(`${base}/readyz`)
    return { base, pid: started.pid! }
  }
  const service = lazily(startService)

  async function answers (url: string): Promise<void> {
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await pause(50)) {
      if (await fetch(url).then((reply) => reply.ok, () => false)) return
    }
    throw new Error(`expected an answer from ${url} within ${READY_MS / 1000} s, got none`)
  }

  return {
    log,
    fsync,
    services,
    redis,
    pool,
    llm,
    service,
    /** One more process of it, new each time. */
    anotherService: startService,
    /** A bare Fastify that serves this document under /object and /text. */
    async bare (document: string): Promise<{ base: string, pid: number }> {
      const file = join(folder, 'document.json')
      await writeFile(file, document)
      const port = await claimPort(0)
      const server = await child(join(root, 'scripts/bench/bare-server.js'), [file, String(port)], { ...process.env, NODE_ENV: 'production' })
      await Promise.race([once(server, 'message'), once(server, 'exit').then(() => { throw new Error('the bare server did not start') })])
      return { base: `http://127.0.0.1:${port}`, pid: server.pid! }
    },
    /** An embedder that remembers nothing: every text costs a run of the model. */
    embedder: lazily(async () => {
      const embedder = createEmbedder({ model: MODEL, dtype: 'int8', modelDir, timeoutMs: 60_000, cacheBytes: 1, log: { info () {}, warn () {} } })
      release(() => embedder.close())
      await embedder.loaded
      if (!embedder.ready()) throw new Error('expected the embedding model, got none; npm run model fetches it')
      return embedder
    }),
    async stop (): Promise<void> {
      // Last started, first stopped.
      for (const work of releases.splice(0)) await Promise.resolve().then(work).catch(() => {})
    }
  }
}
