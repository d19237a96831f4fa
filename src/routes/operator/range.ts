import { readDurationMs, readTimeMs, UNIT_MS } from '../../times.ts'
import { BadRequestError } from '../../errors.ts'

/** How far back a question may go that reads events, or makes a row of every hour. */
const LONGEST_DAYS = 30
/** And one that reads their sums: a year, and the month it is compared with. */
export const LONGEST_SUMMED_DAYS = 400
export const LONGEST_STEP_MS = LONGEST_SUMMED_DAYS * UNIT_MS.d

type Limits = { longestDays?: number }

/** `24h`, `7d` before `now`, or an ISO time (UTC where it does not say). */
function timeOf (name: string, text: string, now: number, { longestDays = LONGEST_DAYS }: Limits): number {
  const longestMs = longestDays * UNIT_MS.d
  const ms = /^\d{4}-/.test(text) ? readTimeMs(text) : now - readDurationMs(text, longestMs)
  if (!(ms <= now && now - ms <= longestMs)) throw new BadRequestError(`${name} must be a duration such as 24h or 7d, or an ISO time, at most ${longestDays}d back`)
  return ms
}

export function rangeOf ({ since, until }: { since: string, until?: string | undefined }, limits: Limits = {}): { since: Date, until: Date } {
  const now = Date.now()
  const from = timeOf('since', since, now, limits)
  // The end is open by a millisecond, so that the event of this very moment counts.
  const to = until === undefined ? now + 1 : timeOf('until', until, now, limits)
  if (from >= to) throw new BadRequestError('until must be later than since')
  return { since: new Date(from), until: new Date(to) }
}
