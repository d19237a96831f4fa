// Words that traded places inside an unchanged frame of small words.
import { near } from './compare.ts'
import { MONTHS } from './lexicon.ts'
import { once, type Parsed } from './parse.ts'
import { AUXILIARY, isEitherWay, SKIPPED } from './roles.ts'
import { JOINT, WAY } from './exchanged.ts'

// Where one asks for a place in a row, the row has an order; and so has a condition.
const IN_ORDER = /\b(?:given|rank|sequence|pattern|(?:first|second|third|fourth|last|next|middle) (?:item|number|element|entry|word|letter|term|one|name|value|digit))\b/
// What stands on either side of these has its place.
const CROSSED = new Set(['to', 'from', 'into'])
// Whose it is, a question tells or leaves out.
const MINE = new Set(['my', 'your', 'our'])
// What holds a sentence together; anything else may have traded places.
const FRAME = new Set('of in to for from by with on at as into about before after during without under over than against & but if because that which who whom what when where why how ~'.split(' '))

/** What stands in another order there, as it is told; null where nothing does, or the order is free. */
export function turned (a: Parsed, b: Parsed) {
  const ordered = inOrder(a) || inOrder(b)
  const order = permuted(joined(a), joined(b), a, b, ordered)
  // Where commas make a list, its order is free, and the reading without them says nothing. "What's" hides an auxiliary.
  const found = order === FREE ? null : order ?? permuted(plain(a), plain(b), a, b, ordered) ?? permuted(bare(a), bare(b), a, b, ordered)
  return found === FREE ? null : found
}

const inOrder = once((p: Parsed) => IN_ORDER.test(p.text))
const FREE = 'free'

/** "A is east of B": before these, "a" is no article. */
const isLetter = (p: Parsed, i: number) => p.words[i] === 'a' && !p.content[i + 1] && /^(?:an?|the|is|was|of|and|or|to|in|from|than|does|has|if|by|with|which|where|what|who|how|when|then|[<>=+*/,?-])?$/.test(p.words[i + 1] ?? '')

const YEAR = /^(?:19|20)\d\d$/
// A comma joins like "and", or is only typed on one side: both readings are tried.
const skeleton = (p: Parsed, commas: boolean) => {
  const out: string[] = []
  for (let i = 0; i < p.keys.length; i++) {
    if ((SKIPPED.has(p.words[i]!) && !isLetter(p, i)) || MINE.has(p.words[i]!) || (!commas && p.words[i] === ',')) continue
    // "X and then Y" is an order.
    if (JOINT.has(p.words[i]!) && p.words[i + 1] === 'then') continue
    // "4 July" is "July 4".
    if (/^\d\d?$/.test(p.keys[i]!) && MONTHS.has(p.words[i + 1] ?? '')) {
      out.push(p.keys[i + 1]!, p.keys[i++]!)
      continue
    }
    // "Tour 2015" is the 2015 Tour.
    if (YEAR.test(p.keys[i]!) && p.content[i - 1]) {
      let at = out.length
      while (at > 0 && p.names.has(out[at - 1]!)) at--
      out.splice(at, 0, p.keys[i]!)
      continue
    }
    // "x/2" is a fraction.
    if (p.words[i] === '/' && (/^\d/.test(p.words[i - 1] ?? '') || /^\d/.test(p.words[i + 1] ?? ''))) {
      out.push('/')
      continue
    }
    const key = AUXILIARY.has(p.words[i]!) ? '~' : JOINT.has(p.words[i]!) ? '&' : p.keys[i]
    if (key !== '&' || out[out.length - 1] !== '&') out.push(key!)
  }
  return out
}

const joined = once((p: Parsed) => skeleton(p, true))
const plain = once((p: Parsed) => skeleton(p, false))
const bare = once((p: Parsed) => plain(p).filter(key => key !== '~'))

// Words traded places inside an unchanged frame of function words.
function permuted (x: string[], y: string[], a: Parsed, b: Parsed, ordered: boolean) {
  if (x.length !== y.length) return null
  let start = 0
  while (start < x.length && x[start] === y[start]) start++
  if (start === x.length) return null
  let tail = 0
  while (x[x.length - 1 - tail] === y[y.length - 1 - tail]) tail++
  const [midX, midY] = [x.slice(start, x.length - tail), y.slice(start, y.length - tail)]
  if ([...midX].sort().join(' ') !== [...midY].sort().join(' ')) return null
  if (frame(midX) !== frame(midY)) return null
  const reach = ordered ? -1 : Math.min(3, start)
  for (let i = 0; i <= reach; i++) {
    for (let j = 0; j <= 3 && j <= tail; j++) {
      if (joint(x.slice(start - i, x.length - tail + j), y.slice(start - i, y.length - tail + j))) return FREE
    }
  }
  if (!ordered && placed(x[start - 1], midX, midY)) return FREE
  // Sums and products
  if (midX.length === 3 && COMMUTES.test(a.text) && COMMUTES.test(b.text)) return FREE
  if (isEitherWay(a) && midX.length <= 6 && traded(midX, midY)) return null
  if (alike(midX, midY)) return FREE
  // "A share the sum": an article between them makes two phrases, and no modifier.
  if (midX.length === 2 && isParted(a, midX) && isParted(b, midY)) return { guard: 'direction', detail: `${midX[0]} / ${midY[0]}` }
  // "A boat house", "a house boat": the last word says what it is.
  if (midX.length === 2 && isPhrase(a, midX) && isPhrase(b, midY)) return { guard: 'direction', detail: `${midX.join(' ')} / ${midY.join(' ')}` }
  // A modifier that moved inside one noun phrase ("python tutorials for …") is left to the similarity.
  if (rotated(midX, midY) && !named(a, midX) && !midX.includes('than') && crossed(midX) === crossed(midY) && !ordered && !(hasVerb(midX) && CLAUSE.test(a.text) && CLAUSE.test(b.text))) return null
  const at = midX.findIndex((key, i) => key !== midY[i])
  return { guard: 'direction', detail: `${midX[at]} / ${midY[at]}` }
}

