import { readDurationMs, readTimeMs } from '../../config.ts'
import { BadRequestError } from '../../errors.ts'

const LONGEST_MS = 30 * 86_400_000

/** `24h`, `7d` before `now`, or an ISO time (UTC where it does not say). */
function timeOf (name: string, text: string, now: number): number {
  const ms = /^\d{4}-/.test(text) ? readTimeMs(text) : now - readDurationMs(text)
  if (!(ms <= now && now - ms <= LONGEST_MS)) throw new BadRequestError(`${name} must be a duration such as 24h or 7d, or an ISO time, at most 30d back`)
  return ms
}

/** @param part where the fields are, for the message: `body/`, or '' for a query */
export function rangeOf ({ since, until }: { since: string, until?: string | undefined }, part = '', now = Date.now()): { since: Date, until: Date } {
  const from = timeOf(`${part}since`, since, now)
  // The end is open by a millisecond, so that the event of this very moment counts.
  const to = until === undefined ? now + 1 : timeOf(`${part}until`, until, now)
  if (from >= to) throw new BadRequestError(`${part}until must be later than since`)
  return { since: new Date(from), until: new Date(to) }
}
