import { once } from 'node:events'
import { createAnswerQuestion } from '../../src/answer/answer-question.ts'
import type { Ask } from '../../src/answer/plan.ts'
import { policyOfSettings, type Policies, type Policy } from '../../src/answer/policy.ts'
import { createAdmissions } from '../../src/cache/admissions.ts'
import { createAttempt } from '../../src/cache/attempt.ts'
import { createRedis, disconnect, type Redis } from '../../src/cache/client.ts'
import { createExactAnswers } from '../../src/cache/exact-answers.ts'
import { createExecute } from '../../src/cache/execute.ts'
import { createFlightChannel } from '../../src/cache/flights/channel.ts'
import { createSharedFlights } from '../../src/cache/shared-flights.ts'
import { createKeys } from '../../src/cache/keys.ts'
import { createSemanticAnswers } from '../../src/cache/semantic-answers.ts'
import { toGenerations } from '../../src/answer/generations.ts'
import type { Completion } from '../../src/completion.ts'
import { readConfig } from '../../src/config.ts'
import type { Embedder } from '../../src/model/embedder.ts'
import type { Llm } from '../../src/model/llm.ts'
import { embeddedText } from '../../src/model/embedded-text.ts'
import { createRandom } from '../check-consistency/random.ts'
import { quiet } from '../quiet.ts'
import { PARAMETERS } from './crafted.ts'
import { IDENTITIES, sharedWithUserOnly, type Scope } from './scopes.ts'

const DIMENSIONS = 384

/** The default, and two that serve whatever the search brings: with them nothing but the scope stands between two askers. */
export const POLICIES: Record<'default' | 'nearest' | 'words', Partial<Policy>> = {
  default: {},
  nearest: { tiers: ['semantic'], threshold: 0, guards: [] },
  words: { kind: 'calibrated', tiers: ['semantic'], minProbability: 0 }
}
export type PolicyName = keyof typeof POLICIES

/** Questions are crafted too: each says where it would like to be answered from. */
export const QUESTIONS = [
  'What is the capital of France?', '@scope:{*}', '*=>[KNN 5 @vector $vector AS distance]', '{"tenant":"a"}', 'ans:x:*', 'How old is the universe?', '","exact":"', 'é ﬁ \ud800 *|{}'
]

/** A vector that depends on the text alone, of length 1: the same question has the same one in every scope. */
function vectorOf (text: string): Float32Array {
  let seed = 2_166_136_261
  for (let i = 0; i < text.length; i++) seed = Math.imul(seed ^ text.charCodeAt(i), 16_777_619)
  const random = createRandom(seed)
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((x) => x / length)
}

function createEmbedding (identity: string): Embedder {
  const words = { words: ['word'], data: Int8Array.from({ length: DIMENSIONS }, (_, d) => d % 100), weights: Float32Array.of(1), rarity: Uint8Array.of(1), dimensions: DIMENSIONS }
  const vectors = new Map(QUESTIONS.map((question) => [embeddedText(question), vectorOf(question)]))
  return {
    identity,
    dimensions: DIMENSIONS,
    loaded: Promise.resolve(),
    ready: () => true,
    flaw: () => null,
    embed: async (text) => ({ vector: vectors.get(text) ?? vectorOf(text), words, tokens: 3, unread: false, milliseconds: 0, cached: false }),
    foresee () {},
    close: async () => {}
  }
}

/** What an answer of the simulated LLM says: whose it is. */
const completionOf = (content: string): Completion => ({
  id: 'chatcmpl-check', object: 'chat.completion', created: 0, model: 'check', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
})

/**
 * The answer cache as the service puts it together, on a real Redis, without a model and an LLM.
 * @param around for a test: what stands between the caches and Redis
 */
export async function createSpine (deps: { url: string, prefix: string, around?: ((redis: Redis) => Redis) | undefined }) {
  const connection = createRedis({ url: deps.url, name: 'check-isolation', log: quiet })
  if (!connection.isReady) {
    await once(connection, 'ready').catch((cause) => {
      disconnect(connection)
      // The URL may hold a password. A refusal on several addresses has no message of its own.
      throw new Error(`cannot reach Redis at ${new URL(deps.url).host} (REDIS_URL): ${cause.message || cause.code}`, { cause })
    })
  }
  const redis = deps.around ? deps.around(connection) : connection
  const keys = createKeys(deps.prefix)
  // With hundreds on the way at once the last waits long; a lookup that was given up would prove nothing.
  const { attempt, close } = createAttempt({ isReady: () => connection.isReady, ping: () => connection.ping(), timeoutMs: 60_000, log: quiet })
  const common = { redis, keys, attempt, mayRead: () => true, log: quiet }
  const base = policyOfSettings(readConfig({}))
  const exact = createExactAnswers(common)
  const flights = createSharedFlights({ redis, keys, attempt, channel: createFlightChannel({ url: deps.url, redis, keys, attempt, log: quiet }) })
  const llm = { complete: async ({ model }: { model: string }) => completionOf(model) } as unknown as Llm

  const sides = await Promise.all(IDENTITIES.map(async (identity) => {
    const semantic = createSemanticAnswers({ ...common, identity, dimensions: DIMENSIONS })
    await semantic.index.create()
    const embedder = createEmbedding(identity)
    const answersUnder = (policy: Partial<Policy>) => createAnswerQuestion({
      exact,
      semantic,
      admissions: createAdmissions(common),
      embedder,
      llm,
      flights,
      policies: { forNamespace: async (tenant: string, namespace: string) => ({ ...base, ...policy, sharing: sharedWithUserOnly({ tenant, namespace }) ? 'user' : 'tenant' }) } as unknown as Policies,
      generations: { read: async () => toGenerations([]) }
    })
    const answers = { default: answersUnder(POLICIES.default), nearest: answersUnder(POLICIES.nearest), words: answersUnder(POLICIES.words) }
    return { answers, index: semantic.index.name }
  }))

  return {
    connection,
    execute: createExecute({ redis, attempt }),
    answersFor: ({ identity }: Scope, policy: PolicyName) => sides[identity]!.answers[policy],
    askOf: (scope: Scope, question: string, tags: string[], onlyIfCached: boolean): Ask => ({
      scope: { tenant: scope.tenant, model: scope.model, system: scope.system, parameters: PARAMETERS[scope.parameters]![scope.wording]!, context: scope.context },
      user: scope.user,
      question,
      bypass: null,
      controls: { read: true, store: true, onlyIfCached, maxAgeSeconds: null, namespace: scope.namespace, tags, ttlSeconds: null, threshold: null },
      conversationId: null
    }),
    /** Everything under the prefix goes: the indexes first, so that they need not follow. */
    async clean (): Promise<void> {
      flights.close()
      for (const { index } of sides) await connection.ft.dropIndex(index).catch(() => {})
      for await (const found of connection.scanIterator({ MATCH: `${deps.prefix}*`, COUNT: 1_000 })) if (found.length > 0) await connection.unlink(found)
      close()
      connection.destroy()
    }
  }
}
export type Spine = Awaited<ReturnType<typeof createSpine>>
