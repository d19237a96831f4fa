import type { Socket } from 'node:net'
import fp from 'fastify-plugin'
import type { ConnectionError } from 'fastify'
import { BadRequestError, errorBody, HeadersTooLargeError, openAiErrorBody, RequestTimeoutError } from '../errors.ts'

function whyRefused ({ code }: ConnectionError): Error {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTimeoutError()
  return code === 'HPE_HEADER_OVERFLOW' ? new HeadersTooLargeError() : new BadRequestError('the request is not HTTP that can be understood')
}
const isOpenAi = (url: string | undefined) => url !== undefined && /^\/v1(?:[/?]|$)/.test(url)
const gateway = new WeakSet<Socket>()

/** What could not be read as a request is told so in the shape of the surface it was for, where that can be seen, and ends the connection. */
export function refuse (error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const why = whyRefused(error)
  const told = errorBody(why)
  const line = /^[A-Z]+ (\S+)/.exec(String(error.rawPacket ?? '').slice(0, 200))
  const body = JSON.stringify(gateway.has(socket) || isOpenAi(line?.[1]) ? openAiErrorBody(why) : told)
  socket.end(`HTTP/1.1 ${told.statusCode} ${told.error}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, () => socket.destroy())
}

/** Connections of those who send nothing, read nothing, or stay when the service closes. */
export default fp(async (app) => {
  const { READ_TIMEOUT_MS } = app.config
  /** Connections that have not sent a request yet. Node closes idle ones only after their first (`closeIdleConnections`, Node 20 to 24). */
  const silent = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', ({ url, socket }, response) => {
    silent.delete(socket)
    if (isOpenAi(url)) gateway.add(socket)
    else gateway.delete(socket)
    // Who takes nothing of a finished answer is dropped. Node sees progress of a write as well.
    response.once('prefinish', () => socket.setTimeout(READ_TIMEOUT_MS))
    // One that was sent behind another gets the socket, and with it that limit, when the other is read (Node 20 to 24): its own answer may take longer.
    response.once('socket', () => socket.setTimeout(0))
  })
  app.addHook('preClose', async () => { for (const socket of silent) socket.destroy() })
}, { name: 'connections', dependencies: ['config'] })
