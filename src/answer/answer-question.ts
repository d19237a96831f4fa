import { randomBytes } from 'node:crypto'
import type { Admissions } from '../cache/admissions.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Pipeline } from '../cache/client.ts'
import type { ExactAnswers, ExactReply } from '../cache/exact-answers.ts'
import { jitteredTtl } from '../cache/keys.ts'
import type { SemanticAnswers } from '../cache/semantic-answers.ts'
import type { SharedFlights } from '../cache/shared-flights.ts'
import type { Chunk, Completion, LlmBody } from '../completion.ts'
import { OnlyIfCachedError } from '../errors.ts'
import { hashUser } from '../events/event.ts'
import type { Embedder } from '../model/embedder.ts'
import type { Llm } from '../model/llm.ts'
import type { Checks, Met } from './checks.ts'
import type { Controls } from './controls.ts'
import { createExplain } from './explain.ts'
import { generationOf, outdatedTags, type Generations, type LiveGenerations } from './generations.ts'
import { createInFlight } from './in-flight.ts'
import { keepAnswer, keepingOf, type Keeping } from './keeping.ts'
import { markOf, nextContext } from './lineage.ts'
import { createLookup, type Found, type Question } from './lookup.ts'
import { consider, isFresh, type Considered, type Judgement, type Terms } from './judge.ts'
import { placesOf, type Place, type Places } from './places.ts'
import type { Effective, Policies, Policy } from './policy.ts'
import { MAX_CHARACTERS, readQuestion } from './question-reading.ts'
import type { RenewPopular } from './renew-popular.ts'
import type { ScopeParts } from './scope.ts'
import { callAlone, callTogether } from './shared-call.ts'
import { contentOf } from './word-vectors.ts'

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
}
/** An ask with its place in the cache worked out. */
export type Plan = Ask & { policy: Effective, keeping: Keeping, places: Places, generations: Generations, threshold: number, parts: ScopeParts, scopeHash: string, normalised: string, exactHash: string }

/** What the caller provides for a miss. `stream` false: the upstream is asked for one whole answer. */
export type Upstream = {
  body: () => Promise<LlmBody>
  /** The same request with another question, at a hit; none where the caller cannot tell. */
  again?: (question: string) => LlmBody | null
  stream: boolean
  signal?: AbortSignal
  /** Sent with the request; and told what came back, where this caller's call is the one that is made. */
  headers?: Record<string, string>
  onHeaders?: (headers: Record<string, string>) => void
  /** Whether this caller may go to the upstream; throws where not. */
  admit?: () => Promise<void>
}

export type CacheStatus = 'exact' | 'semantic' | 'coalesced' | 'miss' | 'bypass'
export type CacheOutcome = { status: CacheStatus, similarity?: number, probability?: number, entryId?: string, reason?: string }
export type Listener = { onCache (outcome: CacheOutcome, entry: AnswerEntry | null): void, onChunk (chunk: Chunk): void }

export type Answer = {
  completion: Completion
  cache: CacheOutcome
  /** The entry a hit came from. */
  entry: AnswerEntry | null
  /** The candidate the decision was about, for the event. */
  considered: Considered | undefined
  /** Lineage of the conversation after this turn. */
  nextContext: string
  /** Whether `enqueueStore` stores the answer, and for how long at most. */
  stores: boolean
  ttlSeconds: number
  enqueueStore (pipeline: Pipeline): void
  /** To be called once the store has been executed, or will not be. */
  land (): void
  timings: { embedMs: number, lookupMs: number, llmMs: number }
}

