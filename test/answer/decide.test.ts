import fc from 'fast-check'
import t from '../tap.ts'
import { decide } from '../../src/answer/decide.ts'
import { createJudge, findingOf, isFresh, type Asked, type Terms } from '../../src/answer/judge.ts'
import { guardNames, parse } from '../../src/answer/guards/index.ts'
import { readWords, type WordVectors } from '../../src/model/words.ts'
import { GUARDS } from '../../src/schemas/policy.ts'
import type { Candidate } from '../../src/cache/semantic-answers.ts'
import { sampleEntry } from '../cache/fresh.ts'

const NOW = 1_000_000
const STATIC = { kind: 'static', minProbability: 0.92 } as const
const similarity = fc.double({ min: 0, max: 1, noNaN: true })
const candidate = fc.record({ similarity, createdAt: fc.integer({ min: NOW - 100_000, max: NOW }), expiresAt: fc.integer({ min: NOW - 50_000, max: NOW + 50_000 }) })
  .map(({ similarity, createdAt, expiresAt }) => ({ similarity, entry: sampleEntry({ createdAt, expiresAt }) }))
const candidates = fc.array(candidate, { maxLength: 5 }).map((list) => list.sort((a, b) => b.similarity - a.similarity))
const maxAgeSeconds = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null })
const decideOn = (asked: Asked, candidates: Candidate[], terms: Terms) => decide(candidates.map(createJudge(asked)), terms)

t.test('what is served is strictly above the threshold, alive, young enough, and the nearest such', async () => {
  fc.assert(fc.property(candidates, similarity, maxAgeSeconds, (candidates, threshold, maxAgeSeconds) => {
    const verdict = decideOn({ text: sampleEntry().question, words: null }, candidates, { ...STATIC, guards: guardNames, threshold, nowMs: NOW, maxAgeSeconds })
    const alive = candidates.filter(({ entry }) => entry.expiresAt > NOW && (maxAgeSeconds === null || NOW - entry.createdAt <= maxAgeSeconds * 1000))
    if (verdict.hit) return verdict.candidate === alive[0] && verdict.candidate.similarity > threshold
    if (verdict.reason === 'empty') return alive.length === 0 && verdict.similarity === undefined
    return verdict.reason === 'below_threshold' && verdict.similarity === alive[0]!.similarity && alive.every((c) => c.similarity <= threshold)
  }), { numRuns: 500 })
})

t.test('a similarity equal to the threshold is no hit', async () => {
  fc.assert(fc.property(similarity, (similarity) =>
    !decideOn({ text: 'q', words: null }, [{ similarity, entry: sampleEntry({ createdAt: NOW, expiresAt: NOW + 1 }) }], { ...STATIC, threshold: similarity, guards: [], nowMs: NOW, maxAgeSeconds: null }).hit))
})

t.test('raising the threshold never makes a hit, and never changes which answer is served', async () => {
  fc.assert(fc.property(candidates, similarity, similarity, maxAgeSeconds, (candidates, a, b, maxAgeSeconds) => {
    const low = decideOn({ text: sampleEntry().question, words: null }, candidates, { ...STATIC, guards: guardNames, threshold: Math.min(a, b), nowMs: NOW, maxAgeSeconds })
    const high = decideOn({ text: sampleEntry().question, words: null }, candidates, { ...STATIC, guards: guardNames, threshold: Math.max(a, b), nowMs: NOW, maxAgeSeconds })
    return !high.hit || (low.hit && low.candidate === high.candidate)
  }))
})

t.test('an answer is over at its expiry, and too old one ms after its max-age', async (t) => {
  const entry = { createdAt: NOW, expiresAt: NOW + 10_000 }
  t.equal(isFresh(entry, { nowMs: NOW + 9_999, maxAgeSeconds: null }), true)
  t.equal(isFresh(entry, { nowMs: NOW + 10_000, maxAgeSeconds: null }), false)
  t.equal(isFresh(entry, { nowMs: NOW + 3_000, maxAgeSeconds: 3 }), true)
  t.equal(isFresh(entry, { nowMs: NOW + 3_001, maxAgeSeconds: 3 }), false)
})

