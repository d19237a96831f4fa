import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readCommand, runCommand, UsageError } from './arguments.ts'
import { compiled, compileHere } from './compile.ts'
import { ensureModel } from './get-model.ts'
import { startServices, type Services } from './services.ts'
import { ensureChromium } from './test/chromium.ts'
import { createTapReader, type Counts } from './test/tap.ts'
import { ensureWeb } from './web/build.ts'

const name = 'npm test --'
const root = fileURLToPath(new URL('..', import.meta.url))
const stateDir = join(root, '.deflect')
const { values: options, positionals: files } = readCommand({
  name,
  summary: 'Lints, checks the types and runs the tests on real services, which are started on free ports. FILE runs only those tests.',
  positionals: 'FILE',
  options: {
    jobs: { type: 'string', value: 'N', default: '3', description: 'test files and checks at a time' },
    grep: { type: 'string', value: 'PATTERN', description: 'only subtests with such a name' },
    'tests-only': { type: 'boolean', description: 'no lint, no type check' }
  }
})

const jobs = Number(options.jobs)
const named = files.map((file) => relative(root, resolve(file)))

/** Longest that a test file may take. A process has no limit (tap's own is of the process): it runs as many files as there are left. */
const FILE_TIMEOUT_SECONDS = '600'
/** What takes longest is begun first, or one of them would be waited for alone at the end. In seconds on two processors: 130 to 30. */
const LONGEST = ['scripts/warm', 'web/chat', 'check-consistency', 'scripts/quickstart', 'back-pressure', 'web/operator', 'scripts/tune', 'upstream-connection', 'scripts/report', 'memory-pressure', 'clients/other-clients', 'check-isolation', 'scripts/commands', 'redis-faults'].map((name) => `test/${name}.test.ts`)
/** A process that holds more is not given another test file: garbage of many services slows the collector down. */
const ENOUGH_BYTES = 1e9
/** Left in memory for the tests' data to lie there: it takes some 0.2 GB, and the tests themselves need theirs. */
const ROOM_BYTES = 8e9
const stopping = new AbortController()
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const say = (line: string) => process.stdout.write(`${line}\n`)
let services: Services | undefined

/** Runs a program of Node, its lines to `onLine`; resolves with its exit code. */
function tool (args: string[], onLine: (line: string) => void, { env, onMessage }: { env?: NodeJS.ProcessEnv, onMessage?: (message: any, child: ChildProcess) => void } = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit', ...onMessage ? ['ipc' as const] : []] })
    if (onMessage) child.on('message', (message) => onMessage(message, child))
    const abort = () => child.kill('SIGTERM')
    stopping.signal.addEventListener('abort', abort, { once: true })
    const stdout = child.stdout!
    createInterface({ input: stdout }).on('line', onLine)
    child.once('error', reject)
    child.once('exit', (code) => {
      stopping.signal.removeEventListener('abort', abort)
      // close follows when the pipe is drained; a process that a test left behind may hold it for ever.
      const giveUp = setTimeout(() => stdout.destroy(), 3_000)
      child.once('close', () => {
        clearTimeout(giveUp)
        resolve(code ?? 1)
      })
    })
  })
}

const bin = (path: string) => join(root, 'node_modules', path)

async function check (label: string, args: string[]): Promise<void> {
  const since = Date.now()
  const lines: string[] = []
  const code = await tool(args, (line) => lines.push(line))
  if (code !== 0) total.failed++
  for (const line of lines) say(line)
  say(`${code === 0 ? 'ok' : 'FAIL'}  ${label}  ${Date.now() - since} ms`)
}

/** Compiles the project. @returns its test files, all or those that were named */
async function compileTests (): Promise<string[]> {
  const all = (await compileHere('src', 'scripts', 'test')).filter((file) => /^test\/.*\.test\.ts$/.test(file))
  return named.length > 0 ? named : [...LONGEST.filter((file) => all.includes(file)), ...all.filter((file) => !LONGEST.includes(file))]
}

/** The names of the sources again. */
const bySource = (line: string) => line.replaceAll(`${relative(root, compiled)}/`, '').replace(/\b(test\/\S+\.test)\.js\b/g, '$1.ts')

/**
 * A process that runs a test file, and then what `more` has for it. Not by tap's own runner: it notes every file that every process
 * loads, for a coverage nobody asked for, which took 0.6 s in each of 140 processes.
 */
