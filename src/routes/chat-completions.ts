import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Completion } from '../completion.ts'
import { ChatCompletionRequest } from '../schemas/chat-completion.ts'
import { gatewayErrors, wholeOrStream } from '../schemas/common.ts'
import { createGatewayAnswer, type GatewayBody, type Telling } from './gateway-answer.ts'
import { replay } from './replay.ts'

const ofItsOwn = (completion: Completion, isHit: boolean): Completion => isHit ? { ...completion, id: `chatcmpl-${randomUUID()}` } : completion

/** As OpenAI tells chat completions. */
const telling = (wantsUsage: boolean): Telling => ({
  piece (chunk) {
    // Usage is asked for upstream whatever the client wants, so that a later hit can tell what was billed.
    if (chunk.choices.length === 0 && chunk['usage'] && !wantsUsage) return null
    const { usage, ...rest } = chunk
    // Beside a piece it was told unasked: some upstreams (Mistral) know no way to ask for it.
    return [null, wantsUsage || usage ? chunk : rest]
  },
  whole: ofItsOwn,
  replay: (completion, isHit) => replay(ofItsOwn(completion, isHit)),
  failure: (body) => [null, body],
  end: [null, '[DONE]']
})

const chatCompletions: FastifyPluginAsyncTypebox = async (app) => {
  const answer = createGatewayAnswer(app)
  const [plain, withUsage] = [telling(false), telling(true)]

  app.post('/chat/completions', {
    bodyLimit: app.config.GATEWAY_BODY_LIMIT,
    schema: { tags: ['gateway'], summary: 'Chat completion, from the cache where it may be', body: ChatCompletionRequest, response: { 200: wholeOrStream(Type.Any(), 'chunks as OpenAI sends them, then [DONE]'), ...gatewayErrors } }
  }, async (request, reply) => {
    const body = request.body as GatewayBody & { stream_options?: { include_usage?: boolean | null } | null }
    return await answer(request, reply, body, body.stream_options?.include_usage === true ? withUsage : plain)
  })
}
export default chatCompletions
