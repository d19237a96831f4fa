import { readConfig, readDurationMs, type Config } from '../src/config.ts'
import { createWhatIfRecord } from '../src/db/what-if.ts'
import { createEmbedder } from '../src/model/embedder.ts'
import { normaliseQuestion } from '../src/model/text.ts'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { halves } from './calibration/halves.ts'
import { readLines } from './lines.ts'
import { createPool, explainPostgres } from './postgres.ts'
import { createProgress } from './progress.ts'
import { quiet } from './quiet.ts'
import { formatTuned } from './tune/format.ts'
import { judgePairs, readPair, type Pair } from './tune/judge-pairs.ts'
import { choose, measure, settings, type Per } from './tune/sweep.ts'

/** Checks read from the log at most: their embedding takes minutes. */
const MOST_LOGGED = 50_000
/** Nobody waits for one embedding here, ms. */
const EMBEDDING_MS = 60_000

/** What shadow checks, ratings and judges said of logged traffic, the earliest first. */
async function readLogged (since: string, config: Config): Promise<Pair[]> {
  const ms = readDurationMs(since)
  if (Number.isNaN(ms)) throw new UsageError(`--since must be a duration such as 24h or 7d, at most 30d, got "${since}"`)
  const pool = createPool(config.DATABASE_URL, 1)
  try {
    const until = new Date()
    const checks = await createWhatIfRecord(pool).pairs({ since: new Date(until.getTime() - ms), until }, MOST_LOGGED)
    if (checks.length === 0) throw new Error(`no labelled traffic in the last ${since}: labels come from shadow checks and ratings`)
    return checks.reverse().map(({ asked, entry_question: stored, wrong, source }) => ({ a: stored, b: asked, label: wrong ? 0 : 1, source }))
  } catch (error) {
    throw explainPostgres(error, config.DATABASE_URL, 'checks')
  } finally {
    await pool.end()
  }
}

/** Each pair once, by its normalised texts: repeated, it would count as further evidence, and certify what it does not show. Logged traffic repeats itself; that is evidence. */
async function readPairs (file: string): Promise<Pair[]> {
  const pairs = await readLines(file, readPair)
  const distinct = [...new Map(pairs.map((pair) => [JSON.stringify([normaliseQuestion(pair.a), normaliseQuestion(pair.b), pair.label]), pair])).values()]
  if (distinct.length < pairs.length) process.stderr.write(`npm run tune: ${pairs.length - distinct.length} of ${pairs.length} lines repeat another pair and do not count\n`)
  return distinct
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
  const config = readConfig()
  const pairs = options.pairs === undefined ? await readLogged(options.since!, config) : await readPairs(options.pairs)
  if (pairs.length < 2) throw new UsageError('expected at least two pairs: one half chooses, the other reports')

  const startedAt = performance.now()
  const embedder = createEmbedder({ model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE, modelDir: config.MODEL_DIR, timeoutMs: EMBEDDING_MS, log: quiet })
  const progress = createProgress('judging', pairs.length)
  try {
    await embedder.loaded
    const judged = await judgePairs(pairs, embedder, progress.at).finally(progress.end)
    const halfOf = halves(pairs)
    const first = (_: unknown, i: number) => options.split === 'random' ? halfOf(pairs[i]!.a) === 0 : i < pairs.length / 2
    const [train, test] = [judged.filter(first), judged.filter((pair, i) => !first(pair, i))]
    const per = options.per as Per
    const choice = choose(train, test, budget, per)
    const classes = [...new Set(test.flatMap((pair) => pair.classes))].sort()
      .map((name) => ({ name, measured: measure(test.filter((pair) => pair.classes.includes(name)), choice.setting) }))
    process.stdout.write(formatTuned({
      source: options.pairs ?? `traffic of the last ${options.since}`,
      split: options.split,
      budget,
      per,
      train_pairs: train.length,
      test_pairs: test.length,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
      choice,
      rows: settings.map((setting) => ({ setting, train: measure(train, setting), test: measure(test, setting) })),
      classes
    }, options.format))
  } finally {
    await embedder.close()
  }
})
