// What an entry has learnt: an offset to the logit of P(same answer), from labels of questions that met it before.
// After vCache (arXiv 2502.03771), which fits a logistic of the similarity for each entry and explores until it is sure.
// Changed: the fit begins at the calibrated model instead of nothing, and the bound is a low quantile of the posterior
// instead of a random choice: a question below it goes to the LLM, and its fresh answer gives the next label.

/** Labels whose P had about this logit. */
export type Labels = readonly { logit: number, same: number, different: number }[]

/**
 * How entries differ from the calibrated model before anything is known of them, in logits: the mean and the standard deviation of
 * the prior. The likeliest pair on the developer stream (docs/answer-quality.md): the model underrates most entries, and is far off
 * for some. Of a new entry it asks one logit more than the bound (P 0.94 for 0.85).
 */
export const PRIOR_MEAN = 1.5
export const PRIOR_DEVIATION = 3
/** One-sided. */
const CONFIDENCE = 0.8

// The offset's grid: beyond it the prior has a few ten-thousandths of its mass.
const REACH = 12
const STEP = 0.1
const OFFSETS = Float64Array.from({ length: 2 * REACH / STEP + 1 }, (_, i) => i * STEP - REACH)
const PRIOR = OFFSETS.map((offset) => -0.5 * ((offset - PRIOR_MEAN) / PRIOR_DEVIATION) ** 2)

const logistic = (x: number) => 1 / (1 + Math.exp(-x))
/** ln logistic(x), without overflow. */
const logLogistic = (x: number) => x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x))
// What is certain to the model stays correctable.
const logitOf = (p: number) => Math.log(Math.min(Math.max(p, 1e-6), 1 - 1e-6) / (1 - Math.min(Math.max(p, 1e-6), 1 - 1e-6)))

/**
 * The quantile of an entry's offset that it exceeds with the given confidence. A label "same" multiplies the posterior by a
 * function that rises with the offset, "different" by one that falls, so quantiles move that way and no other.
 */
export function offsetBound (labels: Labels): number {
  const log = PRIOR.slice()
  for (const { logit, same, different } of labels) {
    for (let i = 0; i < log.length; i++) {
      const at = logit + OFFSETS[i]!
      if (same > 0) log[i]! += same * logLogistic(at)
      if (different > 0) log[i]! += different * logLogistic(-at)
    }
  }
  const top = Math.max(...log)
  const mass = log.map((value) => Math.exp(value - top))
  const want = (1 - CONFIDENCE) * mass.reduce((sum, value) => sum + value, 0)
  let before = 0
  for (let i = 0; i < mass.length; i++) {
    if (before + mass[i]! >= want) return OFFSETS[i]! - STEP * (1 - (want - before) / mass[i]!)
    before += mass[i]!
  }
  return REACH
}

const UNKNOWN = offsetBound([])

/**
 * P(same answer) that is exceeded with confidence, for a question whose calibrated P is `probability`.
 * @param labels of the entry; null or none: the calibrated model with its uncertainty
 */
export function lowerBound (probability: number, labels: Labels | null): number {
  return logistic(logitOf(probability) + (labels === null || labels.length === 0 ? UNKNOWN : offsetBound(labels)))
}
