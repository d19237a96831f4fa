import { isOperators, type AnswerEntry } from '../cache/answer-entry.ts'
import type { ExactAnswers, ExactReply } from '../cache/exact-answers.ts'
import type { Candidate, SemanticAnswers } from '../cache/semantic-answers.ts'
import type { Embedder, Embedding } from '../model/embedder.ts'
import { TextTooLongError } from '../model/embedder-errors.ts'
import { decide } from './decide.ts'
import { createJudge, isFresh, type Judgement, type Terms } from './judge.ts'
import { outdatedTags, type Generations } from './generations.ts'
import type { WordVectors } from '../model/words.ts'
import type { Policy } from './policy.ts'
import { saysSame } from './question-reading.ts'

export type Found =
  | { status: 'exact', entry: AnswerEntry }
  | { status: 'semantic', entry: AnswerEntry, similarity: number }
  | { status: 'miss' | 'bypass', reason: string, similarity?: number }

type Meaning = { vector: Float32Array, words: WordVectors }
/** What a lookup learnt. */
export type Lookup = {
  found: Found
  /** Where the question was embedded: storing its answer needs it. */
  meaning: Meaning | null
  /** The vector of a question that others have, too: it says what the question is about, and nothing is found by it. */
  unread?: Float32Array
  /** All that were near. */
  candidates: Candidate[]
  judgements?: Judgement[]
  /** The candidate that was served, or the nearest that was not. */
  judged: Judgement | null
  /** The looser terms would have served `judged`. */
  passedOver: boolean
  /** What stands under the question's own words is an operator's, not to be replaced. */
  held?: boolean
  /** What else stands under them, which a new answer takes the place of. */
  former?: AnswerEntry[]
  /** The question is another name of the entry that is found, by a judge's word, and this similar to its own. */
  named?: number
  /** The client asked for something younger than what would have been served. */
  stale?: boolean
  /** What the question is about, or what is in force, could not be asked: its answer is kept for nobody. */
  uncertain?: boolean
  embedMs: number
  searchMs: number
}

export type Question = {
  scope: string
  /** As it was asked. */
  text: string
  /** As it is keyed. */
  normalised: string
  /** As the model reads it. */
  embedded: string
  exactHash: string
  tiers: Policy['tiers']
  /** How many of the nearest are looked at. */
  candidates: number
  generations: Generations
  /** False where nothing is to be served, and is looked for to be replaced. */
  read: boolean
  /** Candidates come with their words, whether the policy needs them or not. */
  withWords?: boolean
  /** What a judge took for another name of an entry may be answered by it. */
  aliases?: boolean
  terms: Terms
  looser?: Terms | null
}

/** Above: perhaps the same words, which have the same vector but for rounding. To read a question for its words takes 50 µs. */
const SAME_WORDS = 0.99
/** Whether a new answer to the question, in its scope, takes the place of this one. By its words, too: an entry that was moved to another embedding model has the exact hash it had. */
const isReplaced = ({ entry, similarity }: Pick<Candidate, 'entry' | 'similarity'>, question: Question) =>
  !isOperators(entry) && (entry.exactHash === question.exactHash || (similarity > SAME_WORDS && saysSame(entry.question, question)))

