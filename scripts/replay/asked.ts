/** `t`: ms since any beginning. `cluster`: questions with one right answer; a hit from another cluster is wrong. */
export type Asked = { t: number, user: string, query: string, cluster?: string | undefined }

/** As far as a Date reaches from 1970, half of it: the stream begins now. */
const LATEST_MS = 4e15

/** A name as people write one: numbers too. */
const nameOf = (value: unknown): string | undefined => typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

export const readAsked = ({ t, user, query, cluster }: Record<string, unknown>): Asked | string => {
  if (typeof t !== 'number' || !(Math.abs(t) <= LATEST_MS)) return 'expected a number t of milliseconds'
  if (typeof query !== 'string' || query.trim() === '') return 'expected a text query'
  return { t, query, user: nameOf(user) ?? 'u', cluster: nameOf(cluster) }
}
