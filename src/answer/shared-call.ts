import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { SharedFlights } from '../cache/shared-flights.ts'
import { deltaText, type Chunk, type Pace } from '../completion.ts'
import { errorFromWire, errorToWire, LlmSaidOtherwiseError } from '../errors.ts'
import { ChunkLog } from '../model/chunk-log.ts'
import type { Afresh, Call, Made } from './in-flight.ts'

type Emit = (chunk: Chunk) => Pace
type MakeCall = (emit: Emit, signal: AbortSignal) => Promise<Made>

/**
 * Goes on where another stream broke off: drops what was said already, and keeps its id. Pure but for its place in the text.
 * @throws LlmSaidOtherwiseError where the new stream says something else, or ends before it has said as much
 */
export function resumeAfter (said: readonly Chunk[]): (chunk: Chunk) => Chunk | null {
  const text = said.map(deltaText).join('')
  const { id } = said[0] as { id?: unknown }
  let at = 0
  return (chunk) => {
    const [choice, ...others] = chunk.choices
    if (choice === undefined) return { ...chunk, id }
    const delta = deltaText(chunk)
    const known = Math.min(delta.length, text.length - at)
    if (delta.slice(0, known) !== text.slice(at, at + known)) throw new LlmSaidOtherwiseError()
    at += known
    if (choice.finish_reason && at < text.length) throw new LlmSaidOtherwiseError()
    const rest = delta.slice(known)
    if (rest === '' && !choice.finish_reason) return null
    return { ...chunk, id, choices: [{ ...choice, delta: { ...choice.delta, content: rest } }, ...others] }
  }
}

/** A call of this process alone. */
export function callAlone (make: MakeCall, emit: Emit, signal: AbortSignal): Call {
  return { leads: Promise.resolve(true), result: make(emit, signal).then((made) => ({ here: true, ...made })), land () {} }
}

/**
 * The call of whichever process asked first.
 * @param place where the answer will be stored, and the lease that names the call
 * @param accept an answer that somebody stored meanwhile, where it may be served
 */
export function callTogether (flights: SharedFlights, place: { key: string, lease: string }, accept: (value: string) => AnswerEntry | null, make: MakeCall, emit: Emit, signal: AbortSignal, { forget, doubt }: Afresh): Call {
  const { leads, result, land } = flights.board<Chunk, Made>({
    emit,
    signal,
    call: make,
    accept (value) {
      const entry = accept(value)
      return entry && { completion: entry.completion, entryId: entry.id, kept: { whyNot: null, ttlSeconds: Math.ceil((entry.expiresAt - entry.createdAt) / 1000) } }
    },
    log: () => new ChunkLog(),
    forget,
    resume (said) {
      const pass = resumeAfter(said)
      return (chunk) => {
        try {
          return pass(chunk)
        } catch (error) {
          doubt(error)
          throw error
        }
      }
    },
    errorOut: errorToWire,
    errorIn: errorFromWire,
    ...place
  })
  return { leads, result: result.then(({ value, led }) => ({ here: led, ...value })), land }
}
