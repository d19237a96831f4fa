import { once } from 'node:events'
import { toGenerations } from '../../src/answer/generations.ts'
import { createLookup, type Question } from '../../src/answer/lookup.ts'
import { policyOfSettings } from '../../src/answer/policy.ts'
import { exactHashOf } from '../../src/answer/scope.ts'
import { contentOf } from '../../src/answer/word-vectors.ts'
import { createAttempt } from '../../src/cache/attempt.ts'
import { createRedis } from '../../src/cache/client.ts'
import { createExactAnswers } from '../../src/cache/exact-answers.ts'
import { createExecute } from '../../src/cache/execute.ts'
import { createKeys } from '../../src/cache/keys.ts'
import { createSemanticAnswers } from '../../src/cache/semantic-answers.ts'
import { encodeVector } from '../../src/cache/vector.ts'
import { readConfig } from '../../src/config.ts'
import type { Embedder, Embedding } from '../../src/model/embedder.ts'
import { embeddedText } from '../../src/model/embedded-text.ts'
import { createRandom } from '../check-consistency/random.ts'
import { quiet } from '../quiet.ts'
import { entryOf } from './memory.ts'
import { alternate, atMost, median, pairedRow, quantile, row, timeEach, type Bench, type Row } from './measure.ts'
import type { Stage } from './stage.ts'
import { asOthersAsk, question } from './texts.ts'

const IDENTITY = 'bench'
/** What nearly all entries share: the tenant's first questions. */
const WIDE = '0'.repeat(32)
const NARROW = '1'.repeat(32)
const IN_NARROW = 100
const TTL = 86_400
const BATCH = 250

/** Moved away from it, to a cosine of about 0.75: another question of the same kind. */
function movedFrom (vector: Float32Array, random: () => number): Float32Array {
  const away = Float32Array.from(vector, () => random() - 0.5)
  const scale = 0.88 / Math.hypot(...away)
  const moved = vector.map((x, d) => x + scale * away[d]!)
  const length = Math.hypot(...moved)
  return moved.map((x) => x / length)
}

