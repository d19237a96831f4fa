import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { errors } from '../schemas/common.ts'
import { ConversationParams } from '../schemas/conversation.ts'
import { ErasureReceipt } from '../schemas/erasure.ts'
import { receiptBody, USER_BUDGET_MS, wantsRepresentation } from './receipt.ts'

const erasure: FastifyPluginAsyncTypebox = async (app) => {
  const { erase } = app.chat

  app.delete('/conversation/:id', {
    schema: { tags: ['chat'], summary: 'Delete a conversation and what came only from it; the receipt with Prefer: return=representation', params: ConversationParams, response: { 200: ErasureReceipt, 204: Type.Null(), ...errors } }
  }, async (request, reply) => {
    const receipt = await app.orShutDown(erase.conversation(request.person, request.params.id.toLowerCase()))
    // Beside Origin, which CORS may have put there.
    reply.header('vary', [reply.getHeader('vary') ?? [], 'Prefer'].flat().join(', '))
    if (!wantsRepresentation(request.headers.prefer)) return reply.code(204).send(null)
    return reply.header('preference-applied', 'return=representation').send(receiptBody(receipt))
  })

  app.delete('/me', {
    schema: { tags: ['chat'], summary: 'Delete everything of the user who asks; 202: send it again, it goes on', response: { 200: ErasureReceipt, 202: ErasureReceipt, ...errors } }
  }, async (request, reply) => {
    const receipt = await app.orShutDown(erase.user(request.person, 'self', USER_BUDGET_MS))
    return reply.code(receipt.finish_time === null ? 202 : 200).send(receiptBody(receipt))
  })
}
export default erasure
