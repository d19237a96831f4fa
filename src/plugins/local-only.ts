import fp from 'fastify-plugin'
import { isForeignOrigin, isFromElsewhere, isLoopbackName } from '../access/local-origin.ts'
import { isDevelopmentMode } from '../config.ts'
import { ForbiddenError } from '../errors.ts'

const FORWARDED = ['X-Forwarded-Host', 'X-Forwarded-For']
const REMEDY = 'development mode trusts everybody on this machine; to be reached from elsewhere, set AUTH_JWT_SECRET, AUTH_JWKS_FILE or API_KEYS_FILE'

/**
 * In development mode everybody on this machine is an operator, but no page of the web that its browser shows: it must not reach
 * us under a name of its own that it points to 127.0.0.1 (DNS rebinding), nor send what needs no preflight. Nor may whoever reaches
 * a proxy on this machine, where that one says so.
 */
export default fp(async (app) => {
  if (!isDevelopmentMode(app.config)) return
  app.addHook('onRequest', async ({ host, hostname, headers }) => {
    const { origin } = headers
    // Browsers always name one; HTTP/1.0 without it, as some health checks speak it, is none.
    if (host !== '' && !isLoopbackName(hostname)) throw new ForbiddenError(`expected the Host localhost, 127.0.0.1 or [::1], got ${JSON.stringify(host)}: ${REMEDY}`)
    for (const name of FORWARDED) {
      const forwarded = headers[name.toLowerCase()]
      if (forwarded !== undefined && isFromElsewhere(String(forwarded))) throw new ForbiddenError(`expected no proxy that asks for another machine, got the ${name} ${JSON.stringify(forwarded)}: ${REMEDY}`)
    }
    if (origin !== undefined && isForeignOrigin(origin)) throw new ForbiddenError(`expected no Origin but this machine, got the Origin ${JSON.stringify(origin)}: ${REMEDY}`)
  })
}, { name: 'local-only', dependencies: ['config', 'errors'] })
