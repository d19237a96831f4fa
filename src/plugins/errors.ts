import fp from 'fastify-plugin'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { errorBody, NotFoundError, openAiErrorBody, QuotaError, RateLimitedError, refusalOf, retryAfterOf } from '../errors.ts'
import { tellUpstreamHeaders } from '../routes/upstream-headers.ts'

/** One error shape everywhere; OpenAI's under /v1, where a client expects it, with the upstream's own refusal passed on. */
export function sendError (error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const body = errorBody(error)
  if (body.statusCode >= 500) request.log.warn({ err: error }, 'request failed')
  const retryAfter = retryAfterOf(body.statusCode, error)
  if (retryAfter !== null) reply.header('retry-after', retryAfter)
  if (!/^\/v1(?:[/?]|$)/.test(request.url)) return reply.code(body.statusCode).send(body)

  const refusal = refusalOf(error)
  if (refusal) tellUpstreamHeaders(reply, refusal.headers)
  if (error instanceof QuotaError || error instanceof RateLimitedError) request.server.metrics.gatewayRefused.inc({ reason: error.type })
  // Official clients would try again for nothing.
  if (error instanceof QuotaError) reply.header('x-should-retry', 'false')
  // A page of HTML stays what it says, and is nothing a browser would run.
  if (typeof refusal?.body === 'string') reply.type('text/plain; charset=utf-8')
  return reply.code(refusal?.status ?? body.statusCode).send(refusal?.body || openAiErrorBody(error))
}

export default fp(async (app) => {
  app.setErrorHandler<FastifyError>(sendError)
  app.setNotFoundHandler((request) => { throw new NotFoundError(`${request.method} ${request.url.split('?', 1)[0]}`) })
}, { name: 'errors' })
