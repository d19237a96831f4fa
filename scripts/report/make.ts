import { readFile } from 'node:fs/promises'
import type { Config } from '../../src/config.ts'
import { reportDeflection, unitOf, type Grouping } from '../../src/events/deflection.ts'
import { DEFAULT_PRICES, DEFAULT_PRICES_SOURCE, parsePrices } from '../../src/events/prices.ts'
import { formatReport, type Format, type Report } from '../../src/events/report-format.ts'
import { readTimeMs, UNIT_MS } from '../../src/times.ts'
import { UsageError } from '../arguments.ts'
import { readLengthMs } from '../lengths.ts'
import { readRows } from './deflection.ts'

/** `90m`, `24h`, `7d`, `2w` back from `now`, or a time in ISO 8601 (UTC where it does not say). */
function readTime (option: string, text: string, now: Date): Date {
  const backMs = readLengthMs(text, 'mhdw')
  const time = new Date(Number.isNaN(backMs) ? readTimeMs(text) : now.getTime() - backMs)
  if (Number.isNaN(time.getTime())) throw new UsageError(`--${option} must be a duration such as 24h or 7d, or an ISO time, got "${text}"`)
  return time
}

async function readPrices (file: string | undefined) {
  if (file === undefined) return { prices: DEFAULT_PRICES, source: DEFAULT_PRICES_SOURCE }
  try {
    return { prices: parsePrices(await readFile(file, 'utf8')), source: file }
  } catch (cause) {
    throw new Error(`PRICES_FILE ${file}: ${(cause as Error).message}`, { cause })
  }
}

const HOURS_MS = 2 * UNIT_MS.d
/** A report by the hour holds a group for each. */
const LONGEST_BY_HOUR_MS = 92 * UNIT_MS.d
/** Every day of a range is read, whether anything happened in it or not. */
const LONGEST_MS = 3_653 * UNIT_MS.d

export type Wanted = { since: string, until: string | undefined, by: Grouping | undefined, format: Format, tenant: string | undefined, namespace: string | undefined, /** Of the terminal. */ width?: number | undefined }

/** The report of a database's events, and as it is printed. @throws UsageError where the range is none */
export async function makeReport ({ by, format, tenant, namespace, width, ...wanted }: Wanted, config: Config): Promise<{ report: Report, text: string }> {
  const now = new Date()
  const until = wanted.until === undefined ? now : readTime('until', wanted.until, now)
  const since = readTime('since', wanted.since, now)
  const lengthMs = until.getTime() - since.getTime()
  if (lengthMs <= 0) throw new UsageError('--until must be later than --since')
  if (lengthMs > LONGEST_MS) throw new UsageError(`--since: a report takes at most 10 years, got "${wanted.since}"`)
  if (by === 'hour' && lengthMs > LONGEST_BY_HOUR_MS) throw new UsageError('--by hour takes at most 92 days')
  const { prices, source } = await readPrices(config.PRICES_FILE)
  const plotBy = lengthMs <= HOURS_MS ? 'hour' : 'day'
  const unit = unitOf(by, format === 'html' ? plotBy : undefined)
  // The end is not of the range, so that reports which meet count an event once; where it is now, the event of this very moment counts.
  const { rows, checks } = await readRows(config.DATABASE_URL, { since, until: wanted.until === undefined ? new Date(until.getTime() + 1) : until, unit, by, tenant, namespace })
  const report: Report = { since: since.toISOString(), until: until.toISOString(), prices: source, ...(by ? { by } : {}), ...reportDeflection(rows, { by, prices, checks }) }
  return { report, text: formatReport(report, format, reportDeflection(rows, { by: plotBy, prices, checks }), width) }
}
