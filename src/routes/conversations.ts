import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { NotFoundError } from '../errors.ts'
import { errors } from '../schemas/common.ts'
import { ConversationParams, History, Page, PageQuery, Rename, Summary } from '../schemas/conversation.ts'
import { readHeaders } from './cache-status.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

const conversations: FastifyPluginAsyncTypebox = async (app) => {
  const { readHistory, listConversations, changeConversation } = app.chat

  app.get('/conversation/:id', {
    schema: { tags: ['chat'], summary: 'A conversation with its messages', params: ConversationParams, response: { 200: History, ...errors } }
  }, async (request, reply) => {
    // One spelling of an id, or one conversation would have several cached copies.
    const read = await readHistory(request.person, request.params.id.toLowerCase())
    if (read === null) throw new NotFoundError('conversation')
    // The bytes as they are: cached ones are never parsed, and a miss sends what it stored. Past the serialiser on purpose.
    reply.headers(readHeaders(read.status, read.stored, read.tooLarge ? 'too_large' : 'history')).header('content-type', JSON_TYPE).serializer((body) => body as never)
    return read.body as never
  })

  app.get('/conversations', {
    schema: { tags: ['chat'], summary: 'Conversations, newest update first', querystring: PageQuery, response: { 200: Page, ...errors } }
  }, async (request, reply) => {
    const { page, status, stored, beyondHead } = await listConversations(request.person, request.query.offset, request.query.limit)
    reply.headers(readHeaders(beyondHead ? 'miss' : status, beyondHead ? false : stored, beyondHead ? 'beyond_head' : 'list'))
    return page
  })

  app.patch('/conversation/:id', {
    schema: { tags: ['chat'], summary: 'Rename a conversation', params: ConversationParams, body: Rename, response: { 200: Summary, ...errors } }
  }, async (request) => await changeConversation.rename(request.person, request.params.id.toLowerCase(), request.body.title))
}
export default conversations
