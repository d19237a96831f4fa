import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { askOf } from '../answer/gateway-request.ts'
import type { Answer, CacheOutcome } from '../answer/answer-question.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import { deltaText, type Chunk, type Completion, type LlmBody } from '../completion.ts'
import { errorBody } from '../errors.ts'
import { ChatCompletionRequest } from '../schemas/chat-completion.ts'
import { readControls } from './cache-controls.ts'
import { answerHeaders, readHeaders, type CacheHeaders } from './cache-status.ts'
import { openEventStream, type EventStream } from './event-stream.ts'

/** Metadata that changes rarely and hurts nobody when a minute old, s. */
const MODELS_TTL = 60

/** A cached answer is an answer of its own: it carries its own id. */
const renewed = (completion: Completion): Completion => ({ ...completion, id: `chatcmpl-${randomUUID()}` })

/** A whole answer in the pieces a stream would have brought. */
function chunksOf (completion: Completion): Chunk[] {
  const { choices, usage: _usage, ...rest } = completion
  const chunk = (pieces: Chunk['choices']): Chunk => ({ ...rest, object: 'chat.completion.chunk', choices: pieces })
  return [
    chunk(choices.map(({ index, message }) => ({ index, delta: { ...message, content: message.content ?? '' }, finish_reason: null }))),
    chunk(choices.map(({ index, finish_reason: reason }) => ({ index, delta: {}, finish_reason: reason })))
  ]
}

const chatCompletions: FastifyPluginAsyncTypebox = async (app) => {
  const { answers, redis, record } = app

  const models = redis.cacheAside.readThrough(() => ({
    name: 'models',
    key: redis.keys.models(),
    // The upstream's, the same for everybody.
    owner: { tenant: '', user: '' },
    ttlSeconds: MODELS_TTL,
    foreign: 'nothing' as const,
    load: async () => ({ json: JSON.stringify({ object: 'list', data: await app.llm.models(AbortSignal.timeout(app.config.LLM_TIMEOUT_MS)) }) })
  }))
  app.get('/models', { schema: { tags: ['gateway'], summary: 'Models of the upstream', response: { 200: Type.Any() } } }, async (_request, reply) => {
    const read = (await models(undefined))!
    return reply.headers(readHeaders(read.status, read.stored, 'models')).type('application/json; charset=utf-8').serializer((body) => body as never).send(read.body)
  })

  app.post('/chat/completions', {
    schema: { tags: ['gateway'], summary: 'Chat completion, from the cache where it may be', body: ChatCompletionRequest, response: { 200: Type.Any() } }
  }, async (request, reply) => {
    const startedAt = performance.now()
    const controls = readControls(request.headers)
    const body = request.body as LlmBody & { stream?: boolean | null, stream_options?: { include_usage?: boolean } | null, user?: string }
    const streaming = body.stream === true
    const plan = await answers.plan(askOf(body, { tenant: request.person.tenant, user: body.user ?? request.person.user }, controls))

    const gone = new AbortController()
    reply.raw.on('close', () => { if (!reply.raw.writableFinished) gone.abort() })

    // Opened by the first piece, so that an upstream that refuses is an ordinary error with its status.
    let stream: EventStream | undefined
    let headers: CacheHeaders = {}
    const wantsUsage = body.stream_options?.include_usage === true
    const relay = (chunk: Chunk) => {
      // Usage is asked for upstream whatever the client wants, so that a later hit can tell what was billed.
      if (chunk.choices.length === 0 && chunk['usage'] && !wantsUsage) return
      const { usage, ...rest } = chunk
      stream ??= openEventStream(reply, headers)
      stream.send(null, wantsUsage ? { ...rest, ...(usage === undefined ? {} : { usage }) } : rest)
    }
    const onCache = (outcome: CacheOutcome, entry: AnswerEntry | null) => { headers = answerHeaders(outcome, entry, undefined, Date.now()) }
    const report = (answer: Answer | null, error?: unknown) => record({
      tenant: request.person.tenant,
      user: body.user ?? request.person.user,
      namespace: controls.namespace,
      surface: 'gateway',
      model: body.model,
      threshold: plan.threshold,
      status: answer?.cache.status ?? 'error',
      reason: answer ? answer.cache.reason : (error as { code?: string }).code ?? 'UNKNOWN',
      similarity: answer?.cache.similarity,
      entry_id: answer?.cache.entryId,
      milliseconds: performance.now() - startedAt,
      embed_ms: answer?.timings.embedMs,
      lookup_ms: answer?.timings.lookupMs,
      llm_ms: answer && !answer.entry ? answer.timings.llmMs : undefined,
      prompt_tokens: answer?.completion.usage?.prompt_tokens ?? 0,
      completion_tokens: answer?.completion.usage?.completion_tokens ?? 0,
      window_tokens_saved: 0
    })

    /** Nobody waits for it, and Postgres may be away: what it would take away then ends with its TTL. */
    const since = new Date()
    const forgetLate = (entryId = '') => {
      app.chat.erase.forgetLate({ tenant: request.person.tenant, user: body.user ?? request.person.user }, since, entryId).catch((error: unknown) => request.log.debug({ err: error }, 'erasures not read'))
    }

    let streamed = false
    try {
      const answer = await answers.answer(plan, { body: async () => body, stream: streaming, signal: gone.signal }, {
        onCache,
        onChunk: (chunk) => {
          if (!streaming) return
          streamed ||= deltaText(chunk) !== ''
          relay(chunk)
        }
      })
      await Promise.all([
        (answer.stores ? redis.execute('store', answer.enqueueStore).then(() => forgetLate(answer.cache.entryId)) : Promise.resolve()).finally(answer.land),
        report(answer)
      ])
      const completion = answer.entry ? renewed(answer.completion) : answer.completion
      if (!streaming) {
        return reply.headers(answerHeaders(answer.cache, answer.entry, answer.stores, Date.now())).send(completion)
      }
      if (!streamed) {
        for (const chunk of chunksOf(completion)) relay(chunk)
        if (completion.usage) relay({ ...chunksOf(completion)[0], choices: [], usage: completion.usage })
      }
      stream?.send(null, '[DONE]')
    } catch (error) {
      await report(null, error)
      if (!stream) throw error
      request.log.warn({ err: error }, 'a streamed answer failed')
      const { message, code } = errorBody(error as Error)
      stream.send(null, { error: { message, type: 'server_error', param: null, code: code ?? null } })
    }
    stream?.end()
    return reply
  })
}
export default chatCompletions
