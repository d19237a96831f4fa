// Splits questions into two halves so that no question, pair or cluster is in both: train on one, report on the other.
import { normaliseQuestion } from '../../src/model/text.ts'

export function halves (pairs: { a: string, b: string }[], stream: { query: string, cluster: string }[] = []): (text: string) => 0 | 1 {
  const parent = new Map<string, string>()
  const root = (x: string): string => {
    let at = x
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      // The way is half as long for who comes next: pairs that hang together, one by one, make one as long as the file.
      parent.set(at, parent.get(up) ?? up)
      at = up
    }
    return at
  }
  const join = (x: string, y: string) => {
    const [rx, ry] = [root(x), root(y)]
    if (rx !== ry) parent.set(rx, ry)
  }
  for (const p of pairs) join(normaliseQuestion(p.a), normaliseQuestion(p.b))
  for (const s of stream) join('cluster ' + s.cluster, normaliseQuestion(s.query))
  return text => (fnv(root(normaliseQuestion(text))) >>> 8 & 1) as 0 | 1
}

function fnv (text: string): number {
  let hash = 2166136261
  for (const c of text) hash = Math.imul(hash ^ c.codePointAt(0)!, 16777619)
  return hash >>> 0
}
