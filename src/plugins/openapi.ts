import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fp from 'fastify-plugin'

/** The OpenAPI document at /docs/json and its page at /docs, from the schemas of the routes. */
export default fp(async (app) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Deflect', version: '0.1.0', description: 'A chat backend and OpenAI gateway that answers repeated questions from Redis instead of the LLM.' },
      tags: [{ name: 'chat' }, { name: 'gateway' }, { name: 'operator' }, { name: 'health' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } }
    }
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
}, { name: 'openapi' })
