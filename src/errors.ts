import { STATUS_CODES } from 'node:http'
import createError from '@fastify/error'
import { APIError } from 'openai'
import { toldHeaders } from './completion.ts'

/** Every error a caller can meet: a class with a stable code and an HTTP status. `%s` says what came. */
export const NotFoundError = createError('NOT_FOUND', '%s not found', 404)
export const RouteNotFoundError = createError('NOT_FOUND', '%s not found: %s', 404)
export const MethodNotAllowedError = createError('METHOD_NOT_ALLOWED', '%s is not a method of %s, which has %s', 405)
export const BadRequestError = createError('BAD_REQUEST', '%s', 400)
export const UnsupportedEncodingError = createError('UNSUPPORTED_ENCODING', 'body must be sent as it is, got Content-Encoding %s', 415)
// These two are Fastify's, with what was expected.
export const UnsupportedMediaTypeError = createError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 'body must be application/json, got Content-Type %s', 415)
export const BodyTooLargeError = createError('FST_ERR_CTP_BODY_TOO_LARGE', 'body must be %s bytes at most', 413)
export const RequestTimeoutError = createError('REQUEST_TIMEOUT', 'the request did not arrive in time', 408)
export const HeadersTooLargeError = createError('HEADERS_TOO_LARGE', 'the request line and headers must not exceed 16 KB together', 431)
export const UnauthorizedError = createError('UNAUTHORIZED', '%s', 401)
export const ForbiddenError = createError('FORBIDDEN', '%s', 403)
export const ModelNotFoundError = createError('MODEL_NOT_FOUND', 'the model %s does not exist, or this API key may not use it', 404)
export const EmbeddingModelNotFoundError = createError('MODEL_NOT_FOUND', 'the model %s makes no embeddings here: %s does', 404)
export const NamespaceNotAllowedError = createError('NAMESPACE_NOT_ALLOWED', 'this API key may not use the namespace %s; it may use %s', 403)
/** A field of the body is wrong in a way its schema cannot say well; `param` names it, as OpenAI's errors do. */
export class InvalidFieldError extends createError<[string, ErrorOptions?]>('BAD_REQUEST', '%s', 400) {
  readonly param: string
  constructor (param: string, expected: string, options?: ErrorOptions) {
    // A further argument that is undefined would be written behind the message.
    super(...[`${param} ${expected}`, ...(options === undefined ? [] : [options])] as [string, ErrorOptions?])
    this.param = param
  }
}
export const EmbedderBusyError = createError('EMBEDDER_BUSY', 'the embedding model is busy or not loaded; try again', 503)
export const ConversationFullError = createError('CONVERSATION_FULL', 'conversation_id: this conversation holds %s MB, as much as one may; begin a new one', 409)
export const MessageConflictError = createError('MESSAGE_CONFLICT', 'message.id %s was already used for another message', 409)
export const PolicyChangedError = createError('POLICY_CHANGED', 'if_version %s is not the newest version of this policy: somebody else changed it; read it again', 409)
export const TooManyListenersError = createError('TOO_MANY_LISTENERS', '%s listen already in this process; try again', 503)
export const TurnInProgressError = createError('TURN_IN_PROGRESS', 'message.id %s is still being answered; send it again', 503)
/** `found`: why there is none, and how near the nearest is. */
export class OnlyIfCachedError extends createError('NOT_CACHED', 'no cached answer and Cache-Control: only-if-cached', 504) {
  readonly found: { reason: string, similarity?: number }
  constructor (found: { reason: string, similarity?: number }) {
    super()
    this.found = found
  }
}
/** Nobody reads it; for metrics and the record. 499 as nginx has it. */
export const ClientLeftError = createError('CLIENT_LEFT', 'the client left before its answer was whole', 499)
export const ShuttingDownError = createError('SHUTTING_DOWN', 'the service is shutting down; send the request again', 503)
const PostgresUnavailableError = createError('POSTGRES_UNAVAILABLE', 'Postgres is not available; try again', 503)
export const PostgresBusyError = createError('POSTGRES_BUSY', 'too many requests are waiting for Postgres; try again', 503)
export const CacheUnavailableError = createError('CACHE_UNAVAILABLE', 'the answer cache cannot be searched now; try again', 503)
export const PagesNotBuiltError = createError('PAGES_NOT_BUILT', 'the pages are not built: npm run build builds them', 503)
export const LlmFailedError = createError('LLM_FAILED', 'the LLM failed: %s', 502)
export const LlmBusyError = createError('LLM_BUSY', 'the LLM is rate limited; try again', 503)
export const LlmDownError = createError('LLM_DOWN', 'the %s failed several times in a row and is left alone for some seconds; try again', 503)
export const LlmTimeoutError = createError('LLM_TIMEOUT', 'the LLM stayed silent for %s ms', 504)
export const LlmIncompleteError = createError('LLM_INCOMPLETE', 'the LLM ended its answer early', 502)
/** Asked again, it said something else than those who wait had been told: who was told nothing may ask anew. */
export class LlmSaidOtherwiseError extends LlmIncompleteError {}

