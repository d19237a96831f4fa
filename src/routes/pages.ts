import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import helmet from '@fastify/helmet'
import files from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { PagesNotBuiltError } from '../errors.ts'

/** The same folder from src/routes and from dist/routes. */
const WEB = fileURLToPath(new URL('../../dist/web', import.meta.url))
const PAGES = { '/': 'index.html', '/operator': 'operator.html' }
/** Names of assets hold a hash of what is in them. */
const FOR_EVER = { maxAge: '1y', immutable: true } as const

const self = ["'self'"]
const none = ["'none'"]
/** What the pages may do. Nothing inline, nothing from elsewhere; a picture in an answer could tell its host who reads it. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: self, scriptSrc: self, styleSrc: self, imgSrc: [...self, 'data:'], fontSrc: self, connectSrc: self, objectSrc: none, baseUri: none, formAction: self, frameAncestors: none
  }
}

/** The chat page, the operator's page, and what they load (built by `npm run build` into dist/web). */
const pages: FastifyPluginAsync = async (app) => {
  await app.register(helmet, {
    contentSecurityPolicy,
    referrerPolicy: { policy: 'no-referrer' },
    // Whether the host speaks TLS alone is for the proxy before it to say.
    strictTransportSecurity: false,
    xPermittedCrossDomainPolicies: false,
    xDownloadOptions: false
  })
  // Assets come as they were compressed by the build, where the client takes that.
  app.addHook('onSend', async (_request, reply) => { reply.header('vary', [reply.getHeader('vary') ?? [], 'accept-encoding'].flat().join(', ')) })
  await app.register(files, { root: join(WEB, 'assets'), prefix: '/assets/', preCompressed: true, index: false, ...FOR_EVER })

  app.get('/operator/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/operator', 308))
  for (const [path, file] of Object.entries(PAGES)) {
    app.get(path, { schema: { hide: true } }, async (_request, reply) => {
      await access(join(WEB, file)).catch((cause) => { throw new PagesNotBuiltError({ cause }) })
      // Asked every time and answered by 304: a page names the assets of its own build.
      return await reply.header('cache-control', 'no-cache').sendFile(file, WEB, { maxAge: 0, immutable: false, cacheControl: false })
    })
  }
}
export default pages
