// Who does what to whom, and from where to where: the same words in another order, or another small word before one of them.
// Silent where order is free: around "and", "or", "versus", between whole phrases that moved.
import { converse } from './converse.ts'
import { difference, near, slipped, variant } from './compare.ts'
import { MONTHS } from './lexicon.ts'
import { contentKeys, isNumber, keyOf, once, placeBehind, type Guard, type Parsed } from './parse.ts'
import { AUXILIARY, isEitherWay, OWNER, roles, SKIPPED } from './roles.ts'
import { sides } from './sides.ts'
import { inStep } from './small-words.ts'

const JOINT = new Set('and or vs versus nor & , /'.split(' '))
// Where one asks for a place in a row, the row has an order; and so has a condition.
const IN_ORDER = /\b(?:given|rank|sequence|pattern|(?:first|second|third|fourth|last|next|middle) (?:item|number|element|entry|word|letter|term|one|name|value|digit))\b/
// What stands on either side of these has its place.
const CROSSED = new Set(['to', 'from', 'into'])
// Whose it is, a question tells or leaves out.
const MINE = new Set(['my', 'your', 'our'])
// What holds a sentence together; anything else may have traded places.
const FRAME = new Set('of in to for from by with on at as into about before after during without under over than against & but if because that which who whom what when where why how ~'.split(' '))

export const direction: Guard = {
  name: 'direction',
  check (a, other) {
    if (a.text === other.text || converse(a, other) || equated(a, other)) return null
    // One word of weight has no order, but may be done by either of us.
    if (a.bag.size < 2 || other.bag.size < 2) return sides(a, other)
    const b = spelledAs(a, other)
    return (sameBag(a, b) ? turned(a, b) : null) ?? exchanged(a, b) ?? acrossThird(a, b) ?? roles(a, b) ?? passive(a, b) ?? doing(a, b) ?? sides(a, b)
  }
}

// Words that trade places are all there on either side, auxiliaries apart.
const sameBag = (a: Parsed, b: Parsed) => [[a, b], [b, a]].every(([p, q]) => {
  for (const [key, count] of p!.bag) if (q!.bag.get(key) !== count && !AUXILIARIES.has(key)) return false
  return true
})
const AUXILIARIES = new Set(Array.from(AUXILIARY, keyOf))

function turned (a: Parsed, b: Parsed) {
  const ordered = inOrder(a) || inOrder(b)
  const order = permuted(joined(a), joined(b), a, b, ordered)
  // Where commas make a list, its order is free, and the reading without them says nothing. "What's" hides an auxiliary.
  const found = order === FREE ? null : order ?? permuted(plain(a), plain(b), a, b, ordered) ?? permuted(bare(a), bare(b), a, b, ordered)
  return found === FREE ? null : found
}

// "The capital of Peru is Lima", "Lima is the capital of Peru": with an article that means one thing, each is the other.
function equated (a: Parsed, b: Parsed): boolean {
  const [x, y] = [a, b].map(p => / (?:is|are|was|were) /.exec(p.text))
  if (!x || !y || x[0] !== y[0] || !/\bthe /.test(a.text)) return false
  return a.text === `${b.text.slice(y.index + y[0].length)}${x[0]}${b.text.slice(0, y.index)}`
}

const inOrder = once((p: Parsed) => IN_ORDER.test(p.text))
const FREE = 'free'
const MOST_SLIPS = 6

// A slip of the keys on one side must not hide that two words traded places.
function spelledAs (a: Parsed, b: Parsed): Parsed {
  const { onlyA, onlyB } = difference(a, b)
  if (onlyA.size === 0 || onlyB.size === 0) return b
  const lost = [...onlyA].filter(key => a.bag.has(key))
  // Where more differs, nothing merely traded places.
  if (lost.length === 0 || lost.length > MOST_SLIPS) return b
  const keys = b.keys.map((key, i) => b.content[i] && !a.bag.has(key) ? lost.find(k => variant(k, key) || slipped(k, key)) ?? key : key)
  // Where another word differs too, none merely traded places.
  if (keys.every((key, i) => key === b.keys[i]) || keys.some((key, i) => b.content[i] && !a.bag.has(key))) return b
  const bag = new Map<string, number>()
  keys.forEach((key, i) => { if (b.content[i]) bag.set(key, (bag.get(key) ?? 0) + 1) })
  return { ...b, keys, bag, read: new Array<unknown>(b.read.length) }
}

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
  return key === x && p.keys[i + 1] === y && p.content[i] && (ARTICLE.test(before) ? !p.content[i + 2] || DONE.test(after) : AUXILIARY.has(before) && (DONE.test(after) || (after === '' && p.words[0] === 'what' && ![p.words[i]!, p.words[i + 1]!].some(word => EITHER_WAY.test(word) || DONE.test(word)))))
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

// Two words traded places over a third: "borrow on the house to buy a car", "borrow on the car to buy a house".
function acrossThird (a: Parsed, b: Parsed) {
  const [x, y] = [contentKeys(a), contentKeys(b)]
  // Three words are one phrase turned round: "the world's smallest country".
  if (x.length < 4 || x.length !== y.length) return null
  const at = x.flatMap((key, i) => key === y[i] ? [] : [i])
  const [first, second] = at
  if (at.length !== 2 || second! - first! < 2 || x[first!] !== y[second!] || x[second!] !== y[first!] || near(x[first!]!, x[second!]!)) return null
  if (isEitherWay(a) || ['by', 'before'].some(word => a.words.includes(word) !== b.words.includes(word)) || [a, b].some(p => p.words.some(word => JOINT.has(word) || word === 'than'))) return null
  return { guard: 'direction', detail: `${x[first!]} / ${y[first!]}` }
}

