import type { Pace } from '../../completion.ts'
import type { FlightChannel, FlightMessage } from './channel.ts'
import { FOLLOWER_DEAD_TICKS, LETTER_CHUNKS, SILENCE_TICKS, type Flight, type Said } from './flight.ts'

type Follower = { sent: number, silent: number, writing: boolean }
type Led = {
  token: string
  chunks: Said<unknown>
  followers: Map<string, Follower>
  end: FlightMessage | null
  dirty: boolean
  quiet: number
  hurry (): void
  onDeserted (): void
  stop (): void
}

/** The side that makes the call, and tells the processes that follow. */
export function createLeading (channel: FlightChannel) {
  const flights = new Map<string, Led>()

  /** Letter by letter: what else this process asks of Redis goes in between. */
  async function write (k: string, flight: Led, process: string, follower: Follower): Promise<void> {
    if (follower.writing) return
    follower.writing = true
    while (follower.sent < flight.chunks.length && flight.followers.get(process) === follower) {
      const at = follower.sent
      const chunks = flight.chunks.slice(at, at + LETTER_CHUNKS)
      follower.sent += chunks.length
      flight.quiet = 0
      await channel.send(process, { t: 'say', k, by: flight.token, at, chunks })
    }
    follower.writing = false
    if (flight.end && flight.followers.get(process) === follower) await channel.send(process, flight.end)
  }
  function flush (k: string, flight: Led): void {
    for (const [process, follower] of flight.followers) write(k, flight, process, follower)
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
    flight.followers.set(process, { sent: have, silent: 0, writing: false })
    flight.hurry()
    flush(k, flight)
    if (!known) channel.send(process, { t: 'alive', k, by: flight.token })
  }

  return {
    hear (message: FlightMessage): void {
      const known = flights.get(message.k)
      const flight = known && (message.by ?? known.token) === known.token ? known : undefined
      if (message.t === 'join') {
        if (flight) join(flight, message.k, message.from, message.have)
        else channel.send(message.from, { t: 'gone', k: message.k, by: message.by })
      } else if (message.t === 'leave' && flight) drop(flight, message.from)
    },

    /**
     * Makes the call. It is cancelled when nobody listens any more, here or elsewhere.
     * @param token the lease; null: without one nobody can follow
     * @param said what a leader before this one had said; grows
     * @param rescue where the call fails: its result from elsewhere, or null. Adds to `said` itself, and relays what it added
     */
    async lead<C, R> (flight: Flight<C, R>, token: string | null, said: Said<C>, rescue: (relay: (chunk: C) => Pace, signal: AbortSignal) => Promise<{ value: R } | null>): Promise<R> {
      const { key, signal } = flight
      const abort = new AbortController()
      const mine: Led = {
        token: token ?? '',
        chunks: said as Said<unknown>,
        followers: new Map(),
        end: null,
        dirty: false,
        quiet: 0,
        hurry () {},
        onDeserted: () => { if (signal.aborted) cancel() },
        stop: () => abort.abort()
      }
      // Who joined a call that is being cancelled would be told just that, and some take their time: one that waits to be tried again, say.
      function cancel () {
        if (flights.get(key) === mine) flights.delete(key)
        abort.abort()
      }
      const leave = () => { if (mine.followers.size === 0) cancel() }
      if (token !== null) flights.set(key, mine)
      if (signal.aborted) leave()
      signal.addEventListener('abort', leave, { once: true })
      const pass = said.length > 0 ? flight.resume(said.slice()) : (chunk: C) => chunk
      const relay = (chunk: C): Pace => {
        const pace = flight.emit(chunk)
        flushSoon(key, mine)
        if (!pace || mine.followers.size > 0) return
        return new Promise<void>((resolve) => {
          mine.hurry = resolve
          pace.then(resolve, resolve)
        })
      }
      try {
        const value = await flight.call((chunk) => {
          const passed = pass(chunk)
          if (passed === null) return
          said.push(passed)
          return relay(passed)
        }, abort.signal).catch(async (error: unknown) => {
          const rescued = await rescue(relay, abort.signal)
          if (rescued === null) throw error
          return rescued.value
        })
        mine.end = { t: 'end', k: key, by: mine.token, at: mine.chunks.length, result: value }
        return value
      } catch (error) {
        mine.end = { t: 'end', k: key, by: mine.token, at: mine.chunks.length, error: flight.errorOut(error) }
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
      const told = under.flatMap(([k, { token, followers }]) => [...followers.keys()].map((process) => channel.send(process, { t: 'gone', k, by: token })))
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
          else if (silent) channel.send(process, { t: 'alive', k, by: flight.token })
        }
      }
    }
  }
}
