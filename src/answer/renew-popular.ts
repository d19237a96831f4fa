import { LRUCache } from 'lru-cache'
import { isOperators, type AnswerEntry } from '../cache/answer-entry.ts'
import type { AnswerRenewals } from '../cache/answer-renewals.ts'
import { jitteredTtl } from '../cache/keys.ts'
import { sharedPart, type Completion, type LlmBody } from '../completion.ts'
import type { Llm } from '../model/llm.ts'
import { keepAnswer, type Keeping } from './keeping.ts'
import type { Policy } from './policy.ts'

/** The last part of its life in which a popular answer is made anew. */
const LAST_PART = 0.1
/** Answers that are made anew at once in one process: they must not take the LLM from who waits for it. */
const AT_ONCE = 2
/** Longest that a call may take; a process that failed leaves the answer alone for as long, ms. */
const LEASE_MS = 120_000
/** Answers whose hits are counted. */
const COUNTED = 10_000

export type RenewalOutcome = 'renewed' | 'not_kept' | 'gone' | 'failed'

/** What an operator wrote, or pinned, stays as it is. Pure. @param hits of this answer in this process so far */
export function wantsRenewal (entry: Pick<AnswerEntry, 'createdAt' | 'expiresAt' | 'pinned' | 'editedAt'>, hits: number, leastHits: number, nowMs: number): boolean {
  if (isOperators(entry)) return false
  return leastHits > 0 && hits >= leastHits && entry.expiresAt > nowMs && entry.expiresAt - nowMs <= (entry.expiresAt - entry.createdAt) * LAST_PART
}

/**
 * Makes popular answers anew before they expire, in the background: their TTL is absolute, and without this each expiry would
 * send an asker to the LLM. The asker's own request says what to ask, as everything in it but the question equals the first
 * asker's. The entry keeps its id, its question and its origin, so that erasure and feedback find it.
 */
export function createRenewPopular (deps: { renewals: AnswerRenewals, llm: Pick<Llm, 'complete'>, onOutcome?: (outcome: RenewalOutcome) => void }) {
  const { renewals, llm, onOutcome = () => {} } = deps
  const hits = new LRUCache<string, number>({ max: COUNTED })
  const closing = new AbortController()
  const running = new Set<Promise<void>>()

  async function renew (old: AnswerEntry, body: LlmBody, keeping: Keeping, policy: Policy, headers: Record<string, string> | undefined): Promise<RenewalOutcome | null> {
    if (!await renewals.take(old, LEASE_MS)) return null
    // Who happened to ask calls his own request so.
    const { 'x-client-request-id': _id, ...shaping } = headers ?? {}
    const completion: Completion = await llm.complete(body, AbortSignal.any([closing.signal, AbortSignal.timeout(LEASE_MS)]), { headers: shaping, firstOnly: true })
    const kept = keepAnswer(completion, keeping, policy)
    if (kept.whyNot !== null) return 'not_kept'
    const at = Date.now()
    // No longer than the old one's life, which a client may have shortened.
    const ttlSeconds = Math.min(jitteredTtl(kept.ttlSeconds, policy.ttlJitter), Math.ceil((old.expiresAt - old.createdAt) / 1000))
    const renewed = { ...old, completion: sharedPart(completion), createdAt: at, expiresAt: at + ttlSeconds * 1000, renewedAt: at }
    return await renewals.store(old, renewed, ttlSeconds) ? 'renewed' : 'gone'
  }

  return {
    /**
     * Counts a hit, and has the answer made anew where it is time. Never waited for, never throws.
     * @param ask the request with this question in the place of the asker's; null where it cannot be rebuilt
     * @param headers sent with it
     */
    note (entry: AnswerEntry, ask: (question: string) => LlmBody | null, keeping: Keeping, policy: Policy, headers?: Record<string, string>): void {
      const count = (hits.get(entry.id) ?? 0) + 1
      hits.set(entry.id, count)
      if (running.size >= AT_ONCE || closing.signal.aborted || !wantsRenewal(entry, count, policy.renewAfterHits, Date.now())) return
      const body = ask(entry.question)
      if (body === null) return
      // Counted anew: whoever holds the lease elsewhere should not be asked about at every hit.
      hits.delete(entry.id)
      const work = renew(entry, body, keeping, policy, headers).catch((): RenewalOutcome => 'failed').then((outcome) => { if (outcome !== null && !closing.signal.aborted) onOutcome(outcome) })
      running.add(work)
      work.finally(() => running.delete(work)).catch(() => {})
    },
    async close (): Promise<void> {
      closing.abort()
      await Promise.all(running)
    }
  }
}
export type RenewPopular = ReturnType<typeof createRenewPopular>
