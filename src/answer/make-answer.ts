import { randomBytes } from 'node:crypto'
import type { Admissions } from '../cache/admissions.ts'
import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { ExactAnswers } from '../cache/exact-answers.ts'
import { jitteredTtl } from '../cache/keys.ts'
import type { SharedFlights } from '../cache/shared-flights.ts'
import { sharedPart, type Chunk, type Completion, type LlmBody, type Pace } from '../completion.ts'
import { askerRefused, isPostgresUnavailable, LlmSaidOtherwiseError, refusalOf, refusedTo, withoutWords } from '../errors.ts'
import { hashUser } from '../events/event.ts'
import type { Llm } from '../model/llm.ts'
import { outdatedTags } from './generations.ts'
import { createInFlight, type Listener, type Made, type Produced, type Seat } from './in-flight.ts'
import { isFresh } from './judge.ts'
import { keepAnswer } from './keeping.ts'
import type { Place } from './places.ts'
import type { Plan } from './plan.ts'
import { saysSame } from './question-reading.ts'
import { callAlone, callTogether } from './shared-call.ts'

/** What the caller provides for a miss. `stream` false: the upstream is asked for one whole answer. */
export type Upstream = {
  body: () => Promise<LlmBody>
  /** Told that the LLM will be asked: what the body takes can be fetched beside the lease. */
  prepare?: () => void
  /** The same request with another question, at a hit; none where the caller cannot tell. */
  again?: (question: string) => LlmBody | null
  stream: boolean
  /**
   * Asked for on a miss: a signal costs more than a hit needs. No getter: an object literal with one gets a hidden class of its own each
   * time, and that keeps what the getter sees, the whole request, until old objects are collected (Node 20: 12 KB for each exact hit).
   */
  signal?: () => AbortSignal
  /** Sent with the request; and told what came back, where this caller's call is the one that is made. */
  headers?: Record<string, string>
  onHeaders?: (headers: Record<string, string>) => void
  /** Whose the request says it is, as `askerOf` names him; '' unless told. */
  asker?: () => string
  /** Whether this caller may go to the upstream; throws where not. */
  admit?: () => Promise<void>
  /** Told that a call is made with this request, be it long after its caller joined another's; and all that it says, as long as anybody hears it. */
  onCall?: () => void
  onSaid?: (chunk: Chunk) => void
}

/** What one request would ask could not be read: its conversation was erased, or Postgres did not answer. */
const isNotAsked = (error: unknown): boolean => isPostgresUnavailable(error) || ['NOT_FOUND', 'POSTGRES_BUSY'].includes((error as { code?: string }).code ?? '')
const isRefusal = (error: unknown): boolean => Math.trunc((refusalOf(error)?.status ?? 0) / 100) === 4
const isOfRequest = (error: unknown): boolean => [400, 422].includes(refusalOf(error)?.status ?? 0) || isNotAsked(error)
/** What is wrong with one request, or with those that were told something, not with an account or a model. Of any other refusal nobody can tell: a budget, or a ban, may be one end user's. */
const isItsOwn = (error: unknown, ofAnother: boolean): boolean => isOfRequest(error) || error instanceof LlmSaidOtherwiseError || (ofAnother && isRefusal(error))

