// Which of two things is which, where all words are the same and only their frame tells.
import { companions, contrasts, instead } from './companions.ts'
import { difference, near, sameContent } from './compare.ts'
import { chains, kinOf, lastWord, owners } from './owners.ts'
import { contentKeys, once, type Parsed } from './parse.ts'
import { moved } from './reach.ts'
import { isEitherWay } from './roles.ts'
import { opposed, slots, type Slot } from './small-words.ts'
import { content, PARTICIPLE, voice } from './voice.ts'

const TO = new Set(['to', 'into', 'onto', 'toward', 'towards', 'for'])
const FROM = new Set(['from'])
const INSIDE = new Set(['in', 'at'])
const INTO = new Set(['into', 'onto'])
const OUT = new Set(['out', 'off'])
const OF = new Set(['of'])
const OFF = new Set(['off'])
const ME = new Set(['i', 'me'])
const YOU = new Set(['you'])
const MY = new Set(['my', 'our'])
const THEIR = new Set(['his', 'her', 'their'])
const OTHERS = new Set(['he', 'she', 'him', 'her', 'they', 'them'])
const BY = new Set(['by'])
// "Damage by neighbours"
const DONE_TO = /^(?:damage|injury|harm|payment|donation|loan|gift|letter|call|complaint|visit|attack)s?$/
const ABOUT = new Set(['to', 'about', 'for'])
// "Different from" and "different to" are one, and "stop it from barking" leads nowhere.
const EITHER = /^(?:differ|separat|distinct|immun|exempt|compar|divorc)/

/** The other small word before one of the same words; which of us does it; whose the other is; who asks for the doer and who for what is done. */
export function sides (a: Parsed, b: Parsed) {
  const detail = ends(a, b) ?? others(a, b) ?? owners(a, b) ?? chains(a, b) ?? selves(a, b) ?? contrasts(a, b) ??
    companions(a, b) ?? voice(a, b) ?? askers(a, b) ?? kinds(a, b) ?? moved(a, b) ?? instead(a, b) ?? related(a, b) ??
    kinOf(a, b) ?? kinOf(b, a) ?? outcomes(a, b) ?? ranks(a, b)
  return detail === null ? null : { guard: 'direction', detail }
}

function ends (a: Parsed, b: Parsed): string | null {
  const traded = turns(slots(a, b))
  if (traded !== null) return traded
  for (const slot of slots(a, b)) {
    const found = (isJourney(slot) ? opposed(slot, TO, FROM) ?? opposed(slot, INSIDE, FROM) : null) ?? opposed(slot, INTO, OUT) ?? (slot.before === '%' ? opposed(slot, OF, OFF) : null) ??
      (slot.a.includes('of') !== slot.b.includes('of') ? opposed(slot, TO, OUT) : null) ?? (isMine(a) && isMine(b) ? opposed(slot, MY, THEIR) : null) ?? (isWho(slot) ? opposed(slot, ME, OTHERS) : null)
    // "Delete from the cloud", "delete the cloud"
    if (slot.a.length + slot.b.length === 1 && (slot.a[0] ?? slot.b[0]) === 'from' && TAKES.test(slot.before ?? '') && [a, b].some(p => p.text.includes(slot.before + ' from '))) return `${slot.before} from`
    // "Pay from abroad", "pay abroad".
    if (/^(?:abroad|overseas)$/.test(slot.after ?? '') && slot.a.length + slot.b.length === 1 && (slot.a[0] ?? slot.b[0]) === 'from') return 'from ' + slot.after
    const asked = slot.a.length === 1 && slot.b.length === 1 && (isAddressed(a) || isAddressed(b)) ? opposed(slot, ME, YOU) : null
    const told = found ?? asked ?? (PARTICIPLE.test(slot.before ?? '') || DONE_TO.test(slot.before ?? '') ? opposed(slot, BY, ABOUT) : null)
    if (told !== null) return told
  }
  return null
}
/** What one takes, or takes something from. */
const TAKES = /^(?:buy|order|download|cop(?:y|ies)|delet|remov|eras|import|export|read|print|return|tak|steal|borrow|transfer|mov)/
// "How can someone see my location", "how can I see my location". What is nobody's in particular, anyone asks about as he does of himself.
const SUBJECT = /(?<!\p{L})(?:can|could|do|does|did|would|will|should|may|might|must|if|when) (?:(i|we)|(someone|somebody|anyone|anybody|one|a person|people))(?!\p{L})/u
const subject = once((p: Parsed): string | null => {
  if (!p.words.some(word => MY.has(word))) return null
  const [, me, other] = SUBJECT.exec(p.text) ?? []
  return me !== undefined ? 'i' : other ?? null
})
function others (a: Parsed, b: Parsed): string | null {
  const [x, y] = [subject(a), subject(b)]
  if (x === null || y === null || (x === 'i') === (y === 'i')) return null
  const { contentA, contentB } = difference(a, b)
  return [...contentA, ...contentB].every(key => key === 'person') ? `${x} / ${y}` : null
}
// "Is mine bigger than yours", "is yours bigger than mine".
const FIRST = new Set(['i', 'me', 'my', 'mine'])
const SECOND = new Set(['you', 'your', 'yours'])
function turns (all: Slot[]): string | null {
  const said = (words: string[], set: ReadonlySet<string>) => words.find(word => set.has(word))
  const one = all.find(({ a, b }) => said(a, FIRST) !== undefined && said(b, SECOND) !== undefined)
  const other = all.find(({ a, b }) => said(a, SECOND) !== undefined && said(b, FIRST) !== undefined)
  return one && other ? `${said(one.a, FIRST)} / ${said(one.b, SECOND)}` : null
}
// "I am", "he is", and nothing else.
const BEING = new Set(['be', 'am', 'is', 'are', 'was', 'were'])
const isWho = ({ a, b }: Slot) => [a, b].every(words => words.filter(word => !BEING.has(word)).length === 1)
// "How do you change your name" is anyone's; "how do you verify my identity" is asked of whoever answers.
const isAddressed = once(({ text }: Parsed) => /\byou\b.*\b(?:my|me|mine|our|us)\b/.test(text))
// "Can my wife use her card", not "can she use her card" for "can I use my card".
const isMine = once((p: Parsed) => p.words.filter(word => /^(?:i|me|my|we|us|our)$/.test(word)).length > (p.words.some(word => MY.has(word)) && !p.words.some(word => THEIR.has(word)) ? 1 : 0))
const isJourney = ({ before, after }: Slot) => !EITHER.test(before ?? '') && !(after ?? '').endsWith('ing')

