// Which of two things is which, where all words are the same and only their frame tells.
import { difference, near } from './compare.ts'
import { once, type Parsed } from './parse.ts'
import { moved } from './reach.ts'
import { inStep, opposed, slots, type Slot } from './small-words.ts'

const TO = new Set(['to', 'into', 'onto', 'toward', 'towards', 'for'])
const FROM = new Set(['from'])
const INSIDE = new Set(['in', 'at'])
const INTO = new Set(['into', 'onto'])
const OUT = new Set(['out', 'off'])
const ME = new Set(['i', 'me'])
const YOU = new Set(['you'])
const MY = new Set(['my', 'our'])
const THEIR = new Set(['his', 'her', 'their'])
const OTHERS = new Set(['he', 'she', 'him', 'her', 'they', 'them'])
const BY = new Set(['by'])
const ABOUT = new Set(['to', 'about', 'for'])
// "Different from" and "different to" are one, and "stop it from barking" leads nowhere.
const EITHER = /^(?:differ|separat|distinct|immun|exempt|compar|divorc)/
const PARTICIPLE = /(?:ed|en|wn|ne|id|old|ung|ade|ilt|ght|ept|elt|ost|ound|eft|lain|ent|orn)$/

/** The other small word before one of the same words; which of us does it; whose the other is; who asks for the doer and who for what is done. */
export function sides (a: Parsed, b: Parsed) {
  const detail = ends(a, b) ?? owners(a, b) ?? contrasts(a, b) ?? doers(a, b) ?? askers(a, b) ?? kinds(a, b) ?? moved(a, b) ?? instead(a, b) ?? mutual(a, b) ?? suffered(a, b)
  return detail === null ? null : { guard: 'direction', detail }
}

function ends (a: Parsed, b: Parsed): string | null {
  for (const slot of slots(a, b)) {
    const found = (isJourney(slot) ? opposed(slot, TO, FROM) ?? opposed(slot, INSIDE, FROM) : null) ?? opposed(slot, INTO, OUT) ??
      (slot.a.includes('of') !== slot.b.includes('of') ? opposed(slot, TO, OUT) : null) ?? (isMine(a) && isMine(b) ? opposed(slot, MY, THEIR) : null) ?? (isWho(slot) ? opposed(slot, ME, OTHERS) : null)
    const asked = slot.a.length === 1 && slot.b.length === 1 && (isAddressed(a) || isAddressed(b)) ? opposed(slot, ME, YOU) : null
    const told = found ?? asked ?? (PARTICIPLE.test(slot.before ?? '') ? opposed(slot, BY, ABOUT) : null)
    if (told !== null) return told
  }
  return null
}
// "I am", "he is", and nothing else.
const isWho = ({ a, b }: Slot) => [a, b].every(words => words.filter(word => !/^(?:be|am|is|are|was|were)$/.test(word)).length === 1)
// "How do you change your name" is anyone's; "how do you verify my identity" is asked of whoever answers.
const isAddressed = once(({ text }: Parsed) => /\byou\b.*\b(?:my|me|mine|our|us)\b/.test(text))
// "Can my wife use her card", not "can she use her card" for "can I use my card".
const isMine = once((p: Parsed) => p.words.filter(word => /^(?:i|me|my|we|us|our)$/.test(word)).length > (p.words.some(word => MY.has(word)) && !p.words.some(word => THEIR.has(word)) ? 1 : 0))
const isJourney = ({ before, after }: Slot) => !EITHER.test(before ?? '') && !(after ?? '').endsWith('ing')

// "My mother's brother" is not "my brother's mother".
const POSSESSIVE = /([\p{L}\p{N}]+)'s (?:(?:own|first|last|new|old) )?([\p{L}\p{N}]+)/gu
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
  const { contentA, contentB } = difference(a, b)
  if (contentA.length + contentB.length > 0) return null
  for (const [owner, thing] of owned(a)) {
    if (says(a, `my ${owner}'s`) && says(b, `my ${owner}`) && says(b, `my ${thing}`) && !says(a, `my ${thing}`) && !owned(b).some(([other]) => other === owner)) return `${owner}'s ${thing} / my ${thing}`
  }
  return null
}

