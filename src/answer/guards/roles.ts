// Which part every word plays: what preposition it stands behind, or that it comes first.
import { once, type Parsed } from './parse.ts'

// "How far is X from Y", "is X like Y": the same either way round.
const EITHER_WAY = /\b(?:how far|distance|differ\w*|similar\w*|alike|same as|compare (?:to|with)|along with|met|meet|know each|go(?:es)? (?:\S+ )?with|related to|(?:married|engaged) to|friends? (?:of|with)|compatible with|common in|border)\b/
// "Take X with Y", where neither is one that takes the other, and nothing is before or after anything.
const TOGETHER = /^(?!.*\b(?:before|after|than|from|to|into|instead)\b).*\b(?:i|we|you) (?:take|mix|combine|drink|pair|wear) (?!an? |the )\S+(?: \S+)? with (?!an? |the )\S+(?: \S+)?$/
export const isEitherWay = once((p: Parsed) => EITHER_WAY.test(p.text) || TOGETHER.test(p.text))
const DISTANCE = /\b(?:how far|distance|differ\w*)\b/
export const SKIPPED = new Set('a an the . ? ! ; : " -'.split(' '))
export const OWNER = new Set('my your his her its our their this that these those'.split(' '))
export const AUXILIARY = new Set('is are am was were be been become do does did'.split(' '))
const ENDS = new Set('.?!;')
const ROLES = new Set('from to by than over into onto against before after with for of in on at under via as'.split(' '))
const SUBJECT = 'first'
const THAN_WHOM = /\bthan (?:i|me|he|him|she)\b/
// Verbs whose object has the role of a preposition: "reach X" is "to X", "replace X with Y" is "from X to Y".
const LEAVES = new Set('leave leaves leaving depart departs departing'.split(' '))
const REACHES = new Set(['reach', 'reaches', 'reaching'])
const CHANGES = /\b(?:replac|convert|turn|chang|transform|exchang|swap|substitut|translat)(?:e|es|s|ing|ed)?\b/
const TARGET = new Set(['to', 'into', 'with', 'for'])
const ONE_WAY = new Set('from to by than over into before after against'.split(' '))

// "from X to Y" against "to X from Y", in any order: the preposition before each word names its role.
// "X … than Y" against "Y … than X": what comes before any preposition has the role of the subject.
export function roles (a: Parsed, b: Parsed) {
  const free = isEitherWay(a) && isEitherWay(b)
  // A journey has its direction, whatever else is compared.
  if (free && (DISTANCE.test(a.text) || !/\bfrom\b/.test(a.text))) return null
  const [inA, inB] = [roleMap(a), roleMap(b)]
  const moved: string[] = []
  for (const [key, role] of inA) if (inB.has(key) && inB.get(key) !== role) moved.push(key)
  // "My cousin is older than he is", "he is older than my cousin".
  const turned = moved.length > 0 && THAN_WHOM.test(a.text) !== THAN_WHOM.test(b.text) && moved.find(key => [inA.get(key), inB.get(key)].sort().join(' ') === `${SUBJECT} than`)
  if (turned) return { guard: 'direction', detail: `${inA.get(turned)} ${turned} / ${inB.get(turned)} ${turned}` }
  for (let i = 0; i < moved.length; i++) {
    for (let j = i + 1; j < moved.length; j++) {
      const [x, y] = [moved[i], moved[j]]
      if (inA.get(x!) !== inB.get(y!) || inA.get(y!) !== inB.get(x!)) continue
      const pair = [inA.get(x!), inA.get(y!)]
      if (free && !(pair.includes('from') && pair.includes('to'))) continue
      if (!pair.includes(SUBJECT) || pair.some(role => ONE_WAY.has(role!))) return { guard: 'direction', detail: `${inA.get(x!)} ${x} / ${inB.get(x!)} ${x}` }
    }
  }
  return null
}

/** What a small word does to the role of the next word of weight; keeping it as it is, as an article does, is the least. */
type Turn = 'ends' | 'then' | 'role' | 'keeps'
const TURNS = new Map<string, Turn>([
  ...[...SKIPPED, ...AUXILIARY, ...OWNER].map((word): [string, Turn] => [word, 'keeps']), ...Array.from(ROLES, (word): [string, Turn] => [word, 'role']), ['then', 'then'],
  // The next sentence has a subject of its own.
  ...Array.from(ENDS, (word): [string, Turn] => [word, 'ends'])
])

const roleMap = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  let role = ''
  let subject = SUBJECT
  const changes = CHANGES.test(p.text) && p.words.some(word => TARGET.has(word))
  for (let i = 0; i < p.keys.length; i++) {
    const word = p.words[i]!
    const turn = TURNS.get(word)
    if (turn === 'ends') {
      role = ''
      subject = SUBJECT
    } else if (turn === 'then') {
      role = 'before'
      subject = ''
    } else if (turn === 'role') {
      // "more in X than in Y"
      if (p.words[i - 1] !== 'than') role = changes && TARGET.has(word) ? 'to' : word
      subject = ''
    } else if (p.content[i]) {
      if ((role || subject) && p.bag.get(p.keys[i]!) === 1) map.set(p.keys[i]!, role || subject)
      const next = LEAVES.has(word) || (changes && CHANGES.test(word)) ? 'from' : REACHES.has(word) ? 'to' : ''
      // A name of two words has one role, and "Python 3" too.
      if (next !== '' || !p.content[i + 1]) role = next
    } else if (turn !== 'keeps') role = ''
  }
  return map
})
