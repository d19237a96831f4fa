// A question read once: its words, their stems, which of them carry meaning and which are names.
// Every guard and feature works on this, so that a cached entry's reading can be kept and reused.
import { LRUCache } from 'lru-cache'
import { normaliseQuestion } from '../../model/text.ts'
import { alias, FUNCTION_WORDS, NUMBER_WORDS, ROMAN, SCALES, UNIT } from './lexicon.ts'
import { baseOf, stem } from './stem.ts'

export type Parsed = {
  raw: string // as it was typed, in its lines
  text: string
  words: string[] // lower case, in order, marks such as , . ? kept as words of their own
  keys: string[] // what words are compared by: stem, synonym's head, or canonical number
  content: boolean[] // carries meaning: neither a function word nor a mark
  bag: Map<string, number> // content keys and how often
  names: Set<string> // keys written as names (capital inside a sentence, or in quotes)
  quotes: string[]
  read: unknown[] // what `once` has read already
}

export type Evidence = { guard: string, detail: string }
export type Guard = { name: string, check: (a: Parsed, b: Parsed) => Evidence | null }

let places = 0

/** Something else than ASCII, and a text without its accents. */
export const ACCENTED = /[\x80-\uffff]/
export const withoutAccents = (text: string): string => ACCENTED.test(text) ? text.normalize('NFD').replace(/\p{M}/gu, '') : text

/**
 * What a guard reads from one question alone is read once: a question meets several candidates. Kept with the question, not in
 * a WeakMap: ten of those for each of five candidates were half of what the garbage collector did.
 */
export function once<T> (read: (p: Parsed) => T): (p: Parsed) => T {
  const place = places++
  return p => (p.read[place] ??= { value: read(p) } as { value: T }) && (p.read[place] as { value: T }).value
}

/** What is read from two questions is read once, too, as long as no other pair comes between: several guards ask the same of one pair, one after the other. */
export function oncePair<T> (compare: (a: Parsed, b: Parsed) => T): (a: Parsed, b: Parsed) => T {
  let last: { a: Parsed, b: Parsed, value: T } | undefined
  return (a, b) => {
    if (last === undefined || last.a !== a || last.b !== b) last = { a, b, value: compare(a, b) }
    return last.value
  }
}

/** Where the word before another stands, and the one behind it, whether a hyphen joins them or not. */
export const placeBefore = (words: readonly string[], i: number): number => words[i - 1] === '-' ? i - 2 : i - 1
export const placeBehind = (words: readonly string[], i: number): number => words[i + 1] === '-' ? i + 2 : i + 1

/** The words of weight of a text in their order, by their keys. */
export const contentKeys = once((p: Parsed): string[] => p.keys.filter((_, i) => p.content[i]))

