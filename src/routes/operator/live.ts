import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createOperatorSeries } from '../../db/operator-series.ts'
import { ClientLeftError, TooManyListenersError } from '../../errors.ts'
import { createLive } from '../../events/live.ts'
import { within } from '../../events/within.ts'
import { errors, eventStream } from '../../schemas/common.ts'
import { onceEnded, openEventStream } from '../event-stream.ts'
import { readChecks } from '../readiness.ts'

const EVERY_MS = 2_000
const LONGEST_LOOK_MS = 1_500
/** In one process. */
const MAX_LISTENERS = 50
/** A token is looked at when a stream begins: whoever listens longer has to ask again, ms. */
const LONGEST_STREAM_MS = 15 * 60_000
const EXPECTED_HIT_RATIO = 0.8

const orNull = async <T>(work: Promise<T>): Promise<T | null> => await within(work, LONGEST_LOOK_MS).catch(() => null)

const route: FastifyPluginAsyncTypebox = async (app) => {
  const record = createOperatorSeries(app.operatorLane)

  async function look () {
    const [checks, info, pending] = await Promise.all([readChecks(app), orNull(app.redisInfo()), orNull(app.eventsPending())])
    return {
      caches: app.hitRatios(),
      expected_hit_ratio: EXPECTED_HIT_RATIO,
      redis: info && { used_memory_bytes: info.usedMemoryBytes, max_memory_bytes: info.maxMemoryBytes, evicted_keys: info.evictedKeys, expired_keys: info.expiredKeys },
      health: { ...Object.fromEntries(Object.entries(checks).map(([name, { status }]) => [name, status])), upstream: app.llm.isUp() ? 'ok' : 'degraded' },
      events_pending: pending
    }
  }
  const live = createLive({ look, recent: (tenants, span) => orNull(record.recent(tenants, span)), everyMs: EVERY_MS, maxListeners: MAX_LISTENERS })
  // Before connections are waited for: these would never end by themselves.
  app.addHook('preClose', async () => live.close())

  app.get('/live', {
    schema: { tags: ['operator'], summary: 'What is going on, every two seconds, as server-sent events named snapshot; ends after 15 minutes', response: { 200: eventStream('snapshot'), ...errors } }
  }, async ({ person }, reply) => {
    // Left while its token was verified: its stream would never say that it is closed.
    if (reply.raw.destroyed) throw new ClientLeftError()
    if (live.listeners() >= MAX_LISTENERS) throw new TooManyListenersError(String(MAX_LISTENERS))
    const stream = openEventStream(reply, {})
    const stop = live.listen({ tenant: person.tenant, send: (snapshot) => stream.send('snapshot', snapshot), end: () => stream.end() })
    const timer = setTimeout(() => {
      stop?.()
      stream.end()
    }, LONGEST_STREAM_MS)
    onceEnded(reply, () => {
      clearTimeout(timer)
      stop?.()
    })
    return reply
  })
}
export default route
