import { LRUCache } from 'lru-cache'
import type { CacheAside } from '../cache/cache-aside.ts'
import type { Execute } from '../cache/execute.ts'
import type { Invalidation } from '../cache/invalidation.ts'
import type { Keys } from '../cache/keys.ts'
import type { Config } from '../config.ts'
import type { PolicyRecord, PolicyWrite, StoredPolicy, StoredTightening } from '../db/policies.ts'
import { NotFoundError, PolicyChangedError } from '../errors.ts'
import type { PolicyFields } from '../schemas/policy.ts'
import { applyClassRules, defaultClassRules, type ClassRules } from './content/index.ts'
import { tighten, type Counts, type Tightening } from './error-budget.ts'
import { guardNames } from './guards/index.ts'
import { createTenantDocument, type MaybeUnsure } from './tenant-document.ts'

/**
 * How the answer cache decides. `static`: by `threshold`, a cosine similarity that a hit must exceed, and `guards`.
 * `calibrated`: by P(same answer), which must reach `minProbability`; `verified`: by its lower bound after what the entry learnt.
 */
export type Policy = {
  kind: 'static' | 'calibrated' | 'verified'
  threshold: number
  minProbability: number
  tiers: readonly ('exact' | 'semantic')[]
  /** Names of the guards that may stop a semantic hit. */
  guards: readonly string[]
  ttlSeconds: number
  sharing: 'tenant' | 'user'
  /** `second_user`: an answer is its asker's alone until another user asks the same. */
  admission: 'first' | 'second_user'
  /** `root`: a follow-up that needs no conversation may be given the answer to the same first question. */
  followups: 'context' | 'root'
  /** Hits in one process after which an answer is made anew before it expires; 0: never. */
  renewAfterHits: number
  /** By class of content (content/index.ts). */
  classes: ClassRules
  candidates: number
  maxAnswerBytes: number
  ttlJitter: number
  /** Share of wrong semantic hits that is accepted; null: any. */
  errorBudget: number | null
  /** Share of semantic hits that is also asked of the LLM. */
  shadowRate: number
  judge: 'off' | 'grey_zone'
  judgeFloor: number
  checksPerMinute: number
}
/** A policy as it is in force: `looser` is what one step of tightening took away. */
export type Effective = Policy & {
  tightening: Tightening | null
  looser: Policy | null
  /** Checks made before say nothing of it. */
  evidenceSince: string | null
}

/** Namespaces of a tenant whose policy is kept at hand. */
const MAX_VIEWS = 100

/** Every policy of a tenant in one document: namespaces come from clients, so a document each would be theirs to multiply. */
type Document = { policies: StoredPolicy[], tightenings: StoredTightening[] }

/**
 * What a hit must reach unless a policy says otherwise (docs/answer-quality.md has what each bound gave): the loosest bound at which,
 * and one step of 0.01 looser too, less than 1 % of the developer stream's hits were wrong.
 */
const MIN_PROBABILITY = { static: 0.93, calibrated: 0.93, verified: 0.85 }

/** The namespace whose policy applies to those that have none. */
export const DEFAULT_NAMESPACE = ''

export function policyOfSettings (config: Config): Policy {
  return {
    kind: 'static',
    threshold: config.SEMANTIC_THRESHOLD,
    minProbability: MIN_PROBABILITY.static,
    tiers: ['exact', 'semantic'],
    guards: guardNames,
    ttlSeconds: config.ANSWER_TTL,
    sharing: 'tenant',
    admission: 'first',
    followups: 'context',
    renewAfterHits: 3,
    classes: defaultClassRules,
    candidates: 5,
    maxAnswerBytes: config.ANSWER_MAX_BYTES,
    ttlJitter: config.TTL_JITTER,
    errorBudget: null,
    shadowRate: 0,
    judge: 'off',
    judgeFloor: 0.85,
    checksPerMinute: 30
  }
}

/** Pure. */
export function applyChange (policy: Policy, fields: PolicyFields): Policy {
  const { kind, threshold, tiers, guards, sharing, classes, judge } = fields
  const change = {
    kind,
    threshold,
    // Another kind measures another thing: the bound of the one before says nothing to it.
    minProbability: fields.min_probability ?? (kind === undefined || kind === policy.kind ? undefined : MIN_PROBABILITY[kind]),
    tiers,
    guards,
    ttlSeconds: fields.ttl_seconds,
    sharing,
    admission: fields.admission,
    followups: fields.followups,
    renewAfterHits: fields.renew_after_hits,
    classes: classes && applyClassRules(policy.classes, classes),
    errorBudget: fields.error_budget,
    shadowRate: fields.shadow_rate,
    judge,
    judgeFloor: fields.judge_floor,
    checksPerMinute: fields.checks_per_minute
  }
  return { ...policy, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }
}

