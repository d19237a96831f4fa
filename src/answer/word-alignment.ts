// How the words of two questions align by the vectors the model gave them in their contexts.
import { alignment, type ContentWords } from './word-vectors.ts'

// MaxSim both ways, the worst and second-worst aligned word, and the same for words with no equal, and for equal words in their contexts.
export function aligned (a: ContentWords, b: ContentWords): number[] {
  const [n, m] = [a.keys.length, b.keys.length]
  if (n === 0 || m === 0) return new Array<number>(16).fill(0)
  const sims = alignment(a, b)
  const bestA = new Float32Array(n).fill(-1)
  const bestB = new Float32Array(m).fill(-1)
  const metA = new Uint8Array(n)
  const metB = new Uint8Array(m)
  const context = tally()
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
    if (own > -1) add(context, own)
  }
  const [sideA, sideB, all, unmatched] = [tally(), tally(), tally(), tally()]
  for (let i = 0; i < n; i++) {
    add(sideA, bestA[i]!)
    add(all, bestA[i]!)
    if (!metA[i]) add(unmatched, bestA[i]!)
  }
  for (let j = 0; j < m; j++) {
    add(sideB, bestB[j]!)
    add(all, bestB[j]!)
    if (!metB[j]) add(unmatched, bestB[j]!)
  }
  const [meanA, meanB] = [sideA.sum / n, sideB.sum / m]
  return [
    Math.min(meanA, meanB), Math.max(meanA, meanB), Math.min(sideA.least, sideB.least), Math.max(sideA.least, sideB.least), all.second,
    unmatched.count ? unmatched.least : 1, unmatched.count ? unmatched.sum / unmatched.count : 1, context.count ? context.least : 0, context.count ? context.sum / context.count : 0,
    ...weighed(a, b, bestA, bestB, metA, metB)
  ]
}

type Tally = { count: number, sum: number, least: number, second: number }
const tally = (): Tally => ({ count: 0, sum: 0, least: Infinity, second: Infinity })

function add (to: Tally, value: number): void {
  to.count++
  to.sum += value
  if (value < to.least) {
    to.second = to.least
    to.least = value
  } else if (value < to.second) to.second = value
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
    return { mean: out.total ? out.met / out.total : 0, ...out }
  }
  const [x, y] = [side(a, bestA, metA), side(b, bestB, metB)]
  const [missX, missY] = [x.total - x.met, y.total - y.met]
  return [
    Math.min(x.mean, y.mean), Math.max(x.mean, y.mean), Math.min(missX, missY), Math.max(missX, missY),
    Math.min(x.unmatched, y.unmatched), Math.max(x.unmatched, y.unmatched), Math.max(x.rarity, y.rarity)
  ]
}