// "Make my boss trust me", "make myself trust my boss"
const MYSELF = /\b(?:make|help|let|get|have) myself\b/
function selves (a: Parsed, b: Parsed): string | null {
  const [x, y] = [MYSELF.test(a.text), MYSELF.test(b.text)]
  return x !== y && (x ? b : a).words.includes('me') && sameContent(a, b) ? 'me / myself' : null
}

// "Can I share my desk with my wife", "can my wife share her desk with me": the same words, and the asker on the other side of them.
const ASKED_FOR = /\b(?:for me to|(?:let|help|tell|show|teach|make|explain to) me)\b/
const part = once((p: Parsed): 'i' | 'me' | null => {
  // "Am I liable for my wife's debts", "is my wife liable for my debts"; "will I see my sister's notes", "will my sister see my notes".
  const [i, me] = [p.words.includes('i'), p.words.includes('me') || /^(?:is|are|do|does|did|can|could|will|would|should|may|must) my .* my /.test(p.text)]
  return i === me || ASKED_FOR.test(p.text) ? null : i ? 'i' : 'me'
})
function askers (a: Parsed, b: Parsed): string | null {
  const [x, y] = [part(a), part(b)]
  if (x === null || y === null || x === y || content(a) === content(b)) return null
  return sameContent(a, b) ? `${x} / ${y}` : null
}

// "Who is Vera the cousin of", "who is the cousin of Vera"; "what does a moth turn into", "what turns into a moth": one of them ends open.
const OPEN = /^(?:of|as|than|by|from|into)$/
function related (a: Parsed, b: Parsed): string | null {
  const [x, y] = [lastWord(a), lastWord(b)]
  if (OPEN.test(x) === OPEN.test(y) || isEitherWay(a) || isEitherWay(b)) return null
  const [open, other, word] = OPEN.test(x) ? [a, b, x] : [b, a, y]
  const at = other.words.lastIndexOf(word)
  // "In which country" asks as "which country in" does.
  if (at < 1 || !other.content[at - 1] || !sameContent(a, b)) return null
  const [own, their] = [contentKeys(open), contentKeys(other)]
  const isTurned = own.length > 1 && own.length === their.length && !own.every((key, i) => near(key, their[i]!))
  return isTurned ? `${other.words[at - 1]} ${word} / ${word} ${own[0]}` : null
}

// "Does locking the door arm the alarm", "does arming the alarm lock the door": what is done, and what comes of it.
const DOING = /^(?:(?:how|why|when) )?(?:do|does|did|will|would|can|could|may|might|should)(?: not)? (\p{L}{2,}ing) /u
const doing = once((p: Parsed): string | null => {
  const word = DOING.exec(p.text)?.[1]
  return word === undefined || p.words.includes('and') || p.words.includes('or') ? null : p.keys[p.words.indexOf(word)]!
})
function outcomes (a: Parsed, b: Parsed): string | null {
  const [x, y] = [doing(a), doing(b)]
  return x !== null && y !== null && !near(x, y) && a.bag.has(y) && b.bag.has(x) && sameContent(a, b) ? `${x} / ${y}` : null
}

// "Jo is older than Max and Max is older than Bo", "… and Bo is older than Jo".
const RANK = /(?<![\p{L}\p{N}])([\p{L}\p{N}]{1,40}) (?:is|are|was|were|runs?|lives?) ((?:more |less )?\p{L}{1,40}) than ([\p{L}\p{N}]{1,40})/gu
const ranked = once((p: Parsed) => p.text.includes(' than ') ? [...p.text.matchAll(RANK)] : [])
function ranks (a: Parsed, b: Parsed): string | null {
  const [x, y] = [ranked(a), ranked(b)]
  if (x.length < 2 || x.length !== y.length || x.concat(y).some(([, , how]) => how !== x[0]![2]) || !sameContent(a, b)) return null
  const other = x.find(([whole]) => !y.some(([same]) => same === whole))
  return other === undefined ? null : `${other[1]} than ${other[3]}`
}

// "Is a square a rectangle", "are all cats mammals": the first is said to be the second.
const KINDS = /^(?:is|are) (an? |all |every |each )?([\p{L}\p{N}-]+) (?:(?:always|just|really) )?(an? )?([\p{L}\p{N}-]+)$/u
function kinds (a: Parsed, b: Parsed): string | null {
  const [x, y] = [KINDS.exec(a.text), KINDS.exec(b.text)]
  if (!x || !y || x[2] !== y[4] || x[4] !== y[2]) return null
  // "Is tea healthy" and "is healthy tea" are one, without an article that would make a thing of either.
  return [x, y].every(m => m[1] ?? m[3] ?? (m[2]!.endsWith('s') && m[4]!.endsWith('s'))) ? `${x[2]} ${x[4]} / ${y[2]} ${y[4]}` : null
}
