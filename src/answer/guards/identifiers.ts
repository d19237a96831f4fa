// Dates, versions, ids, URLs, flags, code and paths: a different one is a different question.
// So is what the embedding model cannot tell apart: case where it counts, accents, signs that stand alone, indentation.
import { keepsEnd } from '../../model/text.ts'
import { LANGUAGES } from './classes.ts'
import { FUNCTION_WORDS, MONTHS, UNIT } from './lexicon.ts'
import { ACCENTED, numberOf, once, placeBefore, withoutAccents, type Guard, type Parsed } from './parse.ts'

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
    const inA = shaped(a)
    const inB = shaped(b)
    if (inA.length || inB.length) {
      const lostA = inA.filter(w => !inB.includes(w) && !mentions(b, w) && !runs(a, b, w))
      const lostB = inB.filter(w => !inA.includes(w) && !mentions(a, w) && !runs(b, a, w))
      if (lostA.length && lostB.length) return { guard: 'identifiers', detail: `${lostA[0]} / ${lostB[0]}` }
      // Code or an address on one side only changes what is asked.
      const lone = [...lostA, ...lostB].find(w => /^`|:\/\/|^www\.|^--?[a-z]/i.test(w))
      if (lone) return { guard: 'identifiers', detail: lone }
    }
    const [x, y] = [ranges(a), ranges(b)]
    if (x && y && x !== y) return { guard: 'identifiers', detail: `${x} / ${y}` }
    return suffix(a, b) ?? suffix(b, a) ?? month(a, b) ?? spelling(a, b)
  }
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
function suffix (a: Parsed, b: Parsed) {
  const lone = suffixes(a).find(([label, word]) => b.words.includes(label) && !b.words.includes(word) && !b.words.includes(label + word))
  return lone ? { guard: 'identifiers', detail: `${lone.join(' ')} / ${lone[0]}` } : null
}

// "main..topic"
const ranges = once((p: Parsed) => p.text.includes('..') ? p.text.match(/[\w~^@/-]+\.\.[\w~^@/-]+/g)?.join(' ') : undefined)

// all-MiniLM is uncased and strips accents (its tokenizer.json): "schön" and "schon", "\\D" and "\\d" have one vector.
const folded = (text: string) => withoutAccents(text).toLowerCase()
const EDGES = /^[("'[]+|[)"'\],.;:?!]+$/g
/** English words that are typed with and without their accents. */
const LOANS = new Set('pokemon beyonce cafe cafes cliche cliches facade facades fiance fiancee jalapeno jalapenos naive pinata deja voila decor entree entrees creme brulee saute souffle touche'.split(' '))
/** Of each word that the model would fold, how it is spelled. The capital a sentence begins with says nothing. */
const spellings = once((p: Parsed) => {
  const map = new Map<string, Set<string>>()
  if (!/[^a-z0-9\s.,;:?!'"()-]/.test(p.text)) return map
  for (const token of p.text.split(/\s+/)) {
    const word = token.replace(EDGES, '')
    const low = folded(word)
    if (LOANS.has(low) || (word.length > 1 && FUNCTION_WORDS.has(word.toLowerCase()))) continue
    map.set(low, (map.get(low) ?? new Set()).add(word))
  }
  return map
})

const lower = (words: Set<string>) => [...words].join(' ').toLowerCase()
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

function spelling (a: Parsed, b: Parsed) {
  const name = inCapitals(a, b) ?? inCapitals(b, a)
  if (name !== undefined) return { guard: 'identifiers', detail: `${name} / ${name.toLowerCase()}` }
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
    if (there && (words.size > 1 || there.size > 1 ? differ(words, there) : ![...words].some(word => there.has(word)))) return { guard: 'identifiers', detail: `${[...words][0]} / ${[...there][0]}` }
  }
  const charged = charge(a, b) ?? charge(b, a)
  if (charged !== null) return { guard: 'identifiers', detail: charged }
  if (lettersOf(a) !== lettersOf(b)) return null
  const [argA, argB] = [argument(a), argument(b)]
  if (argA !== argB) return { guard: 'identifiers', detail: `${argA || 'none'} / ${argB || 'none'}` }
  const [hardA, hardB] = [hard(a), hard(b)]
  if (hardA !== hardB) return { guard: 'identifiers', detail: `${hardA || 'none'} / ${hardB || 'none'}` }
  const [x, y] = [signs(a), signs(b)]
  // A comma with a space before it, on one side only, is how somebody types.
  if (x !== y && ((x && y) || /[^\s,.;:?!]/.test(x + y))) return { guard: 'identifiers', detail: `${x || 'none'} / ${y || 'none'}` }
  if (a.text.replace(END, '') === b.text.replace(END, '') && (keepsEnd(a.text) || keepsEnd(b.text))) return { guard: 'identifiers', detail: 'its end' }
  return a.text.replace(/\s+/g, ' ') === b.text.replace(/\s+/g, ' ') ? { guard: 'identifiers', detail: 'indentation' } : null
}

// A grade, a blood group, an ion: "a-", "o+", "fe3+". Not "65+", nor "pre-" before "and".
const CHARGED = /^((?:[a-z]{1,2}|[abcd]{3}|(?=.*\d)(?=[a-z(])[a-z0-9()]{2,}))([+-]+)$/i
const charges = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  if (!/[+-](?:\s|$)/.test(p.text)) return map
  for (const token of p.text.split(/\s+/)) {
    const [, stem, sign] = CHARGED.exec(token) ?? []
    if (stem !== undefined && !/^c\++$/.test(token)) map.set(stem, sign!)
  }
  return map
})
const SPELLED_SIGN = /\b(?:plus|minus|positive|negative)\b/
function charge (a: Parsed, b: Parsed): string | null {
  if (SPELLED_SIGN.test(a.text) || SPELLED_SIGN.test(b.text)) return null
  for (const [stem, sign] of charges(a)) {
    const other = charges(b).get(stem) ?? (b.words.includes(stem) ? '' : sign)
    if (other !== sign) return `${stem}${sign} / ${stem}${other}`
  }
  return null
}
// "Git add ."
const ARGUMENT = /(?<=\b(?:git|docker|npm|pip|cd|ls|rm|cp|mv|cat|find|du|tar|sudo)\b[^.?!]{0,40} )(?:\.{1,2}|-|\/)(?= |$)/
const argument = once((p: Parsed) => ARGUMENT.exec(p.text)?.[0] ?? '')
const END = /[\s.,;:?!]+$/
const plainly = once((p: Parsed) => new Set(p.text.split(/\s+/).map(token => token.replace(EDGES, ''))))
const lettersOf = once((p: Parsed) => p.text.replace(/[^\p{L}\p{M}\p{N}]|\ufe0f/gu, ''))
// Words with signs that are no punctuation, each as its signs and a dot for the rest: "a[1:]" is not "a[:1]", "x+" not "x*". Spaces around
// operators say nothing (but "^a" begins with a, and "a^" does not), nor do emphasis and "(s)".
const HARD = /[[\]{}<>=*^\\|#@%+~§°♯♭√∛∜≤≥≠∪∩∧∨¬⊂⊃∈∉∫∮∇∂⌈⌉⌊⌋∠¢¥₩₱₹]|(?<!\p{L})\p{L}{1,2}['′″]+(?=$|\s|\()|[\u202d\u202e]|\p{L}\(|\$\p{L}|\d["'″′!]|\d[?!]{2}|[\d)]-[\d(].*[()]|(?<!\S)(?:\.{1,2}|~)?\/\p{L}/u
const hard = once((p: Parsed) => /[^\p{L}\p{N}\s.,;:?]/u.test(p.text)
  ? spread(p.text).split(/\s+/).filter(token => HARD.test(token)).map(token => token.replace(/[.,;:]+$/, '').replace(/[\p{L}\p{M}\p{N}]+/gu, '·')).join(' ')
  : '')
const spread = (text: string) => text.replace(/\((?:e?s)\)/g, '').replace(/(?<!\S)([*_~]{1,3})(\S+)\1(?!\S)/g, '$2')
  .replace(/(?<=[\p{L}\p{N})]) *(<=|>=|==|[=<>%]) *(?=[\p{L}\p{N}(]|$)/gu, '$1').replace(/(?<=[\p{L}\p{N})]) ([*+^]) (?=[\p{L}\p{N}(])|(?<=[\d)]) *([*+^]) *(?=[\d(])/gu, '$1$2').replace(/(?<=[\d)]) *- *(?=[\d(])/g, '-').replace(/(?<=\d) *° */g, '°')

// Signs that stand alone, but for those that join.
const signs = once((p: Parsed) => spread(p.text).split(/\s+/).filter(token => token !== '' && !/[\p{L}\p{N}]/u.test(token) && !/^(?:-+|&|\/|\||\.{3}|…)$/.test(token)).join(' '))

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

function month (a: Parsed, b: Parsed) {
  const [inA, inB] = [monthsIn(a), monthsIn(b)]
  const [x, y] = [inA.find(w => !inB.includes(w)), inB.find(w => !inA.includes(w))]
  return x && y ? { guard: 'identifiers', detail: `${x} / ${y}` } : null
}

const monthsIn = once((p: Parsed) => p.words.filter((w, i) => isMonth(p, w, i)))

// "march" and "may" are months only beside a number or after a preposition of time.
const isMonth = (p: Parsed, word: string, i: number) => MONTHS.has(word) &&
  (!/^(?:march|may)$/.test(word) || /^(?:in|of|on|by|until|since|last|next|this|\d+\w*)$/.test(p.words[i - 1] ?? '') || /^\d/.test(p.words[i + 1] ?? ''))
