/** A sliding window of one minute, from the counts of this minute and the one before: exact at its edges, smooth between them. */
export const WINDOW_MS = 60_000

export type Count = { previous: number, current: number }
export type Window = { minute: number, requests: Count, tokens: Count }

const NONE: Count = { previous: 0, current: 0 }

/** The window as it stands at `nowMs`. A clock that went back changes nothing. Pure. */
export function slide (window: Window | undefined, nowMs: number): Window {
  const minute = Math.floor(nowMs / WINDOW_MS)
  if (window === undefined || minute - window.minute > 1) return { minute, requests: NONE, tokens: NONE }
  if (minute <= window.minute) return window
  const turn = ({ current }: Count): Count => ({ previous: current, current: 0 })
  return { minute, requests: turn(window.requests), tokens: turn(window.tokens) }
}

const elapsedMs = (nowMs: number) => nowMs % WINDOW_MS

/** What counts at this moment: the past minute fades as this one goes on. Pure. */
export const used = ({ previous, current }: Count, nowMs: number): number => previous * (1 - elapsedMs(nowMs) / WINDOW_MS) + current

export const hasRoom = (count: Count, limit: number, nowMs: number): boolean => used(count, nowMs) + 1 <= limit

/** Milliseconds until there is room for one more, if nothing else comes. Pure. */
export function waitMs (count: Count, limit: number, nowMs: number): number {
  if (hasRoom(count, limit, nowMs)) return 0
  const left = WINDOW_MS - elapsedMs(nowMs)
  // What is left of `fading` must come down to `most`.
  const fadedMs = (fading: number, most: number) => fading <= most ? 0 : WINDOW_MS * (1 - most / fading)
  const { previous, current } = count
  if (current + 1 <= limit) return Math.max(0, fadedMs(previous, limit - 1 - current) - elapsedMs(nowMs))
  return left + fadedMs(current, limit - 1)
}

/** Milliseconds until nothing counts any more. Pure. */
export function resetMs ({ previous, current }: Count, nowMs: number): number {
  const left = WINDOW_MS - elapsedMs(nowMs)
  return current > 0 ? left + WINDOW_MS : previous > 0 ? left : 0
}
