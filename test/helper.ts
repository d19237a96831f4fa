import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createClient } from 'redis'
import { startSimulatedLlm } from '../scripts/simulated-llm.ts'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { embedderOf, type Embedder } from '../src/model/embedder.ts'
import { until } from './events/fresh.ts'

export { until }

type Test = { teardown (work: () => unknown): void }
export type Reply = { status: number, headers: Headers, text: string, body: any }

/** One for all services of this process that are given no model of their own: to load it takes two seconds of the processor. */
let shared: Embedder | undefined

/**
 * A whole service on a port of its own: real Redis Stack, Postgres and embedder from the environment `npm test` sets, a
 * database and a key prefix nobody else uses, and a simulated LLM behind the real client.
 */
export async function build (t: Test, env: NodeJS.ProcessEnv = {}) {
  const llm = await startSimulatedLlm()
  const name = `t${randomUUID().replaceAll('-', '')}`
  const base = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/deflect'
  const admin = new pg.Pool({ connectionString: base, max: 1 })
  await admin.query(`CREATE DATABASE ${name}`)
  const url = new URL(base)
  url.pathname = `/${name}`

  const config = readConfig({
    ...process.env,
    DATABASE_URL: url.href,
    REDIS_KEY_PREFIX: `${name}:`,
    // A busy machine is no dead server: a test that is about a deadline sets it.
    REDIS_TIMEOUT_MS: '10000',
    OPENAI_BASE_URL: llm.url,
    OPENAI_API_KEY: 'sk-simulated',
    EMBEDDING_TIMEOUT_MS: '60000',
    LLM_TIMEOUT_MS: '60000',
    LLM_CONNECT_TIMEOUT_MS: '60000',
    LLM_RETRIES: '0',
    LOG_LEVEL: 'silent',
    PORT: '0',
    // Nothing would be stored where the model cannot be asked what a question is about.
    ...('MODEL_DIR' in env ? { CLASSES_BY_MEANING: 'off' } : {}),
    ...env
  })
  const isOwn = Object.keys(env).some((name) => /^EMBEDDING_|^MODEL_DIR$/.test(name))
  if (!isOwn) shared ??= embedderOf(config, { info () {}, warn () {} })
  const app = await buildApp(config, false, isOwn ? undefined : shared)
  await app.embedder.loaded
  // A service answers at once, uncached until it has reached Redis; tests are about one that has. On port 1 there is none to reach.
  if (new URL(config.REDIS_URL).port !== '1') await until(() => app.redis.invalidation.state().caughtUp && app.semanticAnswers.index.state() !== 'unknown')
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const redis = createClient({ url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379' })
  redis.on('error', () => {})
  await redis.connect()
  t.teardown(async () => {
    await app.close()
    for await (const keys of redis.scanIterator({ MATCH: `${name}:*`, COUNT: 1000 })) if (keys.length > 0) await redis.del(keys)
    await redis.ft.dropIndex(app.semanticAnswers.index.name).catch(() => {})
    redis.destroy()
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await admin.end()
    await llm.stop()
  })

  /** One request; a body that is no string is sent as JSON. */
  async function call (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const reply = await fetch(address + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' || body instanceof Uint8Array ? body as never : JSON.stringify(body) })
    })
    const text = await reply.text()
    let parsed
    try { parsed = JSON.parse(text) } catch { /* not JSON */ }
    return { status: reply.status, headers: reply.headers, text, body: parsed }
  }
  /** One chat turn. */
  const send = (content: string, more: { conversation_id?: string, id?: string, user?: string, headers?: Record<string, string> } = {}) =>
    call('POST', '/backend-api/f/conversation',
      { ...(more.conversation_id ? { conversation_id: more.conversation_id } : {}), message: { content, ...(more.id ? { id: more.id } : {}) } },
      { ...(more.user ? { 'x-deflect-user': more.user } : {}), ...more.headers })

  return { app, address, llm, call, send, redis, prefix: `${name}:` }
}

/** Until a service in another process reads its caches: ready it is before that. */
export const reachesCaches = (address: string): Promise<void> =>
  until(async () => /^deflect_cache_caught_up 1$/m.test(await fetch(`${address}/metrics`).then((reply) => reply.text(), () => '')))

/** Until no write has left a note of its stale keys: another process that found one would delete them once more. */
export const noneOutstanding = ({ app }: Pick<Awaited<ReturnType<typeof build>>, 'app'>): Promise<void> =>
  until(async () => (await app.pg.pool.query('SELECT FROM cache_outbox')).rowCount === 0)

/** The settings of another service over the same database, keys and LLM as this one. */
export const sharedBy = ({ app, prefix, llm }: Pick<Awaited<ReturnType<typeof build>>, 'app' | 'prefix' | 'llm'>) =>
  ({ DATABASE_URL: app.config.DATABASE_URL, REDIS_KEY_PREFIX: prefix, OPENAI_BASE_URL: llm.url })

/** Events of a `text/event-stream`. */
export const eventsOf = (text: string) => text.split('\n\n').filter((block) => block.includes('data: ')).map((block) => ({
  name: /^event: (.*)$/m.exec(block)?.[1] ?? null,
  data: /^data: (.*)$/m.exec(block)?.[1] ?? ''
}))
