import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createAnswerQuestion } from '../../src/answer/answer-question.ts'
import { createChecks } from '../../src/answer/checks.ts'
import type { CompareAnswers } from '../../src/answer/compare-answers.ts'
import { DEFAULT_CONTROLS } from '../../src/answer/controls.ts'
import { toGenerations } from '../../src/answer/generations.ts'
import { ROOT_CONTEXT } from '../../src/answer/lineage.ts'
import type { Policies, Policy } from '../../src/answer/policy.ts'
import { createAdmissions } from '../../src/cache/admissions.ts'
import { createAttempt } from '../../src/cache/attempt.ts'
import { createRedis } from '../../src/cache/client.ts'
import { createEntryLearning } from '../../src/cache/entry-learning.ts'
import { createExactAnswers } from '../../src/cache/exact-answers.ts'
import { createExecute } from '../../src/cache/execute.ts'
import { createKeys } from '../../src/cache/keys.ts'
import { createSemanticAnswers } from '../../src/cache/semantic-answers.ts'
import { parseServerInfo } from '../../src/cache/server-info.ts'
import type { Completion, LlmBody } from '../../src/completion.ts'
import type { Config } from '../../src/config.ts'
import type { AnswerChecks } from '../../src/db/answer-checks.ts'
import type { Embedder } from '../../src/model/embedder.ts'
import type { Llm } from '../../src/model/llm.ts'
import { quiet } from '../quiet.ts'
import type { Asked } from './asked.ts'
import { createLabels } from './labels.ts'
import { summarise, type Replayed } from './summary.ts'

export type Outcome = { status: string, reason: string | null, similarity: number | null, wrong: boolean | null }

const MODEL = 'replay'
/** Nobody waits for one command here, ms. */
const COMMAND_MS = 10_000
const CONNECT_MS = 5_000

/** Of words enough to teach (answer/agreement.ts): the stream's clusters say which answers are the same. */
const ANSWER = 'Clusters of this stream tell whether two questions share one meaning.'
/** An answer that says which question it answers, by its id. */
const completionOf = (id: string): Completion => ({ id, object: 'chat.completion', created: 0, model: MODEL, choices: [{ index: 0, message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }] })

