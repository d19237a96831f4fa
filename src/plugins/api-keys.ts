import { readFileSync } from 'node:fs'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { looksLikeApiKey, type ApiKey } from '../access/api-keys.ts'
import { createKeyRing, type KeyRing } from '../access/key-ring.ts'
import { createLimits, type Limits } from '../access/limits.ts'
import { createRateMeter } from '../cache/rate-meter.ts'
import { ConfigError } from '../config.ts'
import { createKeyUsage } from '../db/key-usage.ts'
import { UnauthorizedError } from '../errors.ts'
import { DEFAULT_PRICES, parsePrices } from '../events/prices.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The API key a request of /v1 came with; null for bearer tokens and in development mode. */
    apiKey: ApiKey | null
  }
  interface FastifyInstance {
    /** As `authenticate`, for /v1: API keys are good here, and only here. */
    authenticateGateway (request: FastifyRequest): Promise<void>
    limits: Limits
  }
}

const REFUSED = { invalid: 'the API key is not valid', revoked: 'the API key was revoked', expired: 'the API key has expired' }

function readSetting<Value> (name: string, file: string, read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    throw new ConfigError(`bad setting: ${name} ${file}: ${(cause as Error).message}`, { cause })
  }
}

/** API keys of the gateway and what each may do. */
export default fp(async (app) => {
  const { config, log, redis } = app
  const { API_KEYS_FILE: file, PRICES_FILE: pricesFile } = config
  const ring: KeyRing | null = file === undefined ? null : readSetting('API_KEYS_FILE', file, () => createKeyRing({ file, log }))
  // Only budgets read prices here.
  const prices = ring === null || pricesFile === undefined ? DEFAULT_PRICES : readSetting('PRICES_FILE', pricesFile, () => parsePrices(readFileSync(pricesFile, 'utf8')))

  app.decorateRequest('apiKey', null)
  app.decorate('authenticateGateway', async (request: FastifyRequest) => {
    const [scheme = '', token = ''] = (request.headers.authorization ?? '').split(' ', 2)
    if (ring === null || scheme.toLowerCase() !== 'bearer' || !looksLikeApiKey(token)) return await app.authenticate(request)
    const verified = ring.verify(token)
    if ('refused' in verified) throw new UnauthorizedError(REFUSED[verified.refused])
    request.apiKey = verified.key
    // The body's `user` names the end user; one that names nobody is the key itself.
    request.person = { tenant: verified.key.tenant, user: `key:${verified.key.id}`, role: 'user' }
  })
  app.decorate('limits', createLimits({ execute: redis.execute, meter: createRateMeter({ keys: redis.keys }), usage: createKeyUsage(app.pg.pool), prices }))
  app.addHook('onClose', async () => ring?.close())
}, { name: 'api-keys', dependencies: ['auth', 'redis', 'postgres'] })
