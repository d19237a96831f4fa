import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isDevelopmentMode } from '../config.ts'
import { errors } from '../schemas/common.ts'
import { Me } from '../schemas/me.ts'

const me: FastifyPluginAsyncTypebox = async (app) => {
  const development = isDevelopmentMode(app.config)

  app.get('/me', { schema: { tags: ['chat'], summary: 'Who is asking', response: { 200: Me, ...errors } } }, async ({ person }) => ({ ...person, development }))
}
export default me
