import { setTimeout as pause } from 'node:timers/promises'
import { readCommand, runCommand, UsageError } from './arguments.ts'
import type { CacheFormat } from './report/cache.ts'
import { readShare, whyNot } from './report/limits.ts'
import type { Wanted } from './report/make.ts'

// What reads is loaded only once it is known what to read: help and mistakes need not wait for it.

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

await runCommand('npm run report', async () => {
  const { values: options, positionals } = readCommand({
    name: 'npm run report --',
    summary: 'LLM-call deflection: what the answer cache spared, from the events in Postgres. With `cache`: what the cache Redis holds, by key family.',
    options: {
      since: { type: 'string', value: 'TIME', description: 'how far back: 24h, 7d, 90m, or an ISO time, UTC where it has no offset; at most 10 years (default 24h)' },
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
    const [{ readConfig }, { formatCacheReport, readCacheReport }] = await Promise.all([import('../src/config.ts'), import('./report/cache.ts')])
    process.stdout.write(formatCacheReport(await readCacheReport(readConfig(), options.all), options.format as CacheFormat))
    return
  }
  if (options.all) throw new UsageError('--all is for the cache: npm run report -- cache --all')
  const { until, tenant, namespace } = options
  // A variable of a script that is not set: a report of nothing would pass for one of everything.
  for (const name of ['tenant', 'namespace'] as const) if (options[name] === '') throw new UsageError(`--${name} must be a name, got ""`)
  const wanted: Wanted = { since: options.since ?? '24h', until, by: options.by as Wanted['by'], format: options.format as Wanted['format'], tenant, namespace }
  const everyMs = readWatch(options.watch, options.format)
  const limits = { under: readShare('fail-under', options['fail-under']), over: readShare('fail-over', options['fail-over']) }
  if (everyMs !== null && (limits.under !== undefined || limits.over !== undefined)) throw new UsageError('--watch goes on for ever: it takes neither --fail-under nor --fail-over')
  const [{ readConfig }, { makeReport }] = await Promise.all([import('../src/config.ts'), import('./report/make.ts')])
  const config = readConfig()
  for (;;) {
    // Asked each time: a window may have become another size.
    const { report, text } = await makeReport({ ...wanted, width: process.stdout.columns }, config)
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
