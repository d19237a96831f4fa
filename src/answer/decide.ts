import type { Candidate } from '../cache/semantic-answers.ts'
import { firstEvidence, guards, parse } from './guards/index.ts'

export type Verdict =
  | { hit: true, candidate: Candidate }
  | { hit: false, reason: 'empty' | 'below_threshold' | `guard:${string}`, similarity?: number }

/** `guards`: names of those that may stop an answer. */
export type Terms = { threshold: number, guards: readonly string[], nowMs: number, maxAgeSeconds: number | null }

/** An answer is served only while it is younger than both its own life and what the client accepts. */
export function isFresh (entry: { createdAt: number, expiresAt: number }, terms: Pick<Terms, 'nowMs' | 'maxAgeSeconds'>): boolean {
  return entry.expiresAt > terms.nowMs && (terms.maxAgeSeconds === null || terms.nowMs - entry.createdAt <= terms.maxAgeSeconds * 1000)
}

/**
 * Whether one of the nearest answers may be served. Pure.
 * @param question as it was asked: guards read names and marks that normalising takes away
 * @param candidates by falling similarity, all inside the question's scope
 * @returns the nearest that is fresh, strictly above the threshold and stopped by no guard; else why the nearest was not
 */
export function decide (question: string, candidates: Candidate[], terms: Terms): Verdict {
  const fresh = candidates.filter(({ entry }) => isFresh(entry, terms))
  const nearest = fresh[0]
  if (!nearest) return { hit: false, reason: 'empty' }
  const active = guards.filter(({ name }) => terms.guards.includes(name))
  const asked = parse(question)
  let stopped: string | undefined
  for (const candidate of fresh) {
    if (candidate.similarity <= terms.threshold) break
    const evidence = firstEvidence(asked, parse(candidate.entry.question), active)
    if (evidence === null) return { hit: true, candidate }
    stopped ??= evidence.guard
  }
  return { hit: false, reason: stopped === undefined ? 'below_threshold' : `guard:${stopped}`, similarity: nearest.similarity }
}
