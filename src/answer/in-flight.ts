import type { Chunk, Completion, Pace } from '../completion.ts'
import { ChunkLog } from '../model/chunk-log.ts'
import type { Kept } from './keeping.ts'

/** An answer, the entry it becomes, and what its content says of keeping it. Travels between processes as JSON. */
export type Made = { completion: Completion, entryId: string | null, kept: Kept }
/** `here`: this process made the call, so it has the answer to store. `alone`: whoever waits left the call he had joined; whether he is the first in the one made instead. */
export type Produced = Made & { here: boolean, alone?: boolean }
/** A call under way: whether it is this process that makes it, its result, and how to end it for those elsewhere. */
export type Call = { leads: Promise<boolean>, result: Promise<Produced>, land (): void }

/** A seat in a flight: everything said so far at once, the rest as it comes. `first` in this process; `leads` if it makes the call too. */
export type Seat = { first: boolean, leads: Promise<boolean>, result: Promise<Produced>, leave (): void, land (): void }

export type Listener = (chunk: Chunk) => Pace
/**
 * What becomes of a call that is made again. `forget`: nobody passed on what was said, so another call may say anything; false where
 * somebody did. `doubt`: it may not go on from there, so only who passed it on waits for that; the others get the error at once.
 */
export type Afresh = { forget (): boolean, doubt (error: unknown): void }
/** `listeners`: whether each passes pieces on. */
type Flight = { chunks: ChunkLog, listeners: Map<Listener, boolean>, seats: number, abort: AbortController, call: Call, doubted: Promise<never>, doubtful: boolean, hurry (): void }

/**
 * Single flight inside a process: equal questions that are asked at once share one LLM call.
 * The call goes as fast as the fastest of them reads, so that nobody waits for a slower one. It is cancelled when its last seat
 * is left. `land` ends the flight: the leader calls it once the answer is where the next asker finds it, so that between call and
 * store nobody starts a second one.
 */
export function createInFlight () {
  const flights = new Map<string, Flight>()
  const remove = (key: string, flight: Flight) => { if (flights.get(key) === flight) flights.delete(key) }
  const land = (key: string, flight: Flight) => {
    remove(key, flight)
    flight.call.land()
  }
  return {
    isDoubtful: (key: string): boolean => flights.get(key)?.doubtful === true,
    /**
     * @param key names who share a call: the lease of the answer's key at their invalidation, or what nobody else has
     * @param start makes the call; runs for the first only
     * @param whole the listener passes no piece on
     */
    board (key: string, onChunk: Listener, start: (emit: Listener, signal: AbortSignal, afresh: Afresh) => Call, whole = false): Seat {
      let flight = flights.get(key)
      const first = flight === undefined
      if (flight === undefined) {
        const listeners = new Map<Listener, boolean>()
        const abort = new AbortController()
        let doubt = (_error: unknown) => {}
        const doubted = new Promise<never>((_resolve, reject) => { doubt = reject })
        doubted.catch(() => { /* each seat has its own handler */ })
        const made: Omit<Flight, 'call'> = { chunks: new ChunkLog(), listeners, seats: 0, abort, doubted, doubtful: false, hurry () {} }
        const emit = (chunk: Chunk): Pace => {
          made.chunks.push(chunk)
          const paces = Array.from(listeners.keys(), (listener) => listener(chunk))
          if (paces.length === 0 || paces.some((pace) => !pace)) return
          return new Promise((resolve) => {
            made.hurry = resolve
            for (const pace of paces) (pace as Promise<void>).then(resolve, resolve)
          })
        }
        const afresh: Afresh = {
          forget () {
            if ([...listeners.values()].includes(true)) return false
            made.chunks = new ChunkLog()
            return true
          },
          doubt (error) {
            if (made.doubtful) return
            made.doubtful = true
            doubt(error)
            // Who would have landed it may be gone to another call.
            const over = () => land(key, made as Flight)
            ;(made as Flight).call.result.then(over, over)
          }
        }
        flight = Object.assign(made, { call: start(emit, abort.signal, afresh) })
        flights.set(key, flight)
        flight.call.result.catch(() => { /* each seat has its own handler */ })
      }
      const mine = flight
      // A call that failed is over for those who come later; they may try again.
      if (first) mine.call.result.catch(() => remove(key, mine))
      mine.seats++
      mine.hurry()
      for (const chunk of mine.chunks.slice()) onChunk(chunk)
      mine.listeners.set(onChunk, !whole)
      const result = whole ? Promise.race([mine.doubted, mine.call.result]) : mine.call.result
      result.catch(() => { /* who waits for it has a handler of his own */ })
      let left = false
      return {
        first,
        result,
        leads: first ? mine.call.leads : Promise.resolve(false),
        leave () {
          if (left) return
          left = true
          mine.listeners.delete(onChunk)
          mine.hurry()
          if (--mine.seats > 0) return
          remove(key, mine)
          mine.abort.abort()
        },
        land: () => land(key, mine)
      }
    }
  }
}
