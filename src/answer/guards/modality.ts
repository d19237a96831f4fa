// Whether one can, may, must or should: "can I freeze it" is not "should I freeze it".
import type { Guard, Parsed } from './parse.ts'

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
    if (!x || !y || x === y) return null
    return APART.has(`${x} ${y}`) || APART.has(`${y} ${x}`) ? { guard: 'modality', detail: `${x} / ${y}` } : null
  }
}
