// Who does what to whom, and from where to where: the same words in another order, or another small word before one of them.
// Silent where order is free: around "and", "or", "versus", between whole phrases that moved.
import { difference, slipped, variant } from './compare.ts'
import { converse } from './converse.ts'
import { acrossSentences, acrossThird, exchanged } from './exchanged.ts'
import { keyOf, once, type Guard, type Parsed } from './parse.ts'
import { passive } from './passive.ts'
import { turned } from './permuted.ts'
import { AUXILIARY, roles } from './roles.ts'
import { sides } from './sides.ts'
import { inStep } from './small-words.ts'
import { turnedBack } from './ways.ts'

export const direction: Guard = {
  name: 'direction',
  check (a, other) {
    if (a.text === other.text || converse(a, other) || equated(a, other)) return null
    // One word of weight has no order, but may be done by either of us.
    if (a.bag.size < 2 || other.bag.size < 2) return sides(a, other)
    const b = spelledAs(a, other)
    return (sameBag(a, b) ? turned(a, b) ?? acrossSentences(a, b) : null) ?? exchanged(a, b) ?? acrossThird(a, b) ?? roles(a, b) ?? passive(a, b) ?? doing(a, b) ?? back(a, b) ?? sides(a, b)
  }
}

// Words that trade places are all there on either side, auxiliaries apart.
const sameBag = (a: Parsed, b: Parsed) => [[a, b], [b, a]].every(([p, q]) => {
  for (const [key, count] of p!.bag) if (q!.bag.get(key) !== count && !AUXILIARIES.has(key)) return false
  return true
})
const AUXILIARIES = new Set(Array.from(AUXILIARY, keyOf))

// "The capital of Peru is Lima", "Lima is the capital of Peru": with an article that means one thing, each is the other.
function equated (a: Parsed, b: Parsed): boolean {
  const [x, y] = [a, b].map(p => / (?:is|are|was|were) /.exec(p.text))
  if (!x || !y || x[0] !== y[0] || !/\bthe /.test(a.text)) return false
  return a.text === `${b.text.slice(y.index + y[0].length)}${x[0]}${b.text.slice(0, y.index)}`
}

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

function back (a: Parsed, b: Parsed) {
  const detail = turnedBack(a, b)
  return detail === null ? null : { guard: 'direction', detail }
}

// "Stop a running engine", "stop running an engine"
const DOING = /\b(a|an|the|my|your) (\w+ing) (?!of\b|to\b)\w|\b(\w+ing) (?:a|an|the|my|your) \w/g
const doings = once((p: Parsed): Map<string, boolean> => new Map(p.text.includes('ing ') ? Array.from(p.text.matchAll(DOING), ([, article, done, doing]) => [done ?? doing!, article !== undefined]) : []))
function doing (a: Parsed, b: Parsed) {
  for (const [word, isDone] of doings(a)) if (doings(b).has(word) && doings(b).get(word) !== isDone && inStep(a, b)) return { guard: 'direction', detail: `a ${word} / ${word} a` }
  return null
}
