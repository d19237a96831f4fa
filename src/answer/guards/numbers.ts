// Numbers and units: "5 mg" is not "10 mg", "3 days" is not "3 weeks". Number words count as numbers.
// A number on one side only counts when nothing else was added with it ("bags of 10", "phone 7");
// a whole added sentence is left to the restriction guard and the similarity.
import { difference, recounted } from './compare.ts'
import { UNIT, YES_NO } from './lexicon.ts'
import { story } from './stories.ts'
import { isNumber, numberOf, once, placeBehind, type Guard, type Parsed } from './parse.ts'

const valuesOf = once((p: Parsed): Map<string, string | undefined> => {
  const values = new Map<string, string | undefined>()
  for (let i = 0; i < p.keys.length; i++) {
    if (!isNumber(p.keys[i]!)) continue
    const glued = /^(\d+(?:[.,]\d+)*)([a-zµ]+)$/.exec(p.words[i]!)
    const unit = glued && UNIT.get(glued[2]!)
    if (glued && unit) values.set(numberOf(glued[1]!) ?? glued[1]!, unit)
    else values.set(p.keys[i]!, unitAt(p, i))
  }
  return values
})

function unitAt (p: Parsed, i: number): string | undefined {
  if (/^[$€£₹]/.test(p.words[i]!)) return UNIT.get(p.words[i]![0]!)
  const next = p.words[placeBehind(p.words, i)]
  return next === undefined ? undefined : UNIT.get(next)
}

export const numbers: Guard = {
  name: 'numbers',
  check (a, b) {
    const inA = valuesOf(a)
    const inB = valuesOf(b)
    if (inA.size === 0 && inB.size === 0) return null
    const [signA, signB] = [signed(a), signed(b)]
    if (signA !== signB) return { guard: 'numbers', detail: `${signA || 'none'} / ${signB || 'none'}` }
    const [clockA, clockB] = [clock(a), clock(b)]
    if (clockA && clockB && clockA !== clockB) return { guard: 'numbers', detail: `${clockA} / ${clockB}` }
    const span = nights(a, b)
    if (span !== null) return span
    const lostA = [...inA.keys()].filter(v => !inB.has(v) && !(v === '1' && single(b).has(inA.get(v))))
    const lostB = [...inB.keys()].filter(v => !inA.has(v) && !(v === '1' && single(a).has(inB.get(v))))
    if (lostA.length && lostB.length) return { guard: 'numbers', detail: `${lostA[0]} / ${lostB[0]}` }
    const { contentA, contentB } = difference(a, b)
    if (lostA.length + lostB.length === 0) {
      const told = story(a, b)
      return told !== null ? { guard: 'numbers', detail: told } : units(inA, inB) ?? share(a, b, inA, inB) ?? (contentA.length + contentB.length === 0 ? times(a, b) ?? apiece(a, b) ?? bounds(a, b) ?? edges(a, b) : deadline(a, b))
    }
    const added = lostA.length ? contentA : contentB
    return added.length > 0 && added.every(isQuantity) ? { guard: 'numbers', detail: `${lostA[0] ?? 'none'} / ${lostB[0] ?? 'none'}` } : null
  }
}

/** Units of which one is told without a figure: "an hour", "one hour". */
const single = once((p: Parsed): Set<string | undefined> => new Set(p.words.flatMap((word, i) => /^(?:an?|one)$/.test(word) ? UNIT.get(p.words[i + 1] ?? '') ?? [] : [])))

// "-4" and ".5", which are read as 4 and 5. Not of a range.
const SIGNED = /(?<![\p{L}\p{N})\].,%$€£-]|\d )-(?=\.?\d)\.?\d+|(?<![\p{N}\p{L}.])\.\d+/gu
const CALIBRE = /\b(?:acp|magnum|calib(?:er|re)|rifle|rounds?|ammo|winchester|pistol|revolver)\b/
const signed = once((p: Parsed) => /[-.]\d|\b(?:minus|negative) \d/.test(p.text) && !CALIBRE.test(p.text) ? Array.from(p.text.replace(/\b(?:minus|negative) (?=\d)/g, '-').matchAll(SIGNED), ([sign]) => sign).sort().join(' ') : '')

// "Quarter past six", "quarter to six"
const CLOCK = /\b(?:quarter|five|ten|twenty|twenty[ -]five|\d\d?) (?:minutes )?(past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d\d?)\b/g
const clock = once((p: Parsed) => Array.from(p.text.matchAll(CLOCK), ([, side]) => side).sort().join(' '))

// "first" alone is more often emphasis than a number.
const isQuantity = (key: string) => (isNumber(key) && key !== '1st') || UNIT.has(key)

// "The mean of 3, 9 and 9" where nothing else was added.
function times (a: Parsed, b: Parsed) {
  const keys = recounted(a, b) ?? []
  const other = keys.at(-1)
  return other !== undefined && keys.every(isNumber) ? { guard: 'numbers', detail: `${a.bag.get(other)} × ${other} / ${b.bag.get(other)} × ${other}` } : null
}

