import fp from 'fastify-plugin'
import { createLimits, type Limits } from '../access/limits.ts'
import { createRateMeter } from '../cache/rate-meter.ts'
import { createKeyUsage } from '../db/key-usage.ts'

declare module 'fastify' {
  interface FastifyInstance { limits: Limits }
}

/** What each API key may use, counted together by all processes. */
export default fp(async (app) => {
  const { redis, prices } = app
  app.decorate('limits', createLimits({ execute: redis.execute, meter: createRateMeter({ keys: redis.keys }), usage: createKeyUsage(app.pg.pool), prices }))
}, { name: 'limits', dependencies: ['api-keys', 'redis', 'postgres'] })
