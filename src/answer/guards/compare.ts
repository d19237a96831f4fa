// What differs between two readings: words left over on each side once equal ones are paired off.
import { sameClass } from './classes.ts'
import { NEAR, UNIT } from './lexicon.ts'
import { ACCENTED, keyOf, once, oncePair, placeBefore, placeBehind, withoutAccents, type Parsed } from './parse.ts'

export type Difference = {
  onlyA: Set<string> // keys, function words included
  onlyB: Set<string>
  contentA: string[] // content keys with no equal, variant or misspelling on the other side
  contentB: string[]
}

export const difference = oncePair((a: Parsed, b: Parsed): Difference => {
  const contentA = leftOver(a, b)
  const contentB = leftOver(b, a)
  pairVariants(contentA, contentB)
  return { onlyA: minus(keysOf(a), keysOf(b)), onlyB: minus(keysOf(b), keysOf(a)), contentA, contentB }
})

/** Whether neither says a word of weight that the other lacks. */
export function sameContent (a: Parsed, b: Parsed): boolean {
  const { contentA, contentB } = difference(a, b)
  return contentA.length + contentB.length === 0
}

/** The words of weight that one side says more often, in the order of the first; null where the second lacks one of the first's. */
export function recounted (a: Parsed, b: Parsed): string[] | null {
  const keys: string[] = []
  for (const [key, count] of a.bag) {
    const there = b.bag.get(key)
    if (there === undefined) return null
    if (there !== count) keys.push(key)
  }
  return keys
}

/**
 * The one word of weight that the first says once more, and the one that the second does, where either is said by both: "is a left turn from
 * the left lane allowed" and "… from the right lane" have no word that the other lacks, but one. Null where more, or less, differs.
 */
export const inPlaceOf = oncePair((a: Parsed, b: Parsed): [string, string] | null => {
  let x: string | undefined
  let y: string | undefined
  for (const [key, count] of a.bag) {
    const more = count - (b.bag.get(key) ?? 0)
    if (more === 1 && x === undefined) x = key
    else if (more === -1 && y === undefined) y = key
    else if (more !== 0) return null
  }
  for (const [key, count] of b.bag) {
    if (a.bag.has(key)) continue
    if (count > 1 || y !== undefined) return null
    y = key
  }
  return x !== undefined && y !== undefined && (b.bag.has(x) || a.bag.has(y)) ? [x, y] : null
})

/** Where two texts of as many words differ, in two places at most; null where in more, or in length. */
export const placesApart = oncePair((a: Parsed, b: Parsed): number[] | null => {
  if (a.words.length !== b.words.length) return null
  const places: number[] = []
  for (let i = 0; i < a.words.length; i++) {
    if (a.words[i] === b.words[i]) continue
    if (places.length === 2) return null
    places.push(i)
  }
  return places
})

const keysOf = once((p: Parsed): ReadonlySet<string> => new Set(p.keys))
const minus = (a: ReadonlySet<string>, b: ReadonlySet<string>) => {
  const out = new Set<string>()
  for (const key of a) if (!b.has(key)) out.add(key)
  return out
}

function leftOver (a: Parsed, b: Parsed): string[] {
  const out: string[] = []
  for (let i = 0; i < a.keys.length; i++) {
    const key = a.keys[i]!
    if (a.content[i] && !b.bag.has(key) && !out.includes(key) && !isJoined(a, i, b)) out.push(key)
  }
  return out
}

const unmarked = once((p: Parsed) => p.words.filter(w => w !== '-' && w !== '.'))

// A word that is written together on one side and apart, or with a hyphen, on the other ("web site") is no difference.
function isJoined ({ words }: Parsed, i: number, other: Parsed): boolean {
  const [before, word, after] = [words[placeBefore(words, i)] ?? '', words[i]!, words[placeBehind(words, i)] ?? '']
  const parts = unmarked(other)
  for (let j = 0; j < parts.length; j++) {
    const part = parts[j]!
    if (part.length < word.length ? isBoth(word, part, parts[j + 1]) : part.length > word.length && (isBoth(part, word, after) || isBoth(part, before, word))) return true
  }
  return false
}
// Compared without being put together.
const isBoth = (whole: string, first: string, second = '') => whole.length === first.length + second.length && whole.charCodeAt(0) === first.charCodeAt(0) && whole.startsWith(first) && whole.endsWith(second)

