// Opposites: of one word, of several, and of small words in each other's place.
import { difference, inPlaceOf, isDoneTo, placesApart } from './compare.ts'
import { converse } from './converse.ts'
import { oppositePhrases } from './opposite-phrases.ts'
import { nearlyOpposite, opposite, oppositesOf } from './opposites.ts'
import { type Guard, type Parsed } from './parse.ts'
import { isEitherWay } from './roles.ts'
import { smallOpposites } from './small-opposites.ts'
import { otherwisePlaced, waysOf } from './ways.ts'

export const antonyms: Guard = {
  name: 'antonyms',
  check (a, b) {
    const { onlyA, onlyB, contentA, contentB } = difference(a, b)
    if (converse(a, b)) return null
    for (const x of onlyA) {
      const isOpposite = oppositesOf(x)
      if (isOpposite === null) continue
      for (const y of onlyB) {
        // "With no visa" is without one.
        if ((x === 'with' && y === 'without' && a.words.includes('no')) || (x === 'without' && y === 'with' && b.words.includes('no'))) continue
        // A remedy for it, a remedy against it
        if ((x === 'for' || y === 'for') && REMEDY.test(a.text) && REMEDY.test(b.text)) continue
        // A form is filled in or out.
        if ((x === 'in' || y === 'in') && FILLS.test(a.text) && FILLS.test(b.text)) continue
        if (isOpposite(y)) return { guard: 'antonyms', detail: `${wordOf(a, x)} / ${wordOf(b, y)}` }
      }
    }
    const [x, y] = contentA.length === 1 && contentB.length === 1 ? [contentA[0]!, contentB[0]!] : []
    if (x !== undefined && nearlyOpposite(x, y!)) return { guard: 'antonyms', detail: `${wordOf(a, x)} / ${wordOf(b, y!)}` }
    const instead = inPlaceOf(a, b)
    if (instead !== null && opposite(...instead)) return { guard: 'antonyms', detail: `${wordOf(a, instead[0])} / ${wordOf(b, instead[1])}` }
    const told = crossedOver(a, b) ?? waysOf(a, b) ?? otherwisePlaced(a, b) ?? partiesOf(a, b) ?? oppositePhrases(a, b) ?? smallOpposites(a, b)
    return told === null ? null : { guard: 'antonyms', detail: told }
  }
}

// "The price with tax is 20, what is it without tax", "the price without tax is 20, what is it with tax". Said in one breath, either comes first.
const BREATH = /^(?:[.?!;]|is|are|was|were|do|does|did|has|have|had|what|which|who|when|how|where)$/
function crossedOver (a: Parsed, b: Parsed): string | null {
  const [i, j] = placesApart(a, b) ?? []
  if (i === undefined || j === undefined || a.words[i] !== b.words[j] || a.words[j] !== b.words[i] || !opposite(a.keys[i]!, a.keys[j]!)) return null
  return isEitherWay(a) || !a.words.slice(i + 1, j).some(word => BREATH.test(word)) ? null : `${a.words[i]} / ${a.words[j]}`
}

/** As it was written: keys are stems, which an operator cannot read. */
const wordOf = ({ words, keys }: Parsed, key: string) => words[keys.indexOf(key)] ?? key

const FILLS = /\bfill(?:s|ed|ing)? (?:\S+ ){0,3}?(?:in|out)\b/
const REMEDY = /\b(?:remed|cure|treat|medic|vaccin|protect|insur|drug|pill|defen|precaution)\w* (?:for|against)\b/

// Lessor and lessee, trainer and trainee.
const PARTY = /^(\p{L}{3,})(?:[eo]rs?|ees?)$/u
const PARTY_ENDS = new Set('rse')
function partiesOf (a: Parsed, b: Parsed): string | null {
  for (const x of a.words) {
    if (!PARTY_ENDS.has(x.at(-1)!)) continue
    const stem = PARTY.exec(x)?.[1]
    const y = stem === undefined || b.words.includes(x) ? undefined : b.words.find(word => PARTY.exec(word)?.[1] === stem && isDoneTo(word) !== isDoneTo(x) && !a.words.includes(word))
    if (y !== undefined) return `${x} / ${y}`
  }
  return null
}
