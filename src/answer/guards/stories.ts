// Sums told as stories, where the figures and all words of weight are equal: what is asked, and what a figure is said of.
import { difference } from './compare.ts'
import { isNumber, keyOf, once, type Parsed } from './parse.ts'

/** What tells two sums of the same figures apart, or null. */
export function story (a: Parsed, b: Parsed): string | null {
  if (question(a) === null || question(b) === null) return null
  const { contentA, contentB } = difference(a, b)
  if (contentA.concat(contentB).some(key => !SUM.test(key))) return rest(a, b) ?? rest(b, a)
  return summed(question(a)!, question(b)!) ? 'together' : asked(a, b) ?? compared(a, b) ?? compared(b, a)
}

const ASKS = /\b(?:how (?:much|many|old|long|far|tall)|what (?:do|does|did|is|was|are|were))\b/g

// "How much did she spend", "how much did she have"; "how much for each", "how much in all"; "how many more pens", "how many pens"; "what do
// both cost", "what does the pad cost".
const SHARES = /\b(?:equal\w*|evenly|shar\w+|split\w*|divid\w+)\b/
const VERB = /\b(?:did|do|does|will|would|must|should|can) (?:the |his |her |my )?\p{L}+ (\p{L}+)/u
type Question = { verb: string | undefined, isEach: boolean, isOfOne: boolean, isMore: boolean, isSum: boolean, isOfSeveral: boolean, keys: string[] }
const question = once((p: Parsed): Question | null => {
  const from = [...p.text.matchAll(ASKS)].at(-1)?.index
  if (from === undefined) return null
  const clause = p.text.slice(from).replace(/[.?!;,].*$/s, '')
  return {
    verb: VERB.exec(clause)?.[1],
    isEach: /\b(?:each|apiece|per|every)\b/.test(clause),
    isOfOne: /\b(?:an?|one|single)\b/.test(clause),
    isMore: /^how (?:much|many) (?:more|fewer|less)\b/.test(clause),
    isSum: SUM.test(clause),
    isOfSeveral: /\b(?:they|we|you|and|all|there)\b/.test(clause),
    keys: clause.split(/[^\p{L}\p{N}]+/u).map(keyOf).filter(key => p.bag.has(key))
  }
})
const SUM = /\b(?:both|together|altogether)\b/
/** Of them together, or of one of them. */
function summed (x: Question, y: Question): boolean {
  const [sum, one] = x.isSum ? [x, y] : [y, x]
  return x.isSum !== y.isSum && !one.isOfSeveral && one.keys.some(key => !sum.keys.includes(key))
}
const figures = once((p: Parsed) => [...p.bag.keys()].filter(isNumber).length)
function asked (a: Parsed, b: Parsed): string | null {
  // "How many more days until 3 May" is no sum.
  if (figures(a) < 2) return null
  const [x, y] = [question(a)!, question(b)!]
  if (x.isMore !== y.isMore) return 'how many more'
  if (x.isEach !== y.isEach && !(x.isEach ? y : x).isOfOne && !SHARES.test(a.text) && !SHARES.test(b.text)) return 'each'
  const [own, other] = [x.verb, y.verb]
  if (own === undefined || other === undefined || own === other) return null
  // Told of in both, and asked for in one.
  return [own, other].some(verb => a.bag.get(keyOf(verb)) !== b.bag.get(keyOf(verb))) ? `${own} / ${other}` : null
}

// "18, six fewer than Max" and "18, Max has six fewer": the one that a figure is compared with has it in the other.
const COMPARATIVE = '(?:as (?:many|much|old|long|tall|far|heavy)|more|fewer|less|(?:old|young|tall|short|long|heavi|light|bigg|small|larg|high|low|fast|slow|cheap)er)\\b'
const WITH_WHOM = new RegExp(`${COMPARATIVE}(?: \\p{L}+)? (?:than|as) (?:(?:on|in|at|by|an?|the|his|her|my|its) )*(\\p{L}+)`, 'u')
const ALONE = new RegExp(`(?:twice|thrice|half|times|\\d|two|three|four|five|six|seven|eight|nine|ten)(?: \\p{L}+)? ${COMPARATIVE}(?! (?:\\p{L}+ )?(?:than|as)\\b)`, 'u')
const withWhom = once((p: Parsed): string => keyOf(WITH_WHOM.exec(p.text)?.[1] ?? ''))
const bearers = once((p: Parsed): string[] => {
  const found = withWhom(p) === '' ? ALONE.exec(p.text) : null
  if (found === null) return []
  const before = p.text.slice(0, found.index).split(/[.,;:?!]| and /).at(-1)!
  return (before + p.text.slice(found.index).split(/[.,;:?!]/)[0]!).split(/[^\p{L}]+/u).map(keyOf)
})
function compared (a: Parsed, b: Parsed): string | null {
  const whom = withWhom(a)
  return whom !== '' && bearers(b).includes(whom) ? `than ${whom} / ${whom}` : null
}

// "And has 30 left", "which is 30"; what is asked for may be called what is left, or not.
const LEFT = /\d (?:\p{L}+ ){0,2}(?:left|remain\w*)\b.*\bhow (?:much|many)\b/u
const NOW = /\b(?:left|remain\w*|rest|still|now|over|after)\b/
function rest (a: Parsed, b: Parsed): string | null {
  if (!LEFT.test(a.text) || NOW.test(b.text)) return null
  const { contentA, contentB } = difference(a, b)
  return contentA.concat(contentB).every(key => key === 'left' || key === 'remain') ? 'left' : null
}