/** Exact tier, then embedding, then the nearest inside the scope. Faults of either tier are misses with a reason. */
export function createLookup (deps: { exact: ExactAnswers, semantic: SemanticAnswers, embedder: Embedder }) {
  const { exact, semantic, embedder } = deps

  async function embed (text: string): Promise<Embedding | 'too_long' | null> {
    try {
      return await embedder.embed(text)
    } catch (error) {
      return error instanceof TextTooLongError ? 'too_long' : null
    }
  }

  /** @param prefetched the exact tier's entry where the caller asked for it already; undefined where Redis did not answer */
  return async function lookup (question: Question, prefetched?: { entry: ExactReply }): Promise<Lookup> {
    const { terms, generations } = question
    const outdated = (candidate: AnswerEntry) => outdatedTags(generations, candidate)
    const none = { meaning: null, judged: null, passedOver: false, candidates: [], embedMs: 0, searchMs: 0 }
    const stored = !question.tiers.includes('exact') ? null : prefetched ? prefetched.entry : await exact.find(question.exactHash)
    // Another version may have keyed two questions alike that are two here: only an entry of these words is the question's own.
    const own = stored && !('aliasOf' in stored) && !saysSame(stored.question, question) ? null : stored
    const entry = own && 'aliasOf' in own ? question.aliases ? await semantic.read(own.aliasOf) : null : own
    const former = entry && isReplaced({ entry, similarity: 1 }, question) ? [entry] : []
    const isAlive = (candidate: AnswerEntry) => isFresh(candidate, { nowMs: terms.nowMs, maxAgeSeconds: null }) && outdated(candidate).length === 0
    const isHeld = (candidate: AnswerEntry) => isOperators(candidate) && isAlive(candidate)
    // By its words, as above.
    const isHeldHere = (candidate: AnswerEntry) => isHeld(candidate) && saysSame(candidate.question, question)
    let held = Boolean(entry && isHeld(entry))
    if (question.read && entry && isFresh(entry, terms) && outdated(entry).length === 0) {
      return { found: { status: 'exact', entry }, held, ...(own && 'aliasOf' in own ? { named: own.similarity } : {}), ...none }
    }

    let stale = question.read && Boolean(entry && isAlive(entry))
    if (!question.tiers.includes('semantic')) return { found: { status: 'miss', reason: entry === undefined ? 'error' : 'empty' }, held, stale, former, ...none }
    const embedAt = performance.now()
    const meaning = await embed(question.embedded)
    const searchAt = performance.now()
    const times = () => ({ held, stale, former, judged: null, passedOver: false, candidates: [], embedMs: searchAt - embedAt, searchMs: performance.now() - searchAt })
    if (meaning === 'too_long') return { found: { status: 'bypass', reason: 'not_cacheable:too_long' }, meaning: null, ...times() }
    if (meaning === null) return { found: { status: 'miss', reason: 'error' }, meaning: null, ...times() }
    // Two texts that the model cannot read have one vector, whatever they say: only the same words may share an answer.
    if (meaning.unread) return { found: { status: 'miss', reason: entry === undefined ? 'error' : 'scope:exact_only:unread' }, meaning: null, unread: meaning.vector, ...times() }

    const tooOld: Candidate[] = []
    const usable = (candidate: Candidate) => {
      if (isFresh(candidate.entry, terms)) return true
      if (isAlive(candidate.entry)) tooOld.push(candidate)
      return isHeldHere(candidate.entry)
    }
    const nearest = await semantic.nearest(question.scope, meaning.vector, question.candidates, { words: question.withWords ?? terms.kind !== 'static', usable, outdated })
    if ('fault' in nearest) {
      // A fresh index is empty, and without the module there is no tier to fail.
      const reason = entry !== undefined && ['no_index', 'no_module'].includes(nearest.fault) ? 'empty' : 'error'
      return { found: { status: 'miss', reason }, meaning, ...times() }
    }
    // Where the exact tier lost its copy, the search still finds it.
    held ||= nearest.candidates.some(({ entry: candidate }) => isHeldHere(candidate))
    for (const near of nearest.candidates) if (isReplaced(near, question) && !former.some(({ id }) => id === near.entry.id)) former.push(near.entry)
    const judge = createJudge({ text: question.text, words: meaning.words })
    const judgements = nearest.candidates.map(judge)
    const verdict = decide(judgements, terms)
    const looked = { meaning, ...times(), candidates: nearest.candidates, judgements }
    if (verdict.hit) return { ...looked, found: { status: 'semantic', entry: verdict.candidate.entry, similarity: verdict.candidate.similarity }, judged: verdict.judged }
    if (tooOld.length > 0) stale ||= decide(tooOld.map(judge), { ...terms, maxAgeSeconds: null }).hit
    const { hit: _hit, judged, ...miss } = verdict
    // Judged already but for the comparison: what tightening takes away must be known to be given back.
    const before = question.looser ? decide(judgements, question.looser) : null
    // Where the exact tier may not be read, neither may the search's finds: that nothing is left of them says nothing.
    const reason = entry === undefined && miss.reason === 'empty' ? 'error' : miss.reason
    return { ...looked, stale, found: { status: 'miss', ...miss, reason }, judged: (before?.hit ? before.judged : judged) ?? null, passedOver: before?.hit === true }
  }
}
export type LookUp = ReturnType<typeof createLookup>
