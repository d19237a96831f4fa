// What `npm run quickstart` starts: plain Node, because nothing may be installed yet. The rest is quickstart.ts.
import { existsSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { install, whyInstall } from './quickstart/install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const help = `Starts Deflect on this machine: Redis Stack, a second Redis, Postgres, the embedding model, a simulated LLM and the service;
then asks it a few questions and stays up until Ctrl-C.

usage: npm run quickstart -- [options]

  --port N             port of the service (default: PORT, else 3000; 0: a free one)
  --no-tour            ask nothing
  --no-stay            stop after the tour; exit code 1 if a step did not do what it claims
  --replay FILE        send real traffic, one {"t", "user", "query"} a line, print the deflection report and stop
  --limit N            only the first N lines of the file
  --concurrency N      requests in flight during the replay (default 8)
  --first-token-ms N   the simulated LLM's silence before its first token (default 200)
  --token-ms N         its pause between tokens (default 5)
  --data DIR           where Redis and Postgres keep their data (default .deflect/data)
  --help               print this

With OPENAI_API_KEY set, the real LLM is asked instead of the simulated one (OPENAI_BASE_URL says where).
REDIS_URL, REDIS_EVENTS_URL, DATABASE_URL and MODEL_DIR, where set, are used instead of starting or fetching anything.`

function fail (message, code = 1) {
  console.error(`quickstart: ${message}`)
  process.exit(code)
}

function readOptions () {
  const text = { type: 'string' }
  const flag = { type: 'boolean', default: false }
  const { values } = parseArgs({
    options: { port: text, 'no-tour': flag, 'no-stay': flag, replay: text, limit: text, concurrency: text, 'first-token-ms': text, 'token-ms': text, data: text, help: flag }
  })
  const number = (name, fallback, minimum, maximum) => {
    const value = values[name] ?? fallback
    if (value === undefined) return undefined
    if (!/^\d+$/.test(value) || Number(value) < minimum || Number(value) > maximum) throw new Error(`--${name} must be a whole number from ${minimum} to ${maximum}, got "${value}"`)
    return Number(value)
  }
  const options = {
    help: values.help,
    port: number('port', process.env.PORT || '3000', 0, 65_535),
    tour: !values['no-tour'] && values.replay === undefined,
    stay: !values['no-stay'] && values.replay === undefined,
    replay: values.replay,
    limit: number('limit', undefined, 1, 1e9),
    concurrency: number('concurrency', '8', 1, 256),
    firstTokenMs: number('first-token-ms', '200', 0, 60_000),
    tokenMs: number('token-ms', '5', 0, 10_000),
    dataDir: values.data ?? join(root, '.deflect', 'data')
  }
  if (options.replay !== undefined && !existsSync(options.replay)) throw new Error(`--replay: no file ${options.replay}`)
  if (options.replay === undefined && (values.limit ?? values.concurrency) !== undefined) throw new Error('--limit and --concurrency belong to --replay')
  return options
}

function checkNode () {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node.js 20.19 or later is needed, this is ${process.versions.node}`)
}

// Python fetches Redis Stack; asked for before minutes of installing, and only where Redis Stack is not there yet.
function checkPython () {
  const onPath = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'redis-stack-server')))
  if (onPath || (process.env.REDIS_URL && process.env.REDIS_EVENTS_URL) || existsSync(join(root, '.deflect', 'redis-stack'))) return
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
  } catch {
    fail('Python 3 is needed once, to fetch Redis Stack; install python3, or set REDIS_URL and REDIS_EVENTS_URL to running servers')
  }
}

let options
try {
  options = readOptions()
} catch (error) {
  fail(`${error.message.split(/\. |\n/)[0]}; see --help`, 2)
}
if (options.help) {
  console.log(help)
  process.exit(0)
}
checkNode()
checkPython()
try {
  const reason = whyInstall(root)
  if (reason) {
    console.log(`installing packages: ${reason}`)
    await install(root)
  }
  // In this process rather than a child: one process fewer to forward signals to.
  const { register } = await import('tsx/esm/api')
  register()
  const { quickstart } = await import('./quickstart.ts')
  process.exitCode = await quickstart(root, options)
} catch (error) {
  if (process.env.DEBUG) console.error(error)
  fail(error.message.split('\n')[0])
}
