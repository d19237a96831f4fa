// Reads the questions in written/: a block is a subject, a line is an answer, " | " stands between wordings of it.
// Wordings of one line are pairs with the same answer; wordings of two lines of a block are traps.
import { readdirSync, readFileSync } from 'node:fs'
import { crafted } from './crafted.ts'
import { random, vary } from '../traps/generate.ts'

export type WrittenPair = { a: string, b: string, label: 0 | 1, kind: string, family: number }

const DIR = new URL('./written/', import.meta.url)
const TRAPS_PER_LINES = 2
const LIGHT = 1

/** The same question as another hand would type it. Never changes what is asked. */
function lightly (text: string, rnd: () => number): string {
  const lower = text.replace(/^[A-Z](?=[a-z ])/, c => c.toLowerCase())
  let out = vary(lower, rnd)
  if (rnd() < 0.3) out = vary(out, rnd)
  if (out === lower) out = vary(vary(out, rnd), rnd)
  return out === lower ? text : out[0]!.toUpperCase() + out.slice(1)
}

export function blocks (): { file: string, lines: string[][] }[] {
  return readdirSync(DIR).filter(name => name.endsWith('.txt')).sort().flatMap(name =>
    readFileSync(new URL(name, DIR), 'utf8').split(/\n\s*\n/).map(block => ({
      file: name.replace('.txt', ''),
      lines: block.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#')).map(line => line.split(' | ').map(s => s.trim()))
    })).filter(({ lines }) => lines.length > 0))
}

export function written (): WrittenPair[] {
  const rnd = random(7)
  const pick = <T>(from: T[]) => from[Math.floor(rnd() * from.length)]!
  const pairs: WrittenPair[] = []
  blocks().forEach(({ file, lines }, family) => {
    const push = (a: string, b: string, label: 0 | 1) => pairs.push(rnd() < 0.5 ? { a, b, label, kind: file, family } : { a: b, b: a, label, kind: file, family })
    lines.forEach((wordings, i) => {
      wordings.forEach((a, k) => wordings.slice(k + 1).forEach(b => push(a, b, 1)))
      // Most repetitions change little: written wordings alone would teach that what looks alike is a trap.
      for (const a of wordings) for (let n = 0; n < LIGHT; n++) { const b = lightly(a, rnd); if (b !== a) push(a, b, 1) }
      for (const other of lines.slice(i + 1)) {
        // The first wordings of two lines are written to look alike.
        push(wordings[0]!, other[0]!, 0)
        for (let n = 1; n < TRAPS_PER_LINES; n++) push(pick(wordings), pick(other), 0)
      }
    })
  })
  pairs.push(...crafted(blocks().map(({ lines }, family) => ({ text: lines[0]![0]!, family }))))
  return [...new Map(pairs.map(p => [[p.a, p.b].sort().join('\n'), p])).values()]
}
