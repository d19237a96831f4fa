import type { CacheAside } from '../cache/cache-aside.ts'
import type { Execute } from '../cache/execute.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import type { Config } from '../config.ts'
import type { PolicyRecord, StoredPolicy } from '../db/policies.ts'
import type { PolicyFields } from '../schemas/policy.ts'
import { applyClassRules, defaultClassRules, type ClassRules } from './content/index.ts'
import { guardNames } from './guards/index.ts'
import { createTenantDocument } from './tenant-document.ts'

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
  /** By class of content (content/index.ts). */
  classes: ClassRules
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
    classes: defaultClassRules,
    candidates: 5,
    maxAnswerBytes: config.ANSWER_MAX_BYTES,
    ttlJitter: config.TTL_JITTER
  }
}

/** Pure. */
export function applyChange (policy: Policy, { kind, threshold, min_probability: minProbability, tiers, guards, ttl_seconds: ttlSeconds, sharing, classes }: PolicyFields): Policy {
  const change = { kind, threshold, minProbability, tiers, guards, ttlSeconds, sharing, classes: classes && applyClassRules(policy.classes, classes) }
  return { ...policy, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
}

/**
 * Live policy: read through the cache engine (in this process while nothing changes), written through it. A change is in
 * force in every process when `put` returns.
 */
export function createPolicies (deps: { record: PolicyRecord, cache: CacheAside, keys: Keys, execute: Execute, invalidation: Pick<Invalidation, 'enqueue' | 'applied' | 'missed'>, base: Policy }) {
  const { record, keys, base } = deps
  const document = createTenantDocument<Document>({
    ...deps,
    name: 'policy',
    key: keys.policies,
    load: async (tenant) => ({ policies: await record.readAll(tenant) } satisfies Document),
    parse: (json) => JSON.parse(json) as Document
  })
  const find = ({ policies }: Document, namespace: string) => policies.find((policy) => policy.namespace === namespace)

  async function view (tenant: string, namespace: string) {
    const current = await document.read(tenant)
    const common = find(current, DEFAULT_NAMESPACE)
    const own = namespace === DEFAULT_NAMESPACE ? undefined : find(current, namespace)
    const shown = namespace === DEFAULT_NAMESPACE ? common : own
    const effective = applyChange(applyChange(base, common?.body ?? {}), own?.body ?? {})
    return { namespace, version: shown?.version ?? 0, changes: shown?.body ?? {}, effective }
  }

  return {
    view,
    forNamespace: async (tenant: string, namespace: string): Promise<Policy> => (await view(tenant, namespace)).effective,
    /** Write-through: Postgres, then Redis, then the new document is read back. */
    async put (tenant: string, namespace: string, change: PolicyFields, author: string, note: string | null) {
      const { outboxId } = await record.append(tenant, namespace, change, author, note, document.staleKeys(tenant))
      await document.written(tenant, outboxId)
      return await view(tenant, namespace)
    }
  }
}
export type Policies = ReturnType<typeof createPolicies>
