import fc from 'fast-check'
import t from 'tap'
import { decide, isFresh } from '../../src/answer/decide.ts'
import { guardNames } from '../../src/answer/guards/index.ts'
import { GUARDS } from '../../src/schemas/policy.ts'
import { sampleEntry } from '../cache/fresh.ts'

const NOW = 1_000_000
const similarity = fc.double({ min: 0, max: 1, noNaN: true })
const candidate = fc.record({ similarity, createdAt: fc.integer({ min: NOW - 100_000, max: NOW }), expiresAt: fc.integer({ min: NOW - 50_000, max: NOW + 50_000 }) })
  .map(({ similarity, createdAt, expiresAt }) => ({ similarity, entry: sampleEntry({ createdAt, expiresAt }) }))
const candidates = fc.array(candidate, { maxLength: 5 }).map((list) => list.sort((a, b) => b.similarity - a.similarity))
const maxAgeSeconds = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null })

t.test('what is served is strictly above the threshold, alive, young enough, and the nearest such', async () => {
  fc.assert(fc.property(candidates, similarity, maxAgeSeconds, (candidates, threshold, maxAgeSeconds) => {
    const verdict = decide(sampleEntry().question, candidates, { guards: guardNames, threshold, nowMs: NOW, maxAgeSeconds })
    const alive = candidates.filter(({ entry }) => entry.expiresAt > NOW && (maxAgeSeconds === null || NOW - entry.createdAt <= maxAgeSeconds * 1000))
    if (verdict.hit) return verdict.candidate === alive[0] && verdict.candidate.similarity > threshold
    if (verdict.reason === 'empty') return alive.length === 0 && verdict.similarity === undefined
    return verdict.reason === 'below_threshold' && verdict.similarity === alive[0]!.similarity && alive.every((c) => c.similarity <= threshold)
  }), { numRuns: 500 })
})

t.test('a similarity equal to the threshold is no hit', async () => {
  fc.assert(fc.property(similarity, (similarity) =>
    !decide('q', [{ similarity, entry: sampleEntry({ createdAt: NOW, expiresAt: NOW + 1 }) }], { threshold: similarity, guards: [], nowMs: NOW, maxAgeSeconds: null }).hit))
})

t.test('raising the threshold never makes a hit, and never changes which answer is served', async () => {
  fc.assert(fc.property(candidates, similarity, similarity, maxAgeSeconds, (candidates, a, b, maxAgeSeconds) => {
    const low = decide(sampleEntry().question, candidates, { guards: guardNames, threshold: Math.min(a, b), nowMs: NOW, maxAgeSeconds })
    const high = decide(sampleEntry().question, candidates, { guards: guardNames, threshold: Math.max(a, b), nowMs: NOW, maxAgeSeconds })
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
  const terms = { threshold: 0.9, guards: guardNames, nowMs: NOW, maxAgeSeconds: null }
  const disable = { similarity: 0.99, entry: entry('How do I disable two factor authentication?') }
  const enable = { similarity: 0.95, entry: entry('How can I enable two factor authentication?') }
  const asked = 'How do I enable two factor authentication?'
  t.match(decide(asked, [disable, enable], terms), { hit: true, candidate: enable })
  t.match(decide(asked, [disable], terms), { hit: false, reason: /^guard:/, similarity: 0.99 })
  t.match(decide(asked, [disable], { ...terms, guards: [] }), { hit: true }, 'switched off, it stops nothing')
  t.match(decide(asked, [{ ...disable, similarity: 0.8 }], terms), { hit: false, reason: 'below_threshold' }, 'below the threshold no guard is asked')
})

t.test('a policy can name every guard there is', async (t) => t.same([...GUARDS], guardNames))
