// Long questions that are nearly word for word equal. A word or a clause more hardly moves the cosine of thirty words, so what
// differs is read here: a word that the other side lacks narrows the question, a word in the place of another asks for another thing.
// Short questions are left to the similarity, which a single word moves far, and loose rewordings too: there each word has a counterpart.
import { difference, synonymous } from './compare.ts'
import { keyOf, once, oncePair, type Parsed } from './parse.ts'

/** From as many different content words on, about 13 words in all. */
const LONG = 7
/** More exchanged words than this on a side is another wording, not an edit. */
const MOST_EDITS = 3
/** Numbers that make a text a word problem. */
const STORY = 3

// What is added or exchanged without changing what is asked: politeness, hedges, slips of short words, verbs of any task.
const LIGHT = new Set(`hi hello hey dear sir madam guys thanks thank thx pls plz please sorry kindly request answer question reply suggest suggestion
advice advise advance opinion explain wonder wondering guess think believe feel know suppose seem honestly frankly basically actually literally simply currently
presently already recently usually normally generally well also anyway however though although yet therefore hence finally immediately afterwards absolutely completely
totally extremely pretty slightly bit somewhat rather fairly kind sort etc wht wat bcoz becoz coz cuz cos thru tht ur urs abt alot dont im ive id whats hows
go come take give put find need want like wish try look tell let help mean ask keep happen able thing step way actual certain particular such case detail
include including regarding concerning according various several different anymore today nowadays now enough since until till while whether once per via upon within
longer inside onto towards end reason cause because become ahead okay gave got`.split(/\s+/).map(keyOf).concat('little'))

// A letter alone is a slip; a digit is not.
const isWeighty = (word: string, key: string) => (word.length > 1 || /\d/.test(key)) && !LIGHT.has(key) && !LIGHT.has(word)
export const weighty = (p: Parsed, keys: string[]) => keys.filter(key => isWeighty(p.words[p.keys.indexOf(key)]!, key))
const figures = once((p: Parsed) => [...p.bag.keys()].filter(isFigure).length)
const isFigure = (key: string) => /^\d/.test(key)

export type Edits = { added: string[], replaced: [string, string] | null }

/** What was added to one of two long questions, and the first word in the place of another; null where they are not long and alike. */
export const edits = oncePair((a: Parsed, b: Parsed): Edits | null => {
  const smaller = Math.min(a.bag.size, b.bag.size)
  if (smaller < LONG) return null
  const { contentA, contentB } = difference(a, b)
  if (Math.min(contentA.length, contentB.length) > smaller / 2) return null
  const [onlyA, onlyB] = unlike(weighty(a, contentA), weighty(b, contentB))
  const [fewer, more] = onlyA.length <= onlyB.length ? [onlyA, onlyB] : [onlyB, onlyA]
  if (more.length === 0) return null
  // A figure more in a word problem is often beside the point, and the words do not tell.
  const beside = more.some(isFigure) && Math.min(figures(a), figures(b)) >= STORY
  if (fewer.length === 0) return beside ? null : { added: more, replaced: null }
  if (fewer.length > MOST_EDITS || fewer.length > smaller / 3) return null
  return { added: more.length > fewer.length + 1 ? more : [], replaced: [onlyA[0]!, onlyB[0]!] }
})

// Without the words that have a near synonym on the other side; variants are paired off already.
function unlike (a: string[], b: string[]): [string[], string[]] {
  const rest = [...b]
  const left = a.filter((key) => {
    const at = rest.findIndex(other => synonymous(key, other))
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
  return [left, rest]
}