/** The service's answer cache on the real Redis, under a prefix of its own, without an LLM. Its clock is the stream's. */
async function createReplay (deps: { url: string, prefix: string, embedder: Embedder, policy: Policy, classesByMeaning: boolean }) {
  const { embedder, policy, classesByMeaning } = deps
  const redis = createRedis({ url: deps.url, name: 'replay', log: quiet })
  if (!redis.isReady) {
    await once(redis, 'ready', { signal: AbortSignal.timeout(CONNECT_MS) }).catch(() => {
      redis.destroy()
      throw new Error(`cannot reach Redis at ${new URL(deps.url).host} (REDIS_URL)`)
    })
  }
  const keys = createKeys(`${deps.prefix}replay:${randomUUID()}:`)
  const { attempt, close } = createAttempt({ isReady: () => redis.isReady, ping: () => redis.ping(), timeoutMs: COMMAND_MS, log: quiet })
  const execute = createExecute({ redis, attempt })
  const stores = { redis, keys, attempt, mayRead: () => true, log: quiet }
  const exact = createExactAnswers(stores)
  const semantic = createSemanticAnswers({ ...stores, identity: embedder.identity, dimensions: embedder.dimensions })
  await semantic.index.create()
  if (semantic.index.state() !== 'ready') {
    redis.destroy()
    throw new Error(`Redis at ${new URL(deps.url).host} has no search module: start Redis Stack`)
  }

  // Ahead of every real clock, so that no TTL of Redis runs out before the stream's does.
  const beganAt = Date.now()
  let nowMs = beganAt
  let asked = 0
  const llm = { complete: async () => completionOf(`q${asked}`) } as unknown as Llm
  const policies = { forNamespace: async () => policy, step: async () => false } as unknown as Policies
  const clusters = new Map<string, string | undefined>()
  /** What the LLM says of the same cluster is the same answer; the stream tells, so every check can be told. */
  const compare: CompareAnswers = async (a, b) => {
    const [one, other] = [clusters.get(a.id ?? ''), clusters.get(b.id ?? '')]
    return one === undefined || other === undefined ? 'unknown' : one === other ? 'same' : 'different'
  }
  const learning = createEntryLearning({ ...stores, identity: embedder.identity })
  const checks = createChecks({ llm, compare, learning, semantic, store: createLabels() as AnswerChecks, policies, judgeModel: undefined, log: quiet, onCheck () {}, onDropped () {} })
  const answers = createAnswerQuestion({
    exact,
    semantic,
    checks,
    admissions: createAdmissions(stores),
    embedder,
    llm,
    policies,
    flights: null,
    classesByMeaning,
    generations: { read: async () => toGenerations([]) },
    now: () => nowMs
  })
  /** What Redis would have expired by now, the earliest first: it must not take the place of a live neighbour. */
  const expiries: { at: number, entryId: string }[] = []
  const readEvicted = async () => parseServerInfo(await redis.info('stats')).evictedKeys ?? 0
  const evictedBefore = await readEvicted()

  async function expire (): Promise<void> {
    const over = expiries.findIndex(({ at }) => at > nowMs)
    const dead = expiries.splice(0, over < 0 ? expiries.length : over)
    if (dead.length > 0) await redis.unlink(dead.flatMap(({ entryId }) => answers.keysOf(entryId)))
  }

  return {
    /** Embeds what comes next while Redis works. */
    foresee: (query: string) => answers.foresee(query),
    async ask ({ t, user, query, cluster }: Asked): Promise<Outcome> {
      nowMs = beganAt + t
      asked++
      await expire()
      const plan = await answers.plan({
        scope: { tenant: 'replay', model: MODEL, system: null, parameters: {}, context: ROOT_CONTEXT }, user, question: query, bypass: null, controls: DEFAULT_CONTROLS, conversationId: null
      })
      const answer = await answers.answer(plan, { body: async () => ({ model: MODEL, messages: [] }) as unknown as LlmBody, stream: false }, { onCache () {}, onChunk () {} })
      if (answer.stores) {
        if (!await execute('replay', (pipeline) => { answer.enqueueStore(pipeline) })) throw new Error('Redis did not take an answer')
        const at = nowMs + answer.ttlSeconds * 1000
        const before = expiries.findLastIndex((expiry) => expiry.at <= at)
        expiries.splice(before + 1, 0, { at, entryId: answer.cache.entryId! })
      }
      // Before its answer is compared with another.
      if (!answer.entry) clusters.set(`q${asked}`, cluster)
      answer.land()
      await checks.done()
      const { status, reason = null, similarity = null } = answer.cache
      const source = answer.entry && clusters.get(answer.completion.id ?? '')
      return { status, reason, similarity, wrong: answer.entry && cluster !== undefined && source !== undefined ? source !== cluster : null }
    },
    /** Keys that the server has evicted since the replay began, the service's among them. */
    evicted: async () => await readEvicted() - evictedBefore,
    /** Everything under the prefix goes, the index first. */
    async clean (): Promise<void> {
      await redis.ft.dropIndex(semantic.index.name).catch(() => {})
      for await (const found of redis.scanIterator({ MATCH: `${keys.prefix}*`, COUNT: 1_000 })) if (found.length > 0) await redis.unlink(found)
      close()
      redis.destroy()
    }
  }
}

/** Asks every question of a stream in its order. @throws what the signal was aborted with */
export async function replay (stream: readonly Asked[], { config, embedder, policy, signal, onProgress }: {
  config: Config
  embedder: Embedder
  policy: Policy
  signal: AbortSignal
  onProgress (done: number): void
}): Promise<Omit<Replayed, 'source'>> {
  const { ask, foresee, evicted, clean } = await createReplay({ url: config.REDIS_URL, prefix: config.REDIS_KEY_PREFIX, embedder, policy, classesByMeaning: config.CLASSES_BY_MEANING === 'on' })
  const outcomes: Outcome[] = []
  let evictedKeys = 0
  const startedAt = performance.now()
  try {
    for (const [i, asked] of stream.entries()) {
      signal.throwIfAborted()
      const next = stream[i + 1]
      const outcome = ask(asked)
      if (next) foresee(next.query)
      outcomes.push(await outcome)
      onProgress(i + 1)
    }
    evictedKeys = await evicted()
  } finally {
    await clean()
  }
  const seconds = (performance.now() - startedAt) / 1000
  const shown = { kind: policy.kind, ...(policy.kind === 'static' ? { threshold: policy.threshold, guards: policy.guards } : { min_probability: policy.minProbability }), ttl_seconds: policy.ttlSeconds }
  return { policy: shown, ...summarise(stream, outcomes), evicted_keys: evictedKeys, seconds: Math.round(seconds * 10) / 10, per_second: Math.round(stream.length / seconds) }
}
