import { readArguments, runCommand, UsageError } from './arguments.ts'
import { readLines } from './lines.ts'
import { createProgress } from './progress.ts'
import { quiet } from './quiet.ts'
import { fromFirst, readAsked } from './replay/asked.ts'
import { formatReplayed } from './replay/summary.ts'

// The answer cache is loaded only once it is known what to do with it: help and mistakes need not wait for it.

/** Nobody waits for one embedding here, ms. */
const EMBEDDING_MS = 60_000

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
  const [{ readConfig }, { readPolicyOf }] = await Promise.all([import('../src/config.ts'), import('./replay/policy.ts')])
  const config = readConfig()
  const policy = await readPolicyOf(options, config)
  const stream = fromFirst(options.stream, await readLines(options.stream, readAsked), policy.ttlSeconds)

  const [{ createEmbedder }, { replay }] = await Promise.all([import('../src/model/embedder.ts'), import('./replay/run.ts')])
  const embedder = createEmbedder({ model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE, modelDir: config.MODEL_DIR, timeoutMs: EMBEDDING_MS, log: quiet })
  const progress = createProgress('replaying', stream.length)
  const stopped = new AbortController()
  // What it has written goes whoever ends it: an index has no TTL.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopped.abort(new Error('interrupted')))
  try {
    await embedder.loaded
    if (!embedder.ready()) throw new Error('the embedding model cannot be loaded: npm run model gets it')
    const replayed = await replay(stream, { config, embedder, policy, signal: stopped.signal, onProgress: progress.at }).finally(progress.end)
    process.stdout.write(formatReplayed({ source: options.stream, ...replayed }, options.format))
  } finally {
    await embedder.close()
  }
})
