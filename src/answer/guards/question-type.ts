// What kind of answer is asked for: a person, a time, a place, a reason, a count, a yes or no.
// "How can I", "what is the best way to" and "is there a way to" are one kind.
import { difference, sameContent } from './compare.ts'
import { keyOf, once, type Guard, type Parsed } from './parse.ts'

const KINDS: [string, RegExp][] = [
  ['how many', /\bhow many (?!times|hours|days|weeks|months|years|minutes|seconds|miles|kilomet(?:er|re)s|km|met(?:er|re)s)|\bnumber of\b/],
  ['how much', /\bhow much (?!time)\b|\b(?:what|how) (?:is|are|does|do|was|much|would|will)\b.*\b(?:cost|price|charge)s?\b/],
  ['how long', /\bhow (?:long|soon|much time|many (?:hours|days|weeks|months|years|minutes|seconds))\b/], ['how old', /\bhow old\b|\bwhat age\b/], ['how far', /\bhow (?:far|many (?:miles|kilomet(?:er|re)s|km|met(?:er|re)s))\b|\bdistance\b/], ['how often', /\bhow (?:often|frequently|many times)\b/],
  ['when', /\bwhen (?:is|was|did|does|do|will|are|were|can|should|would|has|have)\b|\b(?:what|which) (?:time|date|day|year)s?\b/],
  ['where', /\bwhere\b|\bfrom where\b/],
  ['who', /\b(?:who|whom|whose)\b|\b(?:what|which) (?:person|people|man|woman)\b/],
  ['why', /\bwhy\b|\bhow come\b|\breasons?\b|\bwhat (?:cause|make)s?\b|\bcauses?\b/],
  ['how', /^how (?:is|are|was|were|did|does|has|have|had) (?!i |we |you |one |people |my )/],
  ['how to', /\bhow (?:to|(?:can|do|could|should|would|might|does|did|must) (?:i|we|you|one|u|someone|somebody|anyone|a person|my|people))\b|\bways?\b|\bsteps\b|\bmethods?\b|\btips\b/]
]
// Only these never meet: an answer to one is no answer to the other.
const APART: Record<string, string> = {
  'how many': 'how long|how old|how far|when|where|who|why|how often',
  'how much': 'how old|how far|when|where|who|why|how to|how often',
  'how long': 'how far|where|who|why|how to|how often',
  'how old': 'how far|where|who|why|how to|how often',
  'how far': 'when|who|why|how to|how often',
  'how often': 'when|where|who|why|how to',
  when: 'where|who|why|how to',
  how: 'when|where|who',
  where: 'who|why',
  who: 'why|how to',
  why: 'how to'
}
const YES_NO = /^(?!(?:can|could|should|may|do) (?:i|we|you|one)\b)(?:is|are|was|were|do|does|did|will|can|has|have|am|should|could|would)\b(?! there (?:a|any|some)\b|.*\b(?:how|what|why|when|where|who|which|way|ways)\b|.*\bor\b)/
const WH = /^(?:why|when|where|who|how (?:many|much|long|old|far|often|do|does|did|is|are|was|were))\b/

/** Longer texts tell a story, whose words are no questions. */
const SHORT = 25

const kindsOf = once((p: Parsed): string[] => {
  const kinds = KINDS.filter(([, shape]) => shape.test(p.text)).map(([kind]) => kind)
  // Beside another kind it says nothing: "how is the price fixed".
  return kinds.length > 1 ? kinds.filter(kind => kind !== 'how') : kinds
})
// Only a question that asks once, with one kind, is read; or what one of two asks that the other does not, where all else is asked by both.
function kindOf (p: Parsed, q: Parsed): string | null {
  const [own, there] = [kindsOf(p), kindsOf(q)]
  if (own.length !== there.length || p.words.length > SHORT) return own.length === 1 ? own[0]! : null
  const left = own.filter(kind => !there.includes(kind))
  return left.length === 1 ? left[0]! : own.length === 1 ? own[0]! : null
}
const yesOrNo = once((p: Parsed) => YES_NO.test(p.text))

export const questionType: Guard = {
  name: 'question-type',
  check (a, b) {
    const [x, y] = [kindOf(a, b), kindOf(b, a)]
    if (x && y && x !== y && (apart(x, y) || apart(y, x)) && ((x !== 'how' && y !== 'how') || sameContent(a, b))) return { guard: 'question-type', detail: `${x} / ${y}` }
    const [yesA, yesB] = [yesOrNo(a), yesOrNo(b)]
    if (yesA !== yesB && WH.test(yesA ? b.text : a.text)) return { guard: 'question-type', detail: 'yes or no / ' + (yesA ? y : x) }
    return unit(a, b) ?? whether(a, b) ?? uses(a, b)
  }
}

// "In which year was he born", "in which city". A town is a city, and a date is told with its year.
const UNIT_ASKED = /\b(?:which|what) (?:(time)|(day)|(month)|(year)|(decade)|(century)|(city|town)|(village)|(country)|(county)|(province)|(continent))\b(?! (?:of|zone|zones))/
const unitAsked = once((p: Parsed): number => UNIT_ASKED.exec(p.text)?.slice(1).findIndex(word => word !== undefined) ?? -1)
function unit (a: Parsed, b: Parsed) {
  const [x, y] = [unitAsked(a), unitAsked(b)]
  return x < 0 || y < 0 || x === y ? null : { guard: 'question-type', detail: `${UNIT_ASKED.exec(a.text)![0]} / ${UNIT_ASKED.exec(b.text)![0]}` }
}

// "Is it known whether fish sleep", "how fish sleep"
const isIf = once((p: Parsed) => p.words.includes('whether') || p.words.includes('if'))
function whether (a: Parsed, b: Parsed) {
  if (isIf(a) === isIf(b) || !sameContent(a, b)) return null
  const { onlyA, onlyB } = difference(a, b)
  const found = ([[onlyA, onlyB, b], [onlyB, onlyA, a]] as const).some(([x, y, other]) => (x.has('whether') || x.has('if')) && ['how', 'why', 'where'].some(word => y.has(word) && other.words[0] !== word))
  return found ? { guard: 'question-type', detail: 'whether' } : null
}

// "What is a closure", "what is a closure used for".
const WHAT = /^what(?:'s| is| are| was| were) /
const USE = /\b(?:used|good|meant) for\b|\bhow [^?]{0,60}\bused\b|\b(?:uses?|purposes?|points?|functions?) of\b|\bthe (?:functions|uses|purpose)$| for$/
const USES = new Set(['use', 'used', 'mean', 'purpose', 'point', 'function'].map(keyOf))
const isUse = once((p: Parsed): boolean | null => WHAT.test(p.text) ? USE.test(p.text) : null)
function uses (a: Parsed, b: Parsed) {
  const [x, y] = [isUse(a), isUse(b)]
  if (x === null || y === null || x === y) return null
  const { contentA, contentB } = difference(a, b)
  return [...contentA, ...contentB].every(key => USES.has(key)) ? { guard: 'question-type', detail: 'what / what for' } : null
}

const apart = (x: string, y: string) => APART[x]?.split('|').includes(y) ?? false
