// From where, and to where, in Romance languages; when, and which way, in English.
import { placesApart } from './compare.ts'
import { UNIT } from './lexicon.ts'
import { isEnglish, isNumber, once, type Parsed } from './parse.ts'

const THENCE = /^(?:de|del|du|des|d|depuis|desde|d[ao]s?|dal(?:l[aeo]?)?|dai|dagli)$/
const THITHER = /^(?:a|à|al|alla|allo|all|au|aux|vers|en|in|para|pour|per|hacia)$/
const THE = /^(?:l|le|la|les|el|los|las|il|lo|gli|o|os|as)$/

/** "El tren de Madrid", "el tren a Madrid", where all else is equal. */
export function waysOf (a: Parsed, b: Parsed): string | null {
  const [at, ...more] = placesApart(a, b) ?? []
  // "Miedo a volar" is "miedo de volar".
  if (at === undefined || more.length > 0 || ![a, b].some(p => p.names.has(p.keys[at + 1] ?? ''))) return null
  const [x, y] = [a.words[at]!, b.words[at]!]
  return (THENCE.test(x) && THITHER.test(y)) || (THENCE.test(y) && THITHER.test(x)) ? `${x} / ${y}` : null
}

/** The words behind these, and behind an article. */
const ends = once(({ words, keys }: Parsed) => {
  const behind = (way: RegExp) => new Set(words.flatMap((word, i) => way.test(word) ? keys[THE.test(words[i + 1] ?? '') ? i + 2 : i + 1] ?? [] : []))
  return { from: behind(THENCE), to: behind(THITHER) }
})

/** "Du français vers l'anglais", "de l'anglais vers le français": the words stay, and their articles do not. */
export function turnedBack (a: Parsed, b: Parsed): string | null {
  if (isEnglish(a) || isEnglish(b)) return null
  const [there, back] = [ends(a), ends(b)]
  const x = [...there.from].find(key => !there.to.has(key) && back.to.has(key) && !back.from.has(key))
  const y = [...there.to].find(key => !there.from.has(key) && back.from.has(key) && !back.to.has(key))
  return x !== undefined && y !== undefined ? `${x} / ${y}` : null
}

/** In the place of one, these are another time, or another way. */
const OTHERS = new Map(Object.entries({
  before: ['in', 'at', 'on', 'for', 'during', 'while'],
  after: ['in', 'at', 'during', 'while'],
  through: ['into', 'around'],
  around: ['to', 'into', 'from']
}).map(([word, others]) => [word, new Set(others)]))

/** "What do I ask in an interview", "what do I ask after an interview", where all else is equal. Not "in 5 minutes", which is after them. */
export function otherwisePlaced (a: Parsed, b: Parsed): string | null {
  const [at, ...more] = placesApart(a, b) ?? []
  if (at === undefined || more.length > 0) return null
  const [x, y] = [a.words[at]!, b.words[at]!]
  if (!OTHERS.get(x)?.has(y) && !OTHERS.get(y)?.has(x)) return null
  return a.words.slice(at + 1, at + 3).some((word, i) => isNumber(a.keys[at + 1 + i]!) || UNIT.has(word)) ? null : `${x} / ${y}`
}
