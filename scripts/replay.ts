import { readFile } from 'node:fs/promises'
import { Compile } from 'typebox/compile'
import { applyChange, policyOfSettings } from '../src/answer/policy.ts'
import { readConfig } from '../src/config.ts'
import { PolicyChange, type PolicyFields } from '../src/schemas/policy.ts'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { readLines } from './lines.ts'
import { createProgress } from './progress.ts'
import { quiet } from './quiet.ts'
import { fromFirst, readAsked } from './replay/asked.ts'
import type { Outcome } from './replay/run.ts'
import { formatReplayed, summarise } from './replay/summary.ts'

// The answer cache is loaded only once it is known what to do with it: help and mistakes need not wait for it.

/** Nobody waits for one embedding here, ms. */
const EMBEDDING_MS = 60_000
const policySchema = Compile(PolicyChange)

function check (value: unknown, what: string): PolicyFields {
  if (policySchema.Check(value)) return value
  const unknown = Object.keys(value as object).find((name) => !(name in PolicyChange.properties))
  if (unknown !== undefined) throw new UsageError(`${what}: ${unknown} is not a field of a policy`)
  const [first] = policySchema.Errors(value)
  const path = (first?.instancePath ?? '').slice(1).split('/')
  const allowed = first?.keyword === 'enum' ? first.params.allowedValues.join(', ') : null
  const came = () => path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], value)
  throw new UsageError(`${what}: ${path.join('.').replaceAll('_', '-')} ${allowed === null ? first?.message ?? 'is no policy' : `must be one of ${allowed}, got ${JSON.stringify(came())}`}`)
}

/** The kinds that read it: under another it would change nothing, and nobody would notice. */
const READ_BY = { threshold: ['static'], guards: ['static'], 'min-probability': ['calibrated', 'verified'] }

function assertRead (options: Partial<Record<keyof typeof READ_BY, unknown>>, kind: string): void {
  for (const [name, kinds] of Object.entries(READ_BY) as [keyof typeof READ_BY, string[]][]) {
    if (options[name] !== undefined && !kinds.includes(kind)) throw new UsageError(`--${name} is for --kind ${kinds.join(' or ')}, got ${kind}`)
  }
}

async function readPolicy (file: string): Promise<PolicyFields> {
  const text = await readFile(file, 'utf8').catch(() => { throw new UsageError(`${file}: cannot be read`) })
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new UsageError(`${file}: expected JSON, the body of PUT /operator/policy`)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new UsageError(`${file}: expected an object, the body of PUT /operator/policy`)
  const { note: _note, if_version: _version, ...change } = body as Record<string, unknown>
  return check(change, file)
}

await runCommand('npm run replay', async () => {
  const options = readArguments({
    name: 'npm run replay --',
    summary: 'What a policy would have done with a stream of questions, in its order and by its clock: the service\'s own answer cache on the real Redis (REDIS_URL), under a prefix that is removed again. Asks no LLM.',
    options: {
      stream: { type: 'string', value: 'F.jsonl', description: 'the questions, one {"t","user","query","cluster"?} a line; t in ms, from any beginning; a hit from another cluster is wrong' },
      policy: { type: 'string', value: 'FILE', description: 'JSON, the body of PUT /operator/policy; what follows changes it' },
      kind: { type: 'string', value: 'static|calibrated|verified', description: 'what decides a semantic hit; verified learns as it goes, from the clusters' },
      threshold: { type: 'string', value: 'SIMILARITY', description: 'static: what a hit must exceed' },
      'min-probability': { type: 'string', value: 'P', description: 'calibrated and verified: what a hit must reach' },
      guards: { type: 'string', value: 'NAMES', description: 'static: comma separated, `all` or `none`' },
      'ttl-seconds': { type: 'string', value: 'N', description: 'TTL of an answer' },
      format: { type: 'string', default: 'table', value: 'table|json|csv', description: 'how to print it' }
    }
  })
  if (options.stream === undefined) throw new UsageError('--stream F.jsonl is required; see --help')
  const given = {
    ...(options.policy === undefined ? {} : await readPolicy(options.policy)),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.threshold === undefined ? {} : { threshold: Number(options.threshold) }),
    ...(options['min-probability'] === undefined ? {} : { min_probability: Number(options['min-probability']) }),
    ...(options['ttl-seconds'] === undefined ? {} : { ttl_seconds: Number(options['ttl-seconds']) }),
    ...(options.guards === undefined || options.guards === 'all' ? {} : { guards: options.guards === 'none' ? [] : options.guards.split(',') })
  }
  const change = check(given, 'policy')
  const config = readConfig()
  const settings = policyOfSettings(config)
  assertRead(options, change.kind ?? settings.kind)
  const lines = await readLines(options.stream, readAsked)
  // The same stream gives the same figures: no jitter.
  const policy = { ...applyChange(settings, change), ttlJitter: 0 }
  const stream = fromFirst(options.stream, lines, policy.ttlSeconds)

  const [{ createEmbedder }, { createReplay }] = await Promise.all([import('../src/model/embedder.ts'), import('./replay/run.ts')])
  const embedder = createEmbedder({ model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE, modelDir: config.MODEL_DIR, timeoutMs: EMBEDDING_MS, log: quiet })
  const progress = createProgress('replaying', stream.length)
  let stopped = false
  process.once('SIGINT', () => { stopped = true })
  try {
    await embedder.loaded
    if (!embedder.ready()) throw new Error('the embedding model cannot be loaded: npm run model gets it')
    const replay = await createReplay({ url: config.REDIS_URL, prefix: config.REDIS_KEY_PREFIX, embedder, policy, classesByMeaning: config.CLASSES_BY_MEANING === 'on' })
    const outcomes: Outcome[] = []
    const startedAt = performance.now()
    try {
      for (const [i, asked] of stream.entries()) {
        if (stopped) throw new Error('interrupted')
        const next = stream[i + 1]
        const outcome = replay.ask(asked)
        if (next) replay.foresee(next.query)
        outcomes.push(await outcome)
        progress.at(i + 1)
      }
    } finally {
      progress.end()
      await replay.clean()
    }
    const seconds = (performance.now() - startedAt) / 1000
    const shown = { kind: policy.kind, ...(policy.kind === 'static' ? { threshold: policy.threshold, guards: policy.guards } : { min_probability: policy.minProbability }), ttl_seconds: policy.ttlSeconds }
    process.stdout.write(formatReplayed({
      source: options.stream, policy: shown, ...summarise(stream, outcomes), seconds: Math.round(seconds * 10) / 10, per_second: Math.round(stream.length / seconds)
    }, options.format))
  } finally {
    await embedder.close()
  }
})
