import fp from 'fastify-plugin'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BodyTooLargeError, errorBody, MethodNotAllowedError, NotFoundError, OnlyIfCachedError, openAiErrorBody, QuotaError, RateLimitedError, refusalOf, retryAfterOf, RouteNotFoundError, UnsupportedMediaTypeError, type ErrorBody } from '../errors.ts'
import { createAllowedMethods } from '../routes/allowed-methods.ts'
import { notCachedHeaders } from '../routes/cache-status.ts'
import { tellUpstreamHeaders } from '../routes/upstream-headers.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** When the log was told last of what passes by itself, by code. */
    toldOf: Map<string, number>
  }
}

/** While Postgres or the LLM is away every request says so: one of them to the log in this time, ms. */
const TELL_AGAIN_MS = 10_000

/** What passes by itself is told once in a while; whatever else went wrong, each time. */
function levelOf ({ statusCode, code = '' }: ErrorBody, { toldOf }: FastifyInstance): 'warn' | 'debug' {
  if (statusCode !== 503) return 'warn'
  const now = performance.now()
  if (now - (toldOf.get(code) ?? -Infinity) < TELL_AGAIN_MS) return 'debug'
  toldOf.set(code, now)
  return 'warn'
}

/** What a client of OpenAI's API that asks for more than there is shows its user of a 404 is this. */
function adviceOn (path: string): string | null {
  if (/^\/v1(?:\/|$)/.test(path)) return 'of OpenAI\'s API there are POST /v1/chat/completions, POST /v1/responses, POST /v1/embeddings and GET /v1/models here; a client that asks for another is set to chat completions (docs/gateway.md)'
  return /\/(?:completions|responses|embeddings|models)$/.test(path) ? 'the base URL of a client of OpenAI\'s API ends in /v1 here' : null
}

/** What Fastify says of a body that it does not take names neither what came nor what it takes. */
function expected (error: FastifyError, { headers, routeOptions }: FastifyRequest): Error {
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new UnsupportedMediaTypeError(headers['content-type'] ?? 'none')
  return error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? new BodyTooLargeError(routeOptions.bodyLimit) : error
}

/** One error shape everywhere; OpenAI's under /v1, where a client expects it, with the upstream's own refusal passed on. */
export function sendError (error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const body = errorBody(error)
  // What only-if-cached asks for is no failure.
  const isWanted = error instanceof OnlyIfCachedError
  if (body.statusCode >= 500 && !isWanted) {
    request.log[levelOf(body, request.server)]({ err: error }, 'request failed')
    // What the log calls it: `reqId`. An upstream's refusal brings its own name.
    reply.header('x-request-id', request.id)
  }
  // RFC 9110 wants it of every 401.
  if (body.statusCode === 401) reply.header('www-authenticate', 'Bearer')
  const retryAfter = retryAfterOf(body.statusCode, error)
  if (retryAfter !== null) reply.header('retry-after', retryAfter)
  if (isWanted) reply.headers(notCachedHeaders(error.found))
  if (!/^\/v1(?:[/?]|$)/.test(request.url)) return reply.code(body.statusCode).send(body)

  const refusal = refusalOf(error)
  if (refusal) tellUpstreamHeaders(reply, refusal.headers)
  if (error instanceof QuotaError || error instanceof RateLimitedError) request.server.metrics.gatewayRefused.inc({ reason: error.type })
  // Official clients would try again for nothing.
  if (error instanceof QuotaError || isWanted) reply.header('x-should-retry', 'false')
  // A page of HTML stays what it says, and is nothing a browser would run.
  if (typeof refusal?.body === 'string') reply.type('text/plain; charset=utf-8')
  // The schema of the route's errors describes ours: an upstream's own is written as it is.
  else reply.type('application/json; charset=utf-8').serializer(JSON.stringify)
  return reply.code(refusal?.status ?? body.statusCode).send(refusal?.body || openAiErrorBody(error))
}

export default fp(async (app) => {
  app.decorate('toldOf', new Map<string, number>())
  const methods = createAllowedMethods()
  app.addHook('onRoute', ({ url, method }) => methods.note(url, method))

  function whyNotFound ({ method, url }: FastifyRequest, reply: FastifyReply): Error {
    const [path] = url.split('?', 1) as [string]
    const allowed = methods.of(path)
    // A route that has the method, and a file it does not have.
    if (allowed.length === 0 || allowed.includes(method)) {
      const advice = adviceOn(path)
      return advice === null ? new NotFoundError(`${method} ${path}`) : new RouteNotFoundError(`${method} ${path}`, advice)
    }
    reply.header('allow', allowed.join(', '))
    return new MethodNotAllowedError(method, path, allowed.join(', '))
  }
  // What is wrong with the body of a request for nothing is of no interest.
  app.setErrorHandler<FastifyError>((error, request, reply) => sendError((request.is404 ? whyNotFound(request, reply) : expected(error, request)) as FastifyError, request, reply))
  app.setNotFoundHandler((request, reply) => { throw whyNotFound(request, reply) })
}, { name: 'errors' })
