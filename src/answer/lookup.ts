import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { ExactAnswers } from '../cache/exact-answers.ts'
import type { SemanticAnswers } from '../cache/semantic-answers.ts'
import type { Embedder } from '../model/embedder.ts'
import { TextTooLongError } from '../model/embedder-errors.ts'
import { decide, isFresh, type Terms } from './decide.ts'
import type { Policy } from './policy.ts'

export type Found =
  | { status: 'exact', entry: AnswerEntry }
  | { status: 'semantic', entry: AnswerEntry, similarity: number }
  | { status: 'miss' | 'bypass', reason: string, similarity?: number }

/** What a lookup learnt. `vector` is there where the question was embedded: storing its answer needs it. */
export type Lookup = { found: Found, vector: Float32Array | null, embedMs: number, searchMs: number }

/** `text` as it was asked, `normalised` as it is keyed and embedded. */
export type Question = { scope: string, text: string, normalised: string, exactHash: string, tiers: Policy['tiers'], candidates: number, terms: Terms }

/** Exact tier, then embedding, then the nearest inside the scope. Faults of either tier are misses with a reason. */
export function createLookup (deps: { exact: ExactAnswers, semantic: SemanticAnswers, embedder: Embedder }) {
  const { exact, semantic, embedder } = deps

  async function embed (text: string): Promise<Float32Array | 'too_long' | null> {
    try {
      return (await embedder.embed(text)).vector
    } catch (error) {
      return error instanceof TextTooLongError ? 'too_long' : null
    }
  }

  /** @param prefetched the exact tier's entry where the caller asked for it already; undefined where Redis did not answer */
  return async function lookup (question: Question, prefetched?: { entry: AnswerEntry | null | undefined }): Promise<Lookup> {
    const { terms } = question
    const entry = !question.tiers.includes('exact') ? null : prefetched ? prefetched.entry : await exact.find(question.exactHash)
    if (entry && isFresh(entry, terms)) return { found: { status: 'exact', entry }, vector: null, embedMs: 0, searchMs: 0 }

    if (!question.tiers.includes('semantic')) return { found: { status: 'miss', reason: entry === undefined ? 'error' : 'empty' }, vector: null, embedMs: 0, searchMs: 0 }
    const embedAt = performance.now()
    const vector = await embed(question.normalised)
    const searchAt = performance.now()
    const times = (now = performance.now()) => ({ embedMs: searchAt - embedAt, searchMs: now - searchAt })
    if (vector === 'too_long') return { found: { status: 'bypass', reason: 'too_long' }, vector: null, ...times() }
    if (vector === null) return { found: { status: 'miss', reason: 'error' }, vector: null, ...times() }

    const nearest = await semantic.nearest(question.scope, vector, question.candidates)
    if ('fault' in nearest) {
      // A fresh index is empty, and without the module there is no tier to fail.
      const reason = entry !== undefined && ['no_index', 'no_module'].includes(nearest.fault) ? 'empty' : 'error'
      return { found: { status: 'miss', reason }, vector, ...times() }
    }
    const verdict = decide(question.text, nearest.candidates, terms)
    if (verdict.hit) return { found: { status: 'semantic', ...verdict.candidate }, vector, ...times() }
    const { hit: _hit, ...miss } = verdict
    return { found: { status: 'miss', ...miss }, vector, ...times() }
  }
}
export type LookUp = ReturnType<typeof createLookup>
