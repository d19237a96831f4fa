import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Admission } from '../access/limits.ts'
import type { Controls } from '../answer/controls.ts'
import type { Pipeline } from '../cache/client.ts'
import { isDevelopmentMode } from '../config.ts'
import { ModelNotFoundError, NamespaceNotAllowedError } from '../errors.ts'
import { readControls } from './cache-controls.ts'

/**
 * What the headers ask of the cache, inside what the API key may.
 * @throws BadRequestError, NamespaceNotAllowedError
 */
export function controlsOf ({ headers, apiKey }: FastifyRequest): Controls {
  const controls = readControls(headers)
  const namespaces = apiKey?.namespaces
  if (namespaces === undefined) return controls
  // A key for one namespace need not say so in every request.
  if (headers['x-deflect-namespace'] === undefined) return { ...controls, namespace: namespaces[0]! }
  if (!namespaces.includes(controls.namespace)) throw new NamespaceNotAllowedError(controls.namespace, namespaces.join(', '))
  return controls
}

/**
 * @param names every name the model goes by: a key that may use one may use all
 * @throws ModelNotFoundError
 */
export function assertModel ({ apiKey }: FastifyRequest, asked: string, names: ReadonlySet<string> = new Set([asked])): void {
  if (apiKey?.models !== undefined && !apiKey.models.some((model) => names.has(model))) throw new ModelNotFoundError(asked)
}

/** A name, a list, what is asked instead (`{model, messages, …}`), or by whose failure (`{name: […]}`). */
function namesIn (value: unknown): string[] {
  if (typeof value === 'string') return [value]
  const { model, ...more } = Object(value) as Record<string, unknown>
  return model === undefined ? Object.values(more).flatMap(namesIn) : namesIn(model)
}
/** What stands at any depth under `model`, `models`, `judge_model`, … */
const namesUnder = (value: unknown): string[] => Object.entries(Object(value) as object).flatMap(([name, inside]) =>
  typeof value === 'string' ? [] : /(?:^|_)models?$/.test(name) ? namesIn(inside) : namesUnder(inside))
/** What the upstream runs by itself may ask a model of its own: to advise, to judge, to draw (OpenRouter, OpenAI). A caller's function only has a schema. */
const runsUpstream = (tool: unknown): boolean => !['function', 'custom'].includes(String((Object(tool) as { type?: unknown }).type))
/** Fields that name models, and those that name what may ask one. */
const CHOSEN = ['models', 'fallbacks', 'context_window_fallbacks', 'content_policy_fallbacks']
const RUN = ['tools', 'plugins']
const NAMING = ['extra_body', ...CHOSEN, ...RUN]
/** Models that a request names beside its own, for an upstream that chooses among them (OpenRouter, LiteLLM, which writes what stands in `extra_body` over the rest) or asks them as well. Pure. */
export function modelsBeside (body: Record<string, unknown>): string[] {
  // Most name none, and every request is asked.
  if (!NAMING.some((name) => name in body)) return []
  const extra = Object(body['extra_body']) as Record<string, unknown>
  const chosen = [body, extra].flatMap((from) => CHOSEN.map((name) => from[name]))
  const run = [body, extra].flatMap((from) => RUN.map((name) => from[name]).map((list) => Array.isArray(list) ? list.filter(runsUpstream) : []))
  return [...namesIn([extra['model'] ?? [], ...chosen]), ...namesUnder(run)]
}

/**
 * Whose answers these are: `owner` in the record and for erasure, `user` where a policy shares answers with nobody. An API key
 * speaks for all users of its tenant, and the body says for which. A bearer token speaks for its `sub` alone: what the body says
 * parts its answers further, and reaches nobody else's (no name holds a NUL).
 */
export function endUserOf (request: FastifyRequest, named: string | null | undefined): { owner: string, user: string } {
  const { person: { user }, apiKey, server } = request
  if (!named) return { owner: user, user }
  return apiKey !== null || isDevelopmentMode(server.config) ? { owner: named, user: named } : { owner: user, user: `${user}\0${named}` }
}

/**
 * Counts the request against its key's limits, together with what `more` enqueues, and says what is left.
 * @returns the replies to `more`; undefined where there was nothing to count
 * @throws RateLimitedError
 */
export async function admit (request: FastifyRequest, reply: FastifyReply, more?: (pipeline: Pipeline) => void): Promise<{ admission: Admission, replies: unknown[] | null | undefined }> {
  const { admission, replies } = await request.server.limits.admit(request.apiKey, more)
  reply.headers(admission.headers)
  if (admission.refusal) throw admission.refusal
  return { admission, replies }
}
