import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { TurnStart } from '../chat/send-message.ts'
import { listOf } from '../config.ts'
import { BadRequestError, errorBody } from '../errors.ts'
import { errors, Uuid, wholeOrStream } from '../schemas/common.ts'
import { SendMessage, TurnReply, type SendMessageBody } from '../schemas/message.ts'
import { readControls } from './cache-controls.ts'
import { answerHeaders, repeatHeaders } from './cache-status.ts'
import { openEventStream, type EventStream } from './event-stream.ts'

const messages: FastifyPluginAsyncTypebox = async (app) => {
  const { sendMessage } = app.chat
  const { LLM_MODEL, LLM_MODELS } = app.config
  const allowed = LLM_MODELS === undefined ? undefined : listOf(LLM_MODELS)

  const inputOf = (body: SendMessageBody) => {
    const model = body.model ?? LLM_MODEL
    if (allowed && body.model !== undefined && !allowed.includes(model)) throw new BadRequestError(`model: expected one of ${allowed.join(', ')}, got "${model}"`)
    return { conversationId: body.conversation_id?.toLowerCase(), messageId: body.message.id?.toLowerCase(), content: body.message.content, model }
  }

  const headers = { 'x-deflect-conversation': Uuid('the conversation that holds the question, once it is stored: where its answer fails, it waits there to be sent again') }
  const turn = { ...wholeOrStream(TurnReply, 'events message, delta, done, error'), headers }
  app.post('/f/conversation', {
    schema: { tags: ['chat'], summary: 'Send a message, get the answer', body: SendMessage, response: { 200: turn, 201: turn, '4xx': { ...errors['4xx'], headers }, '5xx': { ...errors['5xx'], headers } } }
  }, async (request, reply) => {
    const controls = readControls(request.headers)
    const input = inputOf(request.body)
    const onOpen = (conversationId: string) => { reply.header('x-deflect-conversation', conversationId) }
    if (request.body.stream !== true) {
      const turn = await app.orShutDown(sendMessage(request.person, input, controls, { onOpen, onWait: onOpen, onStart () {}, onDelta () {}, whole: true }))
      const { answer } = turn
      reply.headers(answer ? answerHeaders(answer.cache, answer.entry, turn.stored, Date.now()) : repeatHeaders(turn.body.cache))
      return reply.code(turn.created ? 201 : 200).send(turn.body)
    }

    // Opened by the first event, or by the wait for it, so that whatever fails before it is an ordinary error with its status.
    let stream: EventStream | undefined
    const onStart = (start: TurnStart, created: boolean, headers: Record<string, string>) => {
      stream ??= openEventStream(reply, headers, created ? 201 : 200)
      stream.send('message', start)
    }
    try {
      const turn = await app.orShutDown(sendMessage(request.person, input, controls, {
        onOpen,
        onWait: (conversationId) => {
          if (stream) return
          onOpen(conversationId)
          stream = openEventStream(reply, {})
        },
        onStart: (start, created, cache) => onStart(start, created, cache ? answerHeaders(cache.outcome, cache.entry, undefined, Date.now()) : repeatHeaders(start.cache)),
        onDelta: (content) => { if (content !== '') stream?.send('delta', { content }) }
      }))
      stream?.send('done', turn.body)
    } catch (error) {
      if (!stream) throw error
      const { statusCode, ...body } = errorBody(error as Error)
      request.log.warn({ err: error }, 'a streamed turn failed')
      stream.send('error', { statusCode, ...body })
    }
    stream?.end()
    return reply
  })
}
export default messages
