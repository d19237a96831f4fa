import { randomBytes } from 'node:crypto'
import type { Admissions } from '../cache/admissions.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { Pipeline } from '../cache/client.ts'
import type { ExactAnswers, ExactReply } from '../cache/exact-answers.ts'
import type { SemanticAnswers } from '../cache/semantic-answers.ts'
import type { SharedFlights } from '../cache/shared-flights.ts'
import { sharedPart, type Chunk, type Completion, type Pace } from '../completion.ts'
import { OnlyIfCachedError } from '../errors.ts'
import type { Embedder } from '../model/embedder.ts'
import type { Llm } from '../model/llm.ts'
import type { Checks, Met } from './checks.ts'
import { createExplain } from './explain.ts'
import { createFind, type LookedFor } from './find.ts'
import type { LiveGenerations } from './generations.ts'
import { consider, likeliest, type Considered, type Judgement } from './judge.ts'
import { markOf, nextContext } from './lineage.ts'
import { createLookup, type Found, type Lookup } from './lookup.ts'
import { createMakeAnswer, type Upstream } from './make-answer.ts'
import { createPlanning, type Plan } from './plan.ts'
import { createPlanByMeaning } from './plan-by-meaning.ts'
import type { Policies } from './policy.ts'
import { MAX_CHARACTERS, readQuestion, saysSame } from './question-reading.ts'
import type { RenewPopular } from './renew-popular.ts'
import { contentOf } from './word-vectors.ts'

export type CacheStatus = 'exact' | 'semantic' | 'coalesced' | 'miss' | 'bypass'
export type CacheOutcome = {
  status: CacheStatus
  similarity?: number
  probability?: number
  entryId?: string
  reason?: string
  /** Something would have been served, had the client not asked for something younger. */
  stale?: boolean
}
/**
 * `onChunk` may give a promise: the upstream is then read no further until it is kept, where nobody faster waits for the answer.
 * `whole`: no piece is passed on, so that where a call has to be made again it may say something else.
 */
export type Listener = { onCache (outcome: CacheOutcome, entry: AnswerEntry | null): void, onChunk (chunk: Chunk): Pace, whole?: boolean }

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
  /** Whether it was stored: where an operator's answer stands by now, it was not. @param replies to a pipeline that ends with `enqueueStore` */
  isStored (replies: readonly unknown[] | null): boolean
  /** To be called once the store has been executed, or will not be. */
  land (): void
  timings: { embedMs: number, lookupMs: number, llmMs: number }
}

type Hit = Extract<Found, { entry: AnswerEntry }>