/** The spine of an answer, shared by chat and gateway: exact tier, semantic tier, else one LLM call for all who ask now. */
export function createAnswerQuestion (deps: {
  exact: ExactAnswers,
  semantic: SemanticAnswers,
  admissions: Admissions,
  embedder: Embedder,
  llm: Llm,
  policies: Policies,
  generations: Pick<LiveGenerations, 'read'>
  /** null: every process makes its own calls. */
  flights: SharedFlights | null
  /** Without: nothing is checked. */
  checks?: Checks
  /** Without: an answer lives for its TTL. */
  renewPopular?: RenewPopular
  now?: () => number
}) {
  const { exact, semantic, admissions, embedder, llm, policies, flights, checks, renewPopular, now = Date.now } = deps
  const lookup = createLookup(deps)
  const inFlight = createInFlight()

  async function plan (ask: Ask): Promise<Plan> {
    const { controls } = ask
    const { tenant, model } = ask.scope
    const [live, generations] = await Promise.all([policies.forNamespace(tenant, controls.namespace), deps.generations.read(tenant)])
    const policy: Effective = ask.exactOnly ? { ...live, tiers: live.tiers.filter((tier) => tier === 'exact') } : live
    const { normalised, classes } = readQuestion(ask.question)
    const keeping = keepingOf({ text: ask.question, classes, bypass: ask.bypass }, policy)
    const parts: ScopeParts = { ...ask.scope, user: keeping.userOnly ? ask.user : null, namespace: controls.namespace, embedding: embedder.identity, generation: generationOf(generations, controls.namespace, model) }
    const places = placesOf(parts, { text: ask.question, normalised }, ask.user, keeping.userOnly, policy)
    const threshold = thresholdOf(policy, controls)
    return { ...ask, policy, keeping, places, generations, threshold, parts, ...places.main, normalised }
  }

  // Under `calibrated` and `verified` P decides, and a similarity is required only where the client asks for one.
  const thresholdOf = ({ kind, threshold }: Policy, controls: Controls) => kind === 'static' ? Math.max(threshold, controls.threshold ?? 0) : controls.threshold ?? 0

  const termsOf = (policy: Policy, { controls }: Plan): Terms => ({
    kind: policy.kind, threshold: thresholdOf(policy, controls), minProbability: policy.minProbability, guards: policy.guards, nowMs: now(), maxAgeSeconds: controls.maxAgeSeconds
  })

  /** Why a question is not looked up at all, or null. */
  function whyBypassed (plan: Plan): string | null {
    const { keeping, policy, controls } = plan
    if (keeping.bypass !== null) return keeping.bypass
    if (policy.tiers.length === 0) return plan.exactOnly ? `exact_only:${plan.exactOnly}` : 'policy'
    return !controls.read && !controls.store ? 'no-store' : null
  }

  const questionOf = (plan: Plan, { scopeHash, exactHash }: Place = plan.places.main): Question => {
    const { policy } = plan
    return {
      scope: scopeHash, text: plan.question, normalised: plan.normalised, exactHash, tiers: policy.tiers, candidates: policy.candidates, generations: plan.generations, terms: termsOf(policy, plan), looser: policy.looser && termsOf(policy.looser, plan)
    }
  }

  async function find (plan: Plan, prefetched?: { entry: ExactReply }) {
    const none = { meaning: null, judged: null, passedOver: false, candidates: [], embedMs: 0, searchMs: 0 }
    const bypass = whyBypassed(plan)
    if (bypass !== null) return { found: { status: 'bypass', reason: bypass } as Found, ...none }
    const { policy } = plan
    const result = await lookup(questionOf(plan), prefetched)
    if (policy.kind === 'verified') {
      for (const { entry, learned } of result.candidates) if (learned === null) checks?.relearn(plan.scope.tenant, entry.id)
    }
    // no-cache still needs the vector, to store the new answer.
    if (!plan.controls.read && result.found.status !== 'bypass') return { ...result, found: { status: 'bypass', reason: 'no-cache' } as Found }
    for (const place of result.found.status === 'miss' ? plan.places.others : []) {
      const further = await lookup(questionOf(plan, place))
      result.embedMs += further.embedMs
      result.searchMs += further.searchMs
      if (further.found.status === 'exact' || further.found.status === 'semantic') return { ...further, embedMs: result.embedMs, searchMs: result.searchMs }
    }
    if (result.found.status === 'miss' && result.found.reason === 'empty' && plan.exactOnly) result.found.reason = `exact_only:${plan.exactOnly}`
    if (result.found.status === 'miss' && plan.keeping.narrowed !== null) result.found.reason = plan.keeping.narrowed
    return result
  }

  function createEntry (plan: Plan, home: Place, entryId: string, completion: Completion, mostSeconds: number): AnswerEntry {
    const at = now()
    const ttlSeconds = Math.min(jitteredTtl(mostSeconds, plan.policy.ttlJitter), plan.controls.ttlSeconds ?? Infinity)
    return {
      id: entryId,
      exactHash: home.exactHash,
      question: plan.question,
      completion,
      createdAt: at,
      expiresAt: at + ttlSeconds * 1000,
      tenant: plan.scope.tenant,
      namespace: plan.controls.namespace,
      model: plan.scope.model,
      tags: plan.controls.tags,
      conversationId: plan.conversationId,
      owner: hashUser(plan.scope.tenant, plan.owner ?? plan.user),
      generation: plan.generations.latest,
      base: home.base
    }
  }

  /** Where the answer is stored: with its asker alone while nobody else asked the same. */
  async function homeOf ({ places, exactHash, user }: Plan): Promise<Place> {
    return places.own === null || await admissions.askedByAnother(exactHash, user) ? places.main : places.own
  }

  /** An answer that was stored while this question was on its way. */
  function usable (plan: Plan, home: Place, value: string): AnswerEntry | null {
    const entry = exact.accept(home.exactHash, value)
    return entry && !('aliasOf' in entry) && isFresh(entry, { nowMs: now(), maxAgeSeconds: plan.controls.maxAgeSeconds }) && outdatedTags(plan.generations, entry).length === 0 ? entry : null
  }

  async function callLlm (plan: Plan, home: Place, upstream: Upstream, storable: boolean, emit: (chunk: Chunk) => void, signal: AbortSignal) {
    const body = await upstream.body()
    let fellBack = false
    const options = { headers: upstream.headers, onHeaders: upstream.onHeaders, onFallback: () => { fellBack = true } }
    const completion = upstream.stream ? await llm.stream(body, signal, emit, options) : await llm.complete(body, signal, options)
    const kept = keepAnswer(completion, plan.keeping, plan.policy)
    const keeps = !fellBack && storable && kept.whyNot === null
    return { completion, kept, entryId: keeps ? `${home.exactHash}-${randomBytes(4).toString('hex')}` : null }
  }

  // P is worked out where it decided; elsewhere it would take a round trip for the words.
  const metOf = ({ candidate: { entry }, similarity, probability }: Judgement, { policy }: Plan): Met => ({ entry, similarity, probability: policy.kind === 'static' ? null : probability() })

  /**
   * @param prefetched the exact tier's reply where the caller already has it
   * @throws OnlyIfCachedError, or what the LLM call throws
   */
  async function answer (plan: Plan, upstream: Upstream, listener: Listener, prefetched?: { entry: ExactReply }): Promise<Answer> {
    const { found, meaning, judged, passedOver, embedMs, searchMs } = await find(plan, prefetched)
    const met = judged && metOf(judged, plan)
    const common = { get considered () { return judged ? consider(judged, plan.policy) : undefined }, stores: false, ttlSeconds: plan.keeping.ttlSeconds, enqueueStore () {}, land () {} }

    if (found.status === 'exact' || found.status === 'semantic') {
      const { entry } = found
      const cache: CacheOutcome = { status: found.status, entryId: entry.id, ...(found.status === 'semantic' ? { similarity: found.similarity } : {}) }
      if (typeof met?.probability === 'number') cache.probability = met.probability
      listener.onCache(cache, entry)
      if (upstream.again) renewPopular?.note(entry, upstream.again, plan.keeping, plan.policy)
      // When the turn is done: a check must not take anything from it.
      const land = () => { if (met) checks?.afterHit(plan, met, upstream.body) }
      return { ...common, land, completion: entry.completion, cache, entry, nextContext: nextContext(plan.scope.context, markOf(entry)), timings: { embedMs, lookupMs: searchMs, llmMs: 0 } }
    }
    if (plan.controls.onlyIfCached) throw new OnlyIfCachedError()
    await upstream.admit?.()

    const storable = plan.controls.store && (found.status === 'miss' || found.reason === 'no-cache')
    const home = storable ? await homeOf(plan) : plan.places.main
    // Only equal questions that may share their answer share a call, and none joins a call from before an invalidation.
    const shares = storable && plan.controls.read
    const place = { key: exact.keyOf(home.exactHash), lease: exact.leaseOf(home.exactHash, plan.generations.latest) }
    const early: Chunk[] = []
    let announced = false
    const onChunk = (chunk: Chunk) => { if (announced) listener.onChunk(chunk); else early.push(chunk) }
    const llmAt = performance.now()
    const make = (emit: (chunk: Chunk) => void, signal: AbortSignal) => callLlm(plan, home, upstream, storable, emit, signal)
    const seat = inFlight.board(shares ? place.lease : randomBytes(16).toString('hex'), onChunk, (emit, signal) => flights !== null && shares
      ? callTogether(flights, place, (value) => usable(plan, home, value), make, emit, signal)
      : callAlone(make, emit, signal))
    // What the event tells of the nearest is read while the LLM is asked: a judgement remembers what it read.
    if (judged) setImmediate(() => consider(judged, plan.policy))
    const leave = () => seat.leave()
    upstream.signal?.addEventListener('abort', leave, { once: true })
    // A signal that was aborted during the lookup fires no event any more.
    if (upstream.signal?.aborted) leave()
    try {
      const cache: CacheOutcome = await seat.leads ? { ...found } : { ...found, status: 'coalesced' }
      delete (cache as { entry?: unknown }).entry
      listener.onCache(cache, null)
      announced = true
      for (const chunk of early) listener.onChunk(chunk)
      const { completion, entryId, kept, here } = await seat.result
      const timings = { embedMs, lookupMs: searchMs, llmMs: performance.now() - llmAt }
      const next = nextContext(plan.scope.context, entryId ?? completion.id + randomBytes(8).toString('hex'))
      // The process that made the call died, and this one made it again.
      if (seat.first && here) cache.status = found.status
      if (!seat.first || !here || entryId === null || kept.whyNot !== null) {
        // What the next asker wants to know is why this answer was not kept, not why there was none before.
        if (kept.whyNot !== null && found.status === 'miss') cache.reason = kept.whyNot
        if (seat.first) seat.land()
        // Whoever joined names the entry too: thumbs down on a shared answer must find it.
        return { ...common, completion, cache: entryId === null ? cache : { ...cache, entryId }, entry: null, nextContext: next, timings }
      }
      const entry = createEntry(plan, home, entryId, completion, kept.ttlSeconds)
      const ttlSeconds = Math.ceil((entry.expiresAt - now()) / 1000)
      return {
        completion,
        cache: { ...cache, entryId },
        entry: null,
        considered: common.considered,
        nextContext: next,
        stores: true,
        ttlSeconds,
        enqueueStore (pipeline) {
          exact.enqueueStore(pipeline, entry, ttlSeconds)
          if (home === plan.places.own) admissions.enqueueAsked(pipeline, plan.exactHash, plan.user, ttlSeconds)
          // Words too, whatever decides today: another policy tomorrow needs them.
          if (meaning) semantic.enqueueStore(pipeline, home.scopeHash, entry, meaning.vector, ttlSeconds, contentOf(meaning.words))
        },
        land () {
          seat.land()
          if (met) checks?.afterMiss(plan, { ...met, reason: found.reason, fresh: completion, ownId: entryId, exactKey: exact.keyOf(plan.exactHash), passedOver })
        },
        timings
      }
    } finally {
      upstream.signal?.removeEventListener('abort', leave)
    }
  }

  return {
    /**
     * Starts to embed a question whose answer will be looked for: beside the writes that come first, it costs no time of its
     * own. Lost where the exact tier answers a question this process has not seen.
     */
    foresee (question: string): void {
      if (embedder.ready() && question.length <= MAX_CHARACTERS) embedder.embed(readQuestion(question).normalised).catch(() => { /* the lookup meets it again */ })
    },
    plan,
    answer,
    explain: createExplain({ plan, lookup, questionOf, whyBypassed }),
    /** Where a cached answer lives in both tiers. */
    keysOf: (entryId: string): string[] => [exact.keyOf(entryId.slice(0, entryId.indexOf('-'))), ...semantic.keysOf(entryId)]
  }
}
export type Answers = ReturnType<typeof createAnswerQuestion>
