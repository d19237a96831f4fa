import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { within } from '../events/within.ts'

const POSTGRES_MS = 1_000
const Check = Type.Object({ status: Type.String({ description: 'ok | degraded | unavailable' }), detail: Type.Optional(Type.String()) })
const Readiness = Type.Object({
  status: Type.String({ description: 'ready | degraded | warming | unavailable' }),
  checks: Type.Object({ postgres: Check, redis: Check, redis_events: Check, search: Check, embedder: Check })
}, { title: 'Readiness' })

const health: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/healthz', { schema: { tags: ['health'], summary: 'The process runs', response: { 200: Type.Object({ status: Type.String() }) } } }, async () => ({ status: 'ok' }))

  app.get('/readyz', {
    schema: { tags: ['health'], summary: 'Postgres is needed, and warming at start has ended; everything else degrades', response: { 200: Readiness, 503: Readiness } }
  }, async (_request, reply) => {
    const { redis, semanticAnswers, embedder } = app
    // Connected and silent is as good as away: what counts is what the requests meet.
    const cacheUp = redis.cache.isReady && redis.isUp()
    const postgres = await within(app.migrated.then(() => app.pg.pool.query('SELECT 1')), POSTGRES_MS).then(() => true, () => false)
    const ok = (good: boolean, detail: string) => good ? { status: 'ok' } : { status: 'degraded', detail }
    const checks = {
      postgres: postgres ? { status: 'ok' } : { status: 'unavailable', detail: 'not reachable, or not migrated' },
      redis: ok(cacheUp, 'not reachable: nothing is cached'),
      redis_events: ok(redis.events.isReady, 'not reachable: events go to Postgres directly'),
      search: ok(cacheUp && semanticAnswers.index.state() === 'ready', semanticAnswers.index.state() === 'no_module' ? 'no search module: exact tier only' : 'no index: exact tier only'),
      embedder: ok(embedder.ready(), embedder.flaw() === null ? 'no embedding model: exact tier only' : `embedding model refused (${embedder.flaw()}): exact tier only`)
    }
    const warming = app.isWarming()
    const degraded = Object.values(checks).some(({ status }) => status === 'degraded')
    return reply.code(postgres && !warming ? 200 : 503).send({ status: !postgres ? 'unavailable' : warming ? 'warming' : degraded ? 'degraded' : 'ready', checks })
  })

  app.get('/metrics', { schema: { tags: ['health'], summary: 'Prometheus metrics', response: { 200: { description: 'Prometheus text format', content: { 'text/plain': { schema: Type.String() } } } } } }, async (_request, reply) => {
    reply.type(app.metrics.registry.contentType)
    return await app.metrics.registry.metrics()
  })
}
export default health
