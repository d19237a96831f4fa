import fp from 'fastify-plugin'
import type { FastifyError } from 'fastify'
import { errorBody, NotFoundError, refusalOf, retryAfterOf } from '../errors.ts'

/** One error shape everywhere; OpenAI's under /v1, where a client expects it, with the upstream's own refusal passed on. */
export default fp(async (app) => {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const body = errorBody(error)
    if (body.statusCode >= 500) request.log.warn({ err: error }, 'request failed')
    const retryAfter = retryAfterOf(body.statusCode, error)
    if (retryAfter !== null) reply.header('retry-after', retryAfter)
    if (!request.url.startsWith('/v1/')) return reply.code(body.statusCode).send(body)

    const refusal = refusalOf(error)
    if (refusal?.retryAfter) reply.header('retry-after', refusal.retryAfter)
    const type = body.statusCode < 500 ? 'invalid_request_error' : 'server_error'
    return reply.code(refusal?.status ?? body.statusCode).send(refusal?.body ?? { error: { message: body.message, type, param: null, code: body.code ?? null } })
  })
  app.setNotFoundHandler((request) => { throw new NotFoundError(`${request.method} ${request.url.split('?', 1)[0]}`) })
}, { name: 'errors' })