// A scheme has an end: sought as far as a text goes, "a-a-a-…" takes quadratic time.
const TOKEN = /`[^`]+`|[a-z][a-z0-9+.-]{0,40}:\/\/\S+|www\.\S+|(?<!\S)--?[a-z][\w-]*|[$€£₹]?\d+(?:[.,:/]\d+)*(?:[\p{L}][\p{L}\d]*)?|[\p{L}\p{M}]+(?:\d+[\p{L}\p{M}\d]*)?(?:['.&_][\p{L}\p{M}\d]+)*[+#]*|[\p{L}\p{M}\p{N}_]+|[,.?!;:%°<>=+*^/|&-]/giu
// Sentences beside the question, said whole: they ask nothing, and their words and negations are not its own.
const REMARK = /(?:^|(?<=[.?!;] ?))(?:(?:and|but|so) )?(?:i(?:'m| am) (?:(?:quite|very|really|so|just) )?(?:new to (?:this|it|that)|curious|confused)|i (?:have been|was just|was|keep) wondering(?: about (?:this|it|that))?|i (?:could not|couldn't|can't|cannot|did not|didn't) find (?:(?:an?|any|the|good) )*answers?(?: anywhere| online)?|i need (?:some |your )?(?:help|advice)|(?:my|a) friend asked me (?:about )?(?:this|that|it)|any (?:help|advice|ideas?|suggestions?|thoughts?)(?: (?:is|are|would be|will be))?(?: (?:much|greatly|really|highly))?(?: (?:appreciated|welcome|helpful))?|please (?:help|advise|explain|answer|reply)(?: me)?)(?=[.?!;]|$)/g
// Of small words, said otherwise: "before" and "because" are what guards know.
const PHRASES: Record<string, string> = { 'due to': 'because of', 'owing to': 'because of', 'prior to': 'before', 'rather than': 'instead of' }
const TWO_WORDS = new RegExp(`\\b(?:${Object.keys(PHRASES).join('|')})\\b`, 'g')
/** Words that are in English questions, and hardly in another language's. */
const ENGLISH = /\b(?:what|how|who|whom|whose|where|which|why|when|the|are|does|did|should|and|my|your|means?)\b/
export const isEnglish = once((p: Parsed) => ENGLISH.test(p.text))
// "L'anglais", "dall'Italia": a small word and another, as "le russe" and "dalla Francia" are. In English, D'Angelo is no Angelo.
const ELIDED = /^(?:[dl]|qu|(?:d?a|de|ne|su|que)ll|un)(?=['’][aeiouyhàâäéèêëîïôöùûüœæ])/i
const withoutElided = (word: string) => word.slice((ELIDED.exec(word)?.[0].length ?? -1) + 1)
const UNITS_OF_TEN = /^(?:one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/
export const MARKS = new Set(',.?!;:<>=+*^/|&-')
const QUOTED = /"([^"]{2,80})"|(?<!\w)'([^']{2,80})'(?!\w)/g

// 1,000 · 1000 · 10k · two: one spelling each. Null when the word is no number.
export function numberOf (word: string): string | null {
  if (/^[$€£₹]?\d/.test(word)) {
    const bare = word.replace(/^[$€£₹]/, '').replace(/,(?=\d{3}(?!\d))/g, '')
    if (/^\d+(?:\.\d+)?$/.test(bare)) return String(Number(bare))
    const glued = /^(\d+(?:\.\d+)?)(k|m|bn|th|(?<=\d\d)(?:st|nd|rd))$/.exec(bare)
    return glued ? String(Number(glued[1]) * (SCALES[glued[2]!] ?? 1)) : bare
  }
  return NUMBER_WORDS[word] ?? ROMAN[word] ?? null
}

/** Whether a key is a number's, as numberOf has it. */
export const isNumber = (key: string): boolean => key >= '0' && key < ':'

/** Keys of words read lately: people's words are few, and a key takes a dozen patterns. */
const keys = new LRUCache<string, string>({ max: 5_000 })

/** Longer is no word anybody inflects: a hash, a base64 block, a line without spaces. Read, it would take its length squared, and be kept. */
const MAX_WORD = 64

export function keyOf (word: string): string {
  if (word.length > MAX_WORD) return word
  let key = keys.get(word)
  if (key === undefined) keys.set(word, key = makeKey(word))
  return key
}

function makeKey (word: string): string {
  const number = numberOf(word)
  if (number !== null) return number
  const base = baseOf(word)
  return alias(word) ?? alias(base) ?? alias(stem(base)) ?? stem(base)
}

export function parse (raw: string): Parsed {
  const text = normaliseQuestion(raw)
  const words: string[] = []
  const keys: string[] = []
  const content: boolean[] = []
  const bag = new Map<string, number>()
  // US the country is not us the pronoun, and only the typed form tells.
  const source = spoken(text).replace(/\bunited states(?: of america)?\b|\bu\.s\.(?:a\.?)?(?!\w)|\bu\.s\b|(?<=\bthe )us\b/g, 'usa')
    .replace(/\bunited kingdom\b|\bu\.k\.?(?!\w)/g, 'uk')
    .replace(TWO_WORDS, phrase => PHRASES[phrase]!)
    .replace(/\be-?mail/g, 'email').replace(/\bwi-fi\b/g, 'wifi').replace(/\bper ?cent\b/g, '%').replace(/\b(\d{1,2})[:.]00(?= ?[ap]\.?m\b)/g, '$1')
  const shouting = raw === raw.toUpperCase()
  const elides = !ENGLISH.test(text)
  const us = !shouting && /\bUS\b/.test(raw)
  for (let word of source.match(TOKEN) ?? []) {
    if (word.includes("'")) {
      const [small] = (elides && ELIDED.exec(word)) || []
      if (small !== undefined) {
        words.push(small)
        keys.push(small.replace(/^l$/i, 'le'))
        content.push(false)
        word = word.slice(small.length + 1)
      }
      word = word.replace(/'s?$|'s(?=\W*$)/, '')
      const short = /^(i|you|we|they|he|she|it|that|there|who|what)'(m|re|ve|ll|d)$/.exec(word)
      if (short) { words.push(short[1]!, 'be'); keys.push(short[1]!, 'be'); content.push(false, false); continue }
    }
    if (word.includes('.')) {
      word = word.replace(/(?<=\w\.\w)\.$/, '')
      if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) word = word.replaceAll('.', '')
    }
    if (word === '') continue
    // What is about letters keeps its case, and "What" is no word of weight there either.
    const low = word.toLowerCase()
    if (low !== word && FUNCTION_WORDS.has(low)) word = low
    if (us && word === 'us') word = 'usa'
    const scale = SCALES[word]
    const last = keys.length - 1
    if (scale && last >= 0 && /^\d+(?:\.\d+)?$/.test(keys[last]!)) {
      keys[last] = String(Number(keys[last]) * scale)
      continue
    }
    // "One million", "a thousand"
    if (scale && word.length > 1 && last >= 0 && /^(?:one|an?)$/.test(words[last]!)) {
      words[last] = word
      keys[last] = String(scale)
      content[last] = true
      continue
    }
    // "Twenty-one", "twenty first"
    const tens = words[last] === '-' ? last - 1 : last
    // "Thirty second" may be a time, "fifty first" of several.
    const addsUp = (word !== 'first' && word !== 'second') || /^(?:the|his|her|my|our|its|their)$/.test(words[tens - 1] ?? '')
    if (UNITS_OF_TEN.test(word) && addsUp && /^[2-9]0$/.test(keys[tens] ?? '') && /ty$/.test(words[tens]!)) {
      keys[tens] = String(Number(keys[tens]) + (word === 'one' ? 1 : Number.parseInt(NUMBER_WORDS[word]!)))
      words.length = keys.length = content.length = tens + 1
      continue
    }
    words.push(word)
    keys.push(keyOf(word))
    content.push(!MARKS.has(word) && !FUNCTION_WORDS.has(word))
  }
  // "1 hour" is one, or an hour.
  for (let i = words.indexOf('1'); i >= 0; i = words.indexOf('1', i + 1)) if (UNIT.has(words[i + 1] ?? '')) content[i] = false
  for (let i = 0; i < keys.length; i++) if (content[i]) bag.set(keys[i]!, (bag.get(keys[i]!) ?? 0) + 1)
  const quotes = /["']/.test(text) ? [...text.matchAll(QUOTED)].map(m => (m[1] ?? m[2])!.trim()).filter(Boolean) : []
  return { raw, text, words, keys, content, bag, names: namesIn(raw, elides ? withoutElided : word => word), quotes, read: new Array<unknown>(places) }
}

/** Texts read lately, 8 KB each: the popular are met again and again, and reading them was a third of judging. Longer ones are rare, and not kept. */
const readings = new LRUCache<string, Parsed>({ max: 500, memoMethod: parse })
const KEPT_CHARACTERS = 1_000

export const readingOf = (text: string): Parsed => text.length > KEPT_CHARACTERS ? parse(text) : readings.memo(text)

// Where nothing else is left, the remark is the question.
function spoken (text: string): string {
  const rest = text.replace(REMARK, ' ')
  return /[\p{L}\p{N}]/u.test(rest) ? rest.replace(/^[\s.?!;]+/, '') : text
}

// Capitals tell names only where they are the exception: not in shouting, not in Title Case.
function namesIn (raw: string, bare: (word: string) => string): Set<string> {
  const names = new Set<string>()
  // The capital a sentence begins with names nothing.
  if (!/\p{Lu}/u.test(raw.slice(1))) return names
  const found = [...raw.matchAll(/(^|[.?!:"'(]\s*|\s|[-/])([\p{L}][\p{L}\d'’&.]*)/gu)]
  const capital = found.filter(m => /^\p{Lu}/u.test(bare(m[2]!)))
  if (found.length > 3 && capital.length > 0.6 * found.length) return names
  for (const [, before, word] of capital) {
    const first = before === '' || /[.?!:"'(]/.test(before!)
    const low = bare(word!).toLowerCase().replace(/['’]s?$/, '').replace(/\.$/, '')
    if ((!first || /^.+\p{Lu}/u.test(word!)) && !FUNCTION_WORDS.has(low)) names.add(keyOf(low))
  }
  return names
}
