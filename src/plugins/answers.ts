import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Checks } from '../answer/checks.ts'
import { createAnswerQuestion, type Answers } from '../answer/answer-question.ts'
import { createRenewPopular } from '../answer/renew-popular.ts'
import { knowsEmbedding } from '../answer/calibrated.ts'
import { createPolicies, policyOfSettings, type Policies } from '../answer/policy.ts'
import { createEntries, type Entries } from '../answer/entries.ts'
import { createGenerations, type LiveGenerations } from '../answer/generations.ts'
import { createEmbeddings } from '../db/embeddings.ts'
import { createEntryChanges, type EntryChanges } from '../answer/entry-changes.ts'
import { createEntryFacts } from '../db/entry-facts.ts'
import { createErasures } from '../db/erasures.ts'
import { createInvalidationRecord } from '../db/invalidations.ts'
import { createPolicyRecord } from '../db/policies.ts'
import { createAdmissions } from '../cache/admissions.ts'
import { createAnswerRenewals } from '../cache/answer-renewals.ts'
import { createEntryLearning } from '../cache/entry-learning.ts'
import { createExactAnswers, type ExactAnswers } from '../cache/exact-answers.ts'
import { createSemanticAnswers, type SemanticAnswers } from '../cache/semantic-answers.ts'
import { createFlightChannel } from '../cache/flights/channel.ts'
import { createSharedFlights } from '../cache/shared-flights.ts'
import { createStoredEntries, type StoredEntries } from '../cache/stored-entries.ts'
import { embedderOf, type Embedder } from '../model/embedder.ts'
import { createLlm, type Llm } from '../model/llm.ts'
import { wireChecks } from './answer-checks.ts'

declare module 'fastify' {
  interface FastifyInstance {
    embedder: Embedder
    llm: Llm
    exactAnswers: ExactAnswers
    semanticAnswers: SemanticAnswers
    answers: Answers
    policies: Policies
    generations: LiveGenerations
    entries: Entries
    entryChanges: EntryChanges
    storedEntries: StoredEntries
    checks: Checks
  }
}

function llmOptions ({ config, metrics }: Pick<FastifyInstance, 'config' | 'metrics'>): Parameters<typeof createLlm>[0] {
  const common = {
    connectTimeoutMs: config.LLM_CONNECT_TIMEOUT_MS,
    firstTokenTimeoutMs: config.LLM_FIRST_TOKEN_TIMEOUT_MS ?? config.LLM_TIMEOUT_MS,
    idleTimeoutMs: config.LLM_TIMEOUT_MS,
    wholeTimeoutMs: config.LLM_WHOLE_TIMEOUT_MS,
    retries: config.LLM_RETRIES,
    onRetry: () => metrics.upstreamRetries.inc()
  }
  const { OPENAI_FALLBACK_BASE_URL: baseURL } = config
  return {
    first: { ...common, name: 'first', apiKey: config.OPENAI_API_KEY, baseURL: config.OPENAI_BASE_URL },
    ...(baseURL === undefined ? {} : { fallback: { ...common, name: 'fallback', apiKey: config.OPENAI_FALLBACK_API_KEY, baseURL, model: config.OPENAI_FALLBACK_MODEL } }),
    onFallback: () => metrics.upstreamFallbacks.inc()
  }
}

/** How soon a process knows of another embedding identity, ms; `npm run reindex` waits longer than this. */
const EMBEDDINGS_MS = 1_000

