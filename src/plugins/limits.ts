import fp from 'fastify-plugin'
import { createLimits, type Limits } from '../access/limits.ts'
import { createRateMeter } from '../cache/rate-meter.ts'
import { createKeyUsage } from '../db/key-usage.ts'
import { createLane } from '../db/lane.ts'

declare module 'fastify' {
  interface FastifyInstance { limits: Limits }
}

/** What each API key may use, counted together by all processes. */
export default fp(async (app) => {
  const { redis, prices } = app
  const limits = createLimits({ execute: redis.execute, meter: createRateMeter({ keys: redis.keys }), usage: createKeyUsage(createLane(app.pg.pool, 'limits')), prices })
  app.decorate('limits', limits)
  app.addHook('onClose', async () => limits.close())
}, { name: 'limits', dependencies: ['api-keys', 'redis', 'postgres'] })
