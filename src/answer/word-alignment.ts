// How the words of two questions align by the vectors the model gave them in their contexts.
import { alignment, type ContentWords } from './word-vectors.ts'

// MaxSim both ways, the worst and second-worst aligned word, and the same for words with no equal, and for equal words in their contexts.
export function aligned (a: ContentWords, b: ContentWords): number[] {
  const [n, m] = [a.keys.length, b.keys.length]
  if (n === 0 || m === 0) return new Array<number>(16).fill(0)
  const sims = alignment(a, b)
  const bestA = new Float32Array(n).fill(-1)
  const bestB = new Float32Array(m).fill(-1)
  const context: number[] = []
  const metA = new Uint8Array(n)
  const metB = new Uint8Array(m)
  for (let i = 0; i < n; i++) {
    let own = -1
    for (let j = 0; j < m; j++) {
      const sim = sims[i * m + j]!
      const equal = a.keys[i] === b.keys[j]
      if (equal) metA[i] = metB[j] = 1
      if (sim > bestA[i]!) bestA[i] = sim
      if (sim > bestB[j]!) bestB[j] = sim
      if (equal && sim > own) own = sim
    }
    if (own > -1) context.push(own)
  }
  const [meanA, meanB] = [mean(bestA), mean(bestB)]
  const [worstA, worstB] = [Math.min(...bestA), Math.min(...bestB)]
  const sorted = [...bestA, ...bestB].sort((x, y) => x - y)
  const unmatched = [...bestA.filter((_, i) => !metA[i]), ...bestB.filter((_, j) => !metB[j])]
  return [
    Math.min(meanA, meanB), Math.max(meanA, meanB), Math.min(worstA, worstB), Math.max(worstA, worstB), sorted[1] ?? sorted[0]!,
    unmatched.length ? Math.min(...unmatched) : 1, unmatched.length ? mean(unmatched) : 1, context.length ? Math.min(...context) : 0, context.length ? mean(context) : 0,
    ...weighed(a, b, bestA, bestB, metA, metB)
  ]
}

// The same again, each word counting by how much of its question it carries.
function weighed (a: ContentWords, b: ContentWords, bestA: Float32Array, bestB: Float32Array, metA: Uint8Array, metB: Uint8Array): number[] {
  const side = (own: ContentWords, best: Float32Array, met: Uint8Array) => {
    const out = { total: 0, met: 0, unmatched: 0, rarity: 0 }
    for (let i = 0; i < best.length; i++) {
      out.total += own.weights[i]!
      out.met += own.weights[i]! * best[i]!
      if (met[i]) continue
      out.unmatched += own.weights[i]!
      out.rarity = Math.max(out.rarity, own.rarity[i]!)
    }
    return { ...out, mean: out.total ? out.met / out.total : 0 }
  }
  const [x, y] = [side(a, bestA, metA), side(b, bestB, metB)]
  const [missX, missY] = [x.total - x.met, y.total - y.met]
  return [
    Math.min(x.mean, y.mean), Math.max(x.mean, y.mean), Math.min(missX, missY), Math.max(missX, missY),
    Math.min(x.unmatched, y.unmatched), Math.max(x.unmatched, y.unmatched), Math.max(x.rarity, y.rarity)
  ]
}

function mean (values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}
