// Another name, another thing in a long question that is else equal, or another member of a closed class (day, colour, country, language, relative …).
import { classOf } from './classes.ts'
import { difference, near, synonymous, variant } from './compare.ts'
import { edits } from './long.ts'
import { keyOf, once, type Guard, type Parsed } from './parse.ts'

export const entities: Guard = {
  name: 'entities',
  check (a, b) {
    const { contentA, contentB } = difference(a, b)
    if (contentA.length && contentB.length) {
      for (const x of contentA) {
        const kind = classOf(x)
        if (kind === undefined) continue
        const y = contentB.find(key => classOf(key) === kind && !synonymous(x, key))
        if (y) return { guard: 'entities', detail: `${x} / ${y}` }
      }
      const x = contentA.find(key => named(a, key) && !shortened(b, key))
      const y = contentB.find(key => named(b, key) && !shortened(a, key))
      if (x && y) return { guard: 'entities', detail: `${x} / ${y}` }
    }
    const replaced = edits(a, b)?.replaced
    if (replaced) return { guard: 'entities', detail: replaced.join(' / ') }
    return quoted(a, b) ?? said(a, b)
  }
}

// Both say both words, but one the first more often: "I eat one pear", where pears and apples were told of before.
function said (a: Parsed, b: Parsed) {
  const [x, y] = [content(a), content(b)]
  if (x.length !== y.length || a.bag.size !== b.bag.size) return null
  const at = x.flatMap((key, i) => near(key, y[i]!) ? [] : [i])
  const [first] = at
  if (first === undefined || at.length > 2) return null
  const [one, other] = [x[first]!, y[first]!]
  const isMore = a.bag.get(one)! > (b.bag.get(one) ?? Infinity) && a.bag.get(other)! < (b.bag.get(other) ?? 0)
  return isMore ? { guard: 'entities', detail: `${one} / ${other}` } : null
}
const content = once((p: Parsed) => p.keys.filter((_, i) => p.content[i]))

const named = (p: Parsed, key: string) => p.names.has(key) && !/^\d/.test(key)

// "WHO" may stand for "World Health Organization": initials of the other side's words.
function shortened (other: Parsed, key: string): boolean {
  const initials = other.words.filter(w => /^\p{L}/u.test(w)).map(w => w[0]).join('')
  return key.length <= 5 && key.length > 1 && initials.includes(key)
}

function quoted (a: Parsed, b: Parsed) {
  if (!a.quotes.length || !b.quotes.length) return null
  const lost = (p: Parsed, q: Parsed) => p.quotes.find(s => !q.text.includes(s) && !s.split(' ').every(w => q.bag.has(keyOf(w)) || [...q.bag.keys()].some(k => variant(k, keyOf(w)))))
  const [x, y] = [lost(a, b), lost(b, a)]
  return x && y ? { guard: 'entities', detail: `"${x}" / "${y}"` } : null
}