/** What is in force of a policy that was tightened. Pure. */
export function inForce (set: Policy, tightening: Tightening | null, setAt: (string | undefined)[] = []): Effective {
  // The budget is what `verified` promises for each answer.
  const policy = set.kind === 'verified' && set.errorBudget !== null ? { ...set, minProbability: 1 - set.errorBudget } : set
  const step = tightening?.step ?? 0
  const evidenceSince = [...setAt, tightening?.since].filter((at) => at !== undefined).sort().at(-1) ?? null
  return { ...tighten(policy, step), tightening: step > 0 ? tightening : null, looser: step > 0 ? tighten(policy, step - 1) : null, evidenceSince }
}

/**
 * Live policy: read through the cache engine (in this process while nothing changes), written through it. A change is in
 * force in every process when `put` returns.
 */
export function createPolicies (deps: {
  record: PolicyRecord
  cache: CacheAside
  keys: Keys
  execute: Execute
  invalidation: Pick<Invalidation, 'enqueue' | 'applied' | 'missed'>
  base: Policy
  /** What may decide; null: everything. */
  kinds?: Policy['kind'][] | null
}) {
  const { record, keys, base } = deps
  const document = createTenantDocument<Document>({
    ...deps,
    name: 'policy',
    key: keys.policies,
    load: async (tenant) => await record.readAll(tenant) satisfies Document,
    parse (json) {
      const document = JSON.parse(json) as Document
      if (!Array.isArray(document?.policies) || !Array.isArray(document.tightenings)) throw new TypeError('expected policies and tightenings')
      return document
    }
  })
  const find = ({ policies }: Document, namespace: string) => policies.find((policy) => policy.namespace === namespace)

  function viewOf (current: Document, namespace: string): { namespace: string, version: number, changes: PolicyFields, effective: MaybeUnsure<Effective> } {
    const common = find(current, DEFAULT_NAMESPACE)
    const own = namespace === DEFAULT_NAMESPACE ? undefined : find(current, namespace)
    const shown = namespace === DEFAULT_NAMESPACE ? common : own
    const asked = applyChange(applyChange(base, common?.body ?? {}), own?.body ?? {})
    // What cannot decide here, `static` does.
    const set: Policy = deps.kinds && !deps.kinds.includes(asked.kind) ? { ...asked, kind: 'static' } : asked
    const effective = inForce(set, current.tightenings.find((tightening) => tightening.namespace === namespace) ?? null, [common?.since, own?.since])
    return { namespace, version: shown?.version ?? 0, changes: shown?.body ?? {}, effective }
  }

  /** What was worked out of a document, while it is in force: each request needs it. Callers name namespaces, so they are bounded. */
  const views = new WeakMap<Document, LRUCache<string, ReturnType<typeof viewOf>>>()

  async function view (tenant: string, namespace: string): Promise<ReturnType<typeof viewOf>> {
    const current = await document.read(tenant)
    let known = views.get(current)
    if (!known) views.set(current, known = new LRUCache({ max: MAX_VIEWS }))
    let found = known.get(namespace)
    if (!found) known.set(namespace, found = viewOf(current, namespace))
    return current.unsure ? { ...found, effective: { ...found.effective, unsure: true } } : found
  }

  /** Write-through: Postgres, then Redis, then the new document is read back. */
  async function write (tenant: string, namespace: string, change: PolicyWrite) {
    const { value, outboxId } = await record.append(tenant, namespace, change, document.staleKeys(tenant))
    if (value === null) throw new PolicyChangedError(String(change.ifVersion))
    await document.written(tenant, outboxId)
    return await view(tenant, namespace)
  }

  return {
    view,
    forNamespace: async (tenant: string, namespace: string): Promise<MaybeUnsure<Effective>> => (await view(tenant, namespace)).effective,
    put: (tenant: string, namespace: string, change: PolicyFields, { author, note = null, ifVersion = null }: { author: string, note?: string | null, ifVersion?: number | null }) =>
      write(tenant, namespace, { body: change, author, note, ifVersion, action: 'policy.put' }),
    /** A new version with the body of an old one; version 0 is the policy of a namespace of which nothing was ever set. */
    async rollback (tenant: string, namespace: string, version: number, { author, note = null, ifVersion = null }: { author: string, note?: string | null, ifVersion?: number | null }) {
      const [old] = version === 0 ? [{ body: {} }] : await record.versions(tenant, namespace, version + 1, 1)
      if (old === undefined || ('version' in old && old.version !== version)) throw new NotFoundError(`version ${version} of this policy`)
      return await write(tenant, namespace, { body: old.body, author, note: note ?? `version ${version} again`, ifVersion, action: 'policy.rollback' })
    },
    versions: record.versions,
    /** A step of tightening or loosening. @returns false where somebody else took one first */
    async step (tenant: string, namespace: string, from: number, to: { step: number, counts: Counts, reason: string }): Promise<boolean> {
      const { value, outboxId } = await record.step(tenant, namespace, from, { step: to.step, ...to.counts, reason: to.reason }, document.staleKeys(tenant))
      if (value) await document.written(tenant, outboxId)
      return value
    }
  }
}
export type Policies = ReturnType<typeof createPolicies>
