import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { readArguments, runCommand, UsageError } from '../arguments.ts'
import { assertWritable } from '../writable.ts'
import { embedding } from './embedding.ts'
import { firstToken } from './first-token.ts'
import { gateway } from './gateway.ts'
import { guards } from './guards.ts'
import { history } from './history.ts'
import { lookup } from './lookup.ts'
import { memory } from './memory.ts'
import { operator } from './operator.ts'
import { createStage } from './stage.ts'
import { stampede } from './stampede.ts'
import { formatTable, type Results } from './table.ts'
import { turns } from './turns.ts'
import { vectors } from './vectors.ts'

const BENCHES = [history, stampede, turns, firstToken, gateway, embedding, guards, lookup, memory, vectors, operator]
const name = 'npm run bench --'

await runCommand(name, async () => {
  const options = readArguments({
    name,
    summary: `Measures Deflect on services of its own, with a simulated LLM that answers at once. Baselines are measured in the same run,
in turn with what they are compared to: read the ratios, not the figures.

${BENCHES.map((bench) => `  ${bench.name.padEnd(14)}${bench.summary}`).join('\n')}`,
    options: {
      only: { type: 'string', value: 'NAME', description: 'these benches, separated by commas' },
      quick: { type: 'boolean', description: 'fewer rounds: a look, not a measurement' },
      fsync: { type: 'string', default: 'on', value: 'on|off', description: 'whether Postgres waits for its disk, as it does in production' },
      profiles: { type: 'string', value: 'FOLDER', description: 'leave a CPU profile of the service there' },
      format: { type: 'string', default: 'table', value: 'table|json', description: 'what to print' },
      out: { type: 'string', default: 'bench-results.json', value: 'FILE', description: 'where the JSON goes' }
    }
  })
  const wanted = options.only?.split(',').map((one) => one.trim()) ?? BENCHES.map((bench) => bench.name)
  const unknown = wanted.find((one) => !BENCHES.some((bench) => bench.name === one))
  if (unknown !== undefined) throw new UsageError(`--only must name some of ${BENCHES.map((bench) => bench.name).join(', ')}, got "${unknown}"`)
  await assertWritable('out', options.out)

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
    for (const bench of BENCHES.filter((one) => wanted.includes(one.name))) {
      results.benches[bench.name] = await bench.run(stage, options.quick)
      // After each, so that a run that is ended early leaves what it has.
      await writeFile(options.out, asJson())
    }
  } finally {
    await stage.stop()
  }
  process.stdout.write(options.format === 'json' ? asJson() : formatTable(results))
})