function pairVariants (a: string[], b: string[]): void {
  for (let i = a.length - 1; i >= 0; i--) {
    const j = b.findIndex(key => variant(a[i]!, key))
    if (j >= 0) { a.splice(i, 1); b.splice(j, 1) }
  }
}

/** How many letters two words begin, and how many they end alike with; none is counted twice. */
export function ends (x: string, y: string): { same: number, tail: number } {
  const short = Math.min(x.length, y.length)
  let [same, tail] = [0, 0]
  while (same < short && x[same] === y[same]) same++
  while (tail < short - same && x[x.length - 1 - tail] === y[y.length - 1 - tail]) tail++
  return { same, tail }
}

// Derivations (legal, legally) and slips of one letter (succesful); a changed first syllable is neither.
export function variant (x: string, y: string): boolean {
  // With its accents or without: whether they matter, the identifiers guard says.
  if (x === y || (x.length === y.length && ACCENTED.test(x + y) && withoutAccents(x) === withoutAccents(y))) return true
  if (x.length < 4 || y.length < 4 || x[0] !== y[0] || x[2] !== y[2] || /\d/.test(x) || /\d/.test(y)) return false
  // Licensor and licensee are two parties.
  if (isDoneTo(x) !== isDoneTo(y) && (DOER.test(x) || DOER.test(y))) return false
  // Two of one closed class are two things: http, https.
  if (sameClass(x, y) && !synonymous(x, y)) return false
  const short = Math.min(x.length, y.length)
  const { same, tail } = ends(x, y)
  if (same >= 4 && same >= 0.6 * short && endings(x.slice(same)) && endings(y.slice(same))) return true
  if (short < 6 || same < 3) return false
  const [restX, restY] = [x.length - same - tail, y.length - same - tail]
  return Math.max(restX, restY) <= 1 || (restX === 2 && restY === 2 && x[same] === y[same + 1] && x[same + 1] === y[same])
}

/** One slip of the keys in a word of four letters or more that begins alike. Looser than `variant`, and wrong for "bold" and "bald". */
export function slipped (x: string, y: string): boolean {
  if (x[0] !== y[0] || Math.min(x.length, y.length) < 4 || Math.abs(x.length - y.length) > 1 || /\d/.test(x + y)) return false
  const { same, tail } = ends(x, y)
  const [restX, restY] = [x.slice(same, x.length - tail), y.slice(same, y.length - tail)]
  return Math.max(restX.length, restY.length) <= 1 || (restX.length === 2 && restY.length === 2 && restX[0] === restY[1] && restX[1] === restY[0])
}

const DOER = /[eo]rs?$/
/** A licensee, not a licensor. */
export const isDoneTo = (word: string) => /ees?$/.test(word)
const ENDINGS = new Set('|s|es|e|y|ly|ily|al|ally|ic|ical|er|or|r|ed|d|ing|ion|ation|tion|ition|ment|ance|ence|ant|ent|ive|able|ible|ness|ity|ist|ism|an|ian|n|ize|izing|iz|ied|ying|ys|ies|i|ial|ful|fully|ship|age|ation|ational|ee|est|ier|ry|ery|t|en|ement|ability|ality|ology|or|ure|th|ling|ish|l|ate|ating|ator|ative|us|ous|ously|ely'.split('|'))
const endings = (tail: string) => ENDINGS.has(tail)

// Words that mean nearly the same: one in the place of the other, or the two of them trading places, changes little.
const NEAR_OF = new Map<string, Set<number>>()
NEAR.forEach((group, i) => { for (const key of group.map(keyOf)) NEAR_OF.set(key, (NEAR_OF.get(key) ?? new Set()).add(i)) })

export const near = (x: string, y: string): boolean => variant(x, y) || synonymous(x, y)

export function synonymous (x: string, y: string): boolean {
  if (UNIT.has(x) && UNIT.get(x) === UNIT.get(y)) return true
  const [inX, inY] = [NEAR_OF.get(x), NEAR_OF.get(y)]
  if (!inX || !inY) return false
  for (const group of inX) if (inY.has(group)) return true
  return false
}