// "3 pens at 2 each and a pad at 5", "3 pens at 2 and a pad at 5 each". Where "each" stands elsewhere, it may say the same of all.
const EACH = /^(?:each|apiece)$/
const SHARED = /\b(?:each|apiece|every|per|total|together|altogether)\b/
const eaches = once((p: Parsed): string => p.words.flatMap((word, i) => EACH.test(word) ? [p.keys[i - 1] ?? '', p.keys[i - 2] ?? ''].filter(isNumber).slice(0, 1) : []).sort().join(' '))
function apiece (a: Parsed, b: Parsed) {
  const [x, y] = [eaches(a), eaches(b)]
  return x === y || (x === '' && SHARED.test(a.text)) || (y === '' && SHARED.test(b.text)) ? null : { guard: 'numbers', detail: `${x || 'none'} each / ${y || 'none'} each` }
}

// "Are gifts under 100 taxed", "are gifts of 100 taxed". Where no yes or no is asked, and of times ("in under ten minutes"), one is meant by the other.
const BOUND = /(?<!\b(?:in|within) )\b(?:under|below|over|above|at least|at most|up to|(?:more|less|fewer|older|younger|greater) than) (?:[$€£]?\d|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b)/
const BOUNDED = /\b(?:under|below|over|above|least|most|up to|than|(?:or|and) (?:more|less|fewer|older|younger|up|down)|minimum|maximum|between)\b/
const boundOf = once((p: Parsed): boolean | null => YES_NO.test(p.text) ? BOUND.test(p.text) || (BOUNDED.test(p.text) ? null : false) : null)
function bounds (a: Parsed, b: Parsed) {
  const [x, y] = [boundOf(a), boundOf(b)]
  return x === null || y === null || x === y ? null : { guard: 'numbers', detail: BOUND.exec((x ? a : b).text)![0] }
}

// "More than 70" leaves 70 out, "70 or more" does not. Null where neither, or both, are said.
const STRICT = /(?<!\bnot? )\b(?:under|below|(?:more|less|fewer|younger|greater|larger|bigger|smaller|higher|lower|longer|shorter) than) (?:[$€£]?\d|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b)/
const INCLUSIVE = /(?:\d\S*|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty))(?: [\p{L}%]+)? (?:or|and) (?:more|less|fewer|over|under|above|below|older|younger|up|down|higher|lower|later)\b|\bat (?:least|most) (?:[$€£]?\d|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b)/u
const isStrict = once((p: Parsed): boolean | null => {
  const strict = STRICT.test(p.text)
  return strict === INCLUSIVE.test(p.text) ? null : strict
})
function edges (a: Parsed, b: Parsed) {
  const [x, y] = [isStrict(a), isStrict(b)]
  return x === null || y === null || x === y ? null : { guard: 'numbers', detail: STRICT.exec((x ? a : b).text)![0] }
}

// "Between 6 pm and 8 am" is the night, "between 8 am and 6 pm" the day.
const HOURS = /\bbetween (\d\d?(?:[.:]\d\d)?) ?([ap]m|h|uhr)? and (\d\d?(?:[.:]\d\d)?) ?([ap]m|h|uhr)?\b/
const hours = once((p: Parsed) => HOURS.exec(p.text))
function nights (a: Parsed, b: Parsed) {
  const [x, y] = [hours(a), hours(b)]
  const isTraded = x && y && (x[2] ?? x[4]) !== undefined && x[1] !== x[3] && x[1] === y[3] && x[3] === y[1] && x[2] === y[4] && x[4] === y[2]
  return isTraded ? { guard: 'numbers', detail: `${x[0]} / ${y[0]}` } : null
}

// "Within 30 days of the sale", "30 days after the sale"
const DAYS = String.raw`\d+ (?:minute|hour|day|week|month|year)s?`
const WITHIN = new RegExp(`\\bwithin (?:the )?(?:first )?${DAYS}`)
const LATER = new RegExp(`(?<!\\b(?:in|within|until|till|by|under|first|up to|less than|at most|than) )(?<![\\d.,])${DAYS} (?:after|from|past)\\b`)
const isLate = once((p: Parsed): boolean | null => YES_NO.test(p.text) ? LATER.test(p.text) || (WITHIN.test(p.text) ? false : null) : null)
function deadline (a: Parsed, b: Parsed) {
  const [x, y] = [isLate(a), isLate(b)]
  const { contentA, contentB } = difference(a, b)
  if (contentA.concat(contentB).some(key => key !== 'within')) return null
  return x === null || y === null || x === y ? null : { guard: 'numbers', detail: `${WITHIN.exec((x ? b : a).text)![0]} / ${LATER.exec((x ? a : b).text)![0]}` }
}

// "What percent of 50 is 20", "what is 20 percent of 50"
function share (a: Parsed, b: Parsed, inA: Map<string, string | undefined>, inB: Map<string, string | undefined>) {
  if (!a.words.includes('%') || !b.words.includes('%')) return null
  for (const [value, unit] of inA) if ((unit === '%') !== (inB.get(value) === '%')) return { guard: 'numbers', detail: `${value} %` }
  return null
}

function units (inA: Map<string, string | undefined>, inB: Map<string, string | undefined>) {
  for (const [value, unit] of inA) {
    const other = inB.get(value)
    if (unit && other && unit !== other) return { guard: 'numbers', detail: `${value} ${unit} / ${value} ${other}` }
  }
  return null
}
