import fastifyPostgres from '@fastify/postgres'
import fp from 'fastify-plugin'
import pg from 'pg'
import { ConfigError } from '../config.ts'
import { isPostgresRefusal, isPostgresUnavailable } from '../errors.ts'
import { createClock, type Clock } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import { createLane } from '../db/lane.ts'
import { migrate } from '../db/migrate.ts'
import { KEEP_ALIVE_MS } from '../db/outbox.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Settles when the schema is in place; goes on trying while Postgres is away. Rejects where that never helps: ConfigError where Postgres refuses DATABASE_URL. */
    migrated: Promise<void>
    /** For what is compared with times of Postgres. */
    clock: Pick<Clock, 'now'>
    /** What operators read, which may take long: one lane for all of it. */
    operatorLane: Database
  }
}

const RETRY_MS = 1_000
/** A start that waits this long for the schema says so. */
const PATIENCE_MS = 10_000
/** A clock may be set anew while the process runs; how soon that is noticed, ms. */
const CLOCK_MS = 10_000

const asRefusal = (error: unknown): ConfigError | null => isPostgresRefusal(error) ? new ConfigError(`bad setting: DATABASE_URL: ${(error as Error).message}`, { cause: error }) : null

/** The pool, and the schema. A Postgres that is away at start is waited for: until then requests get 503. */
export default fp(async (app) => {
  const { DATABASE_URL, POSTGRES_POOL, POSTGRES_TIMEOUT_MS } = app.config
  const connection = { connectionString: DATABASE_URL, connectionTimeoutMillis: 2_000, application_name: 'deflect' }
  // A server that vanished says nothing, and TCP would wait for it a quarter of an hour, connection by connection.
  await app.register(fastifyPostgres, { ...connection, max: POSTGRES_POOL, query_timeout: POSTGRES_TIMEOUT_MS, keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS })
  // Without a listener an idle connection that breaks ends the process.
  app.pg.pool.on('error', (error) => app.log.warn({ reason: error.message }, 'postgres connection lost'))
  app.decorate('operatorLane', createLane(app.pg.pool, 'operator'))

  const clock = createClock()
  app.decorate('clock', clock)
  const comparing = setInterval(() => { clock.compare(app.pg.pool).catch(() => { /* Postgres is away: as known so far */ }) }, CLOCK_MS).unref()

  let closed = false
  let timer: NodeJS.Timeout | undefined
  let warned = false
  const { promise, resolve, reject } = withResolvers()
  async function attempt (): Promise<void> {
    // Of its own: a migration takes as long as it takes.
    const pool = new pg.Pool({ ...connection, max: 1 })
    pool.on('error', () => {})
    try {
      const applied = await migrate(pool)
      if (applied.length > 0) app.log.info({ applied }, 'migrations applied')
      await clock.compare(pool)
      resolve()
    } catch (error) {
      if (closed) return resolve()
      if (!isPostgresUnavailable(error)) return reject(asRefusal(error) ?? error)
      if (!warned) app.log.warn({ reason: (error as Error).message }, 'postgres unavailable, retrying')
      warned = true
      timer = setTimeout(attempt, RETRY_MS)
    } finally {
      await pool.end().catch(() => {})
    }
  }
  app.decorate('migrated', promise)
  promise.catch((error: unknown) => { if (!(error instanceof ConfigError)) app.log.fatal({ err: error }, 'migration failed') })
  app.addHook('onClose', async () => {
    closed = true
    clearTimeout(timer)
    clearInterval(comparing)
    resolve()
  })
  const patience = setTimeout(() => app.log.warn('the schema is not in place yet: a migration takes long, or another process applies it'), PATIENCE_MS)
  await attempt()
  clearTimeout(patience)
}, { name: 'postgres', dependencies: ['config'] })

// Promise.withResolvers is Node 22.
function withResolvers () {
  let resolve!: () => void
  let reject!: (error: unknown) => void
  const promise = new Promise<void>((_resolve, _reject) => { resolve = _resolve; reject = _reject })
  return { promise, resolve, reject }
}
