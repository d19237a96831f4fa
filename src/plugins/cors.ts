import cors, { type FastifyCorsOptions } from '@fastify/cors'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { listOf } from '../config.ts'

/** How long a browser may remember that a page may ask, s: what Chromium takes at most. */
const REMEMBERED_SECONDS = 7_200

/** Any other OPTIONS is a method that no path has. */
const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined

/**
 * Which pages of other sites may read what their user's browser asks for (CORS): none but those of CORS_ORIGINS. Nothing here knows
 * a caller by a cookie, so none is let through. Registered before what notes the methods of paths: its OPTIONS is no method of theirs.
 */
export default fp(async (app) => {
  if (app.config.CORS_ORIGINS === undefined) return
  const options: FastifyCorsOptions = {
    origin: listOf(app.config.CORS_ORIGINS),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    // All: X-Deflect-*, Cache-Status, Age, Retry-After, X-Request-Id, and what the upstream sends.
    exposedHeaders: '*',
    maxAge: REMEMBERED_SECONDS
  }
  await app.register(cors, { delegator: (request, done) => done(null, { ...options, preflight: isPreflight(request) }) })
}, { name: 'cors', dependencies: ['config'] })
