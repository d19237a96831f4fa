import { LRUCache } from 'lru-cache'
import type { CacheAside } from '../cache/cache-aside.ts'
import type { Execute } from '../cache/execute.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import type { Config } from '../config.ts'
import type { PolicyRecord, StoredPolicy } from '../db/policies.ts'
import { isPostgresUnavailable } from '../errors.ts'
import type { PolicyFields } from '../schemas/policy.ts'
import { guardNames } from './guards/index.ts'

/**
 * How the answer cache decides. `static`: by `threshold`, a cosine similarity that a hit must exceed, and `guards`.
 * `calibrated`: by P(same answer), which must reach `minProbability`.
 */
export type Policy = {
  kind: 'static' | 'calibrated'
  threshold: number
  minProbability: number
  tiers: readonly ('exact' | 'semantic')[]
  /** Names of the guards that may stop a semantic hit. */
  guards: readonly string[]
  ttlSeconds: number
  sharing: 'tenant' | 'user'
  candidates: number
  maxAnswerBytes: number
  ttlJitter: number
}
/** Every policy of a tenant in one document: namespaces come from clients, so a document each would be theirs to multiply. */
type Document = { policies: StoredPolicy[] }

/** The namespace whose policy applies to those that have none. */
export const DEFAULT_NAMESPACE = ''

export function policyOfSettings (config: Config): Policy {
  return {
    kind: 'static',
    threshold: config.SEMANTIC_THRESHOLD,
    minProbability: 0.92,
    tiers: ['exact', 'semantic'],
    guards: guardNames,
    ttlSeconds: config.ANSWER_TTL,
    sharing: 'tenant',
    candidates: 5,
    maxAnswerBytes: config.ANSWER_MAX_BYTES,
    ttlJitter: config.TTL_JITTER
  }
}

/** Pure. */
export function applyChange (policy: Policy, { kind, threshold, min_probability: minProbability, tiers, guards, ttl_seconds: ttlSeconds, sharing }: PolicyFields): Policy {
  const change = { kind, threshold, minProbability, tiers, guards, ttlSeconds, sharing }
  return { ...policy, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
}

/**
 * Live policy: read through the cache engine (in this process while nothing changes), written through it. A change is in
 * force in every process when `put` returns.
 */
export function createPolicies (deps: { record: PolicyRecord, cache: CacheAside, keys: Keys, execute: Execute, invalidation: Pick<Invalidation, 'enqueue' | 'applied' | 'missed'>, base: Policy }) {
  const { record, cache, keys, execute, invalidation, base } = deps
  /** What a tenant's document was last: it applies while Postgres is away, when nobody can change it. */
  const last = new LRUCache<string, Document>({ max: 1_000 })
  const ask = cache.readThrough((tenant: string) => ({
    name: 'policy',
    key: keys.policies(tenant),
    owner: { tenant, user: '' },
    ttlSeconds: null,
    foreign: 'nothing' as const,
    load: async () => ({ json: JSON.stringify({ policies: await record.readAll(tenant) } satisfies Document) })
  }))

  async function documentOf (tenant: string): Promise<Document> {
    try {
      const document = JSON.parse((await ask(tenant))!.body.toString()) as Document
      last.set(tenant, document)
      return document
    } catch (error) {
      const known = last.get(tenant)
      if (known && isPostgresUnavailable(error)) return known
      throw error
    }
  }
  const find = ({ policies }: Document, namespace: string) => policies.find((policy) => policy.namespace === namespace)

  async function view (tenant: string, namespace: string) {
    const document = await documentOf(tenant)
    const common = find(document, DEFAULT_NAMESPACE)
    const own = namespace === DEFAULT_NAMESPACE ? undefined : find(document, namespace)
    const shown = namespace === DEFAULT_NAMESPACE ? common : own
    const effective = applyChange(applyChange(base, common?.body ?? {}), own?.body ?? {})
    return { namespace, version: shown?.version ?? 0, changes: shown?.body ?? {}, effective }
  }

  return {
    view,
    forNamespace: async (tenant: string, namespace: string): Promise<Policy> => (await view(tenant, namespace)).effective,
    /** Write-through: Postgres, then Redis, then the new document is read back. */
    async put (tenant: string, namespace: string, change: PolicyFields, author: string, note: string | null) {
      const stale = [keys.policies(tenant)]
      const { outboxId } = await record.append(tenant, namespace, change, author, note, stale)
      if (await execute('policy', (pipeline) => invalidation.enqueue(pipeline, stale))) invalidation.applied(outboxId, stale)
      else await invalidation.missed(stale)
      return await view(tenant, namespace)
    }
  }
}
export type Policies = ReturnType<typeof createPolicies>
