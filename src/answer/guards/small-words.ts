// What the small words between the same words of weight say: "to Lima" is not "from Lima", "in 2019" not "after 2019".
// The cosine hardly sees them, as all else is equal. Only where every word of weight has its equal, in the same order.
import { near } from './compare.ts'
import { MARKS, once, oncePair, type Parsed } from './parse.ts'

/** A place between two words of weight where each side says something that the other does not. */
export type Slot = {
  a: string[]
  b: string[]
  /** The words of weight around it, as the first side has them; undefined at the ends. */
  before: string | undefined
  after: string | undefined
  at: number
}

// Small words here that count as content elsewhere.
const SMALL = new Set('since until till within while outside near'.split(' '))

/** The words of weight of a text and, before, between and behind them, the small ones. */
export type Gaps = { content: string[], words: string[], between: string[][] }

export const gapsOf = once((p: Parsed): Gaps => {
  const gaps: Gaps = { content: [], words: [], between: [[]] }
  p.words.forEach((word, i) => {
    if (p.content[i] && !SMALL.has(word)) {
      gaps.content.push(p.keys[i]!)
      gaps.words.push(word)
      gaps.between.push([])
    } else if (!MARKS.has(word)) gaps.between.at(-1)!.push(word)
  })
  return gaps
})

/** Whether the words of weight are equal, or near, and in the same order. */
export function inStep (a: Parsed, b: Parsed): boolean {
  const [x, y] = [gapsOf(a).content, gapsOf(b).content]
  return x.length > 0 && x.length === y.length && x.every((key, i) => key === y[i] || near(key, y[i]!))
}

/** Where two questions of the same words of weight differ; none where their words of weight differ or stand in another order. */
export const slots = oncePair((a: Parsed, b: Parsed): Slot[] => {
  if (!inStep(a, b)) return []
  const [x, y] = [gapsOf(a), gapsOf(b)]
  return x.between.flatMap((own, at) => {
    const other = y.between[at]!
    const [onlyA, onlyB] = [own.filter(word => !other.includes(word)), other.filter(word => !own.includes(word))]
    return onlyA.length + onlyB.length === 0 ? [] : [{ a: onlyA, b: onlyB, before: x.words[at - 1], after: x.words[at], at }]
  })
})

/** What the first side says of one set where the second says what is of the other, whichever way round; null where neither is so. */
export function opposed (slot: Slot, one: ReadonlySet<string>, other: ReadonlySet<string>): string | null {
  for (const [x, y] of [[one, other], [other, one]] as const) {
    const [word, instead] = [slot.a.find(w => x.has(w)), slot.b.find(w => y.has(w))]
    if (word !== undefined && instead !== undefined) return `${word} / ${instead}`
  }
  return null
}
