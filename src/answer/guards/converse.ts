// "X is older than Y" is "Y is younger than X", and "X before Y" is "Y after X": two changes that cancel out.
import { difference } from './compare.ts'
import { isListed } from './opposites.ts'
import { once, type Parsed } from './parse.ts'

const PIVOT = new Set(['than', 'before', 'after'])
const around = once((p: Parsed) => {
  const at = p.words.findIndex(word => PIVOT.has(word))
  if (at < 0 || p.words.findLastIndex(word => PIVOT.has(word)) !== at) return null
  const said = (from: number, to: number) => new Set(p.keys.slice(from, to).filter((_, i) => p.content[from + i]))
  return { pivot: p.words[at]!, before: said(0, at), after: said(at + 1, p.words.length) }
})

export function converse (a: Parsed, b: Parsed): boolean {
  const [x, y] = [around(a), around(b)]
  if (!x || !y) return false
  const crossed = (p: Set<string>, q: Set<string>, r: Set<string>) => [...p].some(key => q.has(key) && !r.has(key))
  if (!crossed(x.after, y.before, y.after) || !crossed(x.before, y.after, y.before)) return false
  if (x.pivot !== 'than' || y.pivot !== 'than') return x.pivot !== y.pivot && x.pivot !== 'than' && y.pivot !== 'than'
  const { onlyA, onlyB } = difference(a, b)
  return [...onlyA].some(key => [...onlyB].some(other => isListed(key, other)))
}