const says = (p: Parsed, words: string) => ` ${p.text} `.includes(` ${words} `)

// "Works at home but not at work", "works at work but not at home".
const contrast = once((p: Parsed) => {
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

// "Which firm bought Acme" asks who did it; "which firm did Acme buy", to whom it was done. "The man that the dog bit" likewise.
const WHO = /^(?:who|whom|what|which)$/
const DO = /^(?:do|does|did)$/
const content = once((p: Parsed) => p.keys.filter((_, i) => p.content[i]).join(' '))
/** What is asked for: `done` to, where an auxiliary stands behind the question word and its noun; else the `doer`. */
const asksFor = once((p: Parsed): 'doer' | 'done' | null => {
  const at = p.words.findIndex(word => WHO.test(word))
  if (at !== 0) return null
  if (p.words.includes('by')) return isDone(p) ? 'done' : isBeing(p) && p.words.at(-1) === 'by' ? 'doer' : null
  const aux = p.words.findIndex(word => DO.test(word))
  if (aux < 0) return p.content[1] === true ? 'doer' : null
  return aux <= 3 ? 'done' : null
})
// "Who was killed by Brutus", but not "by whom" or "killed by", which turn it round again, nor "what is meant by".
const DONE = /^(?:who|what|which)(?: \S+){0,2} (?:is|are|was|were|(?:has|have|had) been) (?:\S+ ){0,2}(?!meant )(\S+) by (?:\S+ )*\S+$/
const isBeing = (p: Parsed) => p.words.some(word => /^(?:is|are|was|were|been)$/.test(word))
const isDone = once((p: Parsed) => PARTICIPLE.test(DONE.exec(p.text)?.[1] ?? ''))
function doers (a: Parsed, b: Parsed): string | null {
  const { contentA, contentB } = difference(a, b)
  if (contentA.length + contentB.length > 0) return null
  const [x, y] = [content(a), content(b)]
  // A passive names its verb before the doer: the same words in the same order, and the other way round.
  if ((x === y && isDone(a) === isDone(b)) || x.split(' ').sort().join(' ') !== y.split(' ').sort().join(' ')) return null
  // "Which cards are taken" has no doer.
  const active = isDone(a) ? b : a
  if (isDone(a) !== isDone(b) && isBeing(active) && !active.words.includes('by')) return null
  const [asksA, asksB] = [asksFor(a), asksFor(b)]
  if (asksA !== null && asksB !== null && asksA !== asksB) return `${asksA} / ${asksB}`
  const [own, other] = [relative(a), relative(b)]
  return own !== null && other !== null && own[0] === other[1] && own[1] === other[0] ? `${own.join(' ')} / ${other.join(' ')}` : null
}
/** The two words of weight behind the first "that" or "who" inside a sentence. */
const relative = once((p: Parsed): [string, string] | null => {
  const at = p.words.findIndex((word, i) => i > 1 && /^(?:that|who|which|whom)$/.test(word) && p.content[i - 1])
  const next = at < 0 ? [] : p.keys.filter((_, i) => i > at && p.content[i])
  return next.length < 2 ? null : [next[0]!, next[1]!]
})

// "Can I share my desk with my wife", "can my wife share her desk with me": the same words, and the asker on the other side of them.
const ASKED_FOR = /\b(?:for me to|(?:let|help|tell|show|teach|make|explain to) me)\b/
const part = once((p: Parsed): 'i' | 'me' | null => {
  // "Am I liable for my wife's debts", "is my wife liable for my debts".
  const [i, me] = [p.words.includes('i'), p.words.includes('me') || /^(?:is|are) my .* my /.test(p.text)]
  return i === me || ASKED_FOR.test(p.text) ? null : i ? 'i' : 'me'
})
function askers (a: Parsed, b: Parsed): string | null {
  const [x, y] = [part(a), part(b)]
  if (x === null || y === null || x === y || content(a) === content(b)) return null
  const { contentA, contentB } = difference(a, b)
  return contentA.length + contentB.length > 0 ? null : `${x} / ${y}`
}

// "Who follows me", "who I follow".
const done = once((p: Parsed) => ({
  byMe: new Set(p.keys.filter((_, i) => p.content[i] && /^(?:i|we)$/.test(p.words[i - 1] ?? ''))),
  toMe: new Set(p.keys.filter((_, i) => p.content[i] && /^(?:me|us)$/.test(p.words[i + 1] ?? '')))
}))
function mutual (a: Parsed, b: Parsed): string | null {
  const [x, y] = [done(a), done(b)]
  const { contentA, contentB } = difference(a, b)
  if (contentA.length + contentB.length > 0) return null
  for (const [p, q] of [[x, y], [y, x]] as const) {
    const verb = [...p.byMe].find(key => q.toMe.has(key) && !q.byMe.has(key) && !p.toMe.has(key))
    if (verb !== undefined) return `i ${verb} / ${verb} me`
  }
  return null
}

// "Can I refuse to be searched", "can I refuse to search": the same subject does it or has it done to him.
const BEFORE_VERB = /^(?:to|can|could|may|must|should|will|would)$/
const verbs = once((p: Parsed) => {
  const said = (test: (i: number) => boolean) => new Set(p.keys.filter((_, i) => p.content[i] && test(i)))
  const before = (i: number) => BEFORE_VERB.test(p.words[i] ?? '')
  return {
    subject: p.words.filter(word => /^(?:i|we|you|he|she|they|who)$/.test(word)).join(' '),
    suffers: said(i => p.words[i - 1] === 'be' && before(i - 2) && PARTICIPLE.test(p.words[i]!)),
    does: said(i => before(i - 1))
  }
})
function suffered (a: Parsed, b: Parsed): string | null {
  const [x, y] = [verbs(a), verbs(b)]
  if (x.subject === '' || x.subject !== y.subject || (x.suffers.size === 0) === (y.suffers.size === 0) || [a, b].some(p => p.words.includes('by')) || !inStep(a, b)) return null
  const [passive, active] = x.suffers.size > 0 ? [x, y] : [y, x]
  const verb = [...passive.suffers].find(key => active.does.has(key))
  return verb === undefined ? null : `be ${verb} / ${verb}`
}

// "At night instead of by day", "by day instead of at night": what is taken is not what is left.
const choice = once((p: Parsed) => {
  const at = p.words.findIndex((word, i) => (word === 'instead' && p.words[i + 1] === 'of') || (word === 'rather' && p.words[i + 1] === 'than'))
  if (at < 0) return null
  const said = (from: number, to?: number) => new Set(p.keys.slice(from, to).filter((_, i) => p.content[from + i]))
  return [said(0, at), said(at + 1)] as const
})
function instead (a: Parsed, b: Parsed): string | null {
  const [x, y] = [choice(a), choice(b)]
  if (!x || !y) return null
  const taken = [...x[0]].find(key => y[1].has(key) && !x[1].has(key) && !y[0].has(key))
  const left = [...x[1]].find(key => y[0].has(key) && !x[0].has(key) && !y[1].has(key))
  return taken !== undefined && left !== undefined && !near(taken, left) ? `${taken} / ${left}` : null
}

// "Is a square a rectangle", "are all cats mammals": the first is said to be the second.
const KINDS = /^(?:is|are) (an? |all |every |each )?([\p{L}\p{N}-]+) (?:(?:always|just|really) )?(an? )?([\p{L}\p{N}-]+)$/u
function kinds (a: Parsed, b: Parsed): string | null {
  const [x, y] = [KINDS.exec(a.text), KINDS.exec(b.text)]
  if (!x || !y || x[2] !== y[4] || x[4] !== y[2]) return null
  // "Is tea healthy" and "is healthy tea" are one, without an article that would make a thing of either.
  return [x, y].every(m => m[1] ?? m[3] ?? (m[2]!.endsWith('s') && m[4]!.endsWith('s'))) ? `${x[2]} ${x[4]} / ${y[2]} ${y[4]}` : null
}