/** Answers from the LLM: one call for all who ask the same now, and the entry it becomes. */
export function createMakeAnswer (deps: { exact: ExactAnswers, admissions: Admissions, llm: Llm, /** null: every process makes its own calls. */ flights: SharedFlights | null, now: () => number }) {
  const { exact, admissions, llm, flights, now } = deps
  const inFlight = createInFlight()

  /** An answer that was stored while this question was on its way. */
  function usable (plan: Plan, home: Place, value: string): AnswerEntry | null {
    const entry = exact.accept(home.exactHash, value)
    if (!entry || 'aliasOf' in entry || !plan.policy.tiers.includes('exact')) return null
    const isItsOwn = saysSame(entry.question, { text: plan.question, normalised: plan.normalised })
    const isInForce = isFresh(entry, { nowMs: now(), maxAgeSeconds: plan.controls.maxAgeSeconds }) && outdatedTags(plan.generations, entry).length === 0
    return isItsOwn && isInForce ? entry : null
  }

  async function callLlm (plan: Plan, home: Place, upstream: Upstream, storable: boolean, emit: (chunk: Chunk) => Pace, signal: AbortSignal): Promise<Made> {
    const body = await upstream.body()
    let fellBack = false
    const options = { headers: upstream.headers, onHeaders: upstream.onHeaders, onFallback: () => { fellBack = true } }
    const say = (chunk: Chunk): Pace => {
      upstream.onSaid?.(chunk)
      return emit(chunk)
    }
    if (!signal.aborted) upstream.onCall?.()
    const asked = upstream.stream ? llm.stream(body, signal, say, options) : llm.complete(body, signal, options)
    const completion = await asked.catch((error: unknown) => { throw refusedTo(upstream.asker?.() ?? '', error) })
    const kept = keepAnswer(completion, plan.keeping, plan.policy)
    const keeps = !fellBack && storable && kept.whyNot === null
    return { completion, kept, entryId: keeps ? `${home.exactHash}-${randomBytes(4).toString('hex')}` : null }
  }

  return {
    /** Where the answer is stored: with its asker alone while nobody else asked the same. */
    async homeOf ({ places, exactHash, owner }: Plan): Promise<Place> {
      return places.own === null || await admissions.askedByAnother(exactHash, owner) ? places.main : places.own
    },

    /** Takes a seat in the call for this question: a running one where it may be shared, else a new one. */
    board (plan: Plan, home: Place, upstream: Upstream, storable: boolean, onChunk: (chunk: Chunk) => Pace, whole: boolean): Seat {
      // Only equal questions that may share their answer share a call, and none joins a call from before an invalidation.
      const shares = storable && plan.controls.read
      const place = { key: exact.keyOf(home.exactHash), lease: exact.leaseOf(home.exactHash, plan.generations.latest) }
      const make = (emit: (chunk: Chunk) => Pace, signal: AbortSignal) => callLlm(plan, home, upstream, storable, emit, signal)
      const boardApart = (key: string, listener: Listener) => inFlight.board(key, listener, (emit, signal) => callAlone(make, emit, signal), whole)
      const alone = (listener: Listener) => boardApart(randomBytes(16).toString('hex'), listener)
      if (!shares) return alone(onChunk)
      let told = false
      const listener: Listener = (chunk) => {
        told ||= !whole
        return onChunk(chunk)
      }
      const asker = () => upstream.asker?.() ?? ''
      const anew = () => boardApart(`${place.lease}:anew:${asker()}`, listener)
      if (inFlight.isDoubtful(place.lease)) return anew()
      const seat = inFlight.board(place.lease, listener, (emit, signal, afresh) => flights === null
        ? callAlone(make, emit, signal)
        : callTogether(flights, place, (value) => usable(plan, home, value), make, emit, signal, afresh), whole)
      let own: Seat | null = null
      let left = false
      // Requests that share an answer may differ in what is none of its (`metadata`, `user`, the conversation): a refusal of one says
      // nothing of another, and may quote it.
      const result = seat.result.catch(async (error: unknown): Promise<Produced> => {
        const ofAnother = askerRefused(error) !== asker()
        if (left || await seat.leads) throw error
        if (told || !isItsOwn(error, ofAnother)) throw ofAnother ? withoutWords(error) : error
        seat.leave()
        // What is wrong with a request is its own; what an account may not, or what was said otherwise, all of one asker may find out together.
        own = isOfRequest(error) ? alone(listener) : anew()
        return { ...await own.result, alone: own.first }
      })
      result.catch(() => { /* who waits for it has a handler of his own */ })
      return {
        ...seat,
        result,
        leave () {
          left = true
          seat.leave()
          own?.leave()
        },
        land: () => (own ?? seat).land()
      }
    },

    createEntry (plan: Plan, home: Place, entryId: string, completion: Completion, mostSeconds: number): AnswerEntry {
      const at = now()
      const ttlSeconds = Math.min(jitteredTtl(mostSeconds, plan.policy.ttlJitter), plan.controls.ttlSeconds ?? Infinity)
      return {
        id: entryId,
        exactHash: home.exactHash,
        question: plan.question,
        completion: sharedPart(completion),
        askedAt: plan.askedAt.getTime(),
        createdAt: at,
        expiresAt: at + ttlSeconds * 1000,
        tenant: plan.scope.tenant,
        namespace: plan.controls.namespace,
        model: plan.scope.model,
        tags: plan.controls.tags,
        conversationId: plan.conversationId,
        owner: hashUser(plan.scope.tenant, plan.owner),
        generation: plan.generations.latest,
        base: home.base,
        ...(plan.meant.length > 0 ? { meant: [...plan.meant] } : {}),
        ...(plan.written ? { editedAt: at } : {})
      }
    }
  }
}
