import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readCommand, runCommand, UsageError } from './arguments.ts'
import { compile, filesIn, linkRest } from './compile.ts'
import { ensureModel } from './get-model.ts'
import { startServices, type Services } from './services.ts'
import { ensureChromium } from './test/chromium.ts'
import { createTapReader, type Counts } from './test/tap.ts'
import { ensureWeb } from './web/build.ts'

const name = 'npm test --'
const root = fileURLToPath(new URL('..', import.meta.url))
const stateDir = join(root, '.deflect')
const compiled = join(stateDir, 'compiled')
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

/** Longest that a test file may take. */
const TIMEOUT_SECONDS = '600'
/** What takes longest is begun first, or one of them would be waited for alone at the end. In seconds on two processors: 20 to 6. */
const LONGEST = ['web/chat', 'check-consistency', 'scripts/quickstart', 'back-pressure', 'redis-faults', 'memory-pressure', 'abuse', 'scripts/warm', 'scripts/report', 'chat/send-message', 'web/operator', 'stampede', 'check-isolation', 'scripts/reindex', 'clients/other-clients', 'clients/openai-node'].map((name) => `test/${name}.test.ts`)
const stopping = new AbortController()
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const say = (line: string) => process.stdout.write(`${line}\n`)
const reader = createTapReader(say)
let services: Services | undefined

/** Runs a tool of node_modules, its lines to `onLine`; resolves with its exit code. */
function tool (args: string[], onLine: (line: string) => void, env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
    const abort = () => child.kill('SIGTERM')
    stopping.signal.addEventListener('abort', abort, { once: true })
    createInterface({ input: child.stdout }).on('line', onLine)
    child.once('error', reject)
    child.once('exit', (code) => {
      stopping.signal.removeEventListener('abort', abort)
      // close follows when the pipe is drained; a process that a test left behind may hold it for ever.
      const giveUp = setTimeout(() => child.stdout.destroy(), 3_000)
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

/** The project compiled, in a folder like it: what is not compiled is linked. @returns the test files in it, all or those that were named */
async function compileTests (): Promise<string[]> {
  const sources = (await Promise.all(['src', 'scripts', 'test'].map((folder) => filesIn(folder)))).flat()
  await compile(sources, compiled)
  await linkRest(compiled)
  const all = sources.filter((file) => /^test\/.*\.test\.ts$/.test(file))
  const tests = named.length > 0 ? named : [...LONGEST.filter((file) => all.includes(file)), ...all.filter((file) => !LONGEST.includes(file))]
  return tests.map((file) => join(compiled, file.replace(/\.ts$/, '.js')))
}

/** The names of the sources again. */
const bySource = (line: string) => line.replaceAll(`${relative(root, compiled)}/`, '').replace(/\b(test\/\S+\.test)\.js\b/g, '$1.ts')

/**
 * Runs a test file. Not by tap's own runner: it notes every file that every process loads, for a coverage nobody asked for, which
 * took 0.6 s in each of 140 processes. A test file run by itself prints the same lines.
 */
async function runTest (file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const name = bySource(relative(root, file))
  const lines: string[] = []
  const since = performance.now()
  const code = await tool(['--enable-source-maps', file], (line) => lines.push(line), { ...env, TAP_TIMEOUT: TIMEOUT_SECONDS, ...(options.grep ? { TAP_GREP: options.grep } : {}) })
  // The file's own lines are those of a subtest; two files at a time would mix.
  reader.read(`# Subtest: ${name}`)
  for (const line of lines) if (line !== 'TAP version 14') reader.read(`    ${bySource(line)}`)
  const ran = lines.some((line) => /^ *(?:not )?ok \d/.test(line))
  reader.read(`${code === 0 ? 'ok' : 'not ok'} 1 - ${name}${code === 0 && !ran ? ' # SKIP no tests found' : ` # time=${Math.round(performance.now() - since)}ms`}`)
}

type Job = () => Promise<void>

// What has not changed since the last run is not read again.
const kept = (name: string) => ['--incremental', '--tsBuildInfoFile', join(stateDir, `${name}.tsbuildinfo`)]
const checks: Job[] = options['tests-only']
  ? []
  : [
      () => check('types', [bin('typescript/bin/tsc'), '--noEmit', ...kept('types')]),
      () => check('lint', [bin('eslint/bin/eslint.js'), '--cache', '--cache-strategy', 'content', '--cache-location', join(stateDir, 'eslint-cache'), '.']),
      () => check('types of the pages', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'src/web', ...kept('types-web')])
    ]

/** Brings up what the tests need, while the checks run. */
async function prepare (): Promise<Job[]> {
  services = await startServices({ stateDir, dataDir: join(stateDir, 'test'), persistent: false, log: () => {} })
  const model = await ensureModel({ stateDir, log: say })
  await ensureWeb(say)
  ensureChromium(say)
  const env = { ...services.env, MODEL_DIR: model, NODE_ENV: 'test' }
  return (await compileTests()).map((file) => () => runTest(file, env))
}

/** So many at a time: some of the processor is idle in every test that waits. */
async function runAll (): Promise<void> {
  const prepared = prepare()
  // Told by the lanes, once the checks are through.
  prepared.catch(() => {})
  async function lane (): Promise<void> {
    for (const waiting of [checks, prepared]) {
      const jobs = await waiting
      for (let job = jobs.shift(); job !== undefined && !stopping.signal.aborted; job = jobs.shift()) await job()
    }
  }
  // allSettled: where the services cannot be had the checks still end.
  for (const ended of await Promise.allSettled(Array.from({ length: jobs }, lane))) if (ended.status === 'rejected') throw ended.reason
  const { passed, failed, skipped } = reader.counts
  total.passed += passed
  total.skipped += skipped
  total.failed += failed
  if (passed + failed === 0 && !stopping.signal.aborted) {
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
