import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Tokens } from '../access/budget.ts'
import { charactersAsked, charactersOf, tokensLike } from '../access/estimate.ts'
import type { Charge } from '../access/limits.ts'
import { askerOf, askOf, withQuestion } from '../answer/gateway-request.ts'
import type { Answer, CacheOutcome, Listener } from '../answer/answer-question.ts'
import type { Upstream } from '../answer/make-answer.ts'
import { eventFields } from '../answer/judge.ts'
import { messagesOf } from '../answer/said.ts'
import { resumeAfter } from '../answer/shared-call.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Pipeline } from '../cache/client.ts'
import { choicesOf, usageOf, type Chunk, type Completion, type LlmBody, type Pace } from '../completion.ts'
import { ChunkLog } from '../model/chunk-log.ts'
import { ClientLeftError, errorBody, openAiErrorBody, refusalOf, ShuttingDownError } from '../errors.ts'
import { answerHeaders, type CacheHeaders } from './cache-status.ts'
import { onceLeft, openEventStream, type EventStream } from './event-stream.ts'
import { admit, assertModel, controlsOf, endUserOf, modelsBeside } from './gateway-access.ts'
import { tellUpstreamHeaders, upstreamHeaders } from './upstream-headers.ts'

export type GatewayBody = LlmBody & { stream?: boolean | null, user?: string | null }

/** What a client is sent in a stream: the name of the event, where it has one, and its data. */
type Event = [name: string | null, data: unknown]
/** How an answer, or what came instead, is told by one of the gateway's routes. */
export type Telling = {
  /** null for what this client did not ask for. */
  piece (chunk: Chunk): Event | null
  /** @param isHit a cached answer is an answer of its own: it carries its own id */
  whole (completion: Completion, isHit: boolean): unknown
  /** A whole answer in the chunks a stream would have brought. */
  replay (completion: Completion, isHit: boolean): Chunk[]
  /** The last event of a stream that failed. @param body as the upstream, or openAiErrorBody, has it @param at how many events came before it */
  failure (body: object, at: number): Event
  end?: Event
}

function billedOf (completion: Completion): Tokens | null {
  const usage = usageOf(completion)
  return usage && { prompt: usage.prompt_tokens, completion: usage.completion_tokens }
}

/** What an answer says, characters: of a response all its items, in which the text that stands beside them is left out. */
function charactersSaid (message: Completion['choices'][number]['message']): number {
  const { output } = Object(message['response']) as { output?: unknown }
  return charactersOf(output === undefined ? message : { output, text: typeof message.content === 'string' ? message.content : '' })
}

