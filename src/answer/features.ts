// What the second stage knows of a pair: its similarity, how its words align, overlap, order, length, guard evidence.
// Symmetric: the order of the two questions never matters. The names are part of the model file and checked against it.
import { difference, synonymous } from './guards/compare.ts'
import { guardNames, runGuards, type Evidence, type Parsed } from './guards/index.ts'
import { weighty } from './guards/long.ts'
import { once } from './guards/parse.ts'
import { aligned } from './word-alignment.ts'
import type { ContentWords } from './word-vectors.ts'

export type Reading = { parsed: Parsed, words: ContentWords }

export const featureNames: string[] = [
  'cosine', 'maxsimLow', 'maxsimHigh', 'worstLow', 'worstHigh', 'secondWorst', 'unmatchedSim', 'unmatchedMean', 'sharedContextLow', 'sharedContextMean',
  'weightedLow', 'weightedHigh', 'missingLow', 'missingHigh', 'unmatchedWeightLow', 'unmatchedWeightHigh', 'unmatchedRarity',
  'jaccard', 'containLow', 'containHigh', 'onlyLow', 'onlyHigh', 'trigrams', 'bigrams', 'sequence', 'functionJaccard',
  'lengthRatio', 'lengthMean', 'lengthGap', 'contentMean', 'inversions', 'sameOpening', 'sameFirst', 'sameLast', 'personGap', 'nameGapLow', 'nameGapHigh', 'numberGap', 'sharedNumbers', 'clauses',
  'unexcusedLow', 'unexcusedHigh', 'synonyms',
  'evidence', ...guardNames.map(name => 'guard:' + name)
]
const EVIDENCE_AT = featureNames.indexOf('evidence')

/** One row of `featureNames`. Filled in place: a row is made for every candidate, and lists of lists are what it allocated most. */
export function features (cosine: number, a: Reading, b: Reading, evidence: Evidence[] = runGuards(a.parsed, b.parsed)): Float64Array {
  const row = new Float64Array(featureNames.length)
  const [p, q] = [a.parsed, b.parsed]
  const words = aligned(a.words, b.words)
  const { contentA, contentB } = difference(p, q)
  const shared = count(p.bag.keys(), key => q.bag.has(key))
  const [sizeA, sizeB] = [p.bag.size || 1, q.bag.size || 1]
  const [gapA, gapB] = [contentA.length, contentB.length]
  const [lenA, lenB] = [p.words.length, q.words.length]
  const [nameA, nameB] = [names(p, contentA), names(q, contentB)]
  row[0] = cosine
  row.set(words, 1)
  row.set([
    shared / (sizeA + sizeB - shared), Math.min(1 - gapA / sizeA, 1 - gapB / sizeB), Math.max(1 - gapA / sizeA, 1 - gapB / sizeB),
    Math.min(gapA, gapB), Math.max(gapA, gapB), trigramOverlap(trigrams(p), trigrams(q)), overlap(bigrams(p), bigrams(q)),
    sequence(p.keys, q.keys), overlap(functionWords(p), functionWords(q)),
    Math.min(lenA, lenB) / Math.max(lenA, lenB, 1), Math.log1p((lenA + lenB) / 2), Math.abs(lenA - lenB), Math.log1p((sizeA + sizeB) / 2),
    inversions(p, q), p.words[0] === q.words[0] ? 1 : 0, edge(p, 1) === edge(q, 1) ? 1 : 0, edge(p, -1) === edge(q, -1) ? 1 : 0, Math.abs(person(p) - person(q)), Math.min(nameA, nameB), Math.max(nameA, nameB),
    count(contentA, isNumber) + count(contentB, isNumber), count(p.bag.keys(), key => q.bag.has(key) && isNumber(key)),
    Math.abs(marks(p) - marks(q))
  ], 1 + words.length)
  row.set(unexcused(p, q, contentA, contentB), EVIDENCE_AT - 3)
  return say(row, evidence)
}

/** The features of the same pair with another evidence, which comes last. */
export const withEvidence = (x: ArrayLike<number>, evidence: Evidence[]): Float64Array => say(Float64Array.from(x), evidence)

function say (row: Float64Array, evidence: Evidence[]): Float64Array {
  row.fill(0, EVIDENCE_AT)
  row[EVIDENCE_AT] = evidence.length
  for (const { guard } of evidence) row[EVIDENCE_AT + 1 + guardNames.indexOf(guard)] = 1
  return row
}

function count (keys: Iterable<string>, counts: (key: string) => boolean): number {
  let all = 0
  for (const key of keys) if (counts(key)) all++
  return all
}

const isNumber = (key: string) => /^\d/.test(key)
const names = (p: Parsed, keys: string[]) => count(keys, key => p.names.has(key))
const marks = once((p: Parsed) => count(p.words, word => /^[?.!;]$/.test(word)))
const person = once((p: Parsed) => p.words.some(w => /^(?:i|my|me|mine|myself)$/.test(w)) ? 1 : 0)
const edge = (p: Parsed, step: 1 | -1) => p.keys[step > 0 ? p.content.indexOf(true) : p.content.lastIndexOf(true)]!
const functionWords = once((p: Parsed) => new Set(p.keys.filter((_, i) => !p.content[i]!)))
const bigrams = once((p: Parsed) => new Set(p.keys.slice(1).map((key, i) => p.keys[i]! + ' ' + key)))

// Each three characters as one number, every one once, rising: two such rows are compared without making a string.
const trigrams = once(({ text }: Parsed) => {
  const all = new Float64Array(Math.max(0, text.length - 2))
  for (let i = 0; i < all.length; i++) all[i] = (text.charCodeAt(i) * 65536 + text.charCodeAt(i + 1)) * 65536 + text.charCodeAt(i + 2)
  all.sort()
  let distinct = 0
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[distinct++] = all[i]!
  return all.subarray(0, distinct)
})

function trigramOverlap (a: Float64Array, b: Float64Array): number {
  let both = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) both++
    // Both move on where they are equal.
    const step = a[i]! - b[j]!
    if (step <= 0) i++
    if (step >= 0) j++
  }
  return shareOf(both, a.length + b.length - both)
}

function overlap (a: Set<string>, b: Set<string>): number {
  let both = 0
  for (const x of a) if (b.has(x)) both++
  return shareOf(both, a.size + b.size - both)
}
const shareOf = (both: number, all: number) => all === 0 ? 1 : both / all

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

const placesOf = once((p: Parsed) => {
  const at = new Map<string, number>()
  p.keys.forEach((key, i) => { if (p.bag.get(key) === 1) at.set(key, i) })
  return at
})

// Of the words both say once, the share of pairs that stand in the other order.
function inversions (a: Parsed, b: Parsed): number {
  const at = placesOf(b)
  const places = Array.from(placesOf(a).keys(), key => at.get(key)).filter(place => place !== undefined)
  let turned = 0
  for (let i = 0; i < places.length; i++) for (let j = i + 1; j < places.length; j++) if (places[i]! > places[j]!) turned++
  const all = places.length * (places.length - 1) / 2
  return all === 0 ? 0 : turned / all
}

// Words of weight that only one side says and no near synonym on the other excuses: the fewer, the more; and how many are excused.
function unexcused (p: Parsed, q: Parsed, contentA: string[], contentB: string[]): number[] {
  const rest = weighty(q, contentB)
  let excused = 0
  const left = weighty(p, contentA).filter(key => {
    const at = rest.findIndex(other => synonymous(key, other))
    if (at < 0) return true
    rest.splice(at, 1)
    excused++
    return false
  })
  return [Math.min(left.length, rest.length), Math.max(left.length, rest.length), excused]
}
