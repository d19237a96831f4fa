import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Completion } from '../completion.ts'
import { InvalidFieldError } from '../errors.ts'
import { chunkOf, eventOf, renewedId, responseOf, type Response } from '../model/responses.ts'
import { gatewayErrors, wholeOrStream } from '../schemas/common.ts'
import { ResponseRequest } from '../schemas/response.ts'
import { createGatewayAnswer, type GatewayBody, type Telling } from './gateway-answer.ts'
import { replayResponse } from './replay-response.ts'

/** As OpenAI tells responses. */
function tellingTo (body: GatewayBody): Telling {
  const whole = (completion: Completion, isHit: boolean): Response => {
    const response = responseOf(completion, body)
    return isHit ? { ...response, id: renewedId() } : response
  }
  return {
    piece (chunk) {
      const event = eventOf(chunk, body)
      return [event.type, event]
    },
    whole,
    replay: (completion, isHit) => replayResponse(whole(completion, isHit)).map(chunkOf),
    // Clients look for it here or there. Some upstreams say it in one text.
    failure: (said, at) => ['error', 'error' in said ? { ...(typeof said.error === 'string' ? { message: said.error } : said.error as object), ...said, type: 'error', sequence_number: at } : said]
  }
}

const KEPT = 'must not be used here, where no response is kept: send all that was said in input'
/** What is refused, or said otherwise, above: LiteLLM writes what stands in `extra_body` over the rest. */
const OVERRIDING = new Set(['messages', 'input', 'previous_response_id', 'conversation', 'background', 'store'])
type Item = { type?: unknown, role?: unknown, id?: unknown, status?: unknown }
/** Whether an item only names one: it says so, or says nothing else, as an image does that is to be changed. To compact is asked by such an item, too. */
function isReference ({ type, role, id, status: _status, ...said }: Item): boolean {
  if (type === 'item_reference' || (type ?? role ?? null) === null) return true
  return typeof id === 'string' && type !== 'compaction_trigger' && Object.values(said).every((value) => value === null)
}
/** The response that this one is to be compared with, by what the upstream keeps of it. */
const comparedIn = (body: object): unknown => (Object((body as GatewayBody)['prompt_cache_options']) as { comparison_response_id?: unknown }).comparison_response_id ?? null

/** @throws InvalidFieldError for what names something that the upstream keeps: to whoever names it, it would tell what others said */
function assertWhole (body: GatewayBody): void {
  const { messages, previous_response_id: previous, conversation, background, input, extra_body: extra } = body
  const over = Object.keys(Object(extra) as object).find((name) => OVERRIDING.has(name))
  if (over !== undefined) throw new InvalidFieldError(`extra_body.${over}`, 'must not be used here, where some upstreams would take it for the field itself')
  if (messages !== undefined) throw new InvalidFieldError('messages', 'must not be used here: what was said goes into input')
  if (previous !== undefined && previous !== null) throw new InvalidFieldError('previous_response_id', KEPT)
  if (conversation !== undefined && conversation !== null) throw new InvalidFieldError('conversation', KEPT)
  if (background === true) throw new InvalidFieldError('background', 'must not be true: a response comes with its request, whole or as a stream')
  if (comparedIn(body) !== null || comparedIn(Object(extra) as object) !== null) throw new InvalidFieldError('prompt_cache_options.comparison_response_id', KEPT)
  // A prompt that is kept upstream may hold all that is to be said (OpenAI, LiteLLM).
  const isAsked = (body['prompt'] ?? body['prompt_id'] ?? null) !== null
  if (!isAsked && (input === undefined || input === null)) throw new InvalidFieldError('input', 'is required')
  if (!isAsked && (input as string | unknown[]).length === 0) throw new InvalidFieldError('input', 'must not be empty')
  const at = Array.isArray(input) ? (input as Item[]).findIndex(isReference) : -1
  if (at >= 0) throw new InvalidFieldError(`input.${at}`, 'must be an item as it was said, not a reference to it: no response is kept here')
}

const responses: FastifyPluginAsyncTypebox = async (app) => {
  const answer = createGatewayAnswer(app)

  app.post('/responses', {
    bodyLimit: app.config.GATEWAY_BODY_LIMIT,
    schema: { tags: ['gateway'], summary: 'Response, from the cache where it may be', body: ResponseRequest, response: { 200: wholeOrStream(Type.Any(), 'events as OpenAI sends them'), ...gatewayErrors } }
  }, async (request, reply) => {
    const body = request.body as GatewayBody
    assertWhole(body)
    return await answer(request, reply, body, tellingTo(body))
  })
}
export default responses
