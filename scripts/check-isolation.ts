import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { formatReport, passed } from './check-isolation/format.ts'
import type { Progress } from './check-isolation/run.ts'

const name = 'npm run check-isolation --'
const STATE_DIR = fileURLToPath(new URL('../.deflect', import.meta.url))

/** The Redis of the environment, else one of our own. */
async function openRedis () {
  const { readConfig } = await import('../src/config.ts')
  if (process.env['REDIS_URL']) return { url: readConfig().REDIS_URL, close: async () => {} }
  const { startRedis } = await import('./services.ts')
  const dir = await mkdtemp(join(tmpdir(), 'deflect-isolation-'))
  const redis = await startRedis({ stateDir: STATE_DIR, kind: 'cache', dir })
  return { url: redis.url, close: async () => { await redis.stop(); await rm(dir, { recursive: true, force: true }) } }
}

await runCommand(name, async () => {
  const options = readArguments({
    name,
    summary: `Stores the same questions with the same vectors in thousands of scopes (tenants, users, namespaces, models, prompts,
parameters, contexts; crafted to be taken for each other), then asks them in these scopes and in ones that look like them.
An answer from a scope that is not the asker's is printed with both, and the exit code is 1. Runs on REDIS_URL under a prefix
of its own, which it removes, or on a Redis Stack that it starts.`,
    options: {
      lookups: { type: 'string', value: 'N', default: '1000000', description: 'how many lookups' },
      scopes: { type: 'string', value: 'N', description: 'how many scopes store answers (default: by the lookups, 4000 at most)' },
      seed: { type: 'string', value: 'N', description: 'repeats the choices of a run (default: random)' },
      format: { type: 'string', value: 'table|json', default: 'table', description: 'how to print the report' }
    }
  })
  const whole = (key: 'lookups' | 'scopes' | 'seed', least: number) => {
    const value = Number(options[key])
    if (!Number.isSafeInteger(value) || value < least) throw new UsageError(`--${key} must be a whole number from ${least}, got "${options[key]}"`)
    return value
  }
  const numbers = {
    lookups: whole('lookups', 1),
    ...(options.scopes === undefined ? {} : { scopes: whole('scopes', 1) }),
    seed: options.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('seed', 0)
  }
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort())
  const onTerminal = process.stderr.isTTY
  const show = ({ phase, done, of, foreign, perSecond }: Progress) =>
    process.stderr.write(`\r\x1b[K${phase}${of > 0 ? `: ${done} of ${of} (${Math.round(perSecond)}/s), ${foreign} foreign` : ''}`)

  const { checkIsolation } = await import('./check-isolation/run.ts')
  const redis = await openRedis()
  try {
    const report = await checkIsolation({ ...numbers, url: redis.url, signal: stopping.signal, ...(onTerminal ? { progress: show } : {}) })
    if (onTerminal) process.stderr.write('\r\x1b[K')
    process.stdout.write(formatReport(report, options.format as 'table' | 'json'))
    process.exitCode = passed(report) ? 0 : 1
  } finally {
    await redis.close()
  }
})
