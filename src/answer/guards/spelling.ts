// What the embedding model cannot tell apart in a word: case where it counts, and accents.
import { LANGUAGES } from './classes.ts'
import { FUNCTION_WORDS } from './lexicon.ts'
import { ACCENTED, once, withoutAccents, type Parsed } from './parse.ts'

// all-MiniLM is uncased and strips accents (its tokenizer.json): "schön" and "schon", "\\D" and "\\d" have one vector.
const folded = (text: string) => withoutAccents(text).toLowerCase()
const EDGES = /^[("'[¿¡]+|[)"'\],.;:?!]+$/g
/** Words that are typed with and without their accents: in English, and those that ask in Spanish. */
const LOANS = new Set('que como cuando donde cual cuales quien quienes cuanto cuanta cuantos cuantas pokemon beyonce cafe cafes cliche cliches facade facades fiance fiancee jalapeno jalapenos naive pinata deja voila decor entree entrees creme brulee saute souffle touche'.split(' '))
const plainly = once((p: Parsed) => new Set(p.text.split(/\s+/).map(token => token.replace(EDGES, ''))))
/** Of each word that the model would fold, how it is spelled. The capital a sentence begins with says nothing. */
const spellings = once((p: Parsed) => {
  const map = new Map<string, Set<string>>()
  if (!/[^a-z0-9\s.,;:?!'"()-]/.test(p.text)) return map
  for (const token of p.text.split(/\s+/)) {
    // "Ё" is typed as "е", too.
    const word = token.replace(EDGES, '').replaceAll('ё', 'е')
    const low = folded(word)
    if (LOANS.has(low) || (word.length > 1 && FUNCTION_WORDS.has(word.toLowerCase()))) continue
    map.set(low, (map.get(low) ?? new Set()).add(word))
  }
  return map
})

const lower = (words: Set<string>) => [...new Set(Array.from(words, word => word.toLowerCase()))].join(' ')
const differ = (x: Set<string>, y: Set<string>) => x.size !== y.size || [...x].some(word => !y.has(word))

const isQuoted = (p: Parsed, low: string) => p.quotes.some(quote => folded(quote).split(/\s+/).includes(low))

// A keyboard without accents leaves all of them out; one alone may be another word, and these are others wherever they stand.
const typedPlainly = (a: Parsed, b: Parsed) => Math.abs(accents(a) - accents(b)) > 1 && !OTHERS.test(accents(a) > accents(b) ? a.text : b.text)
const OTHERS = /(?<!\p{L})(?:könnt|hätt|wär|müsst|würd|dürft|möcht|drück|schön|zähl|förder|fühl|schwül|tön|brüst|läng|años?(?!\p{L})|papás?(?!\p{L}))/u
// In an English question a foreign name is typed with its accents or without, but for what is another English word, and where words are asked about.
const ENGLISH = /\b(?:what|how|who|where|which|why|when|the|does)\b/
const ABOUT_WORDS = new RegExp(`\\b(?:say|said|says|means?|meaning|translat\\w+|spell\\w*|pronounc\\w*|words?|accents?|${LANGUAGES.replaceAll(' ', '|')})\\b`)
const inEnglish = once((p: Parsed) => ENGLISH.test(p.text) && !ABOUT_WORDS.test(p.text))
const OTHERS_IN_ENGLISH = new Set('rose pate expose mate ano papa pena si el tu schon lame'.split(' '))
const accents = once((p: Parsed) => !ACCENTED.test(p.text) ? 0 : p.words.filter(word => folded(word) !== word.toLowerCase()).length)

// "IT" is no "it".
const capitals = once((p: Parsed): string[] => p.text.match(/\b(?:IT|WHO)\b/g) ?? [])
const inCapitals = (a: Parsed, b: Parsed) => capitals(a).find(name => !capitals(b).includes(name) && b.words.includes(name.toLowerCase()))

/** A word that is spelled otherwise, and so is another one. */
export function spelling (a: Parsed, b: Parsed): string | null {
  const name = inCapitals(a, b) ?? inCapitals(b, a)
  if (name !== undefined) return `${name} / ${name.toLowerCase()}`
  const [inA, inB] = [spellings(a), spellings(b)]
  // Where one text has nothing to fold, its words are their own spelling.
  const [more, other] = inA.size > 0 ? [inA, b] : [inB, a]
  const isPlain = typedPlainly(a, b)
  for (const [low, words] of more) {
    const there = more === inA && inB.size > 0 ? inB.get(low) : plainly(other).has(low) ? new Set([low]) : undefined
    if (there && lower(words) !== lower(there) && (isPlain || (!OTHERS_IN_ENGLISH.has(low) && inEnglish(a) && inEnglish(b)))) continue
    // A title is quoted with its capitals, or not quoted.
    if (there && isQuoted(a, low) !== isQuoted(b, low)) continue
    // A word in two cases is asked about.
    if (there && (words.size > 1 || there.size > 1 ? differ(words, there) : ![...words].some(word => there.has(word)))) return `${[...words][0]} / ${[...there][0]}`
  }
  return null
}
