// One question is the other plus a clause that narrows it: "… for beginners", "… without an oven", "… or Telugu".
// In a long question any word more does: see long.ts.
import { difference } from './compare.ts'
import { FUNCTION_WORDS } from './lexicon.ts'
import { edits } from './long.ts'
import { keyOf, type Guard, type Parsed } from './parse.ts'

const OPENERS = /^(?:for|in|on|at|with|without|using|when|while|if|after|before|during|by|from|under|over|until|near|than|except|via|against|through)$/
const JOINED = /^(?:and|or|to|of)$/
// Added without narrowing anything.
const FILLER = new Set('world today nowadays now real read please help work use need quora example etc word term mean kind type different various list useful sure properly year day effective easy easily simple proper result order middle other computer area reason month'.split(' ').map(keyOf))

// Behind a number these make it another model: "the 13" and "the 13 Pro".
const EDITION = /^(?:pro|max|mini|plus|ultra|lite|air|ti|super|se|xl|home|enterprise|lts)$/

export const restriction: Guard = {
  name: 'restriction',
  check (a, b) {
    const added = edits(a, b)?.added[0]
    if (added !== undefined) return { guard: 'restriction', detail: added }
    const { contentA, contentB } = difference(a, b)
    if ((contentA.length === 0) === (contentB.length === 0)) return null
    const [long, extra, short] = contentA.length ? [a, contentA, b] : [b, contentB, a]
    // What is left here of long texts are idle figures in word problems, and phrases of no weight.
    if (short.bag.size < 1 || short.bag.size > 12) return null
    const clause = edition(long, extra) ?? opened(long, new Set(extra))
    return clause ? { guard: 'restriction', detail: clause } : null
  }
}

const edition = (p: Parsed, extra: string[]) => {
  const at = p.words.findIndex((word, i) => EDITION.test(word) && extra.includes(p.keys[i]!) && /\d/.test(p.words[i - 1] ?? ''))
  return at < 0 ? null : `${p.words[at - 1]} ${p.words[at]}`
}

// A whole added phrase after a preposition. "In a job interview" for "in an interview" is no new phrase,
// and after "and", "or", "to", "of" only a name or a number is sure to narrow.
function opened (p: Parsed, extra: Set<string>): string | null {
  for (let i = 1; i < p.words.length; i++) {
    const key = p.keys[i]
    if (!p.content[i] || !extra.has(key!) || FILLER.has(key!)) continue
    if (i + 1 < p.words.length && p.content[i + 1] && !extra.has(p.keys[i + 1]!)) continue
    let j = i - 1
    while (j > 0 && !OPENERS.test(p.words[j]!) && !JOINED.test(p.words[j]!) && (extra.has(p.keys[j]!) || FUNCTION_WORDS.has(p.words[j]!))) j--
    const firm = OPENERS.test(p.words[j]!) || (JOINED.test(p.words[j]!) && (p.names.has(key!) || /^\d/.test(key!)))
    if (j > 0 && firm) return `${p.words[j]} ${p.words[i]}`
  }
  return null
}