// Two words traded the words they belong to: "black cats and white dogs", "white cats and black dogs".
function exchanged (a: Parsed, b: Parsed) {
  const { contentA, contentB } = difference(a, b)
  // Told in other words, what stands before a number says little.
  return swapped(followers(a), followers(b)) ?? swapped(ways(a), ways(b)) ?? (contentA.length + contentB.length === 0 ? swapped(owners(a), owners(b)) : null)
}

function swapped (inA: Map<string, string>, inB: Map<string, string>) {
  const moved = [...inA].filter(([key, next]) => inB.has(key) && inB.get(key) !== next)
  for (let i = 0; i < moved.length; i++) {
    for (let j = i + 1; j < moved.length; j++) {
      const [x, nextX] = moved[i]!
      const [y, nextY] = moved[j]!
      if (nextX !== nextY && inB.get(y) === nextX && inB.get(x) === nextY && !near(x, y)) return { guard: 'direction', detail: `${x} ${nextX} / ${y} ${nextX}` }
    }
  }
  return null
}

// Numbers said once, with the word of weight before them: "I earn 40, she gets 50".
const owners = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  let owner: string | undefined
  for (let i = 0; i < p.keys.length; i++) {
    if (/^[.?!;]$/.test(p.words[i]!)) owner = undefined
    if (!p.content[i]) continue
    if (/^\d/.test(p.keys[i]!)) {
      if (owner !== undefined && p.bag.get(p.keys[i]!) === 1) map.set(p.keys[i]!, owner)
    } else owner = p.keys[i]
  }
  return map
})

// Numbers said once, with where they go: "5 get off and 3 get on".
const WAY = /^(?:on|off|in|out|up|down|left|right|more|fewer|less)$/
const ways = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  p.keys.forEach((key, i) => {
    if (!isNumber(key) || p.bag.get(key) !== 1) return
    const behind = p.words.slice(i + 1, i + 4)
    const end = behind.findIndex(word => /^[\d.,;?!]/.test(word))
    const way = behind.slice(0, end < 0 ? undefined : end).find(word => WAY.test(word))
    if (way !== undefined) map.set(key, way)
  })
  return map
})

// Content words said once, with the content word that directly follows.
const followers = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  for (let i = 0; i + 1 < p.keys.length; i++) {
    if (!p.content[i] || p.bag.get(p.keys[i]!) !== 1) continue
    const next = placeBehind(p.words, i)
    if (next < p.keys.length && p.content[next]) map.set(p.keys[i]!, p.keys[next]!)
  }
  return map
})

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

// "Stop a running engine", "stop running an engine"
const DOING = /\b(a|an|the|my|your) (\w+ing) (?!of\b|to\b)\w|\b(\w+ing) (?:a|an|the|my|your) \w/g
const doings = once((p: Parsed): Map<string, boolean> => new Map(p.text.includes('ing ') ? Array.from(p.text.matchAll(DOING), ([, article, done, doing]) => [done ?? doing!, article !== undefined]) : []))
function doing (a: Parsed, b: Parsed) {
  for (const [word, isDone] of doings(a)) if (doings(b).has(word) && doings(b).get(word) !== isDone && inStep(a, b)) return { guard: 'direction', detail: `a ${word} / ${word} a` }
  return null
}

// "did X sue Y" is "was Y sued by X", and the opposite of "was X sued by Y".
function passive (a: Parsed, b: Parsed) {
  const [byA, byB] = [a.words.lastIndexOf('by'), b.words.lastIndexOf('by')]
  if ((byA < 0) === (byB < 0)) return null
  const [act, pas, by] = byA < 0 ? [a, b, byB] : [b, a, byA]
  // "Criticised for by"
  const last = /^(?:for|of|about|at|to|with)$/.test(pas.words[by - 1] ?? '') ? by - 2 : by - 1
  const verb = pas.keys[last]
  const agent = nounAt(pas, by + 1)
  // "eaten" and "eat", "sued" and "sue": stems of short verbs differ, their first letters do not.
  const at = act.keys.findIndex((key, i) => act.content[i] && key.length > 2 && verb?.startsWith(key.slice(0, Math.max(3, key.length - 1))))
  if (agent === undefined || at < 0 || !/(?:ed|en|t)$/.test(pas.words[last]!)) return null
  const patients = pas.keys.slice(0, last).filter((_, i) => pas.content[i])
  const before = act.keys.slice(0, at)
  const after = act.keys.slice(at + 1)
  if (after.includes(agent) && patients.some(key => before.includes(key) && !after.includes(key))) {
    return { guard: 'direction', detail: `by ${agent} / ${verb} ${agent}` }
  }
  return null
}

// The word that "by" belongs to, behind articles and owners only: "by a lot although" names nobody.
const nounAt = (p: Parsed, from: number) => {
  for (let i = from; i < p.keys.length; i++) {
    if (p.content[i]) return p.keys[i]
    if (!SKIPPED.has(p.words[i]!) && !OWNER.has(p.words[i]!)) return undefined
  }
  return undefined
}
