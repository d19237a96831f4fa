// What kind of answer is asked for: a person, a time, a place, a reason, a count, a yes or no.
// "How can I", "what is the best way to" and "is there a way to" are one kind.
import { once, type Guard, type Parsed } from './parse.ts'

const KINDS: [string, RegExp][] = [
  ['how many', /\bhow many (?!times|hours|days|weeks|months|years|minutes|seconds|miles|kilometers|km|meters)|\bnumber of\b/],
  ['how much', /\bhow much (?!time)\b|\b(?:what|how) (?:is|are|does|do|was|much|would|will)\b.*\b(?:cost|price|charge)s?\b/],
  ['how long', /\bhow (?:long|soon|much time|many (?:hours|days|weeks|months|years|minutes|seconds))\b/], ['how old', /\bhow old\b|\bwhat age\b/], ['how far', /\bhow (?:far|many (?:miles|kilometers|km|meters))\b|\bdistance\b/], ['how often', /\bhow (?:often|frequently|many times)\b/],
  ['when', /\bwhen (?:is|was|did|does|do|will|are|were|can|should|would|has|have)\b|\b(?:what|which) (?:time|date|day|year)s?\b/],
  ['where', /\bwhere\b|\bfrom where\b/],
  ['who', /\b(?:who|whom|whose)\b|\b(?:what|which) (?:person|people|man|woman)\b/],
  ['why', /\bwhy\b|\bhow come\b|\breasons?\b|\bwhat (?:cause|make)s?\b|\bcauses?\b/],
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
  where: 'who|why',
  who: 'why|how to',
  why: 'how to'
}
const YES_NO = /^(?!(?:can|could|should|may|do) (?:i|we|you|one)\b)(?:is|are|was|were|do|does|did|will|can|has|have|am|should|could|would)\b(?! there (?:a|any|some)\b|.*\b(?:how|what|why|when|where|who|which|way|ways)\b|.*\bor\b)/
const WH = /^(?:why|when|where|who|how (?:many|much|long|old|far|often|do|does|did|is|are|was|were))\b/

// Only a question that asks once, with one kind, is read.
const kindOf = once((p: Parsed): string | null => {
  const kinds = KINDS.filter(([, shape]) => shape.test(p.text)).map(([kind]) => kind)
  return kinds.length === 1 ? kinds[0]! : null
})
const yesOrNo = once((p: Parsed) => YES_NO.test(p.text))

export const questionType: Guard = {
  name: 'question-type',
  check (a, b) {
    const [x, y] = [kindOf(a), kindOf(b)]
    if (x && y && x !== y && (apart(x, y) || apart(y, x))) return { guard: 'question-type', detail: `${x} / ${y}` }
    const [yesA, yesB] = [yesOrNo(a), yesOrNo(b)]
    if (yesA !== yesB && WH.test(yesA ? b.text : a.text)) return { guard: 'question-type', detail: 'yes or no / ' + (yesA ? y : x) }
    return null
  }
}

const apart = (x: string, y: string) => APART[x]?.split('|').includes(y) ?? false
