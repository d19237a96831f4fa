// Another name, another thing in a long question that is else equal, or another member of a closed class (day, colour, country, language, relative …).
import { classesOf, sameClass } from './classes.ts'
import { difference, ends, inPlaceOf, near, placesApart, recounted, synonymous, variant } from './compare.ts'
import { givenTexts } from './given.ts'
import { edits } from './long.ts'
import { ACCENTED, contentKeys, isEnglish, keyOf, once, placeBefore, withoutAccents, type Guard, type Parsed } from './parse.ts'
import { passages } from './passages.ts'

export const entities: Guard = {
  name: 'entities',
  check (a, b) {
    const { contentA, contentB } = difference(a, b)
    if (contentA.length && contentB.length) {
      for (const x of contentA) {
        if (classesOf(x).length === 0) continue
        const y = contentB.find(key => sameClass(x, key) && !synonymous(x, key))
        if (y) return { guard: 'entities', detail: `${x} / ${y}` }
      }
      const x = contentA.find(key => named(a, key) && !shortened(b, key))
      const y = contentB.find(key => named(b, key) && !shortened(a, key))
      if (x && y) return { guard: 'entities', detail: `${x} / ${y}` }
    }
    const instead = inPlaceOf(a, b)
    if (instead !== null && sameClass(...instead) && !synonymous(...instead)) return { guard: 'entities', detail: instead.join(' / ') }
    const replaced = edits(a, b)?.replaced
    if (replaced) return { guard: 'entities', detail: replaced.join(' / ') }
    return kin(a, b) ?? labels(a, b) ?? lettered(a, b) ?? counted(a, b) ?? alike(contentA, contentB) ?? quoted(a, b) ?? said(a, b) ?? givenTexts(a, b) ?? passages(a, b) ?? abroad(a, b)
  }
}

// Substances whose names differ in their ending alone: a slip of one letter elsewhere.
const KIN = [/^((?:per|hypo|bi)?(?:nitr|sul(?:f|ph)(?:ur)?|chlor|phosph(?:or)?|brom|iod|carbon|arsen|fluor|cyan))(ate|ite|ide|ic|ous)s?$/, /^(alk|meth|eth|prop|but|pent|hex|hept|oct|benz)(ane|ene|yne|anol|anal|yl)s?$/, /^(ferr|cupr|stann|plumb)(ic|ous)$/]
function kin (a: Parsed, b: Parsed) {
  for (const x of a.words) {
    if (b.words.includes(x)) continue
    for (const pattern of KIN) {
      const [, stem, ending] = pattern.exec(x) ?? []
      if (stem === undefined) continue
      const y = b.words.find(word => {
        const other = pattern.exec(word)
        return other !== null && other[1] === stem && other[2] !== ending
      })
      if (y !== undefined) return { guard: 'entities', detail: `${x} / ${y}` }
    }
  }
  return null
}