/** Lookup and decision once the question is embedded, by the service's own code, against the same KNN sent by a bare client. */
export const lookup: Bench<Stage> = {
  async run (stage, quick) {
    const [count, embedded, perRound, rounds] = quick ? [10_000, 200, 50, 20] : [100_000, 1_000, 50, 80]
    const [bare, embedder] = [await stage.redis(), await stage.embedder()]
    const redis = createRedis({ url: (await stage.services()).REDIS_URL, name: 'bench', log: quiet })
    if (!redis.isReady) await once(redis, 'ready')
    const keys = createKeys('bench-lookup:')
    const { attempt, close } = createAttempt({ isReady: () => redis.isReady, ping: () => redis.ping(), timeoutMs: 10_000, log: quiet })
    const common = { redis, keys, attempt, mayRead: () => true, log: quiet }
    const semantic = createSemanticAnswers({ ...common, identity: IDENTITY, dimensions: embedder.dimensions })
    const execute = createExecute({ redis, attempt })

    stage.log(`lookup: embedding ${2 * embedded} questions`)
    const stored: Embedding[] = []
    const asked = new Map<string, Embedding>()
    for (let i = 0; i < embedded; i++) {
      stored.push(await embedder.embed(embeddedText(question(i))))
      asked.set(embeddedText(asOthersAsk(i)), await embedder.embed(embeddedText(asOthersAsk(i))))
    }
    const random = createRandom(7)
    await semantic.index.create()
    async function fill (scope: string, from: number, to: number) {
      for (let at = from; at < to; at += BATCH) {
        if (at % 10_000 === 0) stage.log(`lookup: ${at} of ${count} entries`)
        const stores = await execute('fill', (pipeline) => {
          for (let i = at; i < Math.min(to, at + BATCH); i++) {
            const like = stored[i % embedded]!
            semantic.enqueueStore(pipeline, { ...entryOf(i), question: question(i % count) }, TTL, { scope, vector: i % count < embedded ? like.vector : movedFrom(like.vector, random), words: contentOf(like.words) })
          }
        })
        if (stores === null) throw new Error('expected Redis to store the entries, got no reply')
      }
    }
    await fill(WIDE, 0, count)
    await fill(NARROW, count, count + IN_NARROW)

    const wordings = [...asked.keys()]
    const known: Embedder = { ...embedder, embed: async (text) => asked.get(text)! }
    const look = createLookup({ exact: createExactAnswers(common), semantic, embedder: known })
    const policy = policyOfSettings(readConfig({}))
    const questionOf = (scope: string, i: number, kind: 'static' | 'calibrated', tiers: Question['tiers']): Question => {
      const wording = wordings[i % wordings.length]!
      return {
        scope,
        text: asOthersAsk(i % embedded),
        normalised: wording,
        embedded: wording,
        exactHash: exactHashOf(scope, wording),
        tiers,
        read: true,
        generations: toGenerations([]),
        candidates: policy.candidates,
        terms: { kind, threshold: kind === 'static' ? policy.threshold : 0, minProbability: policy.minProbability, guards: policy.guards, nowMs: 1_700_000_001_000, maxAgeSeconds: null }
      }
    }
    const knn = (scope: string, i: number) => bare.ft.search(semantic.index.name, `(@scope:{${scope}})=>[KNN ${policy.candidates} @vector $vector AS distance]`, {
      PARAMS: { vector: encodeVector(asked.get(wordings[i % wordings.length]!)!.vector) }, RETURN: ['distance'], SORTBY: 'distance', LIMIT: { from: 0, size: policy.candidates }, DIALECT: 2
    })

    const rows: Row[] = []
    try {
      for (const [where, scope] of [[`${count.toLocaleString('en-US')} in the scope`, WIDE], [`${IN_NARROW} in the scope`, NARROW]] as const) {
        stage.log(`lookup: ${where}, ${rounds} rounds of ${perRound}`)
        let hits = 0
        const ours = (kind: 'static' | 'calibrated', tiers: Question['tiers']) => (round: number) => timeEach(perRound, async (i) => {
          const { found } = await look(questionOf(scope, round * perRound + i, kind, tiers))
          if (found.status === 'semantic') hits++
          else if (found.status !== 'miss' || found.reason === 'error') throw new Error(`expected a semantic hit or a miss, got ${JSON.stringify(found)}`)
        })
        // What a busy machine cannot distort: processor time of this process, Redis not counted.
        const costs = { raw: [] as number[], search: [] as number[], both: [] as number[], calibrated: [] as number[] }
        const costed = (side: keyof typeof costs, work: (round: number) => Promise<number[]>) => async (round: number) => {
          const before = process.cpuUsage()
          const times = await work(round)
          const { user, system } = process.cpuUsage(before)
          costs[side].push((user + system) / perRound)
          return times
        }
        const sides = {
          raw: costed('raw', (round) => timeEach(perRound, (i) => knn(scope, round * perRound + i))),
          search: costed('search', ours('static', ['semantic'])),
          both: costed('both', ours('static', ['exact', 'semantic'])),
          calibrated: costed('calibrated', ours('calibrated', ['semantic']))
        }
        await alternate(5, sides)
        for (const cost of Object.values(costs)) cost.length = 0
        hits = 0
        const times = await alternate(rounds, sides)
        if (scope === WIDE && hits === 0) throw new Error('expected some hits, got none')
        const p50 = (side: keyof typeof sides) => times[side].map(median)
        const p99 = (side: keyof typeof sides) => [quantile(times[side].flat(), 0.99)]
        const half = row(`raw KNN, ${where}, p50`, 'ms', p50('raw'))
        const tail = row(`raw KNN, ${where}, p99`, 'ms', p99('raw'))
        const names = { search: 'lookup and decision', both: 'the same with the GET of the exact tier before', calibrated: 'lookup and decision, calibrated' } as const
        const cost = row(`processor time of a raw KNN, ${where}`, 'µs', costs.raw)
        rows.push(half, tail, cost)
        for (const side of ['search', 'both', 'calibrated'] as const) {
          rows.push(pairedRow(`${names[side]}, ${where}, p50`, 'ms', p50(side), half, p50('raw')), atMost(row(`${names[side]}, ${where}, p99`, 'ms', p99(side), tail), 3), pairedRow(`processor time: ${names[side]}, ${where}`, 'µs', costs[side], cost, costs.raw))
        }
      }
    } finally {
      await bare.ft.dropIndex(semantic.index.name, { DD: true })
      close()
      redis.destroy()
    }
    return rows
  }
}
