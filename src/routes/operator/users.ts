import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { errors } from '../../schemas/common.ts'
import { PageQuery } from '../../schemas/conversation.ts'
import { ErasureList, ErasureReceipt, UserParams } from '../../schemas/erasure.ts'
import { receiptBody, USER_BUDGET_MS } from '../receipt.ts'

const users: FastifyPluginAsyncTypebox = async (app) => {
  const { erase } = app.chat

  app.delete('/users/:user_id', {
    schema: { tags: ['operator'], summary: 'Delete everything of a user of the own tenant; 202: send it again, it goes on', params: UserParams, response: { 200: ErasureReceipt, 202: ErasureReceipt, ...errors } }
  }, async ({ person, params: { user_id: user } }, reply) => {
    const noted = async () => {
      const receipt = await erase.user({ tenant: person.tenant, user }, user === person.user ? 'self' : person.user, USER_BUDGET_MS)
      // An operator who erases their own data leaves no name behind.
      await app.audit.note(user === person.user ? { ...person, user: 'self' } : person, 'user.erase', receipt.user_hash, { after: { receipt: receipt.id, complete: receipt.finish_time !== null } })
      return receipt
    }
    const receipt = await app.orShutDown(noted())
    return reply.code(receipt.finish_time === null ? 202 : 200).send(receiptBody(receipt))
  })

  app.get('/erasures', {
    schema: { tags: ['operator'], summary: 'Receipts of erasures, newest first', querystring: PageQuery, response: { 200: ErasureList, ...errors } }
  }, async ({ person, query: { offset, limit } }) =>
    ({ items: (await erase.receipts(person.tenant, offset, limit)).map(receiptBody), offset, limit }))
}
export default users