t.test('a guard stops an answer, however near, and a further one may still be right', async (t) => {
  const entry = (question: string) => sampleEntry({ question, createdAt: NOW, expiresAt: NOW + 1 })
  const terms = { ...STATIC, threshold: 0.9, guards: guardNames, nowMs: NOW, maxAgeSeconds: null }
  const disable = { similarity: 0.99, entry: entry('How do I disable two factor authentication?') }
  const enable = { similarity: 0.95, entry: entry('How can I enable two factor authentication?') }
  const asked = 'How do I enable two factor authentication?'
  t.match(decideOn({ text: asked, words: null }, [disable, enable], terms), { hit: true, candidate: enable })
  t.match(decideOn({ text: asked, words: null }, [disable], terms), { hit: false, reason: /^guard:/, similarity: 0.99 })
  t.match(decideOn({ text: asked, words: null }, [disable], { ...terms, guards: [] }), { hit: true }, 'switched off, it stops nothing')
  t.match(decideOn({ text: asked, words: null }, [{ ...disable, similarity: 0.8 }], terms), { hit: false, reason: 'below_threshold' }, 'below the threshold no guard is asked')
})

/** Words as the embedder gives them, but that a word's row depends on the word only. */
function wordsOf (text: string): WordVectors {
  const pieces = ['[CLS]', ...parse(text).words, '[SEP]']
  return readWords(pieces, pieces.flatMap((word) => Array.from({ length: 16 }, (_, d) => Math.sin((d + 1) * [...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 9973, 7)))), 16)
}
const askedFor = (text: string) => ({ text, words: wordsOf(text) })
const stored = (question: string, similarity: number, words: WordVectors | null = wordsOf(question)) =>
  ({ similarity, words, entry: sampleEntry({ question, createdAt: NOW, expiresAt: NOW + 1 }) })
const CALIBRATED = { kind: 'calibrated', threshold: 0, minProbability: 0.8, guards: guardNames, nowMs: NOW, maxAgeSeconds: null } as const

t.test('calibrated: the likeliest is served, not the nearest, and only where it is likely enough', async (t) => {
  const asked = askedFor('How do I enable two factor authentication?')
  const trap = stored('How do I disable two factor authentication?', 0.97)
  const same = stored('How can I enable two factor authentication?', 0.93)
  t.match(decideOn(asked, [trap, same], CALIBRATED), { hit: true, candidate: same })
  t.match(decideOn(asked, [trap], CALIBRATED), { hit: false, reason: 'below_threshold', similarity: 0.97 }, 'the reason is one of the known')
  t.match(decideOn(asked, [same], { ...CALIBRATED, minProbability: 1 }), { hit: false, reason: 'below_threshold' })
  t.match(decideOn(asked, [], CALIBRATED), { hit: false, reason: 'empty' })
})

t.test('calibrated: a client that asks for a similarity gets at least that', async (t) => {
  const asked = askedFor('How do I learn violin?')
  const same = stored('How can I learn violin?', 0.93)
  t.match(decideOn(asked, [same], { ...CALIBRATED, threshold: 0.92 }), { hit: true })
  t.match(decideOn(asked, [same], { ...CALIBRATED, threshold: 0.93 }), { hit: false, reason: 'below_threshold' })
})

t.test('calibrated: without words on either side nothing can be judged; static still can', async (t) => {
  const asked = askedFor('How do I learn violin?')
  const [bare, whole] = [stored('How can I learn violin?', 0.99, null), stored('How can I learn violin?', 0.96)]
  t.match(decideOn(asked, [bare], CALIBRATED), { hit: false, reason: 'below_threshold', similarity: 0.99 })
  t.match(decideOn({ ...asked, words: null }, [whole], CALIBRATED), { hit: false, reason: 'below_threshold' })
  t.match(decideOn(asked, [bare, whole], CALIBRATED), { hit: true, candidate: whole })
  t.match(decideOn(asked, [bare], { ...CALIBRATED, kind: 'static' }), { hit: true, candidate: bare })
})

