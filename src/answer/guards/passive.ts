// "did X sue Y" is "was Y sued by X", and the opposite of "was X sued by Y".
import { type Parsed } from './parse.ts'
import { OWNER, SKIPPED } from './roles.ts'

export function passive (a: Parsed, b: Parsed) {
  const [byA, byB] = [a.words.lastIndexOf('by'), b.words.lastIndexOf('by')]
  if ((byA < 0) === (byB < 0)) return null
  const [act, pas, by] = byA < 0 ? [a, b, byB] : [b, a, byA]
  // "Criticised for by"
  const last = /^(?:for|of|about|at|to|with)$/.test(pas.words[by - 1] ?? '') ? by - 2 : by - 1
  const verb = pas.keys[last]
  const agent = nounAt(pas, by + 1)
  // "eaten" and "eat", "sued" and "sue": stems of short verbs differ, their first letters do not.
  const at = act.keys.findIndex((key, i) => act.content[i] && key.length > 2 && verb?.startsWith(key.slice(0, Math.max(3, key.length - 1))))
  if (agent === undefined || at < 0 || !/(?:ed|en|t)$/.test(pas.words[last]!)) return null
  const patients = pas.keys.slice(0, last).filter((_, i) => pas.content[i])
  const before = act.keys.slice(0, at)
  const after = act.keys.slice(at + 1)
  if (after.includes(agent) && patients.some(key => before.includes(key) && !after.includes(key))) {
    return { guard: 'direction', detail: `by ${agent} / ${verb} ${agent}` }
  }
  return null
}

// The word that "by" belongs to, behind articles and owners only: "by a lot although" names nobody.
const nounAt = (p: Parsed, from: number) => {
  for (let i = from; i < p.keys.length; i++) {
    if (p.content[i]) return p.keys[i]
    if (!SKIPPED.has(p.words[i]!) && !OWNER.has(p.words[i]!)) return undefined
  }
  return undefined
}
