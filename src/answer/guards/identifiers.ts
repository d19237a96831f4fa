// Dates, versions, ids, URLs, flags, code and paths: a different one is a different question.
// So is what the embedding model cannot tell apart: case where it counts, accents (spelling.ts), signs that stand alone, indentation (signs.ts).
import { codeOrder } from './code-order.ts'
import { FUNCTION_WORDS, MONTHS, UNIT } from './lexicon.ts'
import { numberOf, once, placeBefore, type Guard, type Parsed } from './parse.ts'
import { signs } from './signs.ts'
import { spelling } from './spelling.ts'

const SHAPE = /^`|:\/\/|^www\.|^--?[a-z]|\d[./:-]\d|^v?\d+(?:\.\w+)+$|_|^(?=.*\d)(?=.*\p{L})[\p{L}\d]{2,}$|^\p{L}+[+#]+$|\w\.(?:js|py|ts|sh|exe|dll|json|ya?ml|xml|csv|txt|pdf|docx?|xlsx?|html?|css|conf|ini|log|net|com|org|io)$/iu
// 2nd, 10k and 5mg are numbers, and the numbers guard reads them.
const NUMERIC = /^\d+(?:st|nd|rd|th|k|m|s|x|mg|g|kg|ml|l|mm|cm|km|gb|mb|tb|kb|hz|ghz|mhz|w|kw|v|am|pm|hr|hrs|min|ft|lb|lbs|oz|yo|yr|yrs)$/i

// What none of these stands in has no such word.
const SIGNS = /[^\p{L}\p{M}\s,?!;:'"]/u
const shaped = once((p: Parsed) => SIGNS.test(p.text) ? p.words.filter(w => SHAPE.test(w) && !NUMERIC.test(w)) : [])

export const identifiers: Guard = {
  name: 'identifiers',
  check (a, b) {
    if (a.text === b.text) return null
    const detail = shape(a, b) ?? range(a, b) ?? suffix(a, b) ?? suffix(b, a) ?? month(a, b) ?? spelling(a, b) ?? signs(a, b) ?? codeOrder(a, b)
    return detail === null ? null : { guard: 'identifiers', detail }
  }
}

function shape (a: Parsed, b: Parsed): string | null {
  const [inA, inB] = [shaped(a), shaped(b)]
  const lostA = inA.filter(w => !inB.includes(w) && !mentions(b, w) && !runs(a, b, w))
  const lostB = inB.filter(w => !inA.includes(w) && !mentions(a, w) && !runs(b, a, w))
  if (lostA.length && lostB.length) return `${lostA[0]} / ${lostB[0]}`
  // Code or an address on one side only changes what is asked.
  return [...lostA, ...lostB].find(w => /^`|:\/\/|^www\.|^--?[a-z]/i.test(w)) ?? null
}

// A letter or two behind a number is part of what it names: an S23 is no S23 FE, a Ryzen 5600 no 5600 X. Not what says only what kind of thing it is.
const CODE = /^[a-z]{1,2}$/
const KINDS = new Set('tv pc js os ok vs uk us eu am pm bc ad ce hd ai it'.split(' '))
const isSuffix = (p: Parsed, i: number): boolean => {
  // "1040-X" is no 1040 either.
  const at = placeBefore(p.words, i)
  const [label, word] = [p.words[at] ?? '', p.words[i]!]
  if (!CODE.test(word) || FUNCTION_WORDS.has(word) || KINDS.has(word) || UNIT.has(word)) return false
  // A number behind it makes it an operator, or a unit of its own.
  return /^(?=.*\d)[\p{L}\d]+$/u.test(label) && (/\p{L}/u.test(label) || p.content[at - 1] === true) && !/^\d/.test(p.words[i + 1] ?? '')
}
const suffixes = once((p: Parsed): [label: string, suffix: string][] => {
  const found: [string, string][] = []
  for (let i = 1; i < p.words.length; i++) if (isSuffix(p, i)) found.push([p.words[placeBefore(p.words, i)]!, p.words[i]!])
  return found
})
function suffix (a: Parsed, b: Parsed): string | null {
  const lone = suffixes(a).find(([label, word]) => b.words.includes(label) && !b.words.includes(word) && !b.words.includes(label + word))
  return lone ? `${lone.join(' ')} / ${lone[0]}` : null
}

// "main..topic"
const ranges = once((p: Parsed) => p.text.includes('..') ? p.text.match(/[\w~^@/-]+\.\.[\w~^@/-]+/g)?.join(' ') : undefined)
function range (a: Parsed, b: Parsed): string | null {
  const [x, y] = [ranges(a), ranges(b)]
  return x && y && x !== y ? `${x} / ${y}` : null
}

// Said as a word of its own, or as part of an address: "foo.io" in "https://foo.io", but not "3.1" in "3.10".
function mentions (p: Parsed, word: string): boolean {
  const bare = word.replace(/^`|`$/g, '')
  for (let at = p.text.indexOf(bare); at >= 0; at = p.text.indexOf(bare, at + 1)) {
    if (!/[\p{L}\p{N}]$/u.test(p.text.slice(Math.max(0, at - 2), at)) && !/^(?:[\p{L}\p{N}_]|[./]\w)/u.test(p.text.slice(at + bare.length, at + bare.length + 3))) return true
  }
  return false
}

// "iphone6s" and "iphone 6s" are one: words of one side in a row are a word of the other. And 1.50 is 1.5, but for versions.
function runs (own: Parsed, other: Parsed, word: string): boolean {
  return joined(other).has(word) || other.words.some(w => w.length > word.length && w.includes(word) && joined(own).has(w)) ||
    (/^[$€£₹]?\d+\.\d+$/.test(word) && other.words.some(w => numberOf(w) === numberOf(word)) && !isVersion(own, word))
}
const isVersion = (p: Parsed, word: string) => {
  const at = p.words.indexOf(word)
  return p.content[at - 1] === true && /\p{L}/u.test(p.words[at - 1]!) && !UNIT.has(p.words[at + 1] ?? '')
}
/** Each two or three words in a row, joined. */
const joined = once((p: Parsed) => {
  const words = p.words.filter(w => w !== '-' && w !== '.')
  return new Set(words.flatMap((w, i) => [w + (words[i + 1] ?? ''), w + (words[i + 1] ?? '') + (words[i + 2] ?? '')]))
})

function month (a: Parsed, b: Parsed): string | null {
  const [inA, inB] = [monthsIn(a), monthsIn(b)]
  const [x, y] = [inA.find(w => !inB.includes(w)), inB.find(w => !inA.includes(w))]
  return x && y ? `${x} / ${y}` : null
}

const monthsIn = once((p: Parsed) => p.words.filter((w, i) => isMonth(p, w, i)))

// "march" and "may" are months only beside a number or after a preposition of time.
const isMonth = (p: Parsed, word: string, i: number) => MONTHS.has(word) &&
  (!/^(?:march|may)$/.test(word) || /^(?:in|of|on|by|until|since|last|next|this|\d+\w*)$/.test(p.words[i - 1] ?? '') || /^\d/.test(p.words[i + 1] ?? ''))