/** More than an API key may do in a minute. `type` is what OpenAI's body calls what ran out. */
export class RateLimitedError extends createError<[string]>('RATE_LIMIT_EXCEEDED', '%s', 429) {
  readonly type: 'requests' | 'tokens'
  readonly retryAfterSeconds: number
  constructor (type: 'requests' | 'tokens', limit: number, retryAfterSeconds: number) {
    super(`rate limit reached: this API key may ${type === 'requests' ? 'make' : 'use'} ${limit} ${type} in a minute; try again in ${retryAfterSeconds} s`)
    this.type = type
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The month's budget of an API key is spent: cached answers are still served. */
export class QuotaError extends createError<[string]>('INSUFFICIENT_QUOTA', '%s', 429) {
  readonly type = 'insufficient_quota'
  readonly retryAfterSeconds: number
  constructor (budget: string, retryAfterSeconds: number) {
    super(`the budget of this API key for this month (${budget}) is spent: only cached answers are served until the month is over (UTC)`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/**
 * Codes by which pg and Postgres say "not there (any more)", or "not now": node's socket errors, SQLSTATE classes 08 (connection),
 * 53 (no disk, memory or connections), 57P (ended, starting) and 58 (its system), 25006 (a standby), 40001 and 40P01 (serialisation,
 * deadlock), 55P03 and 57014 (a lock or statement that took too long).
 */
const UNAVAILABLE = /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|EADDRNOTAVAIL|EAI_AGAIN|ENOENT|08...|53...|57P0[1-4]|58...|25006|40001|40P01|55P03|57014)$/

export function isPostgresUnavailable (error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, statusCode } = error as { code?: unknown, statusCode?: unknown }
  if (typeof code === 'string' && UNAVAILABLE.test(code)) return true
  // pg-pool and pg throw these without a code (pg 8). An error of ours, or of the official client, may hold what an upstream said.
  return statusCode === undefined && !(error instanceof APIError) && /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error/.test(error.message)
}

export type ErrorBody = { statusCode: number, code?: string, error: string, message: string }

/** No such database, no such role, a wrong or missing password (which pg 8 says without a code): it is there, and will not let us in. */
export function isPostgresRefusal (error: unknown): boolean {
  const { code = '', message } = error as { code?: string, message: string }
  return /^(3D000|28...)$/.test(code) || message.startsWith('SASL:')
}

/** Fastify's error shape. What we did not expect says nothing of our insides. */
export function errorBody (error: Error & { statusCode?: number, code?: string }): ErrorBody {
  const known = isPostgresUnavailable(error) || isPostgresRefusal(error) ? new PostgresUnavailableError() : error
  const statusCode = known.statusCode ?? 500
  const [code, message] = statusCode === 500 ? ['INTERNAL_ERROR', 'something went wrong on our side'] : [known.code, known.message]
  return { statusCode, ...(code === undefined ? {} : { code }), error: STATUS_CODES[statusCode] ?? 'Error', message }
}

/** What the upstream said when it refused, as it said it: the gateway passes it on. `status` is null in the middle of a stream that does not name one; a body that is no JSON is text. */
export type UpstreamRefusal = { status: number | null, body: unknown, headers: Record<string, string>, retryAfter: string | null }

/** Where an error came with status 200 some upstreams say in it what it would have been, as a number (OpenRouter) or as text (LiteLLM): it is no fault of theirs then. */
function statusIn (error: unknown): number | null {
  const { code } = (error ?? {}) as { code?: unknown }
  return /^[45]\d\d$/.test(String(code)) ? Number(code) : null
}
export const statusOf = (cause: APIError): number | null => cause.status ?? statusIn(cause.error)

/** What a refusal is called, without its words, which may quote the question: they go to who asked, and errors to the log. */
function named (body: unknown): { error: object } {
  const { code, type, param } = Object((body as { error?: unknown } | null)?.error) as Record<string, unknown>
  return { error: { code, type, param, message: [code, type, param].filter((name) => typeof name === 'string').join(', ') || 'the upstream refused the request' } }
}

/** The official client's error for what an upstream said, and that kept whole. @param status null in the middle of a stream */
export function upstreamError (status: number | null, said: unknown, headers = new Headers()): APIError {
  const body = named(said)
  return Object.assign(status === null ? new APIError(undefined, body.error, undefined, undefined) : APIError.generate(status, body, undefined, headers), { said })
}

/** The upstream's refusal behind one of our errors, if there was one. */
export function refusalOf (error: unknown): UpstreamRefusal | null {
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof APIError) || (cause.status === undefined && cause.error === undefined)) return null
  // The client's own error keeps what stands under `error`; ours (upstream.ts) the whole body.
  const { said } = cause as { said?: unknown }
  // Nothing at all is no body either: proxies refuse like that.
  const body = said === '' ? null : said ?? (cause.error === undefined ? null : { error: cause.error })
  const headers = cause.status === undefined || !cause.headers ? {} : toldHeaders(cause.headers)
  return { status: statusOf(cause), body, headers, retryAfter: headers['retry-after'] ?? null }
}

/** Seconds after which it is worth trying again, for the errors where it is. */
export function retryAfterOf (statusCode: number, error: unknown): string | null {
  const { retryAfterSeconds } = error as { retryAfterSeconds?: number }
  if (retryAfterSeconds !== undefined) return String(retryAfterSeconds)
  return statusCode === 503 ? refusalOf(error)?.retryAfter ?? '1' : null
}

/** Who had asked what an upstream refused. Beside the errors: in them it would be logged. */
const askers = new WeakMap<object, string>()
/** @param asker as `askerOf` names him */
export function refusedTo (asker: string, error: unknown): unknown {
  if (error instanceof Error) askers.set(error, asker)
  return error
}
export const askerRefused = (error: unknown): string | undefined => askers.get(Object(error))

/** An error of ours on its way to another process, with the upstream's refusal behind it. */
export function errorToWire (error: unknown): object {
  const { code, message, statusCode } = error as { code?: string, message?: string, statusCode?: number }
  return { code: code ?? 'LLM_FAILED', message: message ?? 'unknown', statusCode: statusCode ?? 502, refusal: refusalOf(error), asker: askerRefused(error), otherwise: error instanceof LlmSaidOtherwiseError }
}

export function errorFromWire (wire: unknown): Error {
  const { code, message, statusCode, refusal, asker, otherwise } = wire as { code: string, message: string, statusCode: number, refusal: UpstreamRefusal | null, asker?: string, otherwise?: boolean }
  if (otherwise) return new LlmSaidOtherwiseError()
  const cause = refusal && upstreamError(refusal.status, refusal.body ?? '', new Headers(refusal.headers))
  // A message holds no placeholder of its own.
  const error = new (createError(code, '%s', statusCode))(message, { cause })
  if (asker !== undefined) refusedTo(asker, error)
  return error
}

/** The same error without what the upstream said, which may quote who asked. */
export function withoutWords (error: unknown): unknown {
  const refusal = refusalOf(error)
  if (refusal === null) return error
  const headers = refusal.retryAfter === null ? {} : { 'retry-after': refusal.retryAfter }
  return errorFromWire({ ...errorToWire(error), refusal: { ...refusal, body: null, headers } })
}

/** Codes that are OpenAI's own, and so in its spelling: clients compare them. */
const OPENAI_CODES = new Set(['MODEL_NOT_FOUND', 'RATE_LIMIT_EXCEEDED', 'INSUFFICIENT_QUOTA', 'NAMESPACE_NOT_ALLOWED'])

/** OpenAI's error shape, as its clients read it; `param` names the field that was wrong. */
export function openAiErrorBody (error: Error & { statusCode?: number, code?: string, type?: string, param?: string | null }) {
  const { statusCode, code, message } = errorBody(error)
  const type = statusCode === 429 && error.type !== undefined ? error.type : statusCode < 500 ? 'invalid_request_error' : 'server_error'
  const name = statusCode === 401 ? 'invalid_api_key' : code !== undefined && OPENAI_CODES.has(code) ? code.toLowerCase() : code
  return { error: { message, type, param: error.param ?? null, code: name ?? null } }
}
