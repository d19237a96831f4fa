import { jwtVerify, type JWTPayload } from 'jose'
import fp from 'fastify-plugin'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import { isName } from '../access/name.ts'
import { createTokenKeys, type TokenKeys } from '../access/token-keys.ts'
import { isDevelopmentMode, readFileOf, type Config } from '../config.ts'
import { BadRequestError, ForbiddenError, UnauthorizedError } from '../errors.ts'

export type Identity = { tenant: string, user: string, role: 'user' | 'operator' }

declare module 'fastify' {
  interface FastifyRequest { person: Identity }
  interface FastifyInstance {
    authenticate (request: FastifyRequest): Promise<void>
    /** After `authenticate`. */
    assertOperator (request: FastifyRequest): Promise<void>
  }
}

const TENANT = 'local'

/** @throws ConfigError where the key file cannot be read or holds no key set */
function createVerifier ({ AUTH_JWT_SECRET: secret, AUTH_JWKS_FILE: file }: Config, log: FastifyBaseLogger): TokenKeys | null {
  if (secret !== undefined) {
    const key = new TextEncoder().encode(secret)
    return { verify: async (token) => (await jwtVerify(token, key, { algorithms: ['HS256'] })).payload, close () {} }
  }
  return file === undefined ? null : readFileOf('AUTH_JWKS_FILE', file, () => createTokenKeys({ file, log }))
}

function identityOf (claims: JWTPayload): Identity {
  const { sub, tenant = TENANT, role = 'user' } = claims as JWTPayload & { tenant?: unknown, role?: unknown }
  if (!isName(sub)) throw new UnauthorizedError('token: sub must be a name of 1 to 128 characters')
  if (!isName(tenant)) throw new UnauthorizedError('token: tenant must be a name of 1 to 128 characters')
  if (role !== 'user' && role !== 'operator') throw new UnauthorizedError('token: role must be user or operator')
  return { tenant, user: sub, role }
}

/** Who is asking (docs/configuration.md): a bearer token; without any key, on loopback only, the name the client gives. */
export default fp(async (app) => {
  const verifier = createVerifier(app.config, app.log)
  const isOpen = isDevelopmentMode(app.config)
  if (isOpen) app.log.warn('development mode: no AUTH_JWT_SECRET, AUTH_JWKS_FILE or API_KEYS_FILE, so anyone on this machine is an operator; listening on loopback only')

  app.decorate('assertOperator', async ({ person }: FastifyRequest) => {
    if (person.role !== 'operator') throw new ForbiddenError('expected the role operator, got user')
  })
  app.decorateRequest('person', null as never)
  app.decorate('authenticate', async (request: FastifyRequest) => {
    if (isOpen) {
      const user = request.headers['x-deflect-user'] ?? 'local'
      if (!isName(user)) throw new BadRequestError('header X-Deflect-User: expected a name of 1 to 128 characters')
      request.person = { tenant: TENANT, user, role: 'operator' }
      return
    }
    const [scheme, token] = (request.headers.authorization ?? '').split(' ', 2)
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new UnauthorizedError('expected Authorization: Bearer <token>')
    // With API keys alone nobody signs tokens.
    if (verifier === null) throw new UnauthorizedError('the token is not valid')
    const claims = await verifier.verify(token).catch((cause: { code?: string }) => {
      throw new UnauthorizedError(cause.code === 'ERR_JWT_EXPIRED' ? 'the token has expired' : 'the token is not valid', { cause })
    })
    request.person = identityOf(claims)
  })
  app.addHook('onClose', async () => verifier?.close())
}, { name: 'auth' })
