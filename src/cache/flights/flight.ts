import type { Pace } from '../../completion.ts'

/** Chunks in the order they were said; an array is one. */
export type Said<C> = Pick<C[], 'length' | 'slice'> & { push (chunk: C): unknown }

/** `call` makes the answer; everything else is how it travels. Chunks C and results R must survive JSON. */
export type Flight<C, R> = {
  /** The key the answer will be stored under. */
  key: string
  /** The right to make the call, by which the flight is known everywhere; that of the key unless told. */
  lease?: string
  /** Gives a promise where all who read here are behind: the call then waits, unless somebody elsewhere listens too. */
  emit (chunk: C): Pace
  /** Nobody here listens any more. */
  signal: AbortSignal
  call (emit: (chunk: C) => Pace, signal: AbortSignal): Promise<R>
  /** The value found under the key as a result, or null where it does not do. */
  accept (value: string): R | null
  /** Keeps what was said; a plain array unless told. */
  log?: () => Said<C>
  /** Where a leader died in the middle: forgets what it said, if nobody has passed that on; false where somebody has, and unless told. */
  forget?: () => boolean
  /** Goes on where a leader died in the middle: what to pass on of the next one's chunks, null for nothing. May throw. */
  resume (said: C[]): (chunk: C) => C | null
  errorOut (error: unknown): unknown
  errorIn (wire: unknown): Error
}

/** Time in turns of one clock per process: a busy event loop delays the turns, and so is not taken for somebody's death. */
export const TICK_MS = 100
/** A lease is renewed, and a follower shows itself, every so many ticks. */
export const RENEW_TICKS = 10
/** A leader breaks its silence after 3 and is dead after 8; a follower is dead after 30. */
export const SILENCE_TICKS = 3
export const LEADER_DEAD_TICKS = 8
export const FOLLOWER_DEAD_TICKS = 30
/** A lease outlives its leader by this at most; followers find out sooner. */
export const LEASE_MS = 3_000
/** Chunks in one letter: of OpenAI's, 90 KB. One that took longer than a command may would cost its process the cache. */
export const LETTER_CHUNKS = 256
