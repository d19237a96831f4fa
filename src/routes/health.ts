import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readChecks } from './readiness.ts'

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
    const checks = await readChecks(app)
    const postgres = checks.postgres.status === 'ok'
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
