import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { looksLikeApiKey, type ApiKey } from '../access/api-keys.ts'
import { createKeyRing, type KeyRing } from '../access/key-ring.ts'
import { readFileOf } from '../config.ts'
import { UnauthorizedError } from '../errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The API key a request of /v1 came with; null for bearer tokens and in development mode. */
    apiKey: ApiKey | null
  }
  interface FastifyInstance {
    /** As `authenticate`, for /v1: API keys are good here, and only here. */
    authenticateGateway (request: FastifyRequest): Promise<void>
  }
}

const REFUSED = { invalid: 'the API key is not valid', revoked: 'the API key was revoked', expired: 'the API key has expired' }

/** API keys of the gateway. Before anything is connected: a file that cannot be read ends the start. */
export default fp(async (app) => {
  const { log, config: { API_KEYS_FILE: file } } = app
  const ring: KeyRing | null = file === undefined ? null : readFileOf('API_KEYS_FILE', file, () => createKeyRing({ file, log }))

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
  app.addHook('onClose', async () => ring?.close())
}, { name: 'api-keys', dependencies: ['auth'] })
