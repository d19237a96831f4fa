import type { Candidate } from '../cache/semantic-answers.ts'
import { certaintyOf, findingOf, isFresh, type Judgement, type Terms } from './judge.ts'

/** `judged`: the candidate that is served, or the nearest one that was alive. */
export type Verdict =
  | { hit: true, candidate: Candidate, judged: Judgement }
  | { hit: false, reason: 'empty' | 'below_threshold' | `guard:${string}`, similarity?: number, judged?: Judgement }

/**
 * Whether one of the nearest answers may be served: under `static` the nearest that may be, else the likeliest. Pure.
 * @param judgements by falling similarity, of candidates inside the question's scope
 */
export function decide (judgements: Judgement[], terms: Terms): Verdict {
  const fresh = judgements.filter(({ candidate }) => isFresh(candidate.entry, terms))
  const nearest = fresh[0]
  if (!nearest) return { hit: false, reason: 'empty' }
  let best: Judgement | undefined
  let reason: 'below_threshold' | `guard:${string}` = 'below_threshold'
  for (const judgement of fresh) {
    const finding = findingOf(judgement, terms)
    if (finding === 'below_threshold') break
    if (finding.startsWith('guard:') && reason === 'below_threshold') reason = finding as `guard:${string}`
    if (finding !== 'serve') continue
    if (terms.kind === 'static') return { hit: true, candidate: judgement.candidate, judged: judgement }
    if (certaintyOf(judgement, terms)! > (best ? certaintyOf(best, terms)! : -1)) best = judgement
  }
  return best
    ? { hit: true, candidate: best.candidate, judged: best }
    : { hit: false, reason, similarity: nearest.similarity, judged: nearest }
}
