import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { createAnswerChecks } from '../src/db/answer-checks.ts'
import { createAnswerEvents } from '../src/db/answer-events.ts'
import { reportDeflection, type Grouping } from '../src/events/deflection.ts'
import { DEFAULT_PRICES, DEFAULT_PRICES_SOURCE, parsePrices } from '../src/events/prices.ts'
import { readConfig } from '../src/config.ts'
import { readCommand, runCommand, UsageError } from './arguments.ts'
import { formatCacheReport, readCacheReport, type CacheFormat } from './report/cache.ts'
import { formatReport, type Format, type Report } from './report/format.ts'

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** `90m`, `24h`, `7d`, `2w` back from `now`, or a time in ISO 8601. */
function readSince (text: string, now: Date): Date {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  const since = amount ? new Date(now.getTime() - Number(amount) * UNITS[unit as keyof typeof UNITS]) : new Date(/^\d{4}-/.test(text) ? text : NaN)
  if (Number.isNaN(since.getTime())) throw new UsageError(`--since must be a duration such as 24h or 7d, or an ISO time, got "${text}"`)
  return since
}

async function readPrices (file: string | undefined) {
  if (file === undefined) return { prices: DEFAULT_PRICES, source: DEFAULT_PRICES_SOURCE }
  try {
    return { prices: parsePrices(await readFile(file, 'utf8')), source: file }
  } catch (cause) {
    throw new Error(`PRICES_FILE ${file}: ${(cause as Error).message}`, { cause })
  }
}

async function readRows (databaseUrl: string, range: { since: Date, until: Date }) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => {})
  try {
    return { rows: await createAnswerEvents(pool).aggregate(range), checks: await createAnswerChecks(pool).aggregate(range) }
  } catch (cause) {
    const { code, message } = cause as { code?: string, message: string }
    // The URL holds a password, so only the host is named. A refusal on several addresses has no message of its own.
    const where = new URL(databaseUrl).host
    if (code === '42P01') throw new Error(`the database at ${where} has no events yet: start the service once, it makes the tables`, { cause })
    throw new Error(`cannot read Postgres at ${where} (DATABASE_URL): ${message || code}`, { cause })
  } finally {
    await pool.end()
  }
}

await runCommand('npm run report', async () => {
  const { values: options, positionals } = readCommand({
    name: 'npm run report --',
    summary: 'LLM-call deflection: what the answer cache spared, from the events in Postgres. With `cache`: what the cache Redis holds, by key family.',
    options: {
      since: { type: 'string', value: 'TIME', description: 'how far back: 24h, 7d, 90m, or an ISO time (default 24h)' },
      by: { type: 'string', value: 'day|model|namespace', description: 'also by group; days are UTC' },
      format: { type: 'string', default: 'table', value: 'table|json|csv|html', description: 'how to print it; cache has no html' },
      all: { type: 'boolean', description: 'cache: measure every key, not up to 1,000 of each family' }
    },
    positionals: 'cache'
  })
  if (positionals.length > 0) {
    if (positionals.join(' ') !== 'cache') throw new UsageError(`expected \`cache\` or no argument, got "${positionals.join(' ')}"`)
    if (options.since !== undefined || options.by !== undefined) throw new UsageError('cache is a report of this moment: it takes neither --since nor --by')
    if (options.format === 'html') throw new UsageError('cache prints table, json or csv, got "html"')
    process.stdout.write(formatCacheReport(await readCacheReport(readConfig(), options.all), options.format as CacheFormat))
    return
  }
  if (options.all) throw new UsageError('--all is for the cache: npm run report -- cache --all')
  const until = new Date()
  const since = readSince(options.since ?? '24h', until)
  const config = readConfig()
  const { prices, source } = await readPrices(config.PRICES_FILE)
  // The end is open by a millisecond, so that the event of this very moment counts.
  const { rows, checks } = await readRows(config.DATABASE_URL, { since, until: new Date(until.getTime() + 1) })
  const by = options.by as Grouping | undefined
  const report: Report = { since: since.toISOString(), until: until.toISOString(), prices: source, ...(by ? { by } : {}), ...reportDeflection(rows, { by, prices, checks }) }
  process.stdout.write(formatReport(report, options.format as Format))
})