// "Vitamin D" and "vitamin A", "B flat minor" and "B minor": letters that count as small words, or as slips, elsewhere.
const LABELLED = /\b(vitamin|hepatitis|part|type|grade|group|section|schedule|appendix|exhibit|influenza|plan|category|terminal|gate) ([a-z])\b|\b([a-g](?: ?(?:flat|sharp|[#♯♭]))?)[ -](major|minor)\b|\b([xyz])[ -](axis|coordinate|intercept)\b/gi
const labelled = once((p: Parsed): Map<string, string> => {
  const found = new Map<string, string>()
  for (const [, thing, letter, note, mode, axis, line] of p.text.matchAll(LABELLED)) {
    const name = thing ?? mode ?? line!
    const which = (letter ?? note ?? axis)!.toLowerCase().replace(/ ?[#♯]/, ' sharp').replace('♭', ' flat')
    found.set(name, [...found.get(name)?.split(', ') ?? [], which].sort().join(', '))
  }
  return found
})
function labels (a: Parsed, b: Parsed) {
  for (const [name, which] of labelled(a)) {
    const other = labelled(b).get(name)
    // Of which of them more is said, nothing tells.
    if (other !== undefined && which !== other && which.split(',').length === other.split(',').length) return { guard: 'entities', detail: `${name} ${which} / ${name} ${other}` }
  }
  return null
}

// "Line A", "line B", "the C drive": where all else is equal, a letter is another one. Not what people write for a small word, or by a slip of
// the keys for an article; of these only where a word of weight stands before them on both sides.
const SPOKEN = new Set(['i', 'u', 'r'])
const DOUBTFUL = new Set([...'adstmny'])
const BESIDE_A = new Set([...'sqzwxd'])
function lettered (a: Parsed, b: Parsed) {
  const [at, ...more] = placesApart(a, b) ?? []
  if (at === undefined || more.length > 0) return null
  const [x, y] = [a.words[at]!.toLowerCase(), b.words[at]!.toLowerCase()]
  if (x === y || !/^[a-z]$/.test(x) || !/^[a-z]$/.test(y) || SPOKEN.has(x) || SPOKEN.has(y)) return null
  if ((DOUBTFUL.has(x) || DOUBTFUL.has(y)) && (a.content[placeBefore(a.words, at)] !== true || (x === 'a' && BESIDE_A.has(y)) || (y === 'a' && BESIDE_A.has(x)))) return null
  return { guard: 'entities', detail: `${x} / ${y}` }
}

// "A pair" of red and blue socks is no "red pair"; "red is left of blue and green of red", "… and blue of green".
function counted (a: Parsed, b: Parsed) {
  const [key, ...more] = a.bag.size === b.bag.size ? recounted(a, b) ?? [] : []
  // "Red and white wine" says wine once.
  if (key === undefined || more.length > 1 || (more.length === 0 && !/\d/.test(a.text))) return null
  if (more.some(other => !sameClass(key, other))) return null
  // Alone of its kind it can only be itself, and "there" may stand for it.
  if ([...a.bag.keys()].filter(other => sameClass(key, other)).length < 2 || a.words.includes('there') !== b.words.includes('there')) return null
  return { guard: 'entities', detail: `${a.bag.get(key)} × ${key} / ${b.bag.get(key)} × ${key}` }
}

// Long words that differ in their middle alone, by more than a slip: prednisone, prednisolone. The model sees the pieces they share; forms of one word differ at its end.
function alike (contentA: string[], contentB: string[]) {
  const [[x, ...moreA], [y, ...moreB]] = [contentA, contentB]
  if (x === undefined || y === undefined || moreA.length + moreB.length > 0 || Math.min(x.length, y.length) < 6 || synonymous(x, y)) return null
  const { same, tail } = ends(x, y)
  if (same < 4 || tail < 1 || Math.max(x.length, y.length) - same - tail > 3) return null
  return { guard: 'entities', detail: `${x} / ${y}` }
}

// Both say both words, but one the first more often: "I eat one pear", where pears and apples were told of before.
function said (a: Parsed, b: Parsed) {
  const [x, y] = [contentKeys(a), contentKeys(b)]
  if (x.length !== y.length || a.bag.size !== b.bag.size) return null
  const at = x.flatMap((key, i) => near(key, y[i]!) ? [] : [i])
  const [first] = at
  if (first === undefined) return null
  const [one, other] = [x[first]!, y[first]!]
  const more = (one: string, other: string) => a.bag.get(one)! > (b.bag.get(one) ?? Infinity) && a.bag.get(other)! < (b.bag.get(other) ?? 0)
  // "Ann is older than Bob and Bob than Cleo", "Bob is older than Ann and Ann than Cleo": the two trade places throughout.
  const isTraded = at.length > 2 && (more(one, other) || more(other, one)) && at.every(i => (x[i] === one && y[i] === other) || (x[i] === other && y[i] === one))
  return isTraded || (at.length <= 2 && more(one, other)) ? { guard: 'entities', detail: `${one} / ${other}` } : null
}

// The model has learnt English: of another language it knows how words are spelled, and hears "cancel my order" in "change my order". So there
// one word in the place of another is another thing.
const isAccented = once((p: Parsed) => ACCENTED.test(p.text) && /[¿¡]|(?=[^a-z])\p{L}/u.test(p.text))
function abroad (a: Parsed, b: Parsed) {
  if (!(isAccented(a) || isAccented(b)) || isEnglish(a) || isEnglish(b)) return null
  const [at, ...more] = placesApart(a, b) ?? []
  if (at === undefined || more.length > 0 || !(a.content[at] || b.content[at])) return null
  const [x, y] = [a.keys[at]!, b.keys[at]!]
  // Accents are another guard's.
  return near(x, y) || withoutAccents(a.words[at]!) === withoutAccents(b.words[at]!) || Math.max(x.length, y.length) < 3 ? null : { guard: 'entities', detail: `${x} / ${y}` }
}

const named = (p: Parsed, key: string) => p.names.has(key) && !/^\d/.test(key)

// "WHO" may stand for "World Health Organization": initials of the other side's words.
const shortened = (other: Parsed, key: string): boolean => key.length <= 5 && key.length > 1 && initialsOf(other).includes(key)
const initialsOf = once((p: Parsed) => p.words.filter(w => /^\p{L}/u.test(w)).map(w => w[0]).join(''))

// Asked of words themselves, what is quoted is meant to the letter: "few came", "a few came".
const WORDING = /\b(?:mean(?:s|ing)?|grammar|grammatical(?:ly)?|pronounced?|spell(?:ed|ing|s)?|translated?)\b/
const lettersIn = (quote: string) => quote.replace(/[^\p{L}\p{N} ]/gu, '')
const bared = (quote: string) => lettersIn(quote).replace(/^(?:the|to|an?(?! (?:few|little|lot))) /, '')
const quotesAlike = (x: string, y: string) => lettersIn(x) === lettersIn(y) || bared(x) === lettersIn(y) || lettersIn(x) === bared(y)

function quoted (a: Parsed, b: Parsed) {
  if (!a.quotes.length || !b.quotes.length) return null
  const lost = (p: Parsed, q: Parsed) => p.quotes.find(s => !q.text.includes(s) && !s.split(' ').every(w => q.bag.has(keyOf(w)) || [...q.bag.keys()].some(k => variant(k, keyOf(w)))))
  const [x, y] = WORDING.test(a.text) || WORDING.test(b.text) ? [a.quotes.find(s => !b.quotes.includes(s)), b.quotes.find(s => !a.quotes.includes(s))] : [lost(a, b), lost(b, a)]
  return x && y && !quotesAlike(x, y) ? { guard: 'entities', detail: `"${x}" / "${y}"` } : null
}
