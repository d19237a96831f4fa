import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import type { Pace } from '../completion.ts'

/** Comment lines while nothing happens, so that proxies keep the connection, ms. */
const HEARTBEAT_MS = 10_000
/** A reader this far behind is waited for, where nobody faster waits for the same answer, bytes. */
const BEHIND = 65_536
/** Where somebody does, he is dropped when he is this far behind: what he has not read would pile up here. */
const MAX_BEHIND = 1_048_576

/** Who is to be told of a connection's end: one listener serves all replies that wait behind one another there. */
const waiters = new WeakMap<Socket, Set<() => void>>()
function waitersOf (connection: Socket): Set<() => void> {
  const known = waiters.get(connection)
  if (known) return known
  const waiting = new Set<() => void>()
  waiters.set(connection, waiting)
  connection.once('close', () => { for (const left of waiting) left() })
  return waiting
}

/** A reply that waits behind another on its connection has no socket yet, and hears nothing of that one's end by itself. */
function onceGoneWaiting ({ raw: response, request }: FastifyReply, left: () => void): void {
  if (response.socket !== null) return
  const connection = request.raw.socket
  if (connection.destroyed) return left()
  const waiting = waitersOf(connection)
  waiting.add(left)
  response.once('socket', () => waiting.delete(left))
}

/** Calls where whoever asked is gone before the reply is whole. */
export function onceLeft (reply: FastifyReply, left: () => void): void {
  const { raw } = reply
  raw.on('close', () => { if (!raw.writableFinished) left() })
  if (raw.destroyed) left()
  onceGoneWaiting(reply, left)
}

/** Calls where the reply is over: whole, or left. At times twice. */
export function onceEnded (reply: FastifyReply, ended: () => void): void {
  reply.raw.once('close', ended)
  onceGoneWaiting(reply, ended)
}

/** One `text/event-stream` response. Writing to a client that left does nothing; one that stops reading is dropped after READ_TIMEOUT_MS. */
export function openEventStream (reply: FastifyReply, headers: Record<string, string>, status = 200) {
  const response: ServerResponse = reply.raw
  response.writeHead(status, Object.assign(reply.getHeaders() as Record<string, string>, headers, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' }))
  // Not before: where the head is refused, the error still has a reply.
  reply.hijack()
  let holding = false
  /** Bytes of this turn of the event loop, which nobody could have read yet. */
  let fresh = 0
  /** What is left of the most that came in one turn: who joins late gets all that was said so far at once, which is no slowness either. */
  let excused = 0
  /** What comes in one turn of the event loop leaves in one packet: an upstream sends several pieces at once, and a packet costs more than they. */
  const hold = () => {
    if (holding) return
    holding = true
    response.cork()
    setImmediate(() => {
      holding = false
      if (fresh > MAX_BEHIND) excused = fresh
      fresh = 0
      if (!response.writableEnded) response.uncork()
    })
  }
  hold()
  response.flushHeaders()
  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return
    // A large piece, or many at once such as a whole cached answer, is no sign of a slow reader.
    excused = Math.min(excused, response.writableLength)
    if (response.writableLength - fresh - excused > MAX_BEHIND) return response.destroy()
    hold()
    fresh += Buffer.byteLength(text)
    response.write(text)
  }
  const timeoutMs = reply.server.config.READ_TIMEOUT_MS
  // Node's own clock for it: bytes that the kernel takes, heartbeats among them, put it back.
  response.setTimeout(timeoutMs, () => response.destroy())
  // Who has not read what was said is in no need of a sign of life.
  const heartbeat = setInterval(() => { if (response.writableLength === 0) write(': \n\n') }, Math.min(HEARTBEAT_MS, timeoutMs / 3))
  let catchingUp: Promise<void> | undefined
  /** Where the reply waits behind another on its connection: until it is its turn, or nobody's any more. */
  let waiting: Promise<void> | undefined
  let wake = () => {}
  const itsTurn = () => new Promise<void>((resolve) => {
    wake = resolve
    response.once('socket', () => resolve())
  })

  async function catchUp (socket: Socket): Promise<void> {
    while (!response.destroyed && response.writableLength > BEHIND) {
      // What was written in this turn leaves at its end.
      await new Promise((resolve) => setImmediate(resolve))
      if (!socket.writableNeedDrain || socket.destroyed) continue
      await new Promise<void>((resolve) => {
        const done = () => {
          socket.off('drain', done).off('close', done)
          resolve()
        }
        socket.on('drain', done).on('close', done)
      })
    }
    catchingUp = undefined
  }
  onceLeft(reply, () => {
    clearInterval(heartbeat)
    response.destroy()
    wake()
  })
  return {
    /**
     * @param name null for OpenAI's streams, whose events have none
     * @returns where the reader is far behind, when it has caught up or is gone
     */
    send (name: string | null, data: unknown): Pace {
      write(`${name === null ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`)
      if (response.destroyed) return
      if (response.socket === null) return (waiting ??= itsTurn())
      if (response.writableLength > BEHIND) return (catchingUp ??= catchUp(response.socket))
    },
    end: () => {
      clearInterval(heartbeat)
      if (response.writableEnded) return
      // Node 24 ends the body before what is held back, which is then lost; the socket holds both, so that they leave in one packet.
      response.socket?.cork()
      if (holding) response.uncork()
      response.end()
    }
  }
}
export type EventStream = ReturnType<typeof openEventStream>
