import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createExamples } from '../../answer/examples.ts'
import { readDurationMs } from '../../times.ts'
import { keptSince } from '../../db/event-retention.ts'
import { createEventSeries } from '../../db/event-series.ts'
import { BINS, createOperatorSeries } from '../../db/operator-series.ts'
import { HOUR_MS, stepsOf, type Span } from '../../db/spans.ts'
import { BadRequestError } from '../../errors.ts'
import { toBins, toPoints } from '../../events/series.ts'
import { errors } from '../../schemas/common.ts'
import { ExamplesQuery, ExamplesView, HistogramQuery, HistogramView, MAX_POINTS, SeriesQuery, SeriesView } from '../../schemas/series.ts'
import { LONGEST_STEP_MS, LONGEST_SUMMED_DAYS, rangeOf } from './range.ts'

const iso = ({ since, until }: { since: Date, until: Date }) => ({ since: since.toISOString(), until: until.toISOString() })

/** The points of a series: they begin at whole steps, so that a chart drawn again has the same ones. A step of the range or wider is one point. */
function spansOf (range: Span, stepMs: number): Span[] {
  const lengthMs = range.until.getTime() - range.since.getTime()
  const spans = stepMs >= lengthMs ? [range] : lengthMs / stepMs > MAX_POINTS ? [] : stepsOf(range, stepMs)
  if (spans.length === 0 || spans.length > MAX_POINTS) throw new BadRequestError(`step must be so wide that there are at most ${MAX_POINTS} points`)
  return spans
}

const series: FastifyPluginAsyncTypebox = async (app) => {
  const read = createEventSeries(app.operatorLane)
  const record = createOperatorSeries(app.operatorLane)
  const examples = createExamples({ record, stored: app.storedEntries })
  const tags = ['operator']

  app.get('/series', { schema: { tags, summary: 'Requests, latencies and savings over time', querystring: SeriesQuery, response: { 200: SeriesView, ...errors } } }, async ({ person, query }) => {
    const range = rangeOf(query, { longestDays: LONGEST_SUMMED_DAYS })
    const stepMs = readDurationMs(query.step, LONGEST_STEP_MS)
    if (Number.isNaN(stepMs)) throw new BadRequestError(`step must be at most ${LONGEST_SUMMED_DAYS}d`)
    const spans = spansOf(range, stepMs)
    const { EVENT_RETENTION_DAYS: days } = app.config
    const kept = days === undefined ? null : keptSince(days, Date.now())
    if (kept && range.since < kept && spans.length > 1 && stepMs % HOUR_MS !== 0) throw new BadRequestError(`step must be whole hours where since is before ${kept.toISOString()}: older events are kept as sums by the hour alone (EVENT_RETENTION_DAYS)`)
    const rows = await read(person.tenant, query.namespace ?? null, spans)
    return { ...iso(range), step_seconds: stepMs / 1000, points: toPoints(rows, spans, app.prices) }
  })

  app.get('/histogram', { schema: { tags, summary: 'How similar questions were to the nearest entry: hits, misses, and what turned out', querystring: HistogramQuery, response: { 200: HistogramView, ...errors } } },
    async ({ person, query }) => {
      const range = rangeOf(query)
      const of = { tenant: person.tenant, namespace: query.namespace ?? null, ...range }
      const rows = await Promise.all([record.histogram(of), record.labelledHistogram(of)])
      return { ...iso(range), ...toBins(rows.flat(), BINS) }
    })

  app.get('/examples', { schema: { tags, summary: 'Pairs of questions just above and just below a threshold', querystring: ExamplesQuery, response: { 200: ExamplesView, ...errors } } },
    async ({ person, query: { threshold, limit, namespace, ...query } }) => {
      const range = rangeOf(query)
      return { ...iso(range), threshold, ...await examples({ tenant: person.tenant, namespace: namespace ?? null, ...range }, threshold, limit) }
    })
}
export default series
