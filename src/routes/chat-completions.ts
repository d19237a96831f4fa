import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Tokens } from '../access/budget.ts'
import type { Charge } from '../access/limits.ts'
import { askOf, withQuestion } from '../answer/gateway-request.ts'
import type { Answer, CacheOutcome } from '../answer/answer-question.ts'
import { eventFields } from '../answer/judge.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Pipeline } from '../cache/client.ts'
import { deltaText, type Chunk, type Completion, type LlmBody } from '../completion.ts'
import { openAiErrorBody } from '../errors.ts'
import { ChatCompletionRequest } from '../schemas/chat-completion.ts'
import { answerHeaders, readHeaders, type CacheHeaders } from './cache-status.ts'
import { openEventStream, type EventStream } from './event-stream.ts'
import { admit, assertModel, controlsOf, endUserOf } from './gateway-access.ts'

/** Metadata that changes rarely and hurts nobody when a minute old, s. */
const MODELS_TTL = 60

/** A cached answer is an answer of its own: it carries its own id. */
const renewed = (completion: Completion): Completion => ({ ...completion, id: `chatcmpl-${randomUUID()}` })

/** About four characters to a token: for what no upstream has counted. */
const tokensLike = (characters: number): number => Math.ceil(characters / 4)

/** What the upstream billed; null where it says nothing that can be counted. */
function billedOf ({ usage }: Completion): Tokens | null {
  const { prompt_tokens: prompt, completion_tokens: completion } = usage ?? {}
  return [prompt, completion].every((count) => Number.isSafeInteger(count) && count! >= 0) ? { prompt: prompt!, completion: completion! } : null
}

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
  const { answers, exactAnswers, redis, record, limits } = app

  /** What /v1/embeddings serves. */
  const LOCAL = { id: app.config.EMBEDDING_MODEL, object: 'model', created: 0, owned_by: 'deflect' }
  const models = redis.cacheAside.readThrough(() => ({
    name: 'models',
    key: redis.keys.models(),
    // The upstream's, the same for everybody.
    owner: { tenant: '', user: '' },
    ttlSeconds: MODELS_TTL,
    foreign: 'nothing' as const,
    load: async () => ({ json: JSON.stringify({ object: 'list', data: [...await app.llm.models(AbortSignal.timeout(app.config.LLM_TIMEOUT_MS)), LOCAL] }) })
  }))
  app.get('/models', { schema: { tags: ['gateway'], summary: 'Models of the upstream, and the local embedding model', response: { 200: Type.Any() } } }, async (request, reply) => {
    await admit(request, reply)
    const read = (await models(undefined))!
    const allowed = request.apiKey?.models
    if (allowed !== undefined) {
      const { data, ...rest } = JSON.parse(read.body.toString()) as { data: { id: string }[] }
      return reply.headers(readHeaders(read.status, read.stored, 'models')).send({ ...rest, data: data.filter(({ id }) => allowed.includes(id)) })
    }
    return reply.headers(readHeaders(read.status, read.stored, 'models')).type('application/json; charset=utf-8').serializer((body) => body as never).send(read.body)
  })

  /** One round trip for what an answer leaves behind: itself, and what it is charged. */
  async function settle (charge: Charge | null, enqueueStore: ((pipeline: Pipeline) => void) | null): Promise<void> {
    if (charge === null && enqueueStore === null) return
    const replies = await redis.execute('store', (pipeline) => {
      charge?.enqueue(pipeline)
      enqueueStore?.(pipeline)
    })
    charge?.accept(replies?.[0])
  }

  app.post('/chat/completions', {
    schema: { tags: ['gateway'], summary: 'Chat completion, from the cache where it may be', body: ChatCompletionRequest, response: { 200: Type.Any() } }
  }, async (request, reply) => {
    const startedAt = performance.now()
    const controls = controlsOf(request)
    const body = request.body as LlmBody & { stream?: boolean | null, stream_options?: { include_usage?: boolean } | null, user?: string }
    const streaming = body.stream === true
    assertModel(request, body.model)
    const { owner, user } = endUserOf(request, body.user)
    const plan = await answers.plan({ ...askOf(body, { tenant: request.person.tenant, user }, controls), owner })
    // The limits are counted in the round trip that asks the exact tier.
    const { admission, replies } = await admit(request, reply, plan.bypass === null ? (pipeline) => exactAnswers.enqueueFind(pipeline, plan.exactHash) : undefined)
    const prefetched = replies === undefined ? undefined : { entry: exactAnswers.accept(plan.exactHash, replies?.[0]) }

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
    const onCache = (outcome: CacheOutcome, entry: AnswerEntry | null) => {
      headers = answerHeaders(outcome, entry, undefined, Date.now())
      buys = outcome.status === 'miss' || outcome.status === 'bypass'
    }
    const report = (answer: Answer | null, tokens: Tokens, error?: unknown) => record({
      tenant: request.person.tenant,
      user: owner,
      namespace: controls.namespace,
      surface: 'gateway',
      model: body.model,
      threshold: plan.threshold,
      status: answer?.cache.status ?? 'error',
      reason: answer ? answer.cache.reason : (error as { code?: string }).code ?? 'UNKNOWN',
      similarity: answer?.cache.similarity,
      entry_id: answer?.cache.entryId,
      ...eventFields(answer?.considered),
      milliseconds: performance.now() - startedAt,
      embed_ms: answer?.timings.embedMs,
      lookup_ms: answer?.timings.lookupMs,
      llm_ms: answer && !answer.entry ? answer.timings.llmMs : undefined,
      prompt_tokens: tokens.prompt,
      completion_tokens: tokens.completion,
      window_tokens_saved: 0,
      key_id: request.apiKey?.id
    })

    /** Nobody waits for it, and Postgres may be away: what it would take away then ends with its TTL. */
    const since = new Date()
    const forgetLate = (entryId = '') => {
      app.chat.erase.forgetLate({ tenant: request.person.tenant, user: owner }, since, entryId).catch((error: unknown) => request.log.debug({ err: error }, 'erasures not read'))
    }

    /** Whether the upstream was asked for this request, and how much of its answer came. */
    let buys = false
    let characters = 0
    const estimated = (): Tokens => ({ prompt: tokensLike(JSON.stringify(body.messages).length), completion: tokensLike(characters) })
    let streamed = false
    try {
      const answer = await answers.answer(plan, { body: async () => body, again: (question) => withQuestion(body, question), stream: streaming, signal: gone.signal, admit: admission.assertUpstream }, {
        onCache,
        onChunk: (chunk) => {
          const { length } = deltaText(chunk)
          characters += length
          if (!streaming) return
          streamed ||= length > 0
          relay(chunk)
        }
      }, prefetched)
      // The process that led a shared call may have died, and this one made it again.
      buys = answer.cache.status === 'miss' || answer.cache.status === 'bypass'
      const tokens = billedOf(answer.completion) ?? estimated()
      const charge = buys ? limits.charge(request.apiKey, body.model, tokens) : null
      await Promise.all([
        settle(charge, answer.stores ? answer.enqueueStore : null).then(() => { if (answer.stores) forgetLate(answer.cache.entryId) }).finally(answer.land),
        report(answer, tokens)
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
      // A client that leaves in the middle has had what came, and the upstream bills it.
      const leftMidway = buys && gone.signal.aborted
      const tokens = leftMidway ? estimated() : { prompt: 0, completion: 0 }
      const charge = leftMidway ? limits.charge(request.apiKey, body.model, tokens) : null
      await Promise.all([settle(charge, null), report(null, tokens, error)])
      if (!stream) throw error
      request.log.warn({ err: error }, 'a streamed answer failed')
      stream.send(null, openAiErrorBody(error as Error))
    }
    stream?.end()
    return reply
  })
}
export default chatCompletions
