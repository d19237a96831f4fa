import fc from 'fast-check'
import t from '../tap.ts'
import { lowerBound, offsetBound, PRIOR_DEVIATION, PRIOR_MEAN, type Labels } from '../../src/answer/verified.ts'

const label = fc.record({ logit: fc.double({ min: -14, max: 14, noNaN: true }), same: fc.nat(40), different: fc.nat(40) })
const labels = fc.array(label, { maxLength: 6 })
const probability = fc.double({ min: 0, max: 1, noNaN: true })
const logit = fc.double({ min: -14, max: 14, noNaN: true })
/** Rounding of sums over the grid. */
const NOISE = 1e-9

t.test('a label moves the bound its own way, and no other', async (t) => {
  fc.assert(fc.property(labels, logit, fc.integer({ min: 1, max: 30 }), probability, (known, at, n, p) => {
    const before = lowerBound(p, known)
    return lowerBound(p, [...known, { logit: at, same: n, different: 0 }]) >= before - NOISE &&
      lowerBound(p, [...known, { logit: at, same: 0, different: n }]) <= before + NOISE
  }))
  t.pass()
})

t.test('the bound rises with P, is a probability, and does not depend on the order or grouping of labels', async (t) => {
  fc.assert(fc.property(labels, probability, probability, (known, a, b) => {
    const [low, high] = [lowerBound(Math.min(a, b), known), lowerBound(Math.max(a, b), known)]
    const single = known.flatMap(({ logit, same, different }) => [{ logit, same, different: 0 }, { logit, same: 0, different }]).reverse()
    return low >= 0 && high <= 1 && low <= high + NOISE && Math.abs(offsetBound(known) - offsetBound(single)) < 1e-6
  }))
  t.pass()
})

t.test('without labels: the calibrated model with its uncertainty', async (t) => {
  fc.assert(fc.property(probability, (p) => lowerBound(p, null) === lowerBound(p, []) && lowerBound(p, []) <= Math.max(p, 1e-6)))
  // The normal distribution's 20 % quantile.
  t.ok(Math.abs(offsetBound([]) - (PRIOR_MEAN - 0.8416 * PRIOR_DEVIATION)) < 0.06)
})

t.test('learning, simulated: an entry that is wrong stops, one that is right gets more generous, others are as they were', async (t) => {
  // Two entries whose questions all have P 0.99 to the model; of one they are right in truth, of the other half are wrong.
  const bound = 0.92
  const logitOf = (p: number) => Math.log(p / (1 - p))
  let seed = 7
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  const entries = { right: [] as Labels, trap: [] as Labels, other: [] as Labels }
  const served = { right: 0, trap: 0 }
  let wrong = 0
  t.ok(lowerBound(0.99, []) >= bound, 'a new entry is served where the model is sure enough')
  t.ok(lowerBound(0.96, []) < bound)
  for (let i = 0; i < 400; i++) {
    for (const [name, truth] of [['right', 1], ['trap', 0.5]] as const) {
      const same = random() < truth
      const serve = lowerBound(0.99, entries[name]) >= bound
      if (serve) {
        served[name]++
        if (!same) wrong++
      }
      // What goes to the LLM is compared for nothing; of what is served, one in ten is checked.
      if (!serve || random() < 0.1) entries[name] = [...entries[name], { logit: logitOf(0.99), same: same ? 1 : 0, different: same ? 0 : 1 }]
    }
  }
  t.ok(served.right === 400, 'never held back')
  t.ok(served.trap < 60, `stops after ${served.trap}`)
  t.ok(wrong < 30)
  t.ok(lowerBound(0.99, entries.trap) < 0.7)
  t.ok(lowerBound(0.96, entries.right) > bound && lowerBound(0.96, []) < bound, 'more generous where it was always right')
  t.equal(lowerBound(0.97, entries.other), lowerBound(0.97, []), 'an entry learns from its own questions only')
  t.ok(lowerBound(0.9999, [{ logit: 3, same: 0, different: 1 }]) > bound, 'one wrong answer far away leaves what is sure')
})
