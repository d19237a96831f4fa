// What the second stage knows of a pair: its similarity, how its words align, overlap, order, length, guard evidence.
// Symmetric: the order of the two questions never matters. The names are part of the model file and checked against it.
import { difference } from './guards/compare.ts'
import { guardNames, runGuards, type Evidence, type Parsed } from './guards/index.ts'
import { alignment, type ContentWords } from './word-vectors.ts'

export type Reading = { parsed: Parsed, words: ContentWords }

export const featureNames: string[] = [
  'cosine', 'maxsimLow', 'maxsimHigh', 'worstLow', 'worstHigh', 'secondWorst', 'unmatchedSim', 'unmatchedMean', 'sharedContextLow', 'sharedContextMean',
  'weightedLow', 'weightedHigh', 'missingLow', 'missingHigh', 'unmatchedWeightLow', 'unmatchedWeightHigh', 'unmatchedRarity',
  'jaccard', 'containLow', 'containHigh', 'onlyLow', 'onlyHigh', 'trigrams', 'bigrams', 'sequence', 'functionJaccard',
  'lengthRatio', 'lengthMean', 'lengthGap', 'contentMean', 'inversions', 'sameOpening', 'sameFirst', 'sameLast', 'personGap', 'nameGapLow', 'nameGapHigh', 'numberGap', 'sharedNumbers', 'clauses',
  'evidence', ...guardNames.map(name => 'guard:' + name)
]

export function features (cosine: number, a: Reading, b: Reading, evidence: Evidence[] = runGuards(a.parsed, b.parsed)): number[] {
  const [p, q] = [a.parsed, b.parsed]
  const words = aligned(a.words, b.words)
  const { contentA, contentB } = difference(p, q)
  const shared = [...p.bag.keys()].filter(key => q.bag.has(key)).length
  const [sizeA, sizeB] = [p.bag.size || 1, q.bag.size || 1]
  const [gapA, gapB] = [contentA.length, contentB.length]
  const [lenA, lenB] = [p.words.length, q.words.length]
  const [nameA, nameB] = [names(p, contentA), names(q, contentB)]
  const fired = new Set(evidence.map(e => e.guard))
  return [
    cosine, ...words,
    shared / (sizeA + sizeB - shared), Math.min(1 - gapA / sizeA, 1 - gapB / sizeB), Math.max(1 - gapA / sizeA, 1 - gapB / sizeB),
    Math.min(gapA, gapB), Math.max(gapA, gapB), overlap(trigrams(p.text), trigrams(q.text)), overlap(bigrams(p.keys), bigrams(q.keys)),
    sequence(p.keys, q.keys), overlap(functionWords(p), functionWords(q)),
    Math.min(lenA, lenB) / Math.max(lenA, lenB, 1), Math.log1p((lenA + lenB) / 2), Math.abs(lenA - lenB), Math.log1p((sizeA + sizeB) / 2),
    inversions(p, q), p.words[0] === q.words[0] ? 1 : 0, edge(p, 1) === edge(q, 1) ? 1 : 0, edge(p, -1) === edge(q, -1) ? 1 : 0, Math.abs(person(p) - person(q)), Math.min(nameA, nameB), Math.max(nameA, nameB),
    contentA.filter(isNumber).length + contentB.filter(isNumber).length, [...p.bag.keys()].filter(k => isNumber(k) && q.bag.has(k)).length,
    Math.abs(marks(p) - marks(q)),
    evidence.length, ...guardNames.map(name => fired.has(name) ? 1 : 0)
  ]
}

const isNumber = (key: string) => /^\d/.test(key)
const names = (p: Parsed, keys: string[]) => keys.filter(key => p.names.has(key)).length
const marks = (p: Parsed) => p.words.filter(w => /^[?.!;]$/.test(w)).length
const person = (p: Parsed) => p.words.some(w => /^(?:i|my|me|mine|myself)$/.test(w)) ? 1 : 0
const edge = (p: Parsed, step: 1 | -1) => p.keys[step > 0 ? p.content.indexOf(true) : p.content.lastIndexOf(true)]!
const functionWords = (p: Parsed) => new Set(p.keys.filter((_, i) => !p.content[i]!))
const bigrams = (keys: string[]) => new Set(keys.slice(1).map((key, i) => keys[i]! + ' ' + key))