t.test('calibrated: raising the bound never makes a hit', async () => {
  const asked = askedFor('what is the price of a passport in Peru')
  const texts = ['what does a passport cost in Peru', 'what is the price of a passport in Chile', 'how much is a passport', 'what is the price of a passport in Peru please']
  fc.assert(fc.property(fc.array(fc.record({ text: fc.constantFrom(...texts), similarity }), { maxLength: 5 }), similarity, similarity, (list, a, b) => {
    const found = list.sort((x, y) => y.similarity - x.similarity).map(({ text, similarity }) => stored(text, similarity))
    const low = decideOn(asked, found, { ...CALIBRATED, minProbability: Math.min(a, b) })
    const high = decideOn(asked, found, { ...CALIBRATED, minProbability: Math.max(a, b) })
    return !high.hit || (low.hit && low.candidate === high.candidate)
  }))
})

t.test('what is served is found servable, and what is known of a candidate in full changes no decision', async () => {
  const asked = askedFor('How do I enable two factor authentication in version 3?')
  const texts = ['How can I enable two factor authentication in version 3?', 'How do I disable two factor authentication in version 3?', 'How do I enable two factor authentication in version 4?', 'When is lunch?']
  const terms = fc.record({
    kind: fc.constantFrom('static', 'calibrated'), threshold: similarity, minProbability: similarity, guards: fc.subarray(guardNames), nowMs: fc.constant(NOW), maxAgeSeconds
  }) as fc.Arbitrary<Terms>
  const near = fc.record({ text: fc.constantFrom(...texts), similarity, known: fc.boolean(), createdAt: fc.integer({ min: NOW - 100_000, max: NOW }), expiresAt: fc.integer({ min: NOW - 9, max: NOW + 99 }) })
  fc.assert(fc.property(fc.array(near, { maxLength: 5 }), terms, (list, terms) => {
    const found = list.sort((x, y) => y.similarity - x.similarity).map(({ text, similarity, known, createdAt, expiresAt }) => ({ ...stored(text, similarity, known ? wordsOf(text) : null), entry: sampleEntry({ question: text, createdAt, expiresAt }) }))
    const told = found.map(createJudge(asked))
    for (const judgement of told) { judgement.evidence(); judgement.probability() }
    const lazily = decideOn(asked, found, terms)
    const fully = decide(told, terms)
    const findings = told.map((judgement) => findingOf(judgement, terms))
    const at = lazily.hit ? found.findIndex((candidate) => candidate === lazily.candidate) : -1
    return lazily.hit === fully.hit && lazily.hit === findings.includes('serve') &&
      (lazily.hit ? fully.hit && lazily.candidate === fully.candidate && findings[at] === 'serve' : !fully.hit && lazily.reason === fully.reason)
  }), { numRuns: 300 })
})

t.test('deciding asks for no more than it needs', async (t) => {
  const read: number[] = []
  const watched = [0.99, 0.97, 0.96, 0.8].map((similarity, i) => {
    const candidate = stored(i === 0 ? 'How do I disable sound?' : 'How can I enable sound?', similarity)
    return { ...candidate, get words (): WordVectors { throw new Error('no words are needed') }, entry: { ...candidate.entry, get question () { read.push(i); return candidate.entry.question } } }
  })
  const terms = { ...STATIC, threshold: 0.9, guards: guardNames, nowMs: NOW, maxAgeSeconds: null }
  t.match(decideOn(askedFor('How do I enable sound?'), watched, terms), { hit: true, candidate: watched[1]! })
  t.same(read, [0, 1], 'a question is read once, and none behind the one that is served')
  decideOn(askedFor('How do I enable sound?'), watched, { ...terms, threshold: 0.995 })
  t.same(read, [0, 1], 'below the threshold none is read')
})

t.test('a policy can name every guard there is', async (t) => t.same([...GUARDS], guardNames))
