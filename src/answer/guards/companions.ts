// What goes with what, and what without, not with it, or instead of it.
import { near } from './compare.ts'
import { once, type Parsed } from './parse.ts'
import { SKIPPED } from './roles.ts'

// "Works at home but not at work", "works at work but not at home".
const contrast = once((p: Parsed) => {
  if (!p.words.includes('not')) return null
  const at = p.words.findIndex((word, i) => /^(?:but|and)$/.test(word) && p.words[i + 1] === 'not')
  const said = (from: number, to?: number) => new Set(p.keys.slice(from, to).filter((_, i) => p.content[from + i]))
  return at < 0 ? null : [said(0, at), said(at + 2)] as const
})
export function contrasts (a: Parsed, b: Parsed): string | null {
  const [x, y] = [contrast(a), contrast(b)]
  if (!x || !y) return null
  const denied = [...x[1]].find(key => y[0].has(key) && !x[0].has(key))
  const instead = [...y[1]].find(key => x[0].has(key) && !y[0].has(key))
  return denied !== undefined && instead !== undefined ? `not ${denied} / not ${instead}` : null
}

// "With a child without papers", "without a child with papers"; "the box without the lid", "the lid without the box".
const companion = once((p: Parsed) => {
  const found = { with: new Set<string>(), without: new Set<string>() }
  p.words.forEach((word, i) => {
    if (word !== 'with' && word !== 'without') return
    const next = p.keys.find((_, at) => at > i && p.content[at])
    if (next !== undefined) found[word].add(next)
  })
  return found
})
export function companions (a: Parsed, b: Parsed): string | null {
  if (!a.text.includes('without') || !b.text.includes('without')) return null
  const [x, y] = [companion(a), companion(b)]
  const gone = [...x.with].find(key => y.without.has(key) && !x.without.has(key))
  const come = [...x.without].find(key => y.with.has(key) && !x.with.has(key))
  if (gone !== undefined && come !== undefined) return `with ${gone} / without ${gone}`
  const lacks = (p: Parsed, own: Set<string>, other: Set<string>) => [...own].find(key => !other.has(key) && p.bag.has(key))
  const [left, right] = [lacks(b, x.without, y.without), lacks(a, y.without, x.without)]
  return left !== undefined && right !== undefined ? `without ${left} / without ${right}` : null
}

// "At night instead of by day", "by day instead of at night": what is taken is not what is left.
const choice = once((p: Parsed) => {
  // Most texts have neither.
  if (!p.text.includes('instead of') && !p.text.includes('rather than')) return null
  const at = p.words.findIndex((word, i) => (word === 'instead' && p.words[i + 1] === 'of') || (word === 'rather' && p.words[i + 1] === 'than'))
  if (at < 0) return null
  // "When is who used instead of whom": where one word is left, it may be a small one.
  const isWord = at + 3 === p.words.length && !p.content[at + 2]
  const said = (from: number, to?: number) => new Set(p.keys.slice(from, to).filter((_, i) => p.content[from + i] || (isWord && !SKIPPED.has(p.words[from + i]!))))
  return [said(0, at), said(at + 2)] as const
})
export function instead (a: Parsed, b: Parsed): string | null {
  const [x, y] = [choice(a), choice(b)]
  if (!x || !y) return null
  const taken = [...x[0]].find(key => y[1].has(key) && !x[1].has(key) && !y[0].has(key))
  const left = [...x[1]].find(key => y[0].has(key) && !x[0].has(key) && !y[1].has(key))
  return taken !== undefined && left !== undefined && !near(taken, left) ? `${taken} / ${left}` : null
}