function trigrams (text: string): Set<string> {
  const out = new Set<string>()
  for (let i = 0; i + 3 <= text.length; i++) out.add(text.slice(i, i + 3))
  return out
}

function overlap (a: Set<string>, b: Set<string>): number {
  let both = 0
  for (const x of a) if (b.has(x)) both++
  const all = a.size + b.size - both
  return all === 0 ? 1 : both / all
}

// Length of the longest common subsequence against the mean length.
function sequence (a: string[], b: string[]): number {
  const row = new Uint16Array(b.length + 1)
  for (const key of a) {
    let diagonal = 0
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!
      row[j] = key === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!)
      diagonal = above
    }
  }
  return a.length + b.length === 0 ? 1 : 2 * row[b.length]! / (a.length + b.length)
}

// Of the words both say once, the share of pairs that stand in the other order.
function inversions (a: Parsed, b: Parsed): number {
  const at = new Map<string, number>()
  b.keys.forEach((key, i) => { if (b.bag.get(key) === 1) at.set(key, i) })
  const places = a.keys.filter(key => a.bag.get(key) === 1 && at.has(key)).map(key => at.get(key)!)
  let turned = 0
  for (let i = 0; i < places.length; i++) for (let j = i + 1; j < places.length; j++) if (places[i]! > places[j]!) turned++
  const all = places.length * (places.length - 1) / 2
  return all === 0 ? 0 : turned / all
}

// MaxSim both ways, the worst and second-worst aligned word, and the same for words with no equal, and for equal words in their contexts.
function aligned (a: ContentWords, b: ContentWords): number[] {
  const [n, m] = [a.keys.length, b.keys.length]
  if (n === 0 || m === 0) return new Array<number>(16).fill(0)
  const sims = alignment(a, b)
  const bestA = new Float32Array(n).fill(-1)
  const bestB = new Float32Array(m).fill(-1)
  const context: number[] = []
  for (let i = 0; i < n; i++) {
    let own = -1
    for (let j = 0; j < m; j++) {
      const sim = sims[i * m + j]!
      if (sim > bestA[i]!) bestA[i] = sim
      if (sim > bestB[j]!) bestB[j] = sim
      if (a.keys[i] === b.keys[j] && sim > own) own = sim
    }
    if (own > -1) context.push(own)
  }
  const [meanA, meanB] = [mean(bestA), mean(bestB)]
  const [worstA, worstB] = [Math.min(...bestA), Math.min(...bestB)]
  const sorted = [...bestA, ...bestB].sort((x, y) => x - y)
  const unmatched = [...bestA.filter((_, i) => !b.keys.includes(a.keys[i]!)), ...bestB.filter((_, j) => !a.keys.includes(b.keys[j]!))]
  return [
    Math.min(meanA, meanB), Math.max(meanA, meanB), Math.min(worstA, worstB), Math.max(worstA, worstB), sorted[1] ?? sorted[0]!,
    unmatched.length ? Math.min(...unmatched) : 1, unmatched.length ? mean(unmatched) : 1, context.length ? Math.min(...context) : 0, context.length ? mean(context) : 0,
    ...weighed(a, b, bestA, bestB)
  ]
}

// The same again, each word counting by how much of its question it carries.
function weighed (a: ContentWords, b: ContentWords, bestA: Float32Array, bestB: Float32Array): number[] {
  const side = (own: ContentWords, other: ContentWords, best: Float32Array) => {
    const out = { total: 0, met: 0, unmatched: 0, rarity: 0 }
    for (let i = 0; i < best.length; i++) {
      out.total += own.weights[i]!
      out.met += own.weights[i]! * best[i]!
      if (other.keys.includes(own.keys[i]!)) continue
      out.unmatched += own.weights[i]!
      out.rarity = Math.max(out.rarity, own.rarity[i]!)
    }
    return { ...out, mean: out.total ? out.met / out.total : 0 }
  }
  const [x, y] = [side(a, b, bestA), side(b, a, bestB)]
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
