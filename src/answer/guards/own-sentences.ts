// Of two texts that begin or end with the same sentences, those they do not share. "My laptop broke. How do I …" is the question that it is
// without its story, and a guard that reads how a question begins, or counts its negations, reads it there.
import { readingOf, type Parsed } from './parse.ts'

const ASKS = /[?？]/
const END = /[.?!;:]\s+|[。！？\n]+\s*/g

/** How much of the beginning is the same in both, in whole sentences, characters. */
function sharedLead (a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let same = 0
  while (same < most && a[same] === b[same]) same++
  const last = Array.from(a.slice(0, same).matchAll(END)).at(-1)
  return last === undefined ? 0 : last.index + last[0].length
}

/** The same of the end, of what stands behind the beginning: how to answer, say. With the question in it, it is no answer's form: what is told before may be idle. */
function sharedTail (a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let same = 0
  while (same < most && a[a.length - 1 - same] === b[b.length - 1 - same]) same++
  const tail = a.slice(a.length - same)
  const [first] = tail.matchAll(END)
  const shared = first === undefined ? '' : tail.slice(first.index + first[0].length)
  return ASKS.test(shared) ? 0 : shared.length
}

/** Pure. null where no sentence is shared, or one of them says nothing else. */
export function ownSentences (a: Parsed, b: Parsed): [Parsed, Parsed] | null {
  const lead = sharedLead(a.raw, b.raw)
  const [x, y] = [a.raw.slice(lead), b.raw.slice(lead)]
  const tail = sharedTail(x, y)
  if (lead + tail === 0) return null
  const [own, other] = [x, y].map(text => text.slice(0, text.length - tail).trim()) as [string, string]
  return own === '' || other === '' ? null : [readingOf(own), readingOf(other)]
}
