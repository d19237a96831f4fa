import type { FastifyInstance } from 'fastify'
import { within } from '../events/within.ts'

const POSTGRES_MS = 1_000

export type Check = { status: 'ok' | 'degraded' | 'unavailable', detail?: string }

/** What the service needs, and how it is. */
export async function readChecks (app: FastifyInstance) {
  const { redis, semanticAnswers, embedder } = app
  // Connected and silent is as good as away: what counts is what the requests meet.
  const cacheUp = redis.cache.isReady && redis.isUp()
  const refusal = redis.refusal()
  const { caughtUp } = redis.invalidation.state()
  const eventsRefusal = app.eventsRefusal()
  // A standby answers, and keeps nothing.
  const readOnly = await within(app.migrated.then(() => app.pg.pool.query("SELECT current_setting('transaction_read_only') AS setting")), POSTGRES_MS).then(({ rows }) => rows[0].setting === 'on', () => null)
  const searchDetail = !cacheUp ? 'Redis is not reachable' : semanticAnswers.index.state() === 'no_module' ? 'no search module: exact tier only' : 'no index: exact tier only'
  const ok = (good: boolean, detail: string): Check => good ? { status: 'ok' } : { status: 'degraded', detail }
  return {
    postgres: readOnly === false ? { status: 'ok' } : { status: 'unavailable', detail: readOnly ? 'read-only: a standby?' : 'not reachable, or not migrated' } as Check,
    redis: ok(cacheUp && caughtUp && refusal === null, !cacheUp ? 'not reachable: nothing is cached' : refusal !== null ? `refuses writes (${refusal}): nothing new is cached` : 'not read: invalidations are not heard, or not applied'),
    redis_events: ok(redis.events.isReady && eventsRefusal === null, `${redis.events.isReady ? `refuses events (${eventsRefusal})` : 'not reachable'}: events go to Postgres directly`),
    search: ok(cacheUp && semanticAnswers.index.state() === 'ready', searchDetail),
    embedder: ok(embedder.ready(), embedder.flaw() === null ? 'no embedding model: exact tier only' : `embedding model refused (${embedder.flaw()}): exact tier only`)
  }
}
