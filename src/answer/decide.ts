import type { Candidate } from '../cache/semantic-answers.ts'
import type { WordVectors } from '../model/words.ts'
import { probabilitySame } from './calibrated.ts'
import { features, type Reading } from './features.ts'
import { firstEvidence, guards, parse } from './guards/index.ts'
import { keyed } from './word-vectors.ts'

export type Verdict =
  | { hit: true, candidate: Candidate }
  | { hit: false, reason: 'empty' | 'below_threshold' | `guard:${string}`, similarity?: number }

/** What is known of the question. As it was asked: guards read names and marks that normalising takes away. */
export type Asked = { text: string, words: WordVectors | null }

/**
 * `guards`: names of those that may stop an answer under `static`.
 * `minProbability`: what P(same answer) must reach under `calibrated`, where `threshold` is only what the client asks for.
 */
export type Terms = {
  kind: 'static' | 'calibrated', threshold: number, minProbability: number, guards: readonly string[], nowMs: number, maxAgeSeconds: number | null
}

/** An answer is served only while it is younger than both its own life and what the client accepts. */
export function isFresh (entry: { createdAt: number, expiresAt: number }, terms: Pick<Terms, 'nowMs' | 'maxAgeSeconds'>): boolean {
  return entry.expiresAt > terms.nowMs && (terms.maxAgeSeconds === null || terms.nowMs - entry.createdAt <= terms.maxAgeSeconds * 1000)
}

/**
 * Whether one of the nearest answers may be served. Pure.
 * @param candidates by falling similarity, all inside the question's scope
 */
export function decide (asked: Asked, candidates: Candidate[], terms: Terms): Verdict {
  const fresh = candidates.filter(({ entry }) => isFresh(entry, terms))
  const nearest = fresh[0]
  if (!nearest) return { hit: false, reason: 'empty' }
  const verdict = terms.kind === 'static' ? nearestUnopposed(asked.text, fresh, terms) : likeliest(asked, fresh, terms)
  return verdict.hit ? verdict : { ...verdict, similarity: nearest.similarity }
}

/** The nearest that is strictly above the threshold and stopped by no guard; else why the nearest was not. */
function nearestUnopposed (question: string, fresh: Candidate[], terms: Terms): Verdict {
  const active = guards.filter(({ name }) => terms.guards.includes(name))
  const asked = parse(question)
  let stopped: string | undefined
  for (const candidate of fresh) {
    if (candidate.similarity <= terms.threshold) break
    const evidence = firstEvidence(asked, parse(candidate.entry.question), active)
    if (evidence === null) return { hit: true, candidate }
    stopped ??= evidence.guard
  }
  return { hit: false, reason: stopped === undefined ? 'below_threshold' : `guard:${stopped}` }
}

/** The one most likely to have the same answer, where that is likely enough. Guards are evidence here, and veto nothing. */
function likeliest ({ text, words }: Asked, fresh: Candidate[], terms: Terms): Verdict {
  let best: { candidate: Candidate, probability: number } | undefined
  const asked: Reading | null = words && { parsed: parse(text), words: keyed(words) }
  for (const candidate of fresh) {
    if (candidate.similarity <= terms.threshold) break
    // An entry stored without its words cannot be judged.
    if (!asked || !candidate.words) continue
    const stored: Reading = { parsed: parse(candidate.entry.question), words: keyed(candidate.words) }
    const probability = probabilitySame(features(candidate.similarity, asked, stored))
    if (probability >= terms.minProbability && probability > (best?.probability ?? -1)) best = { candidate, probability }
  }
  return best ? { hit: true, candidate: best.candidate } : { hit: false, reason: 'below_threshold' }
}
