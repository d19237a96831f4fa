import type { Embedder } from '../model/embedder.ts'
import { compilePatterns, type ContentClass } from './content/index.ts'
import type { Controls } from './controls.ts'
import { generationOf, type Generations, type LiveGenerations } from './generations.ts'
import type { Terms } from './judge.ts'
import { keepingOf, type Keeping } from './keeping.ts'
import type { Question } from './lookup.ts'
import { placesOf, type Place, type Places } from './places.ts'
import type { Effective, Policies, Policy } from './policy.ts'
import { readQuestion } from './question-reading.ts'
import type { ScopeParts } from './scope.ts'
import type { MaybeUnsure } from './tenant-document.ts'

export type Ask = {
  scope: Omit<ScopeParts, 'embedding' | 'generation' | 'namespace' | 'user'>
  /** Who asks: in the scope where the policy shares answers with nobody. */
  user: string
  /** Whose erasure takes the answer along; who asks, where it is not said. */
  owner?: string
  question: string
  /** Why the answer may not come from, or go to, the cache; null where it may. */
  bypass: string | null
  /** Why only the same words may share an answer; null where the same meaning may. */
  exactOnly?: string | null
  controls: Controls
  conversationId: string | null
  /** An operator wrote the answer that is to be stored. */
  written?: boolean
}
/** An ask with its place in the cache worked out. */
export type Plan = Ask & Place & {
  owner: string
  /** Classes of the question beyond those that its words tell. */
  meant: readonly ContentClass[]
  /** By the clock of Postgres, whatever `now` says. */
  askedAt: Date
  policy: MaybeUnsure<Effective>
  generations: MaybeUnsure<Generations>
  threshold: number
  keeping: Keeping
  parts: ScopeParts
  places: Places
  /** The question as it is keyed. */
  normalised: string
  /** The question as the model reads it. */
  embedded: string
}

// Under `calibrated` and `verified` P decides, and a similarity is required only where the client asks for one.
const thresholdOf = ({ kind, threshold }: Policy, controls: Controls) => kind === 'static' ? Math.max(threshold, controls.threshold ?? 0) : controls.threshold ?? 0

/** Whether somebody may have changed what the plan was made by: nothing is served, stored or shared by it. */
export const isUnsure = ({ policy, generations }: Pick<Plan, 'policy' | 'generations'>): boolean => policy.unsure === true || generations.unsure === true

/** Whether a judge may make a question another name of an entry, and such names are served. A tier that was wrong too often takes nobody's word. */
export const asksJudge = ({ judge, looser }: Pick<Effective, 'judge' | 'looser'>): boolean => judge === 'grey_zone' && !looser

/** What the policy in force, the invalidations so far and the request's headers make of a question. */
export function createPlanning (deps: { embedder: Pick<Embedder, 'identity'>, policies: Policies, generations: Pick<LiveGenerations, 'read'>, now: () => number, clock?: () => Date }) {
  const { embedder, policies, now, clock = () => new Date() } = deps
  compilePatterns()

  async function plan (ask: Ask, meant: readonly ContentClass[] = []): Promise<Plan> {
    const askedAt = clock()
    const { controls } = ask
    const { tenant, model } = ask.scope
    const [live, generations] = await Promise.all([policies.forNamespace(tenant, controls.namespace), deps.generations.read(tenant)])
    const policy: MaybeUnsure<Effective> = ask.exactOnly ? { ...live, tiers: live.tiers.filter((tier) => tier === 'exact') } : live
    const { normalised, embedded, classes } = readQuestion(ask.question)
    const keeping = keepingOf({ text: ask.question, classes: () => [...classes(), ...meant], bypass: ask.bypass }, policy)
    const parts: ScopeParts = { user: keeping.userOnly ? ask.user : null, namespace: controls.namespace, embedding: embedder.identity, generation: generationOf(generations, controls.namespace, model), ...ask.scope }
    const places = placesOf(parts, { text: ask.question, normalised }, ask.user, keeping.userOnly, policy)
    return { meant, askedAt, policy, keeping, places, generations, threshold: thresholdOf(policy, controls), parts, normalised, embedded, ...places.main, ...ask, owner: ask.owner ?? ask.user }
  }

  const termsOf = (policy: Policy, { controls }: Plan): Terms => ({
    kind: policy.kind, threshold: thresholdOf(policy, controls), minProbability: policy.minProbability, guards: policy.guards, nowMs: now(), maxAgeSeconds: controls.maxAgeSeconds
  })

  return {
    plan,
    /** Why a question is not looked up at all, or null. */
    whyBypassed ({ keeping, policy, controls, exactOnly }: Plan): string | null {
      if (keeping.bypass !== null) return keeping.bypass
      if (policy.tiers.length === 0) return exactOnly ? `scope:exact_only:${exactOnly}` : 'policy'
      return !controls.read && !controls.store ? 'no-store' : null
    },
    /** What the lookup is asked of a plan, at one of its places. */
    questionOf (plan: Plan, { scopeHash, exactHash }: Place = plan.places.main): Question {
      const { policy } = plan
      return {
        scope: scopeHash,
        text: plan.question,
        normalised: plan.normalised,
        embedded: plan.embedded,
        exactHash,
        tiers: policy.tiers,
        read: plan.controls.read,
        // A judge's word is as loose as the policy that asked it: not for who asks for more, nor where no judge is asked any more or the
        // tier has tightened itself.
        aliases: asksJudge(policy) && policy.tiers.includes('semantic') && (plan.controls.threshold ?? 0) === 0,
        candidates: policy.candidates,
        generations: plan.generations,
        terms: termsOf(policy, plan),
        looser: policy.looser && termsOf(policy.looser, plan)
      }
    }
  }
}
export type Planning = ReturnType<typeof createPlanning>
