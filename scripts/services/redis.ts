import { mkdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch, withPort, type Service } from './process.ts'
import { findRedis } from './wheel.ts'

const CONF = fileURLToPath(new URL('../../redis-stack.conf', import.meta.url))

/** `cache` evicts, persists nothing and has the modules; `events` is the second Redis: append-only file, never evicts. */
type RedisKind = 'cache' | 'events'

export type RedisOptions = {
  /** where Redis Stack is unpacked once, shared by all */
  stateDir: string
  kind: RedisKind
  /** where this server keeps its files and its log */
  dir: string
  /** a free one when not given */
  port?: number
  /** more of the command line, such as `['--maxmemory', '5mb']`; it wins over the configuration file */
  args?: string[]
  onDownload?: () => void
}

const ARGS: Record<RedisKind, string[]> = {
  cache: [CONF],
  // everysec: a crash of the machine loses a second of events, a crash of the process none.
  events: ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction']
}

// A raw PING: a client would retry, queue and take longer to load than the server to start. LOADING counts as not ready.
function answersPing (port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    const done = (answer: boolean) => { socket.destroy(); resolve(answer) }
    socket.setTimeout(1_000, () => done(false))
    socket.once('data', (data) => done(data.toString().startsWith('+PONG')))
    socket.once('error', () => done(false))
    socket.once('close', () => resolve(false))
  })
}

/** Starts one private Redis; a test may kill it, stop it with SIGSTOP, or start it again on the same port. */
export async function startRedis (options: RedisOptions): Promise<Service> {
  const { kind, dir, args = [] } = options
  const redis = await findRedis({ stateDir: options.stateDir, needsModules: kind === 'cache', ...(options.onDownload && { onDownload: options.onDownload }) })
  await mkdir(dir, { recursive: true })
  const modules = kind === 'cache' ? redis.modules.flatMap((file) => ['--loadmodule', file]) : []
  return withPort(`Redis (${kind})`, options.port, async (port) => {
    const service = await launch({
      name: `Redis (${kind})`,
      command: redis.server,
      args: [...ARGS[kind], '--bind', '127.0.0.1', '--port', String(port), '--dir', dir, ...modules, ...args],
      cwd: dir,
      logFile: join(dir, `redis-${kind}.log`),
      signal: 'SIGTERM',
      isReady: () => answersPing(port)
    })
    return { url: `redis://127.0.0.1:${port}`, port, ...service }
  })
}
