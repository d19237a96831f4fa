import type { FlightChannel, FlightMessage } from './channel.ts'
import { FOLLOWER_DEAD_TICKS, SILENCE_TICKS, type Flight, type Said } from './flight.ts'

type Led = { token: string, chunks: Said<unknown>, followers: Map<string, { sent: number, silent: number }>, end: FlightMessage | null, dirty: boolean, quiet: number, hurry (): void, onDeserted (): void, stop (): void }

/** The side that makes the call, and tells the processes that follow. */
export function createLeading (channel: FlightChannel) {
  const flights = new Map<string, Led>()

  function flush (k: string, flight: Led): void {
    for (const [process, follower] of flight.followers) {
      if (follower.sent < flight.chunks.length) {
        channel.send(process, { t: 'say', k, at: follower.sent, chunks: flight.chunks.slice(follower.sent) })
        follower.sent = flight.chunks.length
        flight.quiet = 0
      }
      if (flight.end) channel.send(process, flight.end)
    }
  }
  /** What one turn of the event loop brought is one letter. */
  function flushSoon (k: string, flight: Led): void {
    if (flight.dirty || flight.followers.size === 0) return
    flight.dirty = true
    setImmediate(() => {
      flight.dirty = false
      flush(k, flight)
    })
  }
  function drop (flight: Led, process: string): void {
    if (flight.followers.delete(process) && flight.followers.size === 0) flight.onDeserted()
  }
  function join (flight: Led, k: string, process: string, have: number): void {
    const known = flight.followers.has(process)
    flight.followers.set(process, { sent: have, silent: 0 })
    flight.hurry()
    flush(k, flight)
    if (!known) channel.send(process, { t: 'alive', k })
  }

  return {
    hear (message: FlightMessage): void {
      const flight = flights.get(message.k)
      if (message.t === 'join') {
        if (flight) join(flight, message.k, message.from, message.have)
        else channel.send(message.from, { t: 'gone', k: message.k })
      } else if (message.t === 'leave' && flight) drop(flight, message.from)
    },

    /**
     * Makes the call. It is cancelled when nobody listens any more, here or elsewhere.
     * @param token the lease; null: without one nobody can follow
     * @param said what a leader before this one had said; grows
     */
    async lead<C, R> (flight: Flight<C, R>, token: string | null, said: Said<C>): Promise<R> {
      const { key, signal } = flight
      const abort = new AbortController()
      const mine: Led = { token: token ?? '', chunks: said as Said<unknown>, followers: new Map(), end: null, dirty: false, quiet: 0, hurry () {}, onDeserted: () => { if (signal.aborted) abort.abort() }, stop: () => abort.abort() }
      const leave = () => { if (mine.followers.size === 0) abort.abort() }
      if (token !== null) flights.set(key, mine)
      if (signal.aborted) leave()
      signal.addEventListener('abort', leave, { once: true })
      const pass = said.length > 0 ? flight.resume(said.slice()) : (chunk: C) => chunk
      try {
        const value = await flight.call((chunk) => {
          const passed = pass(chunk)
          if (passed === null) return
          mine.chunks.push(passed)
          const pace = flight.emit(passed)
          flushSoon(key, mine)
          if (!pace || mine.followers.size > 0) return
          return new Promise<void>((resolve) => {
            mine.hurry = resolve
            pace.then(resolve, resolve)
          })
        }, abort.signal)
        mine.end = { t: 'end', k: key, at: mine.chunks.length, result: value }
        return value
      } catch (error) {
        mine.end = { t: 'end', k: key, at: mine.chunks.length, error: flight.errorOut(error) }
        throw error
      } finally {
        flush(key, mine)
        signal.removeEventListener('abort', leave)
      }
    },

    /** From now on there is no such flight here. */
    end (key: string, token: string): void {
      if (flights.get(key)?.token === token) flights.delete(key)
    },

    /** Ends every call that is not over, and tells who follows at once, so that one of them makes it. */
    async handOver (): Promise<void> {
      const under = [...flights].filter(([, { end }]) => end === null)
      const told = under.flatMap(([k, { followers }]) => [...followers.keys()].map((process) => channel.send(process, { t: 'gone', k })))
      for (const [key, flight] of under) {
        flight.followers.clear()
        flights.delete(key)
        flight.stop()
      }
      await Promise.all(told)
    },

    /** The leases of the flights under way. */
    leases: () => [...flights].map(([key, { token }]) => ({ key, token })),

    tick (): void {
      for (const [k, flight] of flights) {
        const silent = ++flight.quiet % SILENCE_TICKS === 0
        for (const [process, follower] of flight.followers) {
          if (++follower.silent > FOLLOWER_DEAD_TICKS) drop(flight, process)
          else if (silent) channel.send(process, { t: 'alive', k })
        }
      }
    }
  }
}
