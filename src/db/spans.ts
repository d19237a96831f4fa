/** What of a table is summed: since ≤ at < until, in spans; of a tenant or namespace alone where it is named. */
export type AggregateOf = { since: Date, until: Date, unit?: 'day' | 'hour', tenant?: string | undefined, namespace?: string | undefined }
export type Span = { since: Date, until: Date }

const UNIT_MS = { day: 86_400_000, hour: 3_600_000 }

/** The spans of a range that begin at whole days, or hours, of UTC; the first and the last may be shorter. Pure. */
export function spansOf ({ since, until, unit = 'day' }: AggregateOf): Span[] {
  const step = UNIT_MS[unit]
  const spans: Span[] = []
  for (let from = since.getTime(); from < until.getTime();) {
    const to = Math.min(until.getTime(), (Math.floor(from / step) + 1) * step)
    spans.push({ since: new Date(from), until: new Date(to) })
    from = to
  }
  return spans
}

/** Parameters $1 and $2, as a row for each span. Arrays, as the planner takes them for few (generate_series: for 1,000, and compiles). */
export const SPANS = 'unnest($1::timestamptz[], $2::timestamptz[]) AS span(since, until)'
export const SPAN_NAMES = 'to_char(since AT TIME ZONE \'utc\', \'YYYY-MM-DD\') AS day, to_char(since AT TIME ZONE \'utc\', \'YYYY-MM-DD"T"HH24:00"Z"\') AS hour'

type Only = Pick<AggregateOf, 'tenant' | 'namespace'>
/** What a WHERE is narrowed by, parameters $3 and on. */
export const onlyOf = ({ tenant, namespace }: Only) => Object.entries({ tenant, namespace }).filter(([, value]) => value !== undefined).map(([name], i) => ` AND ${name} = $${3 + i}`).join('')

export function aggregateValues (what: AggregateOf): unknown[] {
  const spans = spansOf(what)
  return [spans.map(({ since }) => since), spans.map(({ until }) => until), ...[what.tenant, what.namespace].filter((value) => value !== undefined)]
}