/** The answer cache: models, tiers and the spine that both surfaces share. */
export default fp<{ /** Of the caller, who closes it. */ embedder?: Embedder | undefined }>(async (app, options) => {
  const { config, log, metrics, redis: { cache, keys, attempt, execute, invalidation, cacheAside } } = app
  const { mayRead } = invalidation
  const embedder = options.embedder ?? embedderOf(config, log)
  const llm = createLlm(llmOptions(app))
  metrics.gauge('deflect_upstream_up', '1 while the LLM is asked; 0 while it is left alone after failing several times', () => llm.isUp() ? 1 : 0)
  const exactAnswers = createExactAnswers({ redis: cache, keys, attempt, mayRead })
  // Other identities that entries were kept under, or are being moved to: an erasure takes them away under each.
  const embeddings = createEmbeddings(app.pg.pool)
  let others: string[] = []
  const look = async () => { others = (await embeddings.others(embedder.identity)).map(({ identity }) => identity) }
  app.migrated.then(() => embeddings.note({ identity: embedder.identity, model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE })).then(look).catch(() => {})
  const looking = setInterval(() => { look().catch(() => { /* Postgres is away: as known so far */ }) }, EMBEDDINGS_MS).unref()
  const semanticAnswers = createSemanticAnswers({
    redis: cache,
    keys,
    attempt,
    mayRead,
    identity: embedder.identity,
    dimensions: embedder.dimensions,
    log,
    onRecreated: () => metrics.indexRecreated.inc(),
    others: () => others
  })
  const policies = createPolicies({
    record: createPolicyRecord(app.pg.pool),
    cache: cacheAside,
    keys,
    execute,
    invalidation,
    base: policyOfSettings(config),
    kinds: knowsEmbedding(embedder.identity) ? null : ['static']
  })
  if (!knowsEmbedding(embedder.identity)) log.warn({ embedding: embedder.identity }, 'P(same answer) was learnt for another embedding model: policies decide by similarity and guards')
  const generations = createGenerations({ record: createInvalidationRecord(app.pg.pool), cache: cacheAside, keys, execute, invalidation })
  metrics.gauge('deflect_embedder_ready', '1 while the embedding model is loaded and has passed its test; the semantic tier is off otherwise', () => embedder.ready() ? 1 : 0)
  const flights = createSharedFlights({ redis: cache, keys, attempt, channel: createFlightChannel({ url: config.REDIS_URL, redis: cache, keys, attempt, log }) })
  const learning = createEntryLearning({ redis: cache, keys, attempt, identity: embedder.identity })
  const checks = wireChecks(app, { llm, embedder, learning, semantic: semanticAnswers, policies })
  app.decorate('checks', checks)
  const renewPopular = createRenewPopular({
    renewals: createAnswerRenewals({ redis: cache, keys, attempt, keyOf: { exact: exactAnswers.keyOf, semantic: semanticAnswers.keyOf } }),
    llm,
    onOutcome: (outcome) => metrics.renewals.inc({ outcome })
  })
  app.decorate('embedder', embedder)
  app.decorate('llm', llm)
  app.decorate('exactAnswers', exactAnswers)
  app.decorate('semanticAnswers', semanticAnswers)
  const answers = createAnswerQuestion({
    exact: exactAnswers,
    semantic: semanticAnswers,
    admissions: createAdmissions({ redis: cache, keys, attempt }),
    embedder,
    llm,
    policies,
    generations,
    flights,
    checks,
    renewPopular,
    classesByMeaning: config.CLASSES_BY_MEANING === 'on',
    clock: app.clock.now
  })
  app.decorate('answers', answers)
  const stored = createStoredEntries({ redis: cache, keys, attempt, mayRead, identity: embedder.identity, index: semanticAnswers.index, timeoutMs: Math.ceil(config.REDIS_TIMEOUT_MS / 2) })
  app.decorate('storedEntries', stored)
  app.decorate('entries', createEntries({
    stored,
    generations,
    invalidation,
    embedder,
    readFacts: createEntryFacts(app.operatorLane),
    aliases: createErasures(app.pg.pool),
    keysOf: answers.keysOf,
    aliasKeyOf: exactAnswers.keyOf
  }))
  app.decorate('entryChanges', createEntryChanges({ stored, entries: app.entries, generations, policies }))
  app.decorate('policies', policies)
  app.decorate('generations', generations)
  app.addHook('onClose', async () => {
    clearInterval(looking)
    await flights.close()
    await renewPopular.close()
    await checks.close()
    await Promise.all([options.embedder ? undefined : embedder.close(), llm.close()])
  })
}, { name: 'answers', dependencies: ['redis', 'metrics'] })
