import { mkdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { compiled, compileHere } from './compile.ts'
import { ensureModel } from './get-model.ts'
import { ensureWeb } from './web/build.ts'
import { startServices } from './services.ts'
import { startSimulatedLlm } from './simulated-llm.ts'
import { claimPort, startService } from './quickstart/service.ts'
import { takeTour } from './quickstart/tour.ts'
import { readTraffic, sendTraffic, type Traffic } from './quickstart/traffic.ts'

/** The command line, read by quickstart.mjs. */
export type Options = {
  port: number
  tour: boolean
  stay: boolean
  replay?: string
  limit?: number
  concurrency: number
  firstTokenMs: number
  tokenMs: number
  dataDir: string
}

/** `reach`: settings by which other commands find what was started. */
type Started = { base: string, env: NodeJS.ProcessEnv, reach: NodeJS.ProcessEnv, died: Promise<string> }

const logFileOf = ({ dataDir }: Options) => resolve(dataDir, 'service.log')
const say = (line = '') => console.log(line)

/** The quickstart runs in development mode, so settings that turn it off stay outside. */
const LEFT_OUT = ['AUTH_JWT_SECRET', 'AUTH_JWKS_FILE', 'API_KEYS_FILE']

/** Runs the quickstart; resolves with the exit code when everything it started has stopped. */
export async function quickstart (root: string, options: Options): Promise<number> {
  const cleanup: (() => Promise<unknown>)[] = []
  const interrupt = new AbortController()
  const interrupted = new Promise<number>((resolve) => {
    const stop = (code: number) => {
      // Asked twice, go at once: what still runs sees us gone and ends by itself.
      if (interrupt.signal.aborted) process.exit(code)
      interrupt.abort(new Error('stopped'))
      say('\nstopping …')
      // Ctrl-C is how one leaves a quickstart that stays, no failure.
      resolve(options.stay ? 0 : code)
    }
    for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) process.on(signal, () => stop(code))
    // npm 11 passes a signal to the shell between us, which dies of it without telling us; we see another parent.
    const parent = process.ppid
    if (process.env['npm_lifecycle_event']) {
      const watch = setInterval(() => {
        if (process.ppid === parent) return
        clearInterval(watch)
        if (!interrupt.signal.aborted) stop(143)
      }, 250)
      watch.unref()
    }
  })
  try {
    return await Promise.race([run(root, options, cleanup, interrupt.signal), interrupted])
  } finally {
    for (const stop of cleanup.reverse()) await stop().catch((error) => console.error(`quickstart: ${error.message}`))
    // What was still starting when we were interrupted would keep us here; it ends with us.
    if (interrupt.signal.aborted) setImmediate(() => process.exit())
  }
}

async function run (root: string, options: Options, cleanup: (() => Promise<unknown>)[], signal: AbortSignal): Promise<number> {
  const since = performance.now()
  const traffic = options.replay === undefined ? undefined : await readTraffic(options.replay, options.limit)
  const service = await start(root, options, cleanup)
  say(`ready after ${((performance.now() - since) / 1000).toFixed(1)} s`)
  const fatal = service.died.then((reason) => { throw new Error(reason) })
  // A service that dies later is noticed wherever we are by then.
  fatal.catch(() => {})

  if (traffic) return await Promise.race([replay(options, service, traffic, signal), fatal])
  const failures = options.tour ? await Promise.race([tour(service), fatal]) : 0
  if (!options.stay) return failures > 0 ? 1 : 0
  await printUrls(service)
  say(`\nStays up until Ctrl-C. Log of the service: ${relative(process.cwd(), logFileOf(options))}`)
  return await fatal
}

/** Brings everything up, side by side where it can. */
async function start (root: string, options: Options, cleanup: (() => Promise<unknown>)[]): Promise<Started> {
  const stateDir = join(root, '.deflect')
  const dataDir = resolve(options.dataDir)
  await mkdir(dataDir, { recursive: true })
  const port = await claimPort(options.port)
  const log = (line: string) => say(`  ${line}`)

  const keep = async <T extends { stop (): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting
    cleanup.push(() => started.stop())
    return started
  }
  const parts = [
    keep(startServices({ stateDir, dataDir, persistent: true, log })),
    ensureModel({ stateDir, log }),
    llmSettings(options, keep),
    ensureWeb(log),
    compileHere('src')
  ] as const
  const since = Date.now()
  const patience = setInterval(() => log(`still at it, ${Math.round((Date.now() - since) / 1000)} s`), 10_000)
  // allSettled: what came up while another failed is stopped by the cleanup.
  await Promise.allSettled(parts)
  clearInterval(patience)
  const [services, modelDir, llm] = await Promise.all(parts)

  const env: NodeJS.ProcessEnv = { LOG_LEVEL: options.replay ? 'warn' : 'info', ...process.env, ...services.env, MODEL_DIR: modelDir, ...llm }
  for (const name of LEFT_OUT) {
    if (env[name]) log(`${name} is left out: the quickstart runs in development mode`)
    delete env[name]
  }
  const logFile = logFileOf(options)
  const service = await keep(startService({ root, port, env, logFile, entry: join(compiled, 'src/server.js') }))
  log(`service on ${service.base}`)
  const own = Object.entries({ ...services.env, ...llm }).filter(([name]) => name.endsWith('_URL') && !process.env[name])
  return { base: service.base, env, reach: Object.fromEntries(own), died: service.died }
}

