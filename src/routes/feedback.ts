import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { errors } from '../schemas/common.ts'
import { Feedback, MessageParams } from '../schemas/message.ts'

const feedback: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/message/:id/feedback', {
    schema: { tags: ['chat'], summary: 'Rate an answer; "down" takes a cached answer away at once', params: MessageParams, body: Feedback, response: { 204: Type.Null(), ...errors } }
  }, async (request, reply) => {
    await app.chat.changeConversation.rate(request.person, request.params.id.toLowerCase(), request.body.rating, request.body.reason ?? null)
    return reply.code(204).send(null)
  })
}
export default feedback