/** Whether an entry answers this very question: that its answer is another by now says nothing of the questions it is served for. By its words: moved to another embedding model, it has the exact hash it had. */
const isItsOwn = ({ question }: AnswerEntry, plan: Plan): boolean => saysSame(question, { text: plan.question, normalised: plan.normalised })

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
  /** Whether the meaning of a question may tell its classes, too. */
  classesByMeaning?: boolean
  /** Without: nothing is checked. */
  checks?: Checks
  /** Without: an answer lives for its TTL. */
  renewPopular?: RenewPopular
  now?: () => number
  /** Of Postgres; without: of this process. */
  clock?: () => Date
}) {
  const { exact, semantic, admissions, embedder, checks, renewPopular, now = Date.now } = deps
  const lookup = createLookup(deps)
  const { plan, questionOf, whyBypassed } = createPlanning({ ...deps, now })
  const planByMeaning = deps.classesByMeaning ? createPlanByMeaning({ plan, embedder }) : null
  const find = createFind({ questionOf, whyBypassed, lookup, planByMeaning, onUnlearned: checks?.relearn })
  const { homeOf, board, createEntry } = createMakeAnswer({ ...deps, now })

  // P is worked out where it decided; elsewhere it would take a round trip for the words.
  const metOf = ({ candidate: { entry, learner = entry.id }, similarity, probability }: Judgement, { policy }: Plan): Met => ({ entry, learner, similarity, probability: policy.kind === 'static' ? null : probability() })

  const consideredOf = ({ judged }: Lookup, { policy }: Plan) => judged ? consider(judged, policy) : undefined
  /** What an answer is that leaves nothing behind in the cache. */
  const unstored = (looked: Lookup, plan: Plan) => ({ considered: consideredOf(looked, plan), stores: false, ttlSeconds: plan.keeping.ttlSeconds, enqueueStore () {}, isStored: () => false })

  function serve (plan: Plan, upstream: Upstream, listener: Listener, looked: Lookup & { found: Hit }): Answer {
    const { found: { status, entry, ...found }, judged, named, embedMs, searchMs } = looked
    // A judge's word is to be checked like a similarity.
    const met = judged ? metOf(judged, plan) : named === undefined ? null : { entry, learner: entry.id, similarity: named, probability: null }
    const cache: CacheOutcome = { status, entryId: entry.id, ...found }
    if (typeof met?.probability === 'number') cache.probability = met.probability
    listener.onCache(cache, entry)
    // What answers a first question is made anew by first questions: a conversation's request would put its own words into it.
    const isOfItsPlace = entry.base !== undefined && [plan.places.main.base, plan.places.own?.base].includes(entry.base)
    if (upstream.again && isOfItsPlace) renewPopular?.note(entry, upstream.again, plan.keeping, plan.policy, upstream.headers)
    // When the turn is done: a check must not take anything from it.
    const land = () => { if (met && !isItsOwn(entry, plan)) checks?.afterHit(plan, met, upstream.body, upstream.headers) }
    return {
      completion: entry.completion,
      cache,
      entry,
      nextContext: nextContext(plan.scope.context, markOf(entry)),
      land,
      timings: { embedMs, lookupMs: searchMs, llmMs: 0 },
      ...unstored(looked, plan)
    }
  }

  async function ask (plan: Plan, upstream: Upstream, listener: Listener, looked: Lookup & { found: Exclude<Found, Hit> }): Promise<Answer> {
    const { found, meaning, judged, passedOver, stale = false, embedMs, searchMs } = looked
    upstream.prepare?.()
    // What an operator wrote or pinned is not replaced by who wants an answer of his own.
    const storable = plan.controls.store && (found.status === 'miss' || found.reason === 'no-cache') && !looked.held && !looked.uncertain
    const home = storable ? await homeOf(plan) : plan.places.main
    const early: Chunk[] = []
    /** Nobody is told anything before it is known who makes the call. */
    let tell: (chunk: Chunk) => Pace = (chunk) => { early.push(chunk) }
    const onChunk = (chunk: Chunk): Pace => tell(chunk)
    const llmAt = performance.now()
    const seat = board(plan, home, upstream, storable, onChunk, listener.whole ?? false)
    // What the event tells of the nearest is read while the LLM is asked: a judgement remembers what it read.
    if (judged) {
      setImmediate(() => {
        try { consider(judged, plan.policy) } catch { /* it is read again where it is needed, in a request's own way */ }
      })
    }
    const leave = () => seat.leave()
    const signal = upstream.signal?.()
    signal?.addEventListener('abort', leave, { once: true })
    // A signal that was aborted during the lookup fires no event any more.
    if (signal?.aborted) leave()
    try {
      const cache: CacheOutcome = await seat.leads ? { stale, ...found } : { stale, ...found, status: 'coalesced' }
      listener.onCache(cache, null)
      const shares = cache.status === 'coalesced'
      tell = (chunk) => listener.onChunk(shares ? sharedPart(chunk) : chunk)
      for (const chunk of early) tell(chunk)
      const { completion, entryId, kept, here, alone: leadsNow = seat.first } = await seat.result
      const timings = { embedMs, lookupMs: searchMs, llmMs: performance.now() - llmAt }
      const next = nextContext(plan.scope.context, entryId ?? completion.id + randomBytes(8).toString('hex'))
      const mine = here && leadsNow
      // The process that made the call died, and this one made it again; or it was another's alone.
      if (mine) cache.status = found.status
      if (!mine || entryId === null || kept.whyNot !== null) {
        // What the next asker wants to know is why this answer was not kept, not why there was none before.
        if (kept.whyNot !== null && found.status === 'miss') cache.reason = kept.whyNot
        if (leadsNow) seat.land()
        // Whoever joined names the entry too: thumbs down on a shared answer must find it.
        return {
          completion: mine ? completion : sharedPart(completion),
          cache: entryId === null ? cache : { entryId, ...cache },
          entry: null,
          nextContext: next,
          land () {},
          timings,
          ...unstored(looked, plan)
        }
      }
      const entry = createEntry(plan, home, entryId, completion, kept.ttlSeconds)
      const ttlSeconds = Math.ceil((entry.expiresAt - now()) / 1000)
      return {
        completion,
        cache: { entryId, ...cache },
        entry: null,
        considered: consideredOf(looked, plan),
        nextContext: next,
        stores: true,
        ttlSeconds,
        enqueueStore (pipeline) {
          if (home === plan.places.own) admissions.enqueueAsked(pipeline, plan.exactHash, plan.owner, ttlSeconds)
          // Words too, whatever decides today: another policy tomorrow needs them.
          semantic.enqueueStore(pipeline, entry, ttlSeconds, meaning && { scope: home.scopeHash, vector: meaning.vector, words: contentOf(meaning.words) })
          // Asked for anew, or too old for its asker: left there, it would go on being served to who asks in other words.
          const former = (looked.former ?? []).filter(({ exactHash, base }) => exactHash === home.exactHash || base === home.base).map(({ id }) => id)
          // Last: of two that are stored at once, the later takes the other away from both tiers.
          exact.enqueueStore(pipeline, entry, ttlSeconds, former, semantic.keysOf(''))
        },
        isStored: exact.acceptStore,
        land () {
          seat.land()
          // What was found out about its question before Redis lost it: before somebody is served by what is known of none.
          if (plan.policy.kind === 'verified') checks?.relearn(plan.scope.tenant, entryId, entryId)
          // What `verified` explores is what it came nearest to serving.
          const others = (looked.judgements ?? []).filter(({ candidate }) => !isItsOwn(candidate.entry, plan))
          const met = (plan.policy.kind === 'verified' && !passedOver ? likeliest(others) : null) ?? judged
          if (met && !isItsOwn(met.candidate.entry, plan)) checks?.afterMiss(plan, { reason: found.reason, fresh: completion, ownId: entryId, ownKey: exact.keyOf(home.exactHash), exactKey: exact.keyOf(plan.exactHash), passedOver, ...metOf(met, plan) })
        },
        timings
      }
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }

  /**
   * @param known the exact tier's reply, or all that `find` found, where the caller already has it
   * @throws OnlyIfCachedError, or what the LLM call throws
   */
  async function answer (planned: Plan, upstream: Upstream, listener: Listener, known?: { entry: ExactReply } | { looked: LookedFor }): Promise<Answer> {
    const { plan: asLooked, ...looked } = known && 'looked' in known ? known.looked : await find(planned, known)
    // What was looked for before its conversation was there is this question all the same.
    const plan = asLooked === planned ? planned : { ...asLooked, conversationId: planned.conversationId }
    const { found } = looked
    if (found.status === 'exact' || found.status === 'semantic') return serve(plan, upstream, listener, { ...looked, found })
    if (plan.controls.onlyIfCached) throw new OnlyIfCachedError(found)
    await upstream.admit?.()
    return await ask(plan, upstream, listener, { ...looked, found })
  }

  return {
    /**
     * Starts to embed a question whose answer will be looked for: beside what has to be asked first, it costs no time of its own.
     * Lost where the exact tier answers a question this process has not seen, so only where the model is idle.
     */
    foresee (question: string): void {
      if (question.length <= MAX_CHARACTERS) embedder.foresee(readQuestion(question).embedded)
    },
    plan,
    find,
    answer,
    explain: createExplain({ plan, planByMeaning, lookup, questionOf, whyBypassed }),
    /** Where a cached answer lives in both tiers, then where versions before this one kept it. */
    keysOf: (entryId: string): string[] => [exact.keyOf(entryId.slice(0, entryId.indexOf('-'))), ...semantic.keysOf(entryId), ...semantic.formerKeysOf(entryId)]
  }
}
export type Answers = ReturnType<typeof createAnswerQuestion>
