import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { createAnswerChecks } from '../../db/answer-checks.ts'
import { createAnswerEvents } from '../../db/answer-events.ts'
import { reportDeflection, unitOf } from '../../events/deflection.ts'
import { formatReport } from '../../events/report-format.ts'
import { errors } from '../../schemas/common.ts'
import { ReportQuery, ReportView } from '../../schemas/report.ts'
import { LONGEST_SUMMED_DAYS, rangeOf } from './range.ts'

const TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8', html: 'text/html; charset=utf-8' }
/** Up to here a page shows hours, ms. */
const HOURS_MS = 2 * 86_400_000

const report: FastifyPluginAsyncTypebox = async (app) => {
  const events = createAnswerEvents(app.operatorLane)
  const checks = createAnswerChecks(app.operatorLane)

  app.get('/report', {
    schema: { tags: ['operator'], summary: 'What the answer cache spared', querystring: ReportQuery, produces: Object.values(TYPES), response: { 200: ReportView, ...errors } }
  }, async ({ person, query: { by, format, namespace, ...query } }, reply) => {
    const range = rangeOf(query, by === 'hour' ? {} : { longestDays: LONGEST_SUMMED_DAYS })
    const plotBy = range.until.getTime() - range.since.getTime() <= HOURS_MS ? 'hour' : 'day'
    const of = { ...range, tenant: person.tenant, namespace, by, unit: unitOf(by, format === 'html' ? plotBy : undefined) }
    const [rows, checked] = await Promise.all([events.aggregate(of), checks.aggregate(of)])
    const { prices, pricesSource } = app
    const common = { since: range.since.toISOString(), until: range.until.toISOString(), prices: pricesSource }
    const result = { ...common, ...(by ? { by } : {}), ...reportDeflection(rows, { by, prices, checks: checked }) }
    if (format === 'json') return result
    reply.type(TYPES[format]).header('content-disposition', `${format === 'csv' ? 'attachment' : 'inline'}; filename="deflection.${format}"`)
    if (format === 'html') reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    // Bytes pass the reply's schema by.
    return reply.send(Buffer.from(formatReport(result, format, reportDeflection(rows, { by: plotBy, prices, checks: checked }))) as never)
  })
}
export default report