async function llmSettings (options: Options, keep: <T extends { stop (): Promise<unknown> }>(starting: Promise<T>) => Promise<T>): Promise<NodeJS.ProcessEnv> {
  if (process.env['OPENAI_API_KEY']) {
    say(`  LLM: ${process.env['OPENAI_BASE_URL'] ?? 'https://api.openai.com/v1'}, with the OPENAI_API_KEY of this shell; its calls may cost money`)
    return {}
  }
  const llm = await keep(startSimulatedLlm({ firstTokenMs: options.firstTokenMs, tokenMs: options.tokenMs }))
  const lines = [
    'SIMULATED LLM: no model is asked, every answer is made up and says [simulated].',
    'Set OPENAI_API_KEY (and OPENAI_BASE_URL) to ask a real one.'
  ]
  const width = Math.max(...lines.map((line) => line.length))
  say(['*'.repeat(width + 6), ...lines.map((line) => `*  ${line.padEnd(width)}  *`), '*'.repeat(width + 6)].join('\n'))
  return { OPENAI_API_KEY: 'simulated', OPENAI_BASE_URL: llm.url }
}

async function tour ({ base }: Started): Promise<number> {
  say('\nA tour, every row a real request:')
  // A namespace of its own: answers cached by an earlier tour would turn its misses into hits.
  const results = await takeTour({ base, namespace: `tour-${Date.now()}`, print: say })
  const failures = results.filter(({ problem }) => problem !== undefined)
  const took = (cache: string) => results.find(({ reply }) => reply?.cache === cache)?.reply?.ms
  const miss = took('miss')
  const hit = took('exact')
  if (failures.length > 0) say(`\n  ${failures.length} of ${results.length} steps did not do what they claim`)
  else if (miss && hit) say(`\n  all ${results.length} as claimed; the repeat was ${Math.round(miss / hit)} times as fast as the first answer`)
  return failures.length
}

async function printUrls ({ base, reach }: Started): Promise<void> {
  say()
  for (const [path, what] of [['/', 'chat page'], ['/operator', 'dashboard of the operator'], ['/docs', 'API'], ['/metrics', 'Prometheus metrics'], ['/readyz', 'state of the parts']] as const) {
    const response = await fetch(base + path).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok) say(`  ${(base + path).padEnd(32)}${what}`)
  }
  say(`\n  curl -s ${base}/backend-api/f/conversation -H 'content-type: application/json' -H 'x-deflect-user: me' \\
    -d '{"message": {"content": "What is the capital of France?"}}'`)
  const exports = Object.entries(reach).map(([name, value]) => `${name}=${value}`).join(' ')
  if (exports) say(`\n  In another shell, for npm run report, warm and the like:\n  export ${exports}`)
}

async function replay (options: Options, { base, env }: Started, traffic: Traffic[], signal: AbortSignal): Promise<number> {
  const since = new Date()
  const namespace = `replay-${since.getTime()}`
  say(`\nReplaying ${traffic.length} requests of ${relative(process.cwd(), options.replay!)}, ${options.concurrency} at a time, into an empty answer cache (namespace ${namespace}):`)
  const sent = await sendTraffic({ base, traffic, concurrency: options.concurrency, namespace, output: process.stdout, signal })
  const outcomes = Object.entries(sent.statuses).sort().map(([status, count]) => `${status} ${count}`).join(', ')
  say(`  sent ${sent.sent} in ${sent.seconds.toFixed(1)} s: ${[outcomes, `failed ${sent.failed}`].filter(Boolean).join(', ')}`)
  const window = { env, since: since.toISOString() }
  // Only here: a quickstart without a replay need not wait for it.
  const { awaitReport, printReport } = await import('./quickstart/report.ts')
  const counted = await awaitReport({ ...window, requests: sent.sent - sent.failed, signal })
  say()
  await printReport(window)
  if (sent.firstFailure) throw new Error(`${sent.failed} of ${sent.sent} requests failed, the first with: ${sent.firstFailure}`)
  if (counted < sent.sent) throw new Error(`the report counts ${counted} of ${sent.sent} requests`)
  return 0
}
