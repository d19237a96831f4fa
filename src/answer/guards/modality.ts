// Whether one can, may, must or should: "can I freeze it" is not "should I freeze it". And when: what was or will be.
import type { Guard, Parsed } from './parse.ts'
import { opposed, slots } from './small-words.ts'

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
    return otherwise(a, b)
  }
}

const PAST = new Set(['was', 'were', 'did'])
const FUTURE = new Set(['will'])
const ABLE = new Set(['can', 'could', 'may', 'might'])
const OBLIGED = new Set(['must'])
/** "How can I" is "how must I". */
const ASKS_HOW = /\b(?:how|what|which|where|when|why)\b/

// What is and what was, people ask alike of one thing ("was the vote rigged", "is the vote rigged").
function otherwise (a: Parsed, b: Parsed) {
  for (const slot of slots(a, b)) {
    const found = opposed(slot, FUTURE, PAST) ?? (ASKS_HOW.test(a.text) || ASKS_HOW.test(b.text) ? null : opposed(slot, ABLE, OBLIGED))
    if (found !== null) return { guard: 'modality', detail: found }
  }
  return null
}
