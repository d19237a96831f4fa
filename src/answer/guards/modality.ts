// Whether one can, may, must or should: "can I freeze it" is not "should I freeze it". And when: what was or will be.
import { difference, sameContent } from './compare.ts'
import { keyOf, once, type Guard, type Parsed } from './parse.ts'
import { inStep, opposed, slots, type Slot } from './small-words.ts'

const ASKED = /(?:^|[.?!,:] )(can|could|should|must|may|will|would|do|does)(?:n't)? (?:i|we|you|one|he|she|they|my|people|someone|a|an|the|it)\b( (?:have|need) to\b)?/
const GROUP: Record<string, string> = { can: 'ability', could: 'ability', may: 'ability', should: 'advice', must: 'duty', will: 'future', would: 'future' }
const APART = new Set(['ability advice', 'ability duty', 'advice future', 'duty future', 'advice duty'])

// Only yes-or-no questions: after "how", can, do and should ask the same.
function moodOf (p: Parsed): string | null {
  const asked = ASKED.exec(p.text)
  if (!asked) return null
  return asked[2] ? 'duty' : GROUP[asked[1]!] ?? null
}

export const modality: Guard = {
  name: 'modality',
  check (a, b) {
    const [x, y] = [moodOf(a), moodOf(b)]
    if (x && y && x !== y && (APART.has(`${x} ${y}`) || APART.has(`${y} ${x}`))) return { guard: 'modality', detail: `${x} / ${y}` }
    if (perfect(a, b)) return { guard: 'modality', detail: 'have' }
    if (arranged(a, b)) return { guard: 'modality', detail: 'have done / have it done' }
    if (recalled(a, b)) return { guard: 'modality', detail: 'to do / doing' }
    if (required(a, b)) return { guard: 'modality', detail: 'have to' }
    return otherwise(a, b)
  }
}

// "Should I have told her" asks of what is over, "should I tell her" of what to do. "Should I have milk" is no such form, nor is "have to".
const PERFECT = /\b(?:should|could)(?:n't)? (?:\S+ ){1,3}?have (been|\S+(?:en|wn|ne|ld|ght|ept|elt|ost|ade|ed))\b|\bto have been\b/
const has = (p: Parsed) => p.words.includes('have') || p.text.includes("'ve")
function perfect (a: Parsed, b: Parsed): boolean {
  const [x, y] = [PERFECT.exec(a.text), PERFECT.exec(b.text)]
  if ((x === null) === (y === null) || has(a) === has(b)) return false
  const { contentA, contentB } = difference(a, b)
  const told = keyOf((x ?? y)![1] ?? 'been')
  return [...contentA, ...contentB].every(key => key === told)
}

// "Should I have sold my car", "should I have my car sold": done by oneself, or by others.
const ARRANGED = /\b(?:have|has|had) (?:my|the|an?|your|his|her|our|their|its?|them|him) (?:\S+ ){0,3}?(\S+(?:en|wn|ne|ld|ght|ept|elt|ost|ade|ed))\b/
const HAVE_DONE = /\b(?:have|has|had) (\S+(?:en|wn|ne|ld|ght|ept|elt|ost|ade|ed)) (?:my|the|an?|your|his|her|our|their|its?|them|him)\b/
function arranged (a: Parsed, b: Parsed): boolean {
  if (!has(a) && !a.words.includes('had')) return false
  const isBoth = (p: Parsed, q: Parsed) => {
    const [by, self] = [ARRANGED.exec(p.text)?.[1], HAVE_DONE.exec(q.text)?.[1]]
    return by !== undefined && by === self && !HAVE_DONE.test(p.text)
  }
  return (isBoth(a, b) || isBoth(b, a)) && sameContent(a, b)
}

// "Remember to lock" is yet to be done, "remember locking" is over. After other verbs either form is written for the other.
const RECALLED = /\b(?:remember|forg[eo]t|regret)\S* (to )?(\S+?)(ing)?(?= |$)/
const recall = once((p: Parsed) => RECALLED.exec(p.text))
function recalled (a: Parsed, b: Parsed): boolean {
  const [x, y] = [recall(a), recall(b)]
  return x !== null && y !== null && x[1] !== y[1] && x[3] !== y[3] && (x[1] === undefined) === (x[3] !== undefined) && keyOf(x[2]! + (x[3] ?? '')) === keyOf(y[2]! + (y[3] ?? ''))
}

const PAST = new Set(['was', 'were', 'did'])
const PERFECTED = new Set(['has', 'have', 'had'])
const BEEN = new Set(['was', 'were'])
const FUTURE = new Set(['will'])
const ABLE = new Set(['can', 'could', 'may', 'might'])
const PERHAPS = new Set(['might'])
const OBLIGED = new Set(['must'])
// "Do I have to have a licence", "do I have a licence". But who asks "do I pay" asks whether he has to.
const REQUIRED = /\b(?:have|has|need|needs) to (?:have|be)\b/
const ANY_MOOD = /\b(?:must|should|shall|can|could|may|might|will|would|need\w*|(?:have|has) to)\b/
function required (a: Parsed, b: Parsed): boolean {
  const [x, y] = [REQUIRED.test(a.text), REQUIRED.test(b.text)]
  return x !== y && !ANY_MOOD.test(x ? b.text : a.text) && inStep(a, b)
}
/** "How can I" is "how must I", but which documents I may bring are not those I must. */
const ASKS_HOW = /\b(?:how|where|when|why|(?:what|which)(?:'s)?(?= (?:can|could|may|might|must|is|are|do|does|steps?|places?|foods?|things?|sights?|ways?|exercises?)\b))\b/

// What is and what was, people ask alike of one thing ("was the vote rigged", "is the vote rigged").
function otherwise (a: Parsed, b: Parsed) {
  for (const slot of slots(a, b)) {
    const found = opposed(slot, FUTURE, PAST) ??
      (a.words.includes('been') !== b.words.includes('been') ? opposed(slot, FUTURE, PERFECTED) : null) ??
      opposed(slot, PERHAPS, BEEN) ??
      (ASKS_HOW.test(a.text) || ASKS_HOW.test(b.text) ? null : opposed(slot, ABLE, OBLIGED) ?? (slot.at === 0 && WHO_MAY.test(a.text) && WHO_MAY.test(b.text) ? bound(slot) : null))
    if (found !== null) return { guard: 'modality', detail: found }
  }
  return null
}

// "Who has to serve" leaves out who only can.
const WHO_MAY = /^who (?:has|have|can|could|may|might) (?!i |we |you )/
function bound (slot: Slot): string | null {
  const [x, y] = [slot.a, slot.b].map(words => words.includes('to') && words.some(word => /^(?:has|have|had)$/.test(word)) ? 'have to' : words.find(word => ABLE.has(word)))
  return x !== undefined && y !== undefined && (x === 'have to') !== (y === 'have to') ? `${x} / ${y}` : null
}
