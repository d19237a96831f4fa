// Another name, another thing in a long question that is else equal, or another member of a closed class (day, colour, country, language, relative …).
import { CLASSES } from './classes.ts'
import { difference, variant } from './compare.ts'
import { edits } from './long.ts'
import { keyOf, type Guard, type Parsed } from './parse.ts'

const CLASS_OF = new Map<string, number>()
CLASSES.forEach((members, i) => { for (const m of members) if (!CLASS_OF.has(keyOf(m))) CLASS_OF.set(keyOf(m), i) })

export const entities: Guard = {
  name: 'entities',
  check (a, b) {
    const { contentA, contentB } = difference(a, b)
    if (contentA.length && contentB.length) {
      for (const x of contentA) {
        const kind = CLASS_OF.get(x)
        if (kind === undefined) continue
        const y = contentB.find(key => CLASS_OF.get(key) === kind)
        if (y) return { guard: 'entities', detail: `${x} / ${y}` }
      }
      const x = contentA.find(key => named(a, key) && !shortened(b, key))
      const y = contentB.find(key => named(b, key) && !shortened(a, key))
      if (x && y) return { guard: 'entities', detail: `${x} / ${y}` }
    }
    const replaced = edits(a, b)?.replaced
    if (replaced) return { guard: 'entities', detail: replaced.join(' / ') }
    return quoted(a, b)
  }
}

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
