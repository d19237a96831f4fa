// One question is the other plus a clause that narrows it: "… for beginners", "… without an oven", "… or Telugu".
// In a long question any word more does: see long.ts.
import { opposite } from './opposites.ts'
import { classesOf } from './classes.ts'
import { difference } from './compare.ts'
import { FUNCTION_WORDS } from './lexicon.ts'
import { edits } from './long.ts'
import { contentKeys, keyOf, once, type Guard, type Parsed } from './parse.ts'

const OPENERS = /^(?:for|in|on|at|with|without|using|when|while|if|after|before|during|by|from|under|over|until|near|than|except|via|against|through)$/
const JOINED = /^(?:and|or|to|of)$/
// "As a foreigner": whose question it is. Not "as soon as", "the same as a loan".
const isRole = ({ words }: Parsed, at: number) => words[at] === 'as' && /^an?$/.test(words[at + 1] ?? '')
const opens = (p: Parsed, at: number) => OPENERS.test(p.words[at]!) || isRole(p, at)
// Added without narrowing anything.
const FILLER = new Set('world today nowadays now real read please help work use need quora example etc word term mean kind type different various list useful sure properly year day effective easy easily simple proper result order middle other computer area reason month'.split(' ').map(keyOf))

// Behind a number these make it another model: "the 13" and "the 13 Pro".
const EDITION = /^(?:pro|max|mini|plus|ultra|lite|air|ti|super|se|xl|home|enterprise|lts)$/

export const restriction: Guard = {
  name: 'restriction',
  check (a, b) {
    const idle = [...canOf(a), ...canOf(b)]
    const saysMore = (key: string) => !idle.includes(key)
    const added = edits(a, b)?.added.find(saysMore)
    if (added !== undefined) return { guard: 'restriction', detail: added }
    const [contentA, contentB] = [difference(a, b).contentA.filter(saysMore), difference(a, b).contentB.filter(saysMore)]
    if (contentA.length + contentB.length === 0) return bounds(a, b)
    if ((contentA.length === 0) === (contentB.length === 0)) return null
    const [long, extra, short] = contentA.length ? [a, contentA, b] : [b, contentB, a]
    // What is left here of long texts are idle figures in word problems, and phrases of no weight.
    if (short.bag.size < 1 || short.bag.size > 12) return null
    const clause = edition(long, extra) ?? qualified(long, extra) ?? both(long, extra) ?? (extra[0] === 'without' ? bothWays(a, b) : null) ??
      orEqual(long, extra) ?? another(long, extra) ?? nearly(long, extra) ?? opened(long, new Set(extra))
    return clause ? { guard: 'restriction', detail: clause } : null
  }
}

// "Wie kann ich kündigen" asks what "wie kündige ich" does, as "how can I" is "how do I".
const HOW = /^(?:wie|comment|cómo|como|come|hoe|hur|hvordan|jak|как)$/
const CAN = /^(?:kann|könnte|puis|peux|peut|pourrais|puedo|podría|posso|potrei|kan|mogę|можно|могу)$/
const canOf = once((p: Parsed): string[] => {
  const at = p.words.findIndex((word, i) => CAN.test(word) && HOW.test(p.words[i - 1] ?? ''))
  return at < 0 ? [] : [p.keys[at]!, ...p.words[at + 2] === 'je' ? ['je'] : []]
})

const edition = (p: Parsed, extra: string[]) => {
  const at = p.words.findIndex((word, i) => EDITION.test(word) && extra.includes(p.keys[i]!) && /\d/.test(p.words[i - 1] ?? ''))
  return at < 0 ? null : `${p.words[at - 1]} ${p.words[at]}`
}

// Before a name these make another one: South Korea, the Democratic Republic of the Congo.
const QUALIFIES = /^(?:(?:north|south|east|west)(?:ern)?|democratic|equatorial|papua|inner|outer|upper|lower|lesser|new)$/
const [TONGUE] = classesOf(keyOf('portuguese'))
const [NATION] = classesOf(keyOf('brazilian'))
const qualified = (p: Parsed, extra: string[]) => {
  const at = p.words.findIndex((word, i) => extra.includes(p.keys[i]!) && p.content[i + 1] === true &&
    ((QUALIFIES.test(word) && p.names.has(p.keys[i]!) && p.names.has(p.keys[i + 1]!)) || (isOf(p.keys[i]!, NATION) && isOf(p.keys[i + 1]!, TONGUE))))
  return at < 0 ? null : `${p.words[at]} ${p.words[at + 1]}`
}
const isOf = (key: string, kind: number | undefined) => kind !== undefined && classesOf(key).includes(kind)

// Before kin, an office or a thing these make another one: a great grandfather, the vice president, half a melon.
const KIN = /^(?:grand\p{L}+|aunt|uncle|mother|father|mum|mom|dad|brother|sister|sibling|son|daughter|child|wife|husband|cousin|niece|nephew)s?$/u
const OFFICE = /^(?:president|chairman|chairwoman|chair|chancellor|director|governor|mayor|manager|minister|principal|captain|professor|editor|secretary|sheriff|admiral)s?$/
const another = (p: Parsed, extra: string[]) => {
  if (extra.length > 1) return null
  const at = p.words.findIndex((_, i) => p.keys[i] === extra[0])
  const skipped = p.words[at + 1] === '-' ? 2 : 1
  const [word, next] = [p.words[at]!, p.words[at + skipped] ?? '']
  const isOther = (/^(?:great|step|half|foster|adoptive|ex)$/.test(word) && KIN.test(next)) || (/^(?:vice|deputy|assistant|associate)$/.test(word) && OFFICE.test(next)) ||
    (/^(?:half|semi|quarter)$/.test(word) && (p.content[at + skipped] === true || (/^(?:an?|the|my|of)$/.test(next) && p.content[at + 2] === true)))
  return isOther ? `${word} ${next}` : null
}