/** The gateway's side of an answer, whichever way it is asked for and told: access, limits, the spine, what it leaves behind. */
export function createGatewayAnswer (app: FastifyInstance) {
  const { answers, exactAnswers, redis, record, limits } = app

  /** One round trip for what an answer leaves behind: itself, and what it is charged. @returns the replies, that to the store last; null where there are none */
  async function settle (charge: Charge | null, enqueueStore: ((pipeline: Pipeline) => void) | null): Promise<unknown[] | null> {
    if (charge === null && enqueueStore === null) return null
    const replies = await redis.execute('store', (pipeline) => {
      charge?.enqueue(pipeline)
      enqueueStore?.(pipeline)
    })
    charge?.accept(replies?.[0])
    return replies
  }

  return async (request: FastifyRequest, reply: FastifyReply, body: GatewayBody, telling: Telling): Promise<FastifyReply> => {
    const startedAt = performance.now()
    // First of all: who leaves while the limits are asked is not waited for either.
    const gone = new AbortController()
    onceLeft(reply, () => gone.abort())
    const controls = controlsOf(request)
    const streaming = body.stream === true
    const models = [body.model, ...modelsBeside(body)] as const
    for (const model of models) assertModel(request, model)
    const { owner, user } = endUserOf(request, body.user)
    const { shaping, all } = upstreamHeaders(request.headers)
    const plan = await answers.plan({ owner, ...askOf(body, { tenant: request.person.tenant, user }, controls, shaping) })
    // The limits are counted in the round trip that asks the exact tier.
    const admitted = admit(request, reply, plan.bypass === null ? (pipeline) => exactAnswers.enqueueFind(pipeline, plan.exactHash) : undefined)
    // Behind what is asked of Redis, which answers meanwhile.
    if (plan.keeping.bypass === null && plan.policy.tiers.includes('semantic')) answers.foresee(plan.question)
    const { admission, replies } = await admitted
    const prefetched = replies === undefined ? undefined : { entry: replies === null ? undefined : exactAnswers.accept(plan.exactHash, replies[0]) }

    // Opened by the first piece, so that an upstream that refuses is an ordinary error with its status.
    let stream: EventStream | undefined
    let headers: CacheHeaders = {}
    const said = new ChunkLog()
    let ended = false
    const relay = (chunk: Chunk): Pace => {
      const event = telling.piece(chunk)
      if (event === null) return
      said.push(chunk)
      ended ||= chunk.choices.some(({ finish_reason: reason }) => Boolean(reason))
      stream ??= openEventStream(reply, headers)
      return stream.send(...event)
    }
    const onCache = (outcome: CacheOutcome, entry: AnswerEntry | null) => {
      headers = answerHeaders(outcome, entry, undefined, Date.now())
    }
    const report = (answer: Answer | null, model: string, tokens: Tokens, error?: unknown) => record({
      tenant: request.person.tenant,
      user: owner,
      namespace: controls.namespace,
      surface: 'gateway',
      model,
      threshold: plan.threshold,
      status: answer?.cache.status ?? 'error',
      reason: answer ? answer.cache.reason : errorBody(error as Error).code ?? 'UNKNOWN',
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
    const forgetLate = (entryId = '') => {
      app.chat.erase.forgetLate({ tenant: request.person.tenant, user: owner }, plan.askedAt, entryId).catch((error: unknown) => request.log.debug({ err: error }, 'erasures not read'))
    }

    /** Whether the upstream was asked for this request, and how much it said: while others hear it, also after this client has left. */
    let buys = false
    let characters = 0
    const onCall = () => { buys = true }
    const onSaid = (chunk: Chunk) => { for (const choice of chunk.choices) characters += charactersOf(choice?.delta) }
    /** Its event and its charge are under way: what fails from now on makes no second one. */
    let reported = false
    const estimated = (completion = characters): Tokens => ({ prompt: tokensLike(charactersAsked(messagesOf(body))), completion: tokensLike(completion) })
    const upstream: Upstream = {
      body: async () => (request.exactBody as LlmBody | undefined) ?? body,
      again: (question) => withQuestion(body, question),
      stream: streaming,
      signal: () => gone.signal,
      asker: () => askerOf(body),
      admit: admission.assertUpstream,
      headers: all,
      onHeaders: (headers) => tellUpstreamHeaders(reply, headers),
      onCall,
      onSaid
    }
    const listener: Listener = { onCache, onChunk: (chunk) => { if (streaming) return relay(chunk) }, whole: !streaming }
    try {
      const answer = await app.orShutDown(answers.answer(plan, upstream, listener, prefetched))
      // A call that failed in the place of another's, which came to its end after all, is nobody's.
      buys = answer.cache.status === 'miss' || answer.cache.status === 'bypass'
      const tokens = billedOf(answer.completion) ?? estimated(choicesOf(answer.completion).reduce((sum, { message }) => sum + charactersSaid(message), 0))
      const model = buys ? limits.chargedAs(request.apiKey, models, tokens) : body.model
      const charge = buys ? limits.charge(request.apiKey, model, tokens) : null
      reported = true
      const [stored] = await Promise.all([
        settle(charge, answer.stores ? answer.enqueueStore : null).then((replies) => {
          if (answer.stores) forgetLate(answer.cache.entryId)
          return answer.isStored(replies)
        }).finally(answer.land),
        report(answer, model, tokens)
      ])
      const { completion, entry } = answer
      if (!streaming) {
        return reply.headers(answerHeaders(answer.cache, entry, stored, Date.now())).send(telling.whole(completion, entry !== null))
      }
      // From the cache, of a call made without a stream, or of one whose process died in the middle: what has not been said yet.
      // An upstream that never says how an answer ends has said it all.
      if (said.length === 0 || (!ended && choicesOf(completion).some(({ finish_reason: reason }) => reason))) {
        const pass = said.length === 0 ? (chunk: Chunk) => chunk : resumeAfter(said.slice())
        for (const chunk of telling.replay(completion, entry !== null)) {
          const rest = pass(chunk)
          if (rest !== null) await relay(rest)
        }
      }
      // One that says nothing at all has an end as well.
      stream ??= openEventStream(reply, headers)
      if (telling.end) stream.send(...telling.end)
    } catch (cause) {
      const error = gone.signal.aborted ? new ClientLeftError({ cause }) : cause
      if (error instanceof ShuttingDownError) gone.abort()
      // What the upstream said until its last listener left, it bills: to who bought it, though he left before.
      const leftMidway = buys && !reported && gone.signal.aborted
      const tokens = leftMidway ? estimated() : { prompt: 0, completion: 0 }
      const model = leftMidway ? limits.chargedAs(request.apiKey, models, tokens) : body.model
      const charge = leftMidway ? limits.charge(request.apiKey, model, tokens) : null
      if (!reported) await Promise.all([settle(charge, null), report(null, model, tokens, error)])
      if (!stream) throw error
      request.log[error instanceof ClientLeftError ? 'debug' : 'warn']({ err: error }, 'a streamed answer failed')
      const refused = refusalOf(error)?.body
      // A page of HTML has lines of its own, which would be read as events.
      stream.send(...telling.failure((typeof refused === 'string' ? null : refused as object | null) ?? openAiErrorBody(error as Error), said.length))
    }
    stream?.end()
    return reply
  }
}
