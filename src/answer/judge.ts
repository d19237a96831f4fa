import type { Candidate } from '../cache/semantic-answers.ts'
import type { WordVectors } from '../model/words.ts'
import { probabilitySame } from './calibrated.ts'
import { features, withEvidence } from './features.ts'
import { compare, guards, readingOf, type Evidence, type Guard } from './guards/index.ts'
import { lowerBound } from './verified.ts'
import { keyed } from './word-vectors.ts'

/** What is known of the question. As it was asked: guards read names and marks that normalising takes away. */
export type Asked = { text: string, words: WordVectors | null }

/**
 * `guards`: names of those that may stop an answer under `static`.
 * `minProbability`: what P(same answer) must reach under `calibrated`, and its lower bound under `verified`, where `threshold`
 * is only what the client asks for.
 */
export type Terms = {
  kind: 'static' | 'calibrated' | 'verified', threshold: number, minProbability: number, guards: readonly string[], nowMs: number, maxAgeSeconds: number | null
}

/** Everything that one candidate is judged by, whatever the terms. Worked out when it is asked for, once: serving needs little of it. */
export type Judgement = {
  candidate: Candidate
  similarity: number
  /** What this guard says against the candidate, null where it is silent. */
  against (guard: Guard): Evidence | null
  /** What all guards say against it, in their order. */
  evidence (): Evidence[]
  /** P(same answer); null where the words of either question are not known. */
  probability (): number | null
  /** P if no guard said anything: evidence never raises it, and reading for evidence is most of the work. null as P is. */
  atMost (): number | null
}

/** `serve`, or the first thing that stands against it. `improbable` and `no_words` under `calibrated` and `verified` only. */
export type Finding = 'serve' | 'expired' | 'too_old' | 'below_threshold' | 'improbable' | 'no_words' | `guard:${string}`

/** What an event keeps of the candidate that was served, or was the nearest: a what-if later judges by it. */
export type Considered = { entryId: string, guards?: string[], probability?: number }

/** Questions less alike than this are not served under any policy worth asking about, and most misses are: neither guards nor P are asked. */
const WORTH_ASKING = 0.6

export function consider (judgement: Judgement, { kind }: Pick<Terms, 'kind'>): Considered {
  // Under `static` nobody has read the words.
  const probability = kind === 'static' ? null : judgement.probability()
  return {
    entryId: judgement.candidate.entry.id,
    ...(judgement.similarity < WORTH_ASKING ? {} : { guards: judgement.evidence().map(({ guard }) => guard) }),
    ...(probability === null ? {} : { probability })
  }
}

/** The one that most likely has the same answer; undefined where that is not known of any worth asking about. */
export function likeliest (judgements: readonly Judgement[]): Judgement | undefined {
  let best: Judgement | undefined
  for (const judgement of judgements) {
    if (judgement.similarity >= WORTH_ASKING && (judgement.probability() ?? 0) > (best?.probability() ?? 0)) best = judgement
  }
  return best
}

/** As an event names it. */
export const eventFields = (considered: Considered | undefined) =>
  ({ nearest_entry_id: considered?.entryId, guards: considered?.guards, probability: considered?.probability })

/** Computed at the first call, and kept. */
function lazy<T> (compute: () => T): () => T {
  let kept: { value: T } | undefined
  return () => (kept ??= { value: compute() }).value
}

/** Judges candidates for one question, which is read once for all of them. Pure. */
export function createJudge ({ text, words }: Asked): (candidate: Candidate) => Judgement {
  const question = lazy(() => readingOf(text))
  const questionWords = lazy(() => words && keyed(words))
  return (candidate) => {
    const stored = lazy(() => readingOf(candidate.entry.question))
    const check = lazy(() => compare(question(), stored()))
    const said = new Map<Guard, Evidence | null>()
    const against = (guard: Guard) => {
      let evidence = said.get(guard)
      if (evidence === undefined) said.set(guard, evidence = check()(guard))
      return evidence
    }
    const evidence = lazy(() => guards.map(against).filter((found) => found !== null))
    const silent = lazy(() => {
      const asked = questionWords()
      if (!asked || !candidate.words) return null
      return features(candidate.similarity, { parsed: question(), words: asked }, { parsed: stored(), words: keyed(candidate.words) }, [])
    })
    const atMost = lazy(() => silent() && probabilitySame(silent()!))
    const probability = lazy(() => silent() && (evidence().length === 0 ? atMost() : probabilitySame(withEvidence(silent()!, evidence()))))
    return { candidate, similarity: candidate.similarity, against, evidence, probability, atMost }
  }
}

/** An answer is served only while it is younger than both its own life and what the client accepts. */
export function isFresh (entry: { createdAt: number, expiresAt: number }, terms: Pick<Terms, 'nowMs' | 'maxAgeSeconds'>): boolean {
  return whyStale(entry, terms) === null
}

function whyStale (entry: { createdAt: number, expiresAt: number }, { nowMs, maxAgeSeconds }: Pick<Terms, 'nowMs' | 'maxAgeSeconds'>): 'expired' | 'too_old' | null {
  if (entry.expiresAt <= nowMs) return 'expired'
  return maxAgeSeconds !== null && nowMs - entry.createdAt > maxAgeSeconds * 1000 ? 'too_old' : null
}

/** What must reach `minProbability`, for a P: under `verified` what it exceeds with confidence, after what the entry has learnt. */
const certain = (p: number | null, { candidate }: Judgement, { kind }: Pick<Terms, 'kind'>): number | null =>
  p === null || kind !== 'verified' ? p : lowerBound(p, candidate.learned ?? null)

export const certaintyOf = (judgement: Judgement, terms: Pick<Terms, 'kind'>): number | null => certain(judgement.probability(), judgement, terms)

/**
 * Whether one candidate may be served under these terms; else the first thing against it. The cheapest is asked first. Pure.
 * Serving, explain, tune and replay all decide by this.
 */
export function findingOf (judgement: Judgement, terms: Terms): Finding {
  const stale = whyStale(judgement.candidate.entry, terms)
  if (stale !== null) return stale
  if (judgement.similarity <= terms.threshold) return 'below_threshold'
  if (terms.kind === 'static') {
    const stopped = guards.find((guard) => terms.guards.includes(guard.name) && judgement.against(guard) !== null)
    return stopped ? `guard:${stopped.name}` : 'serve'
  }
  if (judgement.similarity < WORTH_ASKING) return 'below_threshold'
  // Guards are evidence for P here, and veto nothing. An entry stored without its words cannot be judged.
  const atMost = certain(judgement.atMost(), judgement, terms)
  if (atMost === null) return 'no_words'
  return atMost >= terms.minProbability && certaintyOf(judgement, terms)! >= terms.minProbability ? 'serve' : 'improbable'
}
