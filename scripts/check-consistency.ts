import { readArguments, runCommand, UsageError } from './arguments.ts'
import { formatReport } from './check-consistency/format.ts'
import type { Progress } from './check-consistency/run.ts'
import { assertWritable } from './writable.ts'

const name = 'npm run check-consistency --'

await runCommand(name, async () => {
  const options = readArguments({
    name,
    summary: `Clients write and read conversations on several servers while Redis, Postgres connections and servers are killed, paused
and flushed; then what they saw is compared with what they were promised. Everything it needs it starts itself.
Exit code 1 where a promise was broken.`,
    options: {
      operations: { type: 'string', value: 'N', default: '20000', description: 'how many operations at least' },
      minutes: { type: 'string', value: 'N', description: 'how long, instead of --operations' },
      faults: { type: 'string', value: 'N', default: '10', description: 'disturbances, spread over the run' },
      clients: { type: 'string', value: 'N', default: '16', description: 'clients at a time; two share a user' },
      servers: { type: 'string', value: 'N', default: '2', description: 'server processes' },
      seed: { type: 'string', value: 'N', description: 'repeats the choices of a run, not its timing (default: random)' },
      history: { type: 'string', value: 'FILE', description: 'write every operation and fault as JSONL' },
      logs: { type: 'string', value: 'FOLDER', description: 'keep the logs of the servers there' },
      format: { type: 'string', value: 'table|json', default: 'table', description: 'how to print the report' }
    }
  })
  const whole = (key: 'operations' | 'faults' | 'clients' | 'servers' | 'seed', least: number, text = options[key]) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < least) throw new UsageError(`--${key} must be a whole number from ${least}, got "${text}"`)
    return value
  }
  const minutes = options.minutes === undefined ? undefined : Number(options.minutes)
  if (minutes !== undefined && !(minutes > 0)) throw new UsageError(`--minutes must be a number above 0, got "${options.minutes}"`)
  if (options.history !== undefined) await assertWritable('history', options.history)

  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort())
  const onTerminal = process.stderr.isTTY
  const clear = onTerminal ? '\r\x1b[K' : ''
  const show = ({ phase, operations, faults, violations, perSecond }: Progress) =>
    process.stderr.write(`${clear}${phase}: ${operations} operations (${Math.round(perSecond)}/s), ${faults} faults, ${violations} violations`)
  const numbers = {
    operations: whole('operations', 1),
    faults: whole('faults', 0),
    clients: whole('clients', 1),
    servers: whole('servers', 1),
    seed: options.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('seed', 0)
  }
  // Only now: it brings the clients of all services along.
  const { checkConsistency } = await import('./check-consistency/run.ts')
  const report = await checkConsistency({
    ...numbers,
    minutes,
    historyFile: options.history,
    logs: options.logs,
    log: (line) => process.stderr.write(`${clear}${line}\n`),
    ...(onTerminal ? { progress: show } : {}),
    signal: stopping.signal
  })
  process.stderr.write(clear)
  process.stdout.write(formatReport(report, options.format as 'table' | 'json'))
  process.exitCode = report.violations === 0 && !stopping.signal.aborted ? 0 : 1
})
