import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

/** Comment lines while nothing happens, so that proxies keep the connection, ms. */
const HEARTBEAT_MS = 10_000
/** A reader this far behind is dropped: what it has not read would pile up here, bytes. */
const MAX_BEHIND = 1_048_576

/** One `text/event-stream` response. Writing to a client that left does nothing. */
export function openEventStream (reply: FastifyReply, headers: Record<string, string>, status = 200) {
  reply.hijack()
  const response: ServerResponse = reply.raw
  response.writeHead(status, { ...reply.getHeaders() as Record<string, string>, ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' })
  let holding = false
  /** What comes in one turn of the event loop leaves in one packet: an upstream sends several pieces at once, and a packet costs more than they. */
  const hold = () => {
    if (holding) return
    holding = true
    response.cork()
    setImmediate(() => {
      holding = false
      if (!response.writableEnded) response.uncork()
    })
  }
  hold()
  response.flushHeaders()
  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return
    // What waits from before: one large piece, such as a whole cached answer, is no sign of a slow reader.
    if (response.writableLength > MAX_BEHIND) return response.destroy()
    hold()
    response.write(text)
  }
  const heartbeat = setInterval(() => write(': \n\n'), HEARTBEAT_MS)
  response.on('close', () => clearInterval(heartbeat))
  return {
    /** @param name null for OpenAI's streams, whose events have none */
    send: (name: string | null, data: unknown) => write(`${name === null ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`),
    end: () => {
      clearInterval(heartbeat)
      if (!response.writableEnded) response.end()
    }
  }
}
export type EventStream = ReturnType<typeof openEventStream>
