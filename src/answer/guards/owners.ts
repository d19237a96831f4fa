// Whose it is: "my mother's brother" is not "my brother's mother".
import { sameContent } from './compare.ts'
import { once, type Parsed } from './parse.ts'

const POSSESSIVE = /([\p{L}\p{N}]+)'s (?=(?:(?:own|first|last|new|old) )?([\p{L}\p{N}]+))/gu
const owned = once((p: Parsed) => p.text.includes("'s ") ? [...p.text.matchAll(POSSESSIVE)].map(m => [m[1]!, m[2]!] as const) : [])
export function owners (a: Parsed, b: Parsed): string | null {
  for (const [owner, thing] of owned(a)) {
    if (owned(b).some(([other, its]) => other === thing && its === owner)) return `${owner}'s ${thing} / ${thing}'s ${owner}`
    // "My neighbour's tree fell on my fence", "my tree fell on my neighbour's fence".
    const moved = owned(b).find(([other, its]) => other === owner && its !== thing)
    if (moved && a.text.includes(`my ${moved[1]}`) && b.text.includes(`my ${thing}`)) return `${owner}'s ${thing} / ${owner}'s ${moved[1]}`
  }
  return mine(a, b) ?? mine(b, a)
}
// "Can I drive my friend's car", "can my friend drive my car".
function mine (a: Parsed, b: Parsed): string | null {
  if (owned(a).length === 0 || !sameContent(a, b)) return null
  for (const [owner, thing] of owned(a)) {
    if (says(a, `my ${owner}'s`) && says(b, `my ${owner}`) && says(b, `my ${thing}`) && !says(a, `my ${thing}`) && !owned(b).some(([other]) => other === owner)) return `${owner}'s ${thing} / my ${thing}`
  }
  return null
}

// "Ann's best friend's father", "Ann's father's best friend"
const CHAIN = /(?<![\p{L}\p{N}])(?!(?:what|who|where|when|how|that|it|there|here|he|she|let)')([\p{L}\p{N}]{1,40})'s (?!(?:the|an?) )((?:\p{L}{1,40} ){0,2}\p{L}{1,40})'s /u
const chain = once((p: Parsed) => p.text.includes("'s ") ? CHAIN.exec(p.text) : null)
export function chains (a: Parsed, b: Parsed): string | null {
  if (!sameContent(a, b)) return null
  const [x, y] = [chain(a), chain(b)]
  return x && y && x[1] === y[1] && x[2] !== y[2] ? `${x[0]}/ ${y[0]}`.trim() : null
}

const spoken = once((p: Parsed) => ` ${p.text.replace(/[,.;:?!]/g, '')} `)
const says = (p: Parsed, words: string) => spoken(p).includes(` ${words} `)

// "Who was Plato's teacher", "who was Plato the teacher of", "whose teacher was Plato"
const WHOSE = /^whose ([\p{L}\p{N}]+) (?:is|are|was|were) ([\p{L}\p{N}]+)$/u
export function kinOf (a: Parsed, b: Parsed): string | null {
  const [owner, thing] = owned(a)[0] ?? []
  if (owner === undefined || owned(b).length > 0 || !/^(?:who|what)\b/.test(a.text)) return null
  const whose = WHOSE.exec(b.text)
  const isTurned = whose ? whose[1] === thing && whose[2] === owner : lastWord(b) === 'of' && b.text.includes(`${owner} the ${thing} of`)
  return isTurned ? `${owner}'s ${thing} / whose ${thing}` : null
}

export const lastWord = once((p: Parsed) => p.words.findLast(word => word !== '?') ?? '')
