// What "only", "some", "not" and "people" are said of. Between the same words, in the same order, such a word stands elsewhere:
// "did only John pass", "did John pass only"; "choose not to pay", "not choose to pay".
import { near, sameContent } from './compare.ts'
import { once, type Parsed } from './parse.ts'
import { gapsOf, inStep, slots } from './small-words.ts'

const AUX = /^(?:is|are|am|was|were|do|does|did|can|could|will|would|should|may|might|must|has|have|had)$/
// Those that may stand behind what they count ("the cats all", "both of them") are left out.
const COUNTS = /^(?:some|most|many|few|no|every|any|another|other)$/
const WHOM = /^(?:people|someone|somebody|everyone|others|him|them)$/
const PREPOSITION = /^(?:to|from|for|with|by|about|of|in|on|at|against)$/

/** How a word changed what it is said of, or null. Silent unless all words of weight are equal. */
export function moved (a: Parsed, b: Parsed): string | null {
  if (!inStep(a, b)) return share(a, b)
  if (ofSubject(a) !== ofSubject(b) && a.words.includes('only') && b.words.includes('only')) return 'only'
  return over(a, b) ?? acrossPreposition(a, b) ?? (notElsewhere(a, b) ? 'not' : null)
}

// "Do most young drivers crash", "are most crashes of young drivers": each has a word of weight behind it, and both are in both.
const SHARE = /\b(?:most|all|few|every|percentage|proportion|share|fraction)\b/
const shares = once((p: Parsed): Map<string, string> => {
  const found = new Map<string, string>()
  p.words.forEach((word, i) => {
    if (!SHARE.test(word)) return
    const next = /^(?:of|the|my|our|your)$/.test(p.words[i + 1] ?? '') ? i + 2 : i + 1
    if (p.content[next]) found.set(word, found.has(word) ? '' : p.keys[next]!)
  })
  return found
})
function share (a: Parsed, b: Parsed): string | null {
  if (!SHARE.test(a.text) || !SHARE.test(b.text) || !sameContent(a, b)) return null
  const [x, y] = [shares(a), shares(b)]
  for (const [word, what] of x) {
    const other = y.get(word)
    if (what && other && !near(what, other)) return `${word} ${what} / ${word} ${other}`
  }
  return null
}

// "Can only members book", "can only I": nobody else. Elsewhere "only" is said of the verb or of what follows, and people put it before either.
const ofSubject = once((p: Parsed): boolean => {
  const at = p.words.indexOf('only')
  return (at === 1 || at === 2) && AUX.test(p.words[at - 1]!) && (at === 1 || /^(?:why|when|where|how)$/.test(p.words[0]!))
})

function over (a: Parsed, b: Parsed): string | null {
  const [x, y] = [counted(a), counted(b)]
  for (const [word, what] of x) if (what !== (y.get(word) ?? what)) return word
  const all = slots(a, b)
  if (all.length < 2) return null
  const crossed = all.flatMap(own => own.a.filter(word => WHOM.test(word) && all.some(other => other.at !== own.at && other.b.includes(word))))
  return crossed.find(word => !behindPreposition(a, word) && !behindPreposition(b, word)) ?? null
}

/** What each counting word said once stands before: "people", or the place of a word of weight among its like. */
const counted = once((p: Parsed): Map<string, string> => {
  const found = new Map<string, string>()
  gapsOf(p).between.forEach((words, gap) => words.forEach((word, i) => {
    // "How many people play" are as many as "how many players".
    if (!COUNTS.test(word) || words[i - 1] === 'how') return
    const who = words.slice(i + 1).find(next => WHOM.test(next))
    // "Some ways" are whatever is asked for. "The most", "most interesting" count nothing.
    if (words.slice(i + 1).some(next => /^(?:things?|ways?|lots?|ones?)$/.test(next))) return
    if (word === 'most' && who === undefined && !gapsOf(p).words[gap]?.endsWith('s')) return
    found.set(word, found.has(word) ? '' : who ?? String(gap))
  }))
  for (const [word, what] of found) if (what === '') found.delete(word)
  return found
})
const behindPreposition = (p: Parsed, word: string) => PREPOSITION.test(p.words[p.words.indexOf(word) - 1] ?? '')

// "Hide others from my list", "hide my list from others".
function acrossPreposition (a: Parsed, b: Parsed): string | null {
  for (const [p, q] of [[a, b], [b, a]] as const) {
    const at = p.words.findIndex((word, i) => WHOM.test(word) && PREPOSITION.test(p.words[i + 1] ?? '') && !PREPOSITION.test(p.words[i - 1] ?? ''))
    const [whom, preposition] = [p.words[at], p.words[at + 1]]
    if (at >= 0 && q.words.some((word, i) => word === preposition && q.words[i + 1] === whom && q.words[i + 2] !== word)) return `${whom} ${preposition} / ${preposition} ${whom}`
  }
  return null
}

// Before these or behind them, "not" denies the same: "I do not want to go", "I want not to go".
const RAISING = /^(?:want|think|believ|seem|expect|feel|suppos|plan|wish|hop|intend|appear)$/
const VERBS = /^(?:do|have|need|get|make|be|possible)$/
const UNTIED = /^(?:or|why|if|whether|only)$/
type Not = { gap: number, verbsAfter: number, isFronted: boolean }

/** Where the one "not" of a text stands; null where there is none, or another use of it. */
const notOf = once((p: Parsed): Not | null => {
  const at = p.words.indexOf('not')
  if (at < 1 || p.words.lastIndexOf('not') !== at || UNTIED.test(p.words[at - 1]!) || p.words[at + 1] === 'only') return null
  const gap = gapsOf(p).between.findIndex(words => words.includes('not'))
  // As far as its sentence goes: in "I could not. How do I ..." it says nothing of doing.
  const end = p.words.findIndex((word, i) => i > at && (p.content[i] || /^[.?!;]$/.test(word)))
  // "Is not Pluto a planet" is "is Pluto not a planet", but "not all" is said together.
  const isFronted = AUX.test(p.words[at - 1]!) && (at === 1 || (at === 2 && !p.content[0])) && !/^(?:all|every|everyone|everybody|any|each)$/.test(p.words[at + 1] ?? '')
  return { gap, verbsAfter: p.words.slice(at, end < 0 ? undefined : end).filter(word => VERBS.test(word)).length, isFronted }
})

function notElsewhere (a: Parsed, b: Parsed): boolean {
  const [x, y] = [notOf(a), notOf(b)]
  if (x === null || y === null || x.isFronted || y.isFronted) return false
  if (x.gap === y.gap) return x.verbsAfter !== y.verbsAfter
  return !gapsOf(a).content.slice(Math.min(x.gap, y.gap), Math.max(x.gap, y.gap)).some(key => RAISING.test(key))
}
