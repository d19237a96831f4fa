import { writeFile } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { readArguments, runCommand, UsageError } from '../arguments.ts'
import { compiled, compileHere } from '../compile.ts'
import { assertWritable } from '../writable.ts'
import type { Bench } from './measure.ts'
import type { Stage } from './stage.ts'
import { formatTable, type Results } from './table.ts'

/** Each is loaded only where it is to run: help and mistakes need not wait for the service. */
const BENCHES: Record<string, { summary: string, load (): Promise<Bench<Stage>> }> = {
  history: { summary: 'history hit of 20 KB against a bare Fastify route', load: async () => (await import('./history.ts')).history },
  stampede: { summary: '500 readers at once of one cold history, against a warm one', load: async () => (await import('./stampede.ts')).stampede },
  turns: { summary: 'a turn answered from the exact and the semantic tier against its two transactions', load: async () => (await import('./turns.ts')).turns },
  'first-token': { summary: 'what a miss adds to the first token of the LLM', load: async () => (await import('./first-token.ts')).firstToken },
  gateway: { summary: 'the gateway: misses against the LLM itself, exact hits against a bare route, semantic hits against the embedding, memory of open streams', load: async () => (await import('./gateway.ts')).gateway },
  embedding: { summary: 'the embedding on its thread, and how long 20 at once stall the event loop', load: async () => (await import('./embedding.ts')).embedding },
  guards: { summary: 'all guards on a pair of questions of 200 characters', load: async () => (await import('./guards.ts')).guards },
  lookup: { summary: 'lookup and decision after embedding against a raw KNN, 100,000 entries', load: async () => (await import('./lookup.ts')).lookup },
  memory: { summary: 'bytes of Redis per conversation, window and cached answer, FLOAT16 against FLOAT32', load: async () => (await import('./memory.ts')).memory },
  vectors: { summary: 'recall, similarity and decisions of FLOAT16 and FLOAT32 indexes against exact search', load: async () => (await import('./vectors.ts')).vectors },
  operator: { summary: 'the operator\'s queries over 7 days with 100,000 events and 10,000 conversations, each with its reply read', load: async () => (await import('./operator.ts')).operator }
}
const name = 'npm run bench --'

/** The same once more, compiled as the service is: what a bench runs in its own process (guards, lookups, the load) tsx would slow down. */
async function runCompiled (): Promise<void> {
  process.stderr.write('compiling\n')
  await compileHere('src', 'scripts')
  const child = spawn(process.execPath, [join(compiled, 'scripts/bench/index.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the child by itself; both wait for its clean end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { if (signal !== 'SIGINT') child.kill(signal) })
  const [code] = await once(child, 'exit') as [number | null]
  process.exitCode = code ?? 1
}

await runCommand(name, async () => {
  const options = readArguments({
    name,
    summary: `Measures Deflect on services of its own, with a simulated LLM that answers at once. Baselines are measured in the same run,
in turn with what they are compared to: read the ratios, not the figures.

${Object.entries(BENCHES).map(([bench, { summary }]) => `  ${bench.padEnd(14)}${summary}`).join('\n')}`,
    options: {
      only: { type: 'string', value: 'NAME', description: 'these benches, separated by commas' },
      quick: { type: 'boolean', description: 'fewer rounds: a look, not a measurement' },
      fsync: { type: 'string', default: 'on', value: 'on|off', description: 'whether Postgres waits for its disk, as it does in production' },
      profiles: { type: 'string', value: 'FOLDER', description: 'leave a CPU profile of the service there' },
      format: { type: 'string', default: 'table', value: 'table|json', description: 'what to print' },
      out: { type: 'string', default: 'bench-results.json', value: 'FILE', description: 'where the JSON goes' }
    }
  })
  const wanted = options.only?.split(',').map((one) => one.trim()) ?? Object.keys(BENCHES)
  const unknown = wanted.find((one) => !Object.hasOwn(BENCHES, one))
  if (unknown !== undefined) throw new UsageError(`--only must name some of ${Object.keys(BENCHES).join(', ')}, got "${unknown}"`)
  await assertWritable('out', options.out)
  if (import.meta.url.endsWith('.ts')) return await runCompiled()

  const { createStage } = await import('./stage.ts')
  const fsync = options.fsync === 'on'
  const stage = await createStage({ log: (line) => process.stderr.write(`${line}\n`), fsync, profiles: options.profiles })
  const results: Results = {
    at: new Date().toISOString(), node: process.versions.node, cores: cpus().length, processor: cpus()[0]?.model.trim() ?? 'unknown', quick: options.quick, fsync, benches: {}
  }
  const interrupt = () => { stage.stop().finally(() => process.exit(130)) }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  const asJson = () => `${JSON.stringify(results, null, 2)}\n`
  try {
    for (const [bench, { load }] of Object.entries(BENCHES)) {
      if (!wanted.includes(bench)) continue
      results.benches[bench] = await (await load()).run(stage, options.quick)
      // After each, so that a run that is ended early leaves what it has.
      await writeFile(options.out, asJson())
    }
  } finally {
    await stage.stop()
  }
  process.stdout.write(options.format === 'json' ? asJson() : formatTable(results))
})
