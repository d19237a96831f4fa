// Apart from the settings, which load for half a second: a command reads a time before it knows whether it needs them.

/** `30s`, `90m`, `1h` or `30d`. */
export const DURATION = /^[1-9]\d{0,6}[smhd]$/
export const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
/** Where nothing else is said. */
const LONGEST_DURATION_MS = 30 * UNIT_MS.d

/** @returns milliseconds; NaN for what is no duration, or a longer one */
export function readDurationMs (text: string, longestMs = LONGEST_DURATION_MS): number {
  const ms = DURATION.test(text) ? Number(text.slice(0, -1)) * UNIT_MS[text.at(-1) as keyof typeof UNIT_MS] : NaN
  return ms <= longestMs ? ms : NaN
}

/**
 * An ISO time; one without an offset is UTC, as days and hours are everywhere here, not the zone this process happens to be in.
 * @returns milliseconds since 1970; NaN for what is no time
 */
export function readTimeMs (text: string): number {
  // V8 takes much more, and reads it in the zone of this process: "2026-3-5", "2026-03-05 noon". 30 February would be 2 March.
  const [, day, time, zone] = /^(\d{4}-\d\d(?:-\d\d)?)([T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text) ?? []
  if (day === undefined || (zone !== undefined && time === undefined)) return NaN
  const midnight = new Date(`${day.padEnd(10, '-01')}T00:00:00Z`)
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return NaN
  return Date.parse(time !== undefined && zone === undefined ? `${text}Z` : text)
}

/**
 * Calls once so much time is over. Not for a process that stood still itself: in halves, as a loop that stands still before what is waited
 * for has begun would use up a whole deadline alone; and when the second ends, replies that are waiting to be read get their turn first.
 * @returns what ends it
 */
export function onceOver (ms: number, call: () => void): () => void {
  const after = (then: () => void) => setTimeout(then, ms / 2).unref()
  let timer = after(() => { timer = after(() => setImmediate(call)) })
  return () => clearTimeout(timer)
}
