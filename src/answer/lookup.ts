import type { AnswerEntry } from '../cache/answer-entry.ts'
import type { ExactAnswers } from '../cache/exact-answers.ts'
import type { SemanticAnswers } from '../cache/semantic-answers.ts'
import type { Embedder } from '../model/embedder.ts'
import { TextTooLongError } from '../model/embedder-errors.ts'
import { decide } from './decide.ts'
import { isFresh, type Terms } from './judge.ts'
import { outdatedTags, type Generations } from './generations.ts'
import type { WordVectors } from '../model/words.ts'
import type { Policy } from './policy.ts'

export type Found =
  | { status: 'exact', entry: AnswerEntry }
  | { status: 'semantic', entry: AnswerEntry, similarity: number }
  | { status: 'miss' | 'bypass', reason: string, similarity?: number }

/** What a lookup learnt. `meaning` is there where the question was embedded: storing its answer needs it. */
export type Meaning = { vector: Float32Array, words: WordVectors }
export type Lookup = { found: Found, meaning: Meaning | null, embedMs: number, searchMs: number }

/** `text` as it was asked, `normalised` as it is keyed and embedded. */
export type Question = { scope: string, text: string, normalised: string, exactHash: string, tiers: Policy['tiers'], candidates: number, generations: Generations, terms: Terms }

/** Exact tier, then embedding, then the nearest inside the scope. Faults of either tier are misses with a reason. */
export function createLookup (deps: { exact: ExactAnswers, semantic: SemanticAnswers, embedder: Embedder }) {
  const { exact, semantic, embedder } = deps

  async function embed (text: string): Promise<Meaning | 'too_long' | null> {
    try {
      return await embedder.embed(text)
    } catch (error) {
      return error instanceof TextTooLongError ? 'too_long' : null
    }
  }

  /** @param prefetched the exact tier's entry where the caller asked for it already; undefined where Redis did not answer */
  return async function lookup (question: Question, prefetched?: { entry: AnswerEntry | null | undefined }): Promise<Lookup> {
    const { terms, generations } = question
    const outdated = (candidate: AnswerEntry) => outdatedTags(generations, candidate)
    const entry = !question.tiers.includes('exact') ? null : prefetched ? prefetched.entry : await exact.find(question.exactHash)
    if (entry && isFresh(entry, terms) && outdated(entry).length === 0) return { found: { status: 'exact', entry }, meaning: null, embedMs: 0, searchMs: 0 }

    if (!question.tiers.includes('semantic')) return { found: { status: 'miss', reason: entry === undefined ? 'error' : 'empty' }, meaning: null, embedMs: 0, searchMs: 0 }
    const embedAt = performance.now()
    const meaning = await embed(question.normalised)
    const searchAt = performance.now()
    const times = (now = performance.now()) => ({ embedMs: searchAt - embedAt, searchMs: now - searchAt })
    if (meaning === 'too_long') return { found: { status: 'bypass', reason: 'not_cacheable:too_long' }, meaning: null, ...times() }
    if (meaning === null) return { found: { status: 'miss', reason: 'error' }, meaning: null, ...times() }

    const nearest = await semantic.nearest(question.scope, meaning.vector, question.candidates, { words: terms.kind === 'calibrated', usable: (candidate) => isFresh(candidate, terms), outdated })
    if ('fault' in nearest) {
      // A fresh index is empty, and without the module there is no tier to fail.
      const reason = entry !== undefined && ['no_index', 'no_module'].includes(nearest.fault) ? 'empty' : 'error'
      return { found: { status: 'miss', reason }, meaning, ...times() }
    }
    const verdict = decide({ text: question.text, words: meaning.words }, nearest.candidates, terms)
    if (verdict.hit) return { found: { status: 'semantic', entry: verdict.candidate.entry, similarity: verdict.candidate.similarity }, meaning, ...times() }
    const { hit: _hit, judged: _judged, ...miss } = verdict
    return { found: { status: 'miss', ...miss }, meaning, ...times() }
  }
}
export type LookUp = ReturnType<typeof createLookup>
