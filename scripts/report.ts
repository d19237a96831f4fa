import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { reportDeflection, type Grouping } from '../src/events/deflection.ts'
import { DEFAULT_PRICES, DEFAULT_PRICES_SOURCE, parsePrices } from '../src/events/prices.ts'
import { readConfig, type Config } from '../src/config.ts'
import { readCommand, runCommand, UsageError } from './arguments.ts'
import { formatCacheReport, readCacheReport, type CacheFormat } from './report/cache.ts'
import { readRows } from './report/deflection.ts'
import { readShare, whyNot } from './report/limits.ts'
import { formatReport, type Format, type Report } from '../src/events/report-format.ts'

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** `90m`, `24h`, `7d`, `2w` back from `now`, or a time in ISO 8601. */
function readTime (option: string, text: string, now: Date): Date {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  const time = amount ? new Date(now.getTime() - Number(amount) * UNITS[unit as keyof typeof UNITS]) : new Date(/^\d{4}-/.test(text) ? text : NaN)
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

const HOURS_MS = 2 * UNITS.d
/** A report by the hour holds a group for each. */
const LONGEST_BY_HOUR_MS = 92 * UNITS.d

/** `--watch` may stand alone: parseArgs knows only options that always, or never, have a value. */
function withWatch (args: string[]): string[] {
  const at = args.indexOf('--watch')
  return at < 0 || /^\d/.test(args[at + 1] ?? '') ? args : args.toSpliced(at, 1, '--watch=5')
}

function readWatch (text: string | undefined, format: string): number | null {
  if (text === undefined) return null
  const seconds = Number(text)
  if (!(seconds >= 1 && seconds <= 86_400)) throw new UsageError(`--watch must be a number of seconds from 1 to 86400, got "${text}"`)
  if (format !== 'table') throw new UsageError(`--watch draws a table, got --format ${format}`)
  return seconds * 1000
}

type Wanted = { since: string, until: string | undefined, by: Grouping | undefined, format: Format, tenant: string | undefined, namespace: string | undefined }

async function makeReport ({ by, format, tenant, namespace, ...wanted }: Wanted, config: Config): Promise<{ report: Report, text: string }> {
  const now = new Date()
  const until = wanted.until === undefined ? now : readTime('until', wanted.until, now)
  const since = readTime('since', wanted.since, now)
  const lengthMs = until.getTime() - since.getTime()
  if (by === 'hour' && lengthMs > LONGEST_BY_HOUR_MS) throw new UsageError('--by hour takes at most 92 days')
  const { prices, source } = await readPrices(config.PRICES_FILE)
  const plotBy = lengthMs <= HOURS_MS ? 'hour' : 'day'
  const unit = by === 'hour' || (format === 'html' && plotBy === 'hour') ? 'hour' : 'day'
  // The end is open by a millisecond, so that the event of this very moment counts.
  const { rows, checks } = await readRows(config.DATABASE_URL, { since, until: new Date(until.getTime() + 1), unit, tenant, namespace })
  const report: Report = { since: since.toISOString(), until: until.toISOString(), prices: source, ...(by ? { by } : {}), ...reportDeflection(rows, { by, prices, checks }) }
  return { report, text: formatReport(report, format, reportDeflection(rows, { by: plotBy, prices, checks })) }
}

await runCommand('npm run report', async () => {
  const { values: options, positionals } = readCommand({
    name: 'npm run report --',
    summary: 'LLM-call deflection: what the answer cache spared, from the events in Postgres. With `cache`: what the cache Redis holds, by key family.',
    options: {
      since: { type: 'string', value: 'TIME', description: 'how far back: 24h, 7d, 90m, or an ISO time (default 24h)' },
      until: { type: 'string', value: 'TIME', description: 'the end, in the same form (default now)' },
      by: { type: 'string', value: 'day|hour|model|namespace|tenant', description: 'also by group; days and hours are UTC' },
      tenant: { type: 'string', description: 'only this tenant (default all)' },
      namespace: { type: 'string', description: 'only this namespace (default all)' },
      format: { type: 'string', default: 'table', value: 'table|json|csv|html', description: 'how to print it; html: one page with plots, to print; cache has no html' },
      watch: { type: 'string', value: '[SECONDS]', description: 'print it again and again, every 5 seconds if not said' },
      'fail-under': { type: 'string', value: 'SHARE', description: 'exit 3 where deflection is below this share, 0..1' },
      'fail-over': { type: 'string', value: 'SHARE', description: 'exit 3 where the 95 % upper bound of wrong semantic hits is above this share, or none was checked' },
      all: { type: 'boolean', description: 'cache: measure every key, not up to 1,000 of each family' }
    },
    positionals: 'cache'
  }, withWatch(process.argv.slice(2)))
  if (positionals.length > 0) {
    if (positionals.join(' ') !== 'cache') throw new UsageError(`expected \`cache\` or no argument, got "${positionals.join(' ')}"`)
    const timed = ['since', 'until', 'by', 'tenant', 'namespace', 'watch', 'fail-under', 'fail-over'].find((name) => options[name as 'since'] !== undefined)
    if (timed !== undefined) throw new UsageError(`cache is a report of this moment: it takes no --${timed}`)
    if (options.format === 'html') throw new UsageError('cache prints table, json or csv, got "html"')
    process.stdout.write(formatCacheReport(await readCacheReport(readConfig(), options.all), options.format as CacheFormat))
    return
  }
  if (options.all) throw new UsageError('--all is for the cache: npm run report -- cache --all')
  const { until, tenant, namespace } = options
  const wanted: Wanted = { since: options.since ?? '24h', until, by: options.by as Grouping | undefined, format: options.format as Format, tenant, namespace }
  const everyMs = readWatch(options.watch, options.format)
  const limits = { under: readShare('fail-under', options['fail-under']), over: readShare('fail-over', options['fail-over']) }
  if (everyMs !== null && (limits.under !== undefined || limits.over !== undefined)) throw new UsageError('--watch goes on for ever: it takes neither --fail-under nor --fail-over')
  const config = readConfig()
  for (;;) {
    const { report, text } = await makeReport(wanted, config)
    // A terminal is drawn anew; in a file one report follows another.
    process.stdout.write(everyMs !== null && process.stdout.isTTY ? `\x1b[H\x1b[2J${text}` : text)
    if (everyMs !== null) {
      await pause(everyMs)
      continue
    }
    const reason = whyNot(report.total, limits)
    if (reason === null) return
    process.stderr.write(`npm run report: ${reason}\n`)
    process.exitCode = 3
    return
  }
})
