import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import fp from 'fastify-plugin'
import { ShuttingDownError } from '../errors.ts'
import { onceEnded } from '../routes/event-stream.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The work; or ShuttingDownError, where the service ends before it. */
    orShutDown<T> (work: Promise<T>): Promise<T>
  }
}

/** Time for the last words of what is ended, ms. */
export const LAST_WORDS_MS = 2_000

/**
 * Requests that were sent before their client could know are still taken for this long, ms: those of connections that look idle, as
 * nobody has read them yet, would be lost with them (5 to 8 of 40 under load), and a POST is not sent again.
 */
const LATE_MS = 250

/**
 * Once the service closes, a connection ends with the answer it is waiting for, as idle keep-alives would hold the process, and after
 * LATE_MS nothing new is taken. What is not done within SHUTDOWN_TIMEOUT_MS is told so, and who does not read that is cut off.
 */
export default fp(async (app) => {
  let ending = false
  let closing = false
  /** SHUTDOWN_TIMEOUT_MS is over. */
  let over = false
  let timer: NodeJS.Timeout | undefined
  const waiting = new Set<(reason: Error) => void>()
  const open = new Set<ServerResponse>()

  app.decorate('orShutDown', <T>(work: Promise<T>) => new Promise<T>((resolve, reject) => {
    if (over) reject(new ShuttingDownError())
    waiting.add(reject)
    work.then(resolve, reject).finally(() => waiting.delete(reject))
  }))

  app.addHook('preClose', async () => {
    ending = true
    // A client that is not told sends its next request on a connection that ends: it is lost, and a POST is not sent again.
    for (const response of open) response.shouldKeepAlive = false
    timer = setTimeout(() => {
      over = true
      for (const stop of waiting) stop(new ShuttingDownError())
      setTimeout(() => app.server.closeAllConnections(), LAST_WORDS_MS).unref()
    }, app.config.SHUTDOWN_TIMEOUT_MS).unref()
    await sleep(Math.min(LATE_MS, app.config.SHUTDOWN_TIMEOUT_MS))
    closing = true
  })
  // It runs last of these hooks: what another one waits for is bounded as well.
  app.addHook('onClose', async () => clearTimeout(timer))
  // Fastify's own refusal (return503OnClosing) has neither surface's shape, nor a time to come again.
  app.addHook('onRequest', async (_request, reply) => {
    open.add(reply.raw)
    onceEnded(reply, () => open.delete(reply.raw))
    if (ending) reply.raw.shouldKeepAlive = false
    if (closing) throw new ShuttingDownError()
  })
  app.addHook('onResponse', async (request) => { if (ending) request.raw.socket.end() })
}, { name: 'shutdown', dependencies: ['config'] })
