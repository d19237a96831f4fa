/**
 * What of a table is summed: since ≤ at < until, by days or hours where they are asked for; of a tenant or namespace alone where it is named.
 * `by`: what else the sums are to be told apart by; tenants and namespaces are not else, and then have no name.
 */
export type AggregateOf = { since: Date, until: Date, unit?: 'day' | 'hour' | undefined, by?: string | undefined, tenant?: string | undefined, namespace?: string | undefined }
export type Span = { since: Date, until: Date }
/** A part of a span; `place`: which one. */
export type Part = Span & { place: number }

export const HOUR_MS = 3_600_000
const UNIT_MS = { day: 24 * HOUR_MS, hour: HOUR_MS }

/** The spans of a range that begin at whole steps since 1970, UTC; the first and the last may be shorter. Pure. */
export function stepsOf ({ since, until }: Span, stepMs: number): Span[] {
  const spans: Span[] = []
  for (let from = since.getTime(); from < until.getTime();) {
    const to = Math.min(until.getTime(), (Math.floor(from / stepMs) + 1) * stepMs)
    spans.push({ since: new Date(from), until: new Date(to) })
    from = to
  }
  return spans
}
/** The spans of a range that begin at whole days, or hours; it alone where neither is asked for. Pure. */
export const spansOf = ({ unit, since, until }: AggregateOf): Span[] => unit === undefined ? [{ since, until }] : stepsOf({ since, until }, UNIT_MS[unit])

/** Spans cut at the hour: whole hours, which sums hold (migrations/0012), and what is left at their ends. Pure. */
export function cutAtHours (spans: readonly Span[]): { hours: Part[], ends: Part[] } {
  const hours: Part[] = []
  const ends: Part[] = []
  for (const [place, { since, until }] of spans.entries()) {
    const first = Math.ceil(since.getTime() / HOUR_MS) * HOUR_MS
    const last = Math.floor(until.getTime() / HOUR_MS) * HOUR_MS
    if (first >= last) {
      ends.push({ place, since, until })
      continue
    }
    hours.push({ place, since: new Date(first), until: new Date(last) })
    if (since.getTime() < first) ends.push({ place, since, until: new Date(first) })
    if (last < until.getTime()) ends.push({ place, since: new Date(last), until })
  }
  return { hours, ends }
}

/**
 * Three parameters, as a row for each part. Behind a SELECT the planner does not count them: it takes them for ten, where for
 * hundreds it would compile the query first (PG 18, 720 spans: JIT took two thirds of the time).
 */
export const partsIn = (first: number) => `unnest((SELECT $${first}::int[]), (SELECT $${first + 1}::timestamptz[]), (SELECT $${first + 2}::timestamptz[])) AS part(place, since, until)`
export const partValues = (parts: readonly Part[]): unknown[] => [parts.map(({ place }) => place), parts.map(({ since }) => since), parts.map(({ until }) => until)]

/** What the rows of a span are grouped by, UTC. */
export function nameOf ({ since }: Span): { day: string, hour: string } {
  const iso = since.toISOString()
  return { day: iso.slice(0, 10), hour: `${iso.slice(0, 13)}:00Z` }
}

/** Names of a group, as columns: a long report holds a row for each of them, and of most nobody asks. */
export const namesIn = ({ by }: AggregateOf) => ['tenant', 'namespace'].map((name) => by === name ? name : `''::text AS ${name}`).join(', ')

type Only = Pick<AggregateOf, 'tenant' | 'namespace'>
/** What a WHERE is narrowed by, parameters `first` and on. */
export const onlyOf = ({ tenant, namespace }: Only, first: number) => Object.entries({ tenant, namespace }).filter(([, value]) => value !== undefined).map(([name], i) => ` AND ${name} = $${first + i}`).join('')
export const onlyValues = ({ tenant, namespace }: Only): string[] => [tenant, namespace].filter((value) => value !== undefined)
