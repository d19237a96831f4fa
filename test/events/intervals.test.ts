import fc from 'fast-check'
import t from '../tap.ts'
import { lowerLimit, rateInterval, trialsNeeded, upperLimit } from '../../src/events/intervals.ts'

const close = (a: number, b: number, tolerance = 1e-6) => Math.abs(a - b) <= tolerance

t.test('what can be worked out by hand', async (t) => {
  // No failure in n: 1 − α^(1/n); nothing but failures: its mirror image.
  for (const n of [1, 10, 59, 300, 5000]) {
    t.ok(close(upperLimit(0, n, 0.95), 1 - 0.05 ** (1 / n)))
    t.ok(close(lowerLimit(n, n, 0.975), 0.025 ** (1 / n)))
  }
  t.ok(upperLimit(0, 298, 0.95) > 0.01 && upperLimit(0, 299, 0.95) < 0.01, '299 checks without an error certify 1 %')
  t.same([rateInterval(0, 0), rateInterval(3, 3).upper], [{ lower: 0, upper: 1 }, 1])
  // 1 of 2: P(X ≥ 1) = 2p − p² = 0.025.
  t.ok(close(rateInterval(1, 2).lower, 1 - Math.sqrt(0.975)))
})

t.test('the limits are those of the binomial tail', async (t) => {
  const tail = (count: number, n: number, p: number) => {
    // In logarithms: (1 − p)ⁿ alone may be too small for a number.
    let log = n * Math.log1p(-p)
    let sum = Math.exp(log)
    for (let k = 1; k <= count; k++) sum += Math.exp(log += Math.log((n - k + 1) / k * p / (1 - p)))
    return sum
  }
  fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), fc.constantFrom(0.9, 0.95, 0.975), (n, some, confidence) => {
    const count = some % n
    const upper = upperLimit(count, n, confidence)
    const lower = lowerLimit(count, n, confidence)
    return close(tail(count, n, upper), 1 - confidence, 1e-8) && (count === 0 || close(1 - tail(count - 1, n, lower), 1 - confidence, 1e-8)) && lower <= count / n && count / n <= upper
  }))
  t.pass()
})

t.test('published values, and what a budget still needs', async (t) => {
  // Clopper and Pearson's own case and the usual textbook ones (two-sided 95 %).
  for (const [count, trials, lower, upper] of [[3, 10, 0.0667, 0.6525], [0, 10, 0, 0.3085], [8, 20, 0.1912, 0.6395], [5, 100, 0.0164, 0.1128]] as const) {
    const interval = rateInterval(count, trials)
    t.ok(close(interval.lower, lower, 1e-4) && close(interval.upper, upper, 1e-4), `${count} of ${trials}`)
  }
  t.equal(trialsNeeded(0, 0, 0.01), 299)
  t.equal(trialsNeeded(0, 299, 0.01), 0)
  t.equal(trialsNeeded(0, 0, 0), Infinity)
  fc.assert(fc.property(fc.nat(20), fc.integer({ min: 20, max: 2000 }), fc.constantFrom(0.005, 0.01, 0.05), (count, trials, budget) => {
    const more = trialsNeeded(count, trials, budget)
    return upperLimit(count, trials + more, 0.95) <= budget && (more === 0 || upperLimit(count, trials + more - 1, 0.95) > budget)
  }), { numRuns: 50 })
})
