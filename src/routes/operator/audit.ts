import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AuditPage, AuditQuery } from '../../schemas/audit.ts'
import { errors } from '../../schemas/common.ts'

const audit: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/audit', {
    schema: { tags: ['operator'], summary: 'What operators did, newest first', querystring: AuditQuery, response: { 200: AuditPage, ...errors } }
  }, async ({ person, query: { limit, cursor, action } }) => {
    const items = await app.audit.list(person.tenant, { action: action ?? null, below: cursor ?? null, limit })
    return { items, next_cursor: items.length < limit ? null : items.at(-1)!.id }
  })
}
export default audit
