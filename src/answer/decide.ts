import type { Candidate } from '../cache/semantic-answers.ts'

export type Verdict =
  | { hit: true, candidate: Candidate }
  | { hit: false, reason: 'empty' | 'below_threshold' | `guard:${string}`, similarity?: number }

export type Terms = { threshold: number, nowMs: number, maxAgeSeconds: number | null }

/** An answer is served only while it is younger than both its own life and what the client accepts. */
export function isFresh (entry: { createdAt: number, expiresAt: number }, terms: Pick<Terms, 'nowMs' | 'maxAgeSeconds'>): boolean {
  return entry.expiresAt > terms.nowMs && (terms.maxAgeSeconds === null || terms.nowMs - entry.createdAt <= terms.maxAgeSeconds * 1000)
}

/**
 * Whether one of the nearest answers may be served. Pure.
 * @param candidates by falling similarity, all inside the question's scope
 * @returns the nearest that is fresh and strictly above the threshold, else why not, with the nearest similarity
 */
export function decide (candidates: Candidate[], terms: Terms): Verdict {
  const fresh = candidates.filter(({ entry }) => isFresh(entry, terms))
  const nearest = fresh[0]
  if (!nearest) return { hit: false, reason: 'empty' }
  if (nearest.similarity > terms.threshold) return { hit: true, candidate: nearest }
  return { hit: false, reason: 'below_threshold', similarity: nearest.similarity }
}
