// Which of two things is which, where all words are the same and only their frame tells.
import { difference, near, sameContent } from './compare.ts'
import { contentKeys, once, type Parsed } from './parse.ts'
import { moved } from './reach.ts'
import { isEitherWay, SKIPPED } from './roles.ts'
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
  const detail = ends(a, b) ?? others(a, b) ?? owners(a, b) ?? chains(a, b) ?? selves(a, b) ?? contrasts(a, b) ?? companions(a, b) ?? voice(a, b) ?? askers(a, b) ?? kinds(a, b) ?? moved(a, b) ?? instead(a, b) ?? related(a, b) ?? kinOf(a, b) ?? kinOf(b, a) ?? outcomes(a, b) ?? ranks(a, b)
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

// "My mother's brother" is not "my brother's mother".
const POSSESSIVE = /([\p{L}\p{N}]+)'s (?=(?:(?:own|first|last|new|old) )?([\p{L}\p{N}]+))/gu
const owned = once((p: Parsed) => p.text.includes("'s ") ? [...p.text.matchAll(POSSESSIVE)].map(m => [m[1]!, m[2]!] as const) : [])
function owners (a: Parsed, b: Parsed): string | null {
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
function chains (a: Parsed, b: Parsed): string | null {
  if (!sameContent(a, b)) return null
  const [x, y] = [chain(a), chain(b)]
  return x && y && x[1] === y[1] && x[2] !== y[2] ? `${x[0]}/ ${y[0]}`.trim() : null
}

// "Make my boss trust me", "make myself trust my boss"
const MYSELF = /\b(?:make|help|let|get|have) myself\b/
function selves (a: Parsed, b: Parsed): string | null {
  const [x, y] = [MYSELF.test(a.text), MYSELF.test(b.text)]
  return x !== y && (x ? b : a).words.includes('me') && sameContent(a, b) ? 'me / myself' : null
}

const spoken = once((p: Parsed) => ` ${p.text.replace(/[,.;:?!]/g, '')} `)
const says = (p: Parsed, words: string) => spoken(p).includes(` ${words} `)

// "Works at home but not at work", "works at work but not at home".
const contrast = once((p: Parsed) => {
  if (!p.words.includes('not')) return null
  const at = p.words.findIndex((word, i) => /^(?:but|and)$/.test(word) && p.words[i + 1] === 'not')
  const said = (from: number, to?: number) => new Set(p.keys.slice(from, to).filter((_, i) => p.content[from + i]))
  return at < 0 ? null : [said(0, at), said(at + 2)] as const
})
function contrasts (a: Parsed, b: Parsed): string | null {
  const [x, y] = [contrast(a), contrast(b)]
  if (!x || !y) return null
  const denied = [...x[1]].find(key => y[0].has(key) && !x[0].has(key))
  const instead = [...y[1]].find(key => x[0].has(key) && !y[0].has(key))
  return denied !== undefined && instead !== undefined ? `not ${denied} / not ${instead}` : null
}

// "With a child without papers", "without a child with papers"; "the box without the lid", "the lid without the box".
const companion = once((p: Parsed) => {
  const found = { with: new Set<string>(), without: new Set<string>() }
  p.words.forEach((word, i) => {
    if (word !== 'with' && word !== 'without') return
    const next = p.keys.find((_, at) => at > i && p.content[at])
    if (next !== undefined) found[word].add(next)
  })
  return found
})
function companions (a: Parsed, b: Parsed): string | null {
  if (!a.text.includes('without') || !b.text.includes('without')) return null
  const [x, y] = [companion(a), companion(b)]
  const gone = [...x.with].find(key => y.without.has(key) && !x.without.has(key))
  const come = [...x.without].find(key => y.with.has(key) && !x.with.has(key))
  if (gone !== undefined && come !== undefined) return `with ${gone} / without ${gone}`
  const lacks = (p: Parsed, own: Set<string>, other: Set<string>) => [...own].find(key => !other.has(key) && p.bag.has(key))
  const [left, right] = [lacks(b, x.without, y.without), lacks(a, y.without, x.without)]
  return left !== undefined && right !== undefined ? `without ${left} / without ${right}` : null
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

// "At night instead of by day", "by day instead of at night": what is taken is not what is left.
const choice = once((p: Parsed) => {
  // Most texts have neither.
  if (!p.text.includes('instead of') && !p.text.includes('rather than')) return null
  const at = p.words.findIndex((word, i) => (word === 'instead' && p.words[i + 1] === 'of') || (word === 'rather' && p.words[i + 1] === 'than'))
  if (at < 0) return null
  // "When is who used instead of whom": where one word is left, it may be a small one.
  const isWord = at + 3 === p.words.length && !p.content[at + 2]
  const said = (from: number, to?: number) => new Set(p.keys.slice(from, to).filter((_, i) => p.content[from + i] || (isWord && !SKIPPED.has(p.words[from + i]!))))
  return [said(0, at), said(at + 2)] as const
})
function instead (a: Parsed, b: Parsed): string | null {
  const [x, y] = [choice(a), choice(b)]
  if (!x || !y) return null
  const taken = [...x[0]].find(key => y[1].has(key) && !x[1].has(key) && !y[0].has(key))
  const left = [...x[1]].find(key => y[0].has(key) && !x[0].has(key) && !y[1].has(key))
  return taken !== undefined && left !== undefined && !near(taken, left) ? `${taken} / ${left}` : null
}

// "Who is Vera the cousin of", "who is the cousin of Vera"; "what does a moth turn into", "what turns into a moth": one of them ends open.
const OPEN = /^(?:of|as|than|by|from|into)$/
// "Who was Plato's teacher", "who was Plato the teacher of", "whose teacher was Plato"
const WHOSE = /^whose ([\p{L}\p{N}]+) (?:is|are|was|were) ([\p{L}\p{N}]+)$/u
function kinOf (a: Parsed, b: Parsed): string | null {
  const [owner, thing] = owned(a)[0] ?? []
  if (owner === undefined || owned(b).length > 0 || !/^(?:who|what)\b/.test(a.text)) return null
  const whose = WHOSE.exec(b.text)
  const isTurned = whose ? whose[1] === thing && whose[2] === owner : lastWord(b) === 'of' && b.text.includes(`${owner} the ${thing} of`)
  return isTurned ? `${owner}'s ${thing} / whose ${thing}` : null
}

const lastWord = once((p: Parsed) => p.words.findLast(word => word !== '?') ?? '')
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
