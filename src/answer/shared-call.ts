import { isNothing, type AnswerEntry } from '../cache/answer-entry.ts'
import type { SharedFlights } from '../cache/shared-flights.ts'
import { textIn, type Chunk, type Pace } from '../completion.ts'
import { errorFromWire, errorToWire, LlmSaidOtherwiseError } from '../errors.ts'
import { ChunkLog } from '../model/chunk-log.ts'
import type { Afresh, Call, Made } from './in-flight.ts'

type Emit = (chunk: Chunk) => Pace
type MakeCall = (emit: Emit, signal: AbortSignal) => Promise<Made>

/** Texts of a delta that say the answer; whoever was told a beginning of one is told that one's end or none. */
const ANSWERS = ['content', 'refusal']
/** Texts that lead up to it: one that is thought out anew goes another way, and the answer is whole without its rest. */
const THOUGHTS = ['reasoning_content', 'reasoning']
const TEXTS = [...ANSWERS, ...THOUGHTS]

const textOf = (chunk: Chunk, name: string): string => textIn(chunk.choices[0]?.delta?.[name])
/** Whether a delta says what is neither its role nor one of those texts. */
const saysMore = ({ choices: [choice] }: Chunk): boolean => Object.entries(choice?.delta ?? {}).some(([name, value]) =>
  name !== 'role' && !isNothing(value) && (!TEXTS.includes(name) || (Array.isArray(value) && textIn(value) === '')))

/** What a stream has said of one text, and how far another has said the same. */
function createPlace (text: string, isAnswer: boolean) {
  let at = 0
  let strays = false
  return {
    isOver: () => !isAnswer || at >= text.length,
    /** What of a piece is new. @throws LlmSaidOtherwiseError where it is another answer */
    rest (piece: string): string {
      const known = Math.min(piece.length, text.length - at)
      strays ||= piece.slice(0, known) !== text.slice(at, at + known)
      if (strays && isAnswer) throw new LlmSaidOtherwiseError()
      at += known
      return strays ? '' : piece.slice(known)
    }
  }
}

/**
 * Goes on where another stream broke off: drops what was said already, and keeps its id. Pure but for its places in the texts.
 * @throws LlmSaidOtherwiseError where the new stream gives another answer, or ends before it has said as much
 */
export function resumeAfter (said: readonly Chunk[]): (chunk: Chunk) => Chunk | null {
  // The events of a response name one another: those of two calls are no stream.
  if ('response_event' in said[0]!) return () => { throw new LlmSaidOtherwiseError() }
  const { id } = said[0] as { id?: unknown }
  const places = TEXTS.map((name) => ({ name, ...createPlace(said.map((chunk) => textOf(chunk, name)).join(''), ANSWERS.includes(name)) }))
  const saidMore = said.some(saysMore)
  return (chunk) => {
    const [choice, ...others] = chunk.choices
    if (choice === undefined) return { ...chunk, id }
    const cut: Record<string, string> = {}
    let saysNew = !saidMore && saysMore(chunk)
    for (const { name, rest } of places) {
      const text = textOf(chunk, name)
      const left = rest(text)
      if (left !== text) cut[name] = left
      saysNew ||= left !== ''
    }
    if (choice.finish_reason && !places.every(({ isOver }) => isOver())) throw new LlmSaidOtherwiseError()
    if (!saysNew && !choice.finish_reason) return null
    return { ...chunk, id, choices: [{ ...choice, delta: { ...choice.delta, ...cut } }, ...others] }
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
