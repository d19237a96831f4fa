import { LONGEST_MS } from '../../src/cache/answer-entry.ts'
import { UsageError } from '../arguments.ts'

/** `t`: ms since any beginning. `cluster`: questions with one right answer; a hit from another cluster is wrong. */
export type Asked = { t: number, user: string, query: string, cluster?: string | undefined, line: number }

/** Between two times up to here no ms is lost. */
const LATEST_MS = 4e15
const DAY_MS = 86_400_000

/** A name as people write one: numbers too. */
const nameOf = (value: unknown): string | undefined => typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

export const readAsked = ({ t, user, query, cluster }: Record<string, unknown>, line: number): Asked | string => {
  if (typeof t !== 'number' || !(Math.abs(t) <= LATEST_MS)) return 'expected a number t of milliseconds'
  if (typeof query !== 'string' || query.trim() === '') return 'expected a text query'
  return { t, query, user: nameOf(user) ?? 'u', cluster: nameOf(cluster), line }
}

/**
 * In the order they were asked, `t` counted from the first: the service takes an entry that ends too far from its clock for none.
 * @throws UsageError naming the line that is too late
 */
export function fromFirst (file: string, stream: readonly Asked[], ttlSeconds: number): Asked[] {
  const sorted = [...stream].sort((a, b) => a.t - b.t)
  const counted = sorted.map((asked) => ({ ...asked, t: asked.t - sorted[0]!.t }))
  const mostMs = LONGEST_MS - ttlSeconds * 1000
  const late = counted.find(({ t }) => t > mostMs)
  if (late) throw new UsageError(`${file}, line ${late.line}: asked ${Math.ceil(late.t / DAY_MS)} days after the first, expected at most ${Math.floor(mostMs / DAY_MS)} with this TTL`)
  return counted
}