// "In ascending order in Python", "in Python in ascending order"
const PLACED = new Set(['in', 'on', 'at'])
function placed (before: string | undefined, x: string[], y: string[]): boolean {
  const at = before !== undefined && PLACED.has(before) && x.filter(key => FRAME.has(key)).length === 1 ? x.indexOf(before) : -1
  return at > 0 && [...x.slice(at + 1), before, ...x.slice(0, at)].join(' ') === y.join(' ')
}

const isParted = (p: Parsed, [x, y]: string[]) => p.keys.some((key, i) => key === x && /^(?:a|an|the)$/.test(p.words[i + 1] ?? '') && p.keys[i + 2] === y)

// Before a phrase, and behind one
const ARTICLE = /^(?:a|an|the)$/
const DONE = /(?:ed|made|found|sold|kept|known|grown|built|held)$/
// When, and what people ask of a thing: "what is inflation meaning" is typed either way.
const EITHER_WAY = /^(?:now|today|tonight|tomorrow|yesterday|current|here|online|meaning|definition|symptoms?|causes?|benefits?|rules?|examples?|capital|currency|calories|recipes?|salary|price|cost|weather|population)$/
/** Whether the two words are a phrase that no third belongs to: behind an article, between an auxiliary and what is done, or all that is asked about. */
const isPhrase = (p: Parsed, [x, y]: string[]) => p.keys.some((key, i) => {
  const [before, after] = [p.words[i - 1] ?? '', p.words[i + 2] ?? '']
  if (key !== x || p.keys[i + 1] !== y || !p.content[i]) return false
  if (ARTICLE.test(before)) return !p.content[i + 2] || DONE.test(after)
  if (!AUXILIARY.has(before)) return false
  return DONE.test(after) || (after === '' && p.words[0] === 'what' && ![p.words[i]!, p.words[i + 1]!].some(word => EITHER_WAY.test(word) || DONE.test(word)))
})

// Of two numbers alone
const COMMUTES = /^(?:(?:what(?:'s| is| does)|how much is|calculate|compute|work out) )?\d+(?:\.\d+)? ?(?:times|plus|[x*+]|multiplied by|added to) ?\d+(?:\.\d+)?(?: (?:equals?|make))?$/

// "Can the president fire the vice president" has a subject, and a verb behind it.
const CLAUSE = /^(?:can|could|may|must|should|will|would) (?:the|an?|my|your) /
// Not where an adverb moved, or what a preposition or a particle belongs to.
const hasVerb = (mid: string[]) => mid.length > 2 && !mid.some(key => WAY.test(key) || FRAME.has(key) || key.endsWith('ly'))

/** Whether one of them stands between two words. */
const crossed = (mid: string[]) => mid.some((key, i) => i > 0 && i < mid.length - 1 && CROSSED.has(key))

// Two words that mean nearly the same traded places, but not over "to": "http to https".
function alike (x: string[], y: string[]): boolean {
  const at = x.flatMap((key, i) => key === y[i] ? [] : [i])
  return at.length === 2 && near(x[at[0]!]!, x[at[1]!]!) && !(at[1]! - at[0]! === 2 && CROSSED.has(x[at[0]! + 1]!))
}

const frame = (words: string[]) => words.filter(key => FRAME.has(key) && key !== '~').join(' ')

// X and Y → Y and X
function joint (x: string[], y: string[]): boolean {
  for (let i = 1; i < x.length - 1; i++) {
    if (x[i] !== '&') continue
    const [left, right] = [x.slice(0, i), x.slice(i + 1)]
    if ([...right, '&', ...left].join(' ') === y.join(' ')) return true
    if (/^[^&]+(?: & [^&]+)+$/.test(x.join(' ')) && items(x) === items(y)) return true
  }
  return false
}
const items = (words: string[]) => words.join(' ').split(' & ').sort().join('|')

// Only the two ends changed places.
const traded = (x: string[], y: string[]) => x[0] === y[y.length - 1] && x[x.length - 1] === y[0] && x.slice(1, -1).join(' ') === y.slice(1, -1).join(' ')

function rotated (x: string[], y: string[]): boolean {
  for (let i = 1; i < x.length; i++) if ([...x.slice(i), ...x.slice(0, i)].join(' ') === y.join(' ')) return true
  return false
}
const named = (p: Parsed, words: string[]) => words.every(w => p.names.has(w) || /^\d/.test(w))