async function runTests (first: string, more: (residentBytes: number) => string | null, env: NodeJS.ProcessEnv): Promise<void> {
  const said: string[] = []
  let asked = 0
  let last = first
  const reader = createTapReader((line) => {
    said.push(line)
    // What is said of a file is said together: others run beside it.
    if (/^(?:ok|FAIL) /.test(line)) for (const each of said.splice(0)) say(each)
  })
  const code = await tool(['--enable-source-maps', join(compiled, 'scripts/test/run-files.js')], (line) => reader.read(bySource(line)), {
    env: { ...env, TAP_TIMEOUT: '0', FILE_TIMEOUT_SECONDS, ...(options.grep ? { TAP_GREP: `.\n${options.grep}` } : {}) },
    onMessage ({ residentBytes }, child) {
      // tap tells its parent things, too.
      if (residentBytes === undefined) return
      const file = asked++ === 0 ? first : more(residentBytes)
      last = file ?? last
      child.send({ file })
    }
  })
  for (const line of said) say(line)
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += reader.counts[key]
  if (code === 0 || reader.counts.failed > 0) return
  say(`FAIL  ${last}  its process ended with code ${code}`)
  total.failed++
}

// TypeScript 7 takes a quarter of 6's time, which is here for what still needs its API: the linter, openapi-typescript.
// What has not changed since the last run is not read again.
const kept = (name: string) => ['--incremental', '--tsBuildInfoFile', join(stateDir, `${name}.tsbuildinfo`)]
const checks: (() => Promise<void>)[] = options['tests-only']
  ? []
  : [
      () => check('types', [bin('typescript-7/bin/tsc'), '--noEmit', ...kept('types')]),
      () => check('lint', [bin('eslint/bin/eslint.js'), '--cache', '--cache-strategy', 'content', '--cache-location', join(stateDir, 'eslint-cache'), '.']),
      () => check('types of the pages', [bin('typescript-7/bin/tsc'), '--noEmit', '-p', 'src/web', ...kept('types-web')])
    ]

/**
 * Where the data of the tests lies: in memory where Linux has room there. Each database is 300 files of its own, and to make them on
 * a disk took the processor up to 0.4 s, 200 times.
 */
function testData (): string {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    if (Math.min(bavail * bsize, process.availableMemory()) > ROOM_BYTES) return memory
  } catch { /* no such place on this system */ }
  return join(stateDir, 'test')
}

/** Brings up what the tests need, while the checks run. */
async function prepare (): Promise<{ tests: string[], env: NodeJS.ProcessEnv }> {
  services = await startServices({ stateDir, dataDir: testData(), persistent: false, log: () => {} })
  const model = await ensureModel({ stateDir, log: say })
  await ensureWeb(say)
  ensureChromium(say)
  return { tests: await compileTests(), env: { ...services.env, MODEL_DIR: model, NODE_ENV: 'test' } }
}

/** So many at a time: some of the processor is idle in every test that waits. */
async function runAll (): Promise<void> {
  const prepared = prepare()
  // Told by the lanes, once the checks are through.
  prepared.catch(() => {})
  async function lane (): Promise<void> {
    for (let job = checks.shift(); job !== undefined && !stopping.signal.aborted; job = checks.shift()) await job()
    const { tests, env } = await prepared
    const next = () => stopping.signal.aborted ? undefined : tests.shift()
    for (let test = next(); test !== undefined; test = next()) await runTests(test, (residentBytes) => (residentBytes < ENOUGH_BYTES ? next() : null) ?? null, env)
  }
  // allSettled: where the services cannot be had the checks still end.
  for (const ended of await Promise.allSettled(Array.from({ length: jobs }, lane))) if (ended.status === 'rejected') throw ended.reason
  if (total.passed + total.failed === 0 && !stopping.signal.aborted) {
    say('FAIL  no test ran')
    total.failed++
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    say(`stopped by ${signal}`)
    stopping.abort()
  })
}

await runCommand(name, async () => {
  if (!(jobs >= 1 && Number.isInteger(jobs))) throw new UsageError(`--jobs must be a whole number from 1, got "${options.jobs}"`)
  const [other] = named.filter((file) => !/^test\/.*\.test\.ts$/.test(file) || !existsSync(join(root, file)))
  if (other !== undefined) throw new UsageError(`${other} is no test file: expected test/….test.ts`)
  mkdirSync(stateDir, { recursive: true })
  try {
    await runAll()
  } catch (error) {
    say(`FAIL  ${(error as Error).message}`)
    total.failed++
  } finally {
    await services?.stop()
  }
  if (stopping.signal.aborted) total.failed++
  if (total.skipped) say(`${total.skipped} skipped`)
  say(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 ? 0 : 1
})
