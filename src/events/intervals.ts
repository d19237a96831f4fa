// Exact intervals of a share (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934): what a count says about the rate it comes
// from, however small it is.

export type Interval = { lower: number, upper: number }

/** ln Γ by Lanczos' approximation (g = 7, nine terms), relative error below 1e-14 for x ≥ 0.5. */
const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7]
function logGamma (x: number): number {
  const sum = LANCZOS.reduce((total, term, i) => i === 0 ? term : total + term / (x - 1 + i), 0)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** I_x(a, b), the share of a beta distribution below x, by its continued fraction (modified Lentz). */
function betaShare (x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // It converges fast on this side only; the other is its mirror image.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  const kept = (value: number) => Math.abs(value) < 1e-300 ? 1e-300 : value
  let c = 1
  let d = 1 / kept(1 - (a + b) * x / (a + 1))
  let fraction = d
  for (let m = 1; m < 10_000; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / kept(1 + even * d)
    c = kept(1 + even / c)
    fraction *= c * d
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / kept(1 + odd * d)
    c = kept(1 + odd / c)
    const step = c * d
    fraction *= step
    if (Math.abs(step - 1) < 1e-14) break
  }
  return front * fraction
}

/** The x below which a share `p` of the beta distribution lies. */
function betaQuantile (p: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (betaShare(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** One-sided: the rate is at least this, with the given confidence. 0 without trials. */
export const lowerLimit = (count: number, trials: number, confidence: number): number => count === 0 ? 0 : betaQuantile(1 - confidence, count, trials - count + 1)

/** One-sided: the rate is at most this, with the given confidence. 1 without trials. */
export const upperLimit = (count: number, trials: number, confidence: number): number => count >= trials ? 1 : betaQuantile(confidence, count + 1, trials - count)

/** Two-sided, 95 %. @returns 0 to 1 without trials */
export function rateInterval (count: number, trials: number): Interval {
  return { lower: lowerLimit(count, trials, 0.975), upper: upperLimit(count, trials, 0.975) }
}

/** @returns how many trials more, none of them failing, bring the one-sided upper limit down to a budget: what "not certifiable" lacks */
export function trialsNeeded (count: number, trials: number, budget: number, confidence = 0.95): number {
  const within = (more: number) => upperLimit(count, trials + more, confidence) <= budget
  if (budget <= 0) return Infinity
  if (within(0)) return 0
  let high = 1
  while (!within(high)) high *= 2
  let low = high / 2
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (within(middle)) high = middle
    else low = middle
  }
  return high
}
