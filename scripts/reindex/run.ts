import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { knowsEmbedding } from '../../src/answer/calibrated.ts'
import { applyChange, DEFAULT_NAMESPACE, inForce, policyOfSettings } from '../../src/answer/policy.ts'
import type { AnswerEntry } from '../../src/cache/answer-entry.ts'
import { createRedis, type Redis } from '../../src/cache/client.ts'
import { createKeys, type Keys } from '../../src/cache/keys.ts'
import { createSemanticIndex } from '../../src/cache/semantic-index.ts'
import type { Config } from '../../src/config.ts'
import { createEmbeddings, type StoredEmbedding } from '../../src/db/embeddings.ts'
import { createPolicyRecord } from '../../src/db/policies.ts'
import { createEmbedder } from '../../src/model/embedder.ts'
import { embeddingIdentity } from '../../src/model/embedding-identity.ts'
import { createPool, explainPostgres } from '../postgres.ts'
import { quiet } from '../quiet.ts'
import { compareDecisions, type Comparison } from './compare.ts'
import { moveEntries, type Moved } from './move.ts'

export type Settings = Pick<StoredEmbedding, 'model' | 'dtype'>
export type ReindexOptions = { perSecond: number, sample: number, onProgress?: (what: string, moved: Moved) => void, /** Until servers know of the new identity. */ noticeMs?: number }
/** `settings`: what the servers are to be started with; `knowsP`: whether P(same answer) is defined there. */
export type Reindexed = { from: string, to: string, settings: Settings, entries: Moved, caughtUp: Moved, comparison: Comparison, knowsP: boolean }

const CONNECT_MS = 10_000
const NOTICE_MS = 2_500

async function withServices<T> (config: Config, work: (services: { redis: Redis, keys: Keys, pool: pg.Pool }) => Promise<T>): Promise<T> {
  const pool = createPool(config.DATABASE_URL, 2, 'deflect-reindex')
  const redis = createRedis({ url: config.REDIS_URL, name: 'reindex', log: quiet })
  try {
    for (const deadline = performance.now() + CONNECT_MS; !redis.isReady; await pause(20)) {
      if (performance.now() > deadline) throw new Error(`cannot reach Redis at ${new URL(config.REDIS_URL).host} (REDIS_URL)`)
    }
    return await work({ redis, keys: createKeys(config.REDIS_KEY_PREFIX), pool })
  } catch (error) {
    throw explainPostgres(error, config.DATABASE_URL, 'embeddings')
  } finally {
    redis.destroy()
    await pool.end()
  }
}

const settingsOf = (config: Config): Settings => ({ model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE })
const stored = (config: Config, settings: Settings): StoredEmbedding => ({ ...settings, identity: embeddingIdentity({ ...settings, modelDir: config.MODEL_DIR }).identity })

/** The embedding that was used before the one of the settings. */
export async function previous (config: Config): Promise<StoredEmbedding> {
  return await withServices(config, async ({ pool }) => {
    const [last] = await createEmbeddings(pool).others(stored(config, settingsOf(config)).identity)
    if (!last) throw new Error('no other embedding model is known: nothing to go back to, or to catch up from')
    return last
  })
}

/** The similarity that a hit must exceed, by the policies in force. */
export function createThresholds (config: Config, pool: pg.Pool) {
  const record = createPolicyRecord(pool)
  const base = policyOfSettings(config)
  const byTenant = new Map<string, ReturnType<typeof record.readAll>>()
  return async ({ tenant, namespace }: Pick<AnswerEntry, 'tenant' | 'namespace'>): Promise<number> => {
    if (!byTenant.has(tenant)) byTenant.set(tenant, record.readAll(tenant))
    const { policies, tightenings } = await byTenant.get(tenant)!
    const change = (name: string) => policies.find((policy) => policy.namespace === name)?.body ?? {}
    const set = applyChange(applyChange(base, change(DEFAULT_NAMESPACE)), change(namespace))
    return inForce(set, tightenings.find((tightening) => tightening.namespace === namespace) ?? null).threshold
  }
}

/** Copies what is cached under one embedding to another, twice, and compares what both decide. The first stays as it is. */
export async function reindex (config: Config, from: Settings, to: Settings, options: ReindexOptions): Promise<Reindexed> {
  const [source, target] = [stored(config, from), stored(config, to)]
  if (source.identity === target.identity) throw new Error(`expected another embedding model than ${from.model} (${from.dtype}), got the same`)
  return await withServices(config, async ({ redis, keys, pool }) => {
    const embeddings = createEmbeddings(pool)
    const embedder = createEmbedder({ ...to, modelDir: config.MODEL_DIR, timeoutMs: 60_000, cacheBytes: 1_000_000, log: quiet })
    try {
      await embedder.loaded
      if (!embedder.ready()) throw new Error(embedder.flaw() === null ? `cannot load ${to.model} (${to.dtype}): npm run model -- --model ${to.model} --dtype ${to.dtype} gets it` : `${to.model} (${to.dtype}) was refused: ${embedder.flaw()}`)
      await embeddings.note(source)
      await embeddings.note(target)
      // Every process must know before the first copy is made, or an erasure would leave it.
      await pause(options.noticeMs ?? NOTICE_MS)
      const index = createSemanticIndex({ redis, keys, identity: target.identity, dimensions: embedder.dimensions, log: quiet })
      await index.create()
      if (index.state() !== 'ready') throw new Error('cannot make the index: is it Redis Stack (REDIS_URL)?')
      const pass = (what: string) => moveEntries({ redis, keys, embedder, from: source.identity, perSecond: options.perSecond, onProgress: (moved) => options.onProgress?.(what, moved) })
      const entries = await pass('moving')
      const caughtUp = await pass('catching up')
      const comparison = await compareDecisions({ redis, keys, from: source.identity, to: target.identity, sample: options.sample, thresholdOf: createThresholds(config, pool) })
      return { from: source.identity, to: target.identity, settings: to, entries, caughtUp, comparison, knowsP: knowsEmbedding(target.identity) }
    } finally {
      await embedder.close()
    }
  })
}

/** Removes what is kept under any embedding but that of the settings. @returns identities, and how many entries went */
export async function dropOld (config: Config, perSecond: number): Promise<{ dropped: string[], entries: number }> {
  return await withServices(config, async ({ redis, keys, pool }) => {
    const embeddings = createEmbeddings(pool)
    const old = await embeddings.others(stored(config, settingsOf(config)).identity)
    let entries = 0
    for (const { identity } of old) {
      await redis.ft.dropIndex(keys.semanticIndex(identity)).catch((error: Error) => { if (!/no such index|unknown index/i.test(error.message)) throw error })
      for await (const page of redis.scanIterator({ MATCH: `${keys.semanticEntryPrefix(identity)}*`, COUNT: 500 })) {
        if (page.length > 0) entries += await redis.unlink(page)
        await pause(page.length * 1000 / perSecond)
      }
      await embeddings.forget(identity)
    }
    return { dropped: old.map(({ identity }) => identity), entries }
  })
}