// "Less than or equal to"
const orEqual = (p: Parsed, extra: string[]) => extra.length === 1 && extra[0] === 'equal' && p.text.includes('than or equal to') ? 'or equal' : null

// "The pros and cons" are more than the pros.
const both = (p: Parsed, extra: string[]) => {
  if (extra.length > 1) return null
  const at = p.words.findIndex((word, i) => word === 'and' && (extra.includes(p.keys[i + 1] ?? '') || extra.includes(p.keys[i - 1] ?? '')) && opposite(p.keys[i - 1] ?? '', p.keys[i + 1] ?? ''))
  return at < 0 ? null : p.words.slice(at - 1, at + 2).join(' ')
}

// "Almost safe" is not safe. But "almost all" and "almost impossible" are asked about as all and impossible are.
const nearly = (p: Parsed, extra: string[]) => {
  if (extra.length > 1) return null
  const at = p.words.findIndex((word, i) => /^(?:almost|nearly|hardly|barely|scarcely)$/.test(word) && extra.includes(p.keys[i]!))
  return at < 0 || !p.content[at + 1] || /^(?:\d|always|never|impossible|everything|identical|half)/.test(p.words[at + 1]!) ? null : p.words.slice(at, at + 2).join(' ')
}

const IF = /\b(?:if|when)\b/
const onlyIf = once((p: Parsed) => IF.test(p.text) ? /\bonly (?:if|when)\b/.test(p.text) || (p.words.includes('only') ? null : false) : null)
const twice = once((p: Parsed) => /(?<!\p{L})(\p{L}{3,}?)s? of (?:(?:a|the|my) )?\1s?(?!\p{L})/u.exec(p.text)?.[0] ?? null)
// "On or after" a day has the day in it, "after" has not; null where it is said of none.
const from = once((p: Parsed) => /\b(?:on|at) ?(?:or|and|\/) ?(?:after|before)\b|\b(?:after|before) (?:or|and) on\b/.test(p.text) || (/\b(?:after|before)\b/.test(p.text) ? false : null))
// "The month after I move", "the month I move"
const besidePeriod = once((p: Parsed) => /\bthe (?:day|night|week|month|year|hour|minute) (?:before|after)\b/.exec(p.text)?.[0])
// "Before and after", "in and out", "with or without": both ways are more than one of them.
const ways = once((p: Parsed) => /\b(before|after|in|out|up|down|on|off|over|under|to|from|inside|outside|with|without) (?:and|or) (?!\1\b)(before|after|out|in|down|up|off|on|under|over|from|to|outside|inside|without|with)\b/.exec(p.text))
function bothWays (a: Parsed, b: Parsed): string | null {
  const [x, y] = [ways(a), ways(b)]
  const [said, other] = x === null ? [y, a] : [x, b]
  if ((x === null) === (y === null) || said === null || !opposite(keyOf(said[1]!), keyOf(said[2]!))) return null
  return other.words.includes(said[1]!) !== other.words.includes(said[2]!) ? said[0] : null
}
// In SQL, where "all" is no emphasis.
const keepsAll = once((p: Parsed) => /\b(?:union|intersect|except) all\b/.test(p.text))
// All words of weight are equal: "only if" for "if", "on or after" for "after", "friends of friends" for "friends".
function bounds (a: Parsed, b: Parsed) {
  const [x, y] = [onlyIf(a), onlyIf(b)]
  if (x !== null && y !== null && x !== y) return { guard: 'restriction', detail: 'only if' }
  if (keepsAll(a) !== keepsAll(b)) return { guard: 'restriction', detail: 'all' }
  const beside = besidePeriod(a) === besidePeriod(b) ? undefined : besidePeriod(a) ?? besidePeriod(b)
  if (beside !== undefined && !/\b(?:before|after|following|prior|preceding|previous|next)\b/.test(besidePeriod(a) ? b.text : a.text)) return { guard: 'restriction', detail: beside }
  const both = bothWays(a, b)
  if (both !== null) return { guard: 'restriction', detail: both }
  const [after, other] = [from(a), from(b)]
  if (after !== null && other !== null && after !== other) return { guard: 'restriction', detail: 'on or' }
  // "The meaning of meaning" is the definition of it.
  if (contentKeys(a).length === contentKeys(b).length) return null
  const found = twice(a) === null ? twice(b) : twice(b) === null ? twice(a) : null
  return found === null ? null : { guard: 'restriction', detail: found }
}

// A whole added phrase after a preposition. "In a job interview" for "in an interview" is no new phrase,
// and after "and", "or", "to", "of" only a name or a number is sure to narrow.
function opened (p: Parsed, extra: Set<string>): string | null {
  for (let i = 1; i < p.words.length; i++) {
    const key = p.keys[i]
    if (!p.content[i] || !extra.has(key!) || FILLER.has(key!) || key === 'without') continue
    if (i + 1 < p.words.length && p.content[i + 1] && !extra.has(p.keys[i + 1]!)) continue
    let j = i - 1
    while (j > 0 && !opens(p, j) && !JOINED.test(p.words[j]!) && (extra.has(p.keys[j]!) || FUNCTION_WORDS.has(p.words[j]!))) j--
    // "Without eggs and milk"
    const isListed = /^(?:and|or)$/.test(p.words[j]!) && p.words.slice(Math.max(0, j - 3), j).includes('without')
    const firm = opens(p, j) || isListed || (JOINED.test(p.words[j]!) && (p.names.has(key!) || /^\d/.test(key!)))
    if (j > 0 && firm) return `${p.words[j]} ${p.words[i]}`
  }
  return null
}
