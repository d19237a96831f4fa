import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Ask } from '../../answer/plan.ts'
import { DEFAULT_CONTROLS } from '../../answer/controls.ts'
import type { Explanation } from '../../answer/explain.ts'
import { whyNotCacheable } from '../../answer/cacheability.ts'
import { askOfChat } from '../../answer/chat-request.ts'
import { askOf } from '../../answer/gateway-request.ts'
import { ROOT_CONTEXT } from '../../answer/lineage.ts'
import type { AnswerEntry } from '../../cache/answer-entry.ts'
import type { LlmBody } from '../../completion.ts'
import { BadRequestError } from '../../errors.ts'
import { errors } from '../../schemas/common.ts'
import { ExplainBody, ExplainView, type ExplainRequest } from '../../schemas/explain.ts'
import { endUserOf } from '../gateway-access.ts'

const moment = (ms: number) => new Date(ms).toISOString()
const entryOf = ({ id, question, createdAt, expiresAt }: AnswerEntry) => ({ entry_id: id, question, created_at: moment(createdAt), expires_at: moment(expiresAt) })

function wire ({ plan, found, sentence, exact, candidates }: Explanation) {
  const { policy } = plan
  return {
    decision: {
      status: found.status,
      ...('entry' in found ? { entry_id: found.entry.id } : { reason: found.reason }),
      ...('similarity' in found ? { similarity: found.similarity } : {}),
      sentence
    },
    cacheable: { cacheable: plan.keeping.bypass === null, reason: plan.keeping.bypass },
    normalised: plan.normalised,
    embedded: plan.embedded,
    scope: { hash: plan.scopeHash, parts: plan.parts },
    policy: { kind: policy.kind, threshold: plan.threshold, min_probability: policy.minProbability, tiers: [...policy.tiers], guards: [...policy.guards] },
    exact: { hash: plan.exactHash, entry: exact && entryOf(exact) },
    candidates: candidates.map(({ entry, lowerBound, ...told }) => ({ ...entryOf(entry), ...told, lower_bound: lowerBound }))
  }
}

const explain: FastifyPluginAsyncTypebox = async (app) => {
  const { answers, config } = app

  /** The first question of a chat; with `message_id` one of a chat that goes on, with `messages`, `input` or `parameters` what the gateway would be sent. */
  async function askFor ({ text, messages, input, parameters, message_id: messageId, namespace = DEFAULT_CONTROLS.namespace, model: wanted }: ExplainRequest, request: FastifyRequest): Promise<Ask> {
    const { person } = request
    const isGateways = messages !== undefined || input !== undefined || parameters !== undefined
    if (isGateways && messageId !== undefined) throw new BadRequestError('expected either message_id or messages, input and parameters')
    if (messages !== undefined && input !== undefined) throw new BadRequestError('expected either messages or input')
    const asked = messageId === undefined ? { context: ROOT_CONTEXT, model: config.LLM_MODEL } : await app.chat.findQuestion(person, messageId.toLowerCase())
    const model = wanted ?? asked.model
    const controls = { ...DEFAULT_CONTROLS, namespace }
    const question = { role: 'user', content: text }
    if (isGateways) {
      const said = input === undefined ? { messages: [...messages ?? [], question] } : { messages: undefined, input: [...input, question] }
      return askOf({ ...parameters, model, ...said } as LlmBody, { tenant: person.tenant, user: endUserOf(request, parameters?.user).user }, controls)
    }
    const ask = askOfChat({ tenant: person.tenant, model, system: config.LLM_SYSTEM_PROMPT ?? null, context: asked.context, question: text })
    return { user: person.user, bypass: whyNotCacheable({}, [question]), controls, conversationId: null, ...ask }
  }

  app.post('/explain', {
    schema: { tags: ['operator'], summary: 'What would be served for a question, and why; calls no LLM, stores and counts nothing', body: ExplainBody, response: { 200: ExplainView, ...errors } }
  }, async (request) => wire(await answers.explain(await askFor(request.body, request))))
}
export default explain
