// Negation, as a word (not, never, without) or in a word (legal, illegal; careful, careless).
import { difference } from './compare.ts'
import { once, placeBefore, type Guard, type Parsed } from './parse.ts'

const NEGATORS = new Set([
  ...'not no unless never none nobody nothing nowhere neither nor without cannot non unable except excluding dont cant wont didnt doesnt isnt arent wasnt couldnt shouldnt wouldnt havent hasnt'.split(' '),
  // In other languages, but for those that are English words too. "Ne" stands beside "pas", and "no" is one above.
  ...'nicht kein keine keinem keinen keiner keines ohne niemals pas sans jamais nunca não senza niet geen zonder bez не без нет inte utan ikke uden uten'.split(' ')
])
const isNegator = (word: string) => NEGATORS.has(word) || (word.endsWith("n't") && word.length > 3)
// What something has none of, joined or not: "sugar-free", "gluten free".
const FREE_OF = /^(?:sugar|gluten|caffeine|lactose|dairy|milk|egg|nut|wheat|fat|alcohol|nicotine|salt|meat|grain|soy|carb|fragrance|sulfate|latex|smoke)$/
const UNKNOWING = /^(?:\S+t|not|no|never) (?:(?:really|quite|even) )?(?:(?:find|found|get|got|see) (?:(?:an?|any|the|good) )*(?:answers?|solutions?|info(?:rmation)?)|know (?:how|what|why|where|when|if|whether|which)|sure (?:how|what|why|where|when|if|whether|which|about)|idea (?:how|what|why|where|when|if|whether|which))\b/
const PREFIX = /^(?:un|in|im|ir|il|dis|non|de|des|dés|mis|anti|a)$/

// Whether, "or not" and "why not" ask the same with and without.
const negators = once((p: Parsed): number => {
  let count = 0
  for (let i = 0; i < p.words.length; i++) {
    if (p.words[i] === 'free' && FREE_OF.test(p.words[placeBefore(p.words, i)] ?? '')) { count++; continue }
    // "Anything but a dot", "every day but Friday"
    if (p.words[i] === 'but' && (/^(?:anything|everything|anyone|everyone|all)$/.test(p.words[i - 1] ?? '') || /^(?:every|any|all)$/.test(p.words[i - 2] ?? ''))) { count++; continue }
    if (!isNegator(p.words[i]!)) continue
    if (p.words[i] === 'not' && /^(?:or|why|if|only)$/.test(p.words[i - 1] ?? '')) continue
    if (p.words[i] === 'not' && p.words[i + 1] === 'only') continue
    if (p.words[i] === 'no' && /^(?:matter|longer|\.|\d+)$/.test(p.words[i + 1] ?? '')) continue
    // Not knowing is why one asks.
    if (UNKNOWING.test(p.words.slice(i, i + 5).join(' '))) continue
    if (p.words[i] === 'nor' && p.words.includes('neither')) continue
    count++
  }
  return count
})

export const negation: Guard = {
  name: 'negation',
  check (a, b) {
    const [countA, countB] = [negators(a), negators(b)]
    const { onlyA, onlyB, contentA, contentB } = difference(a, b)
    const inside = morphology(onlyA, onlyB)
    // "not legal" and "illegal" cancel out.
    if (inside && countA === countB) return { guard: 'negation', detail: inside }
    // Where all else is equal, one more is no other way to say it: "can I not go without a visa".
    const more = countA !== countB && contentA.length + contentB.length === 0 && onlyA.has('not') !== onlyB.has('not')
    if (!inside && (more || (countA === 0) !== (countB === 0))) return { guard: 'negation', detail: `${countA} / ${countB} negators` }
    return null
  }
}

function morphology (a: Set<string>, b: Set<string>): string | null {
  for (const x of a) for (const y of b) if (opposes(x, y) || opposes(y, x)) return `${x} / ${y}`
  return null
}

function opposes (plain: string, negated: string): boolean {
  if (plain.length < 3 || negated.length < 5) return false
  if (negated.endsWith(plain) && (plain.length > 3 || /^(?:un|dis)...$/.test(negated)) && PREFIX.test(negated.slice(0, -plain.length))) return true
  if (!negated.endsWith('less')) return false
  return /ful$/.test(plain) && plain.slice(0, -3) === negated.slice(0, -4)
}
