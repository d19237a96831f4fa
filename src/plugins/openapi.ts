import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'
import { isDevelopmentMode } from '../config.ts'
import { completeDocument, type Document } from '../schemas/openapi/complete.ts'

type Part = { required?: string[], properties?: Record<string, { default?: unknown }> }

/** What has a default need not be sent. TypeBox lists it as required, since whoever reads it finds it there. */
function asSent (part: Part | undefined): Part | undefined {
  if (part?.required === undefined) return part
  const { required, ...rest } = part
  const needed = required.filter((name) => part.properties?.[name]?.default === undefined)
  return needed.length > 0 ? { ...rest, required: needed } : rest
}

const self = "'self'"
const none = "'none'"
/**
 * What the page at /docs may do, which is Swagger UI's: it writes a style element. The plugin's own policy forbids that,
 * allows other hosts, and has browsers fetch the page's files by https wherever the host is not localhost: without TLS an empty page.
 */
const contentSecurityPolicy = {
  'default-src': self, 'script-src': self, 'style-src': [self, "'unsafe-inline'"], 'img-src': [self, 'data:'], 'font-src': [self, 'data:'], 'object-src': none, 'base-uri': none, 'form-action': self, 'frame-ancestors': none
}

/** The OpenAPI document at /docs/json and its page at /docs, from the schemas of the routes. */
export default fp(async (app) => {
  const guarded = isDevelopmentMode(app.config) ? {} : { security: [{ bearer: [] }] }
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Deflect', version: '0.1.0', description: 'A chat backend and OpenAI gateway that answers repeated questions from Redis instead of the LLM.' },
      tags: [{ name: 'chat' }, { name: 'gateway' }, { name: 'operator' }, { name: 'health' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } }
    },
    transformObject: (document) => completeDocument((document as unknown as { openapiObject: Document }).openapiObject) as never,
    transform: ({ schema, url }) => ({
      url,
      schema: schema && {
        ...schema,
        ...(schema.querystring ? { querystring: asSent(schema.querystring as Part) } : {}),
        ...(schema.body ? { body: asSent(schema.body as Part) } : {}),
        ...(schema.tags?.includes('health') ? {} : guarded)
      }
    })
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: contentSecurityPolicy })
}, { name: 'openapi' })
