import type { Chunk, Completion, Pace } from '../completion.ts'
import { ChunkLog } from '../model/chunk-log.ts'
import type { Kept } from './keeping.ts'

/** An answer, the entry it becomes, and what its content says of keeping it. Travels between processes as JSON. */
export type Made = { completion: Completion, entryId: string | null, kept: Kept }
/** `here`: this process made the call, so it has the answer to store. `alone`: whoever waits joined a call that was refused, and made his own. */
export type Produced = Made & { here: boolean, alone?: true }
/** A call under way: whether it is this process that makes it, its result, and how to end it for those elsewhere. */
export type Call = { leads: Promise<boolean>, result: Promise<Produced>, land (): void }

/** A seat in a flight: everything said so far at once, the rest as it comes. `first` in this process; `leads` if it makes the call too. */
export type Seat = { first: boolean, leads: Promise<boolean>, result: Promise<Produced>, leave (): void, land (): void }

export type Listener = (chunk: Chunk) => Pace
type Flight = { chunks: ChunkLog, listeners: Set<Listener>, seats: number, abort: AbortController, call: Call, hurry (): void }

/**
 * Single flight inside a process: equal questions that are asked at once share one LLM call.
 * The call goes as fast as the fastest of them reads, so that nobody waits for a slower one. It is cancelled when its last seat
 * is left. `land` ends the flight: the leader calls it once the answer is where the next asker finds it, so that between call and
 * store nobody starts a second one.
 */
export function createInFlight () {
  const flights = new Map<string, Flight>()
  return {
    /**
     * @param key names who share a call: the lease of the answer's key at their invalidation, or what nobody else has
     * @param start makes the call; runs for the first only
     */
    board (key: string, onChunk: Listener, start: (emit: Listener, signal: AbortSignal) => Call): Seat {
      let flight = flights.get(key)
      const first = flight === undefined
      if (flight === undefined) {
        const chunks = new ChunkLog()
        const listeners = new Set<Listener>()
        const abort = new AbortController()
        const made: Omit<Flight, 'call'> = { chunks, listeners, seats: 0, abort, hurry () {} }
        const emit = (chunk: Chunk): Pace => {
          chunks.push(chunk)
          const paces = Array.from(listeners, (listener) => listener(chunk))
          if (paces.length === 0 || paces.some((pace) => !pace)) return
          return new Promise((resolve) => {
            made.hurry = resolve
            for (const pace of paces) (pace as Promise<void>).then(resolve, resolve)
          })
        }
        flight = Object.assign(made, { call: start(emit, abort.signal) })
        flights.set(key, flight)
        flight.call.result.catch(() => { /* each seat has its own handler */ })
      }
      const mine = flight
      const remove = () => { if (flights.get(key) === mine) flights.delete(key) }
      // A call that failed is over for those who come later; they may try again.
      if (first) mine.call.result.catch(remove)
      mine.seats++
      mine.hurry()
      for (const chunk of mine.chunks.slice()) onChunk(chunk)
      mine.listeners.add(onChunk)
      let left = false
      return {
        first,
        leads: first ? mine.call.leads : Promise.resolve(false),
        result: mine.call.result,
        leave () {
          if (left) return
          left = true
          mine.listeners.delete(onChunk)
          mine.hurry()
          if (--mine.seats > 0) return
          remove()
          mine.abort.abort()
        },
        land () {
          remove()
          mine.call.land()
        }
      }
    }
  }
}
export type InFlight = ReturnType<typeof createInFlight>
