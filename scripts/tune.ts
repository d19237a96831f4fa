import { readDurationMs } from '../src/times.ts'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { createProgress } from './progress.ts'
import { quiet } from './quiet.ts'
import { readPairs, type Pair } from './tune/pairs.ts'
import type { Per } from './tune/sweep.ts'

// What judges is loaded only once it is known what to judge: help and mistakes need not wait for it.

/** Nobody waits for one embedding here, ms. */
const EMBEDDING_MS = 60_000

function readSince (since: string): number {
  const ms = readDurationMs(since)
  if (Number.isNaN(ms)) throw new UsageError(`--since must be a duration such as 24h or 7d, at most 30d, got "${since}"`)
  return ms
}

async function givenPairs (file: string): Promise<Pair[]> {
  const { pairs, lines } = await readPairs(file)
  if (pairs.length < lines) process.stderr.write(`npm run tune: ${lines - pairs.length} of ${lines} lines repeat another pair and do not count\n`)
  return pairs
}

await runCommand('npm run tune', async () => {
  const options = readArguments({
    name: 'npm run tune --',
    summary: 'Finds the loosest policy inside an error budget: thresholds, guards and probabilities over labelled pairs, by the service\'s own decision. One half chooses, the other reports.',
    options: {
      pairs: { type: 'string', value: 'F.jsonl', description: 'labelled pairs, one {"a","b","label","source"?,"kind"?} a line; label 1: the answer to a is right for b' },
      since: { type: 'string', value: 'DURATION', description: 'instead of --pairs: what was checked and rated in the last 24h, 7d, at most 30d' },
      budget: { type: 'string', default: '0.01', value: 'SHARE', description: 'wrong answers that are acceptable, 0..1' },
      per: { type: 'string', default: 'hit', value: 'hit|request|trap', description: 'what the budget is a share of' },
      split: { type: 'string', default: 'random', value: 'random|chronological', description: 'random keeps questions together; chronological goes by the order of the lines' },
      format: { type: 'string', default: 'table', value: 'table|json|csv', description: 'how to print it' }
    }
  })
  if ((options.pairs === undefined) === (options.since === undefined)) throw new UsageError('expected either --pairs F.jsonl or --since DURATION; see --help')
  const budget = Number(options.budget)
  if (!(budget > 0 && budget < 1)) throw new UsageError(`--budget must be a share between 0 and 1, got "${options.budget}"`)
  const sinceMs = options.since === undefined ? null : readSince(options.since)
  const given = options.pairs === undefined ? null : await givenPairs(options.pairs)
  const { readConfig } = await import('../src/config.ts')
  const config = readConfig()
  const pairs = given ?? await (await import('./tune/logged.ts')).readLogged(options.since!, sinceMs!, config)
  if (pairs.length < 2) throw new UsageError('expected at least two pairs: one half chooses, the other reports')

  const [{ createEmbedder }, { formatTuned }, { tune }] = await Promise.all([import('../src/model/embedder.ts'), import('./tune/format.ts'), import('./tune/run.ts')])
  const embedder = createEmbedder({ model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE, modelDir: config.MODEL_DIR, timeoutMs: EMBEDDING_MS, log: quiet })
  const progress = createProgress('judging', pairs.length)
  try {
    await embedder.loaded
    const source = options.pairs ?? `traffic of the last ${options.since}`
    const tuned = await tune(pairs, { source, split: options.split, budget, per: options.per as Per }, embedder, progress.at).finally(progress.end)
    process.stdout.write(formatTuned(tuned, options.format))
  } finally {
    await embedder.close()
  }
})
