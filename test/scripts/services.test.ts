import t, { type Test } from '../tap.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { createClient } from 'redis'
import { PortTakenError, ServiceError, startPostgres, startRedis, startServices } from '../../scripts/services.ts'
import { linkLibraries } from '../../scripts/services/postgres.ts'
import { findRedis } from '../../scripts/services/wheel.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const stateDir = join(root, '.deflect')

function temporary (t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'deflect-test-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function isAlive (pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until (condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited 2 min for ${what}`)
    await delay(10)
  }
}

async function ask (url: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

t.test('the cache Redis evicts, persists nothing and can search; args win over the file', async (t) => {
  const redis = await startRedis({ stateDir, kind: 'cache', dir: temporary(t), args: ['--maxmemory', '7mb'] })
  t.teardown(redis.stop)
  t.same(await ask(redis.url, 'FT._LIST'), [])
  t.match(await ask(redis.url, 'CONFIG', 'GET', 'maxmemory*'), { 'maxmemory-policy': 'allkeys-lru', maxmemory: String(7 * 2 ** 20) })
  t.match(await ask(redis.url, 'CONFIG', 'GET', 'save'), { save: '' })
  t.match(await ask(redis.url, 'CONFIG', 'GET', 'appendonly'), { appendonly: 'no' })
  t.match(await ask(redis.url, 'CONFIG', 'GET', 'bind'), { bind: '127.0.0.1' })
})

t.test('the events Redis keeps its data through a kill, on the same port', async (t) => {
  const dir = temporary(t)
  const first = await startRedis({ stateDir, kind: 'events', dir, args: ['--appendfsync', 'always'] })
  t.teardown(first.stop)
  t.match(await ask(first.url, 'CONFIG', 'GET', 'maxmemory-policy'), { 'maxmemory-policy': 'noeviction' })
  await ask(first.url, 'XADD', 'events', '1-1', 'what', 'hit')
  first.process.kill('SIGKILL')
  await first.stop()
  t.notOk(isAlive(first.pid))
  const second = await startRedis({ stateDir, kind: 'events', dir, port: first.port })
  t.teardown(second.stop)
  t.equal(second.url, first.url)
  t.equal(await ask(second.url, 'XLEN', 'events'), 1)
})

t.test('a Postgres whose package was installed without its script gets the links it needs, once', async (t) => {
  const folder = t.testdir({ native: { lib: { 'libpq.so.5.18': 'pq' }, 'pg-symlinks.json': '[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]' } })
  await Promise.all([linkLibraries(folder), linkLibraries(folder)])
  t.equal(readlinkSync(join(folder, 'native/lib/libpq.so.5')), 'libpq.so.5.18')
  await linkLibraries(folder)
  await linkLibraries(t.testdir({}))
})

t.test('stop leaves no process, twice is fine, and a stopped (SIGSTOP) server ends too', async (t) => {
  const redis = await startRedis({ stateDir, kind: 'events', dir: temporary(t) })
  redis.process.kill('SIGSTOP')
  await Promise.all([redis.stop(), redis.stop()])
  t.notOk(isAlive(redis.pid))
  await redis.stop()
})

t.test('a taken port is one line that names it', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const dir = temporary(t)
  await t.rejects(startRedis({ stateDir, kind: 'events', dir, port }), { constructor: PortTakenError, message: new RegExp(`^Redis \\(events\\): port ${port} is taken; .*$`) })
})

t.test('Postgres comes back with its data on the same port, as another user than root', async (t) => {
  // Below the temporary folder, which user nobody can reach.
  const dir = join('/tmp', `deflect-test-pg-${process.pid}`)
  t.teardown(() => { for (const path of [dir, `${dir}.log`]) rmSync(path, { recursive: true, force: true }) })
  const query = async (url: string, sql: string) => {
    const client = new pg.Client(url)
    client.on('error', () => {})
    await client.connect()
    return client.query(sql).finally(() => client.end())
  }
  const first = await startPostgres({ dir, durable: false })
  t.teardown(first.stop)
  await query(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)')
  await first.stop()
  t.notOk(isAlive(first.pid))
  const second = await startPostgres({ dir, port: first.port, durable: false })
  t.teardown(second.stop)
  t.same((await query(second.url, 'SELECT n FROM kept')).rows, [{ n: 42 }])
})

t.test('a parent that is killed takes its services and temporary data along', async (t) => {
  const dataDir = temporary(t)
  const script = join(dataDir, 'parent.mts')
  writeFileSync(script, `
    import { startRedis } from ${JSON.stringify(join(root, 'scripts/services.ts'))}
    const { pid } = await startRedis({ stateDir: ${JSON.stringify(stateDir)}, kind: 'events', dir: ${JSON.stringify(dataDir)} })
    process.stdout.write(String(pid))
    setInterval(() => {}, 60_000)`)
  const parent = spawn(process.execPath, ['--import=tsx', script], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const [data] = await once(parent.stdout, 'data') as [Buffer]
  const pid = Number(data.toString())
  t.ok(isAlive(pid))
  parent.kill('SIGKILL')
  await until(() => !isAlive(pid), 'the server to follow its parent')
  t.pass('no process is left')
})

const { REDIS_URL = '', DATABASE_URL = '' } = process.env
t.test('what the environment gives is used; what it does not is started', { skip: !REDIS_URL && 'needs the services of npm test' }, async (t) => {
  const dataDir = temporary(t)
  const services = await startServices({ stateDir, dataDir, persistent: true, log: () => {}, env: { REDIS_URL, DATABASE_URL } })
  t.teardown(services.stop)
  t.same(services.started, ['events'])
  t.match(services.env, { REDIS_URL, DATABASE_URL, REDIS_EVENTS_URL: /^redis:\/\/127\.0\.0\.1:\d+$/ })
  t.equal(await ask(services.env.REDIS_EVENTS_URL, 'PING'), 'PONG')
  await services.stop()
  await t.rejects(ask(services.env.REDIS_EVENTS_URL, 'PING'))
  t.notOk(existsSync(join(dataDir, 'run.json')))
})

t.test('a given server that does not answer is named, without its password', async (t) => {
  const options = { stateDir, dataDir: temporary(t), persistent: false, log: () => {} }
  const dead = { REDIS_URL: 'redis://:hunter2@127.0.0.1:1', REDIS_EVENTS_URL: 'redis://127.0.0.1:1', DATABASE_URL: 'postgres://postgres@127.0.0.1:1/x' }
  const error = await startServices({ ...options, env: dead }).then(() => t.fail('expected a failure'), (error) => error)
  t.type(error, ServiceError)
  t.match(error.message, /^REDIS_URL redis:\/\/:\*\*\*@127\.0\.0\.1:1 does not answer: .*ECONNREFUSED.*unset REDIS_URL/)
  t.notMatch(error.message, /hunter2|\n/)
})

t.test('without python3 and without Redis Stack the way out is named', async (t) => {
  const { PATH } = process.env
  t.teardown(() => { process.env['PATH'] = PATH })
  process.env['PATH'] = temporary(t)
  await t.rejects(findRedis({ stateDir: temporary(t), needsModules: true }), { constructor: ServiceError, message: /no python3 on PATH; .*REDIS_URL/ })
})
