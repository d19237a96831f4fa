import { randomUUID } from 'node:crypto'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import pg from 'pg'
import { createClient } from 'redis'
import { migrate } from '../../src/db/migrate.ts'
import { createEvent, type AnswerEvent, type AnswerEventInput } from '../../src/events/event.ts'

type Teardown = { teardown (work: () => unknown): void }

export const quiet = { info () {}, warn () {} }
const eventsUrl = () => process.env['REDIS_EVENTS_URL'] ?? 'redis://127.0.0.1:6380'

/** A key nobody else uses, gone at the end of the test. */
export async function freshStream (t: Teardown, url = eventsUrl()) {
  const key = `test:${randomUUID()}`
  const client = createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: 20 } })
  client.on('error', () => {})
  await client.connect()
  t.teardown(async () => {
    if (client.isReady) await client.del(key)
    client.destroy()
  })
  return { key, client }
}

/** An own schema with every migration, gone at the end of the test. `url` leads a child process there. */
export async function freshSchema (t: Teardown) {
  const schema = `test_${randomUUID().replaceAll('-', '')}`
  const base = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/deflect'
  const url = new URL(base)
  url.searchParams.set('options', `-c search_path=${schema}`)
  const pool = new pg.Pool({ connectionString: url.href, max: 4 })
  pool.on('error', () => {})
  await pool.query(`create schema ${schema}`)
  await migrate(pool)
  t.teardown(async () => {
    await pool.query(`drop schema ${schema} cascade`)
    await pool.end()
  })
  return { pool, url: url.href }
}

export function sampleEvent (fields: Partial<AnswerEventInput> = {}): AnswerEvent {
  return createEvent({
    user: 'u1',
    tenant: 'local',
    namespace: 'default',
    surface: 'chat',
    model: 'gpt-4o-mini',
    status: 'miss',
    reason: 'empty',
    threshold: 0.95,
    milliseconds: 1_010,
    embed_ms: 2,
    lookup_ms: 1,
    llm_ms: 1_000,
    prompt_tokens: 100,
    completion_tokens: 50,
    window_tokens_saved: 10,
    ...fields
  })
}

/** A server (the events Redis) behind a door that can be shut: connections break and new ones are refused, as when it is away. */
export async function eventsDoor (t: Teardown, behind = eventsUrl()) {
  const target = new URL(behind)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let port = 0
  const open = async () => {
    server = createServer((socket) => {
      const upstream = connect(Number(target.port || 6379), target.hostname)
      for (const end of [socket, upstream]) {
        sockets.add(end)
        end.on('error', () => {}).on('close', () => { socket.destroy(); upstream.destroy(); sockets.delete(end) })
      }
      socket.pipe(upstream).pipe(socket)
    })
    await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  const shut = async () => {
    const closed = new Promise((resolve) => server?.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await open()
  t.teardown(() => server?.listening ? shut() : undefined)
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`
  return { url: url.href, open, shut }
}

/** Waits for a condition by asking it again and again; the timeout of the test is the limit. */
export async function until (condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!await condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
