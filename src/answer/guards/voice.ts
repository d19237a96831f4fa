// Who does it and to whom it is done, where the words of weight are the same: by passives, by what the question word asks for, by "me" and "i".
import { sameContent } from './compare.ts'
import { contentKeys, isNumber, keyOf, once, type Parsed } from './parse.ts'
import { inStep } from './small-words.ts'

export const PARTICIPLE = /(?:ed|en|wn|ne|id|old|ung|ade|ilt|ght|ept|elt|ost|ound|eft|lain|ent|orn)$/

/** Doer and done-to exchanged, or null. */
export const voice = (a: Parsed, b: Parsed): string | null => doers(a, b) ?? mutual(a, b) ?? suffered(a, b) ?? (sameContent(a, b) ? suffers(a, b) ?? suffers(b, a) ?? actsOn(a, b) ?? actsOn(b, a) : null)

// "Which firm bought Acme" asks who did it; "which firm did Acme buy", to whom it was done. "The man that the dog bit" likewise.
const WHO = /^(?:who|whom|what|which)$/
const DO = /^(?:do|does|did)$/
/** The words of weight in their order, as one text. */
export const content = once((p: Parsed) => contentKeys(p).join(' '))
/** What is asked for: `done` to, where an auxiliary stands behind the question word and its noun; else the `doer`. */
const asksFor = once((p: Parsed): 'doer' | 'done' | null => {
  // "To whom did she give it"
  const at = p.words.findIndex(word => WHO.test(word))
  if (at !== 0 && !(at === 1 && /^(?:to|from|for|with|at|on)$/.test(p.words[0]!))) return null
  if (p.words.includes('by')) return isDone(p) ? 'done' : isBeing(p) && p.words.at(-1) === 'by' ? 'doer' : null
  const aux = p.words.findIndex(word => DO.test(word))
  if (aux < 0) return underWay(p, HAVE, BEATEN) ?? (p.content[1] === true ? 'doer' : null)
  return aux <= at + 3 ? 'done' : null
})
// "Who is suing the city", "who is the city suing"; "which teams have beaten Brazil", "which teams has Brazil beaten".
const BE = /^(?:is|are|was|were)$/
const HAVE = /^(?:has|have|had)$/
const isDoing = once((p: Parsed) => WHO.test(p.words[0]!) ? underWay(p, BE, /ing$/) : null)
/** "Which are known to hunt wolves", "which are wolves known to hunt". */
const TOLD = /^(?:known|said|thought|believed|allowed|able|likely|supposed|going|meant)$/
const isTold = once((p: Parsed) => WHO.test(p.words[0]!) && p.words.includes('to') ? underWay(p, BE, TOLD, /^to$/) : null)
/** Nouns end like verbs ("parking fees", "the biggest screen"): what stands behind tells. */
const BEHIND = /^(?:the|an?|my|your|his|her|our|their|me|us|him|them|it|on|at|in|for|into|from|with|against|after|over|to|this|that|these|last|yet|already|so|since|during|before|when|most|more|first)$/
const BEATEN = /(?:ed|ten|ken|ven|wn|ght)$|^(?:won|seen|done|gone|made|lost|sold|told|held|built|hurt|hit|met)$/
function underWay (p: Parsed, auxiliary: RegExp, verb: RegExp, behind = BEHIND): 'doer' | 'done' | null {
  const aux = p.words.findIndex(word => auxiliary.test(word))
  if (aux < 1 || aux > 5) return null
  const isVerb = (i: number) => p.content[i] === true && verb.test(p.words[i]!)
  if (isVerb(aux + 1)) return behind.test(p.words[aux + 2] ?? '') || (auxiliary === HAVE && p.content[aux + 2] === true) ? 'doer' : null
  const at = p.words.findIndex((_, i) => i > aux + 1 && i < aux + 6 && isVerb(i))
  const next = p.words[at + 1] ?? ''
  // "The cost of living"
  return at < 0 || /^(?:of|for|about|in|to|with|by|from)$/.test(p.words[at - 1]!) || !(next === '' || behind.test(next)) ? null : 'done'
}
// "Who was killed by Brutus", but not "by whom" or "killed by", which turn it round again, nor "what is meant by".
const DONE = /^(?:who|what|which)(?: \S+){0,2} (?:is|are|was|were|(?:has|have|had) been) (?:\S+ ){0,2}(?!meant |over |up |down |out |off |in |on |away )(\S+)(?: (?:over|up|down|out|off|in|on|away))? by (?:\S+ )*\S+$/
const isBeing = (p: Parsed) => p.words.some(word => /^(?:is|are|was|were|been)$/.test(word))
const isDone = once((p: Parsed) => PARTICIPLE.test(DONE.exec(p.text)?.[1] ?? ''))
function doers (a: Parsed, b: Parsed): string | null {
  if (!sameContent(a, b)) return null
  const [x, y] = [content(a), content(b)]
  // A passive names its verb before the doer: the same words in the same order, and the other way round.
  if ((x === y && isDone(a) === isDone(b)) || x.split(' ').sort().join(' ') !== y.split(' ').sort().join(' ')) return null
  // "Which cards are taken" has no doer.
  const active = isDone(a) ? b : a
  if (isDone(a) !== isDone(b) && isBeing(active) && !active.words.includes('by')) return null
  for (const asks of [isDoing, isTold]) {
    const [x, y] = [asks(a), asks(b)]
    if (x !== null && y !== null && x !== y) return `${x} / ${y}`
  }
  const [asksA, asksB] = [asksFor(a), asksFor(b)]
  if (asksA !== null && asksB !== null && asksA !== asksB) return `${asksA} / ${asksB}`
  const turned = replaced(a, b) ?? replaced(b, a)
  if (turned !== null) return turned
  const [own, other] = [relative(a), relative(b)]
  return own !== null && other !== null && own[0] === other[1] && own[1] === other[0] ? `${own.join(' ')} / ${other.join(' ')}` : null
}
// "Who was hired to replace Smith", "who was Smith hired to replace". "What is called X" and "who is married to X" are asked either way.
const ASKED_OF = /^(?:who|what) (?:is|are|was|were) /
const EITHER_OF = /\b(?:call|nam|marri|engag|relat|link|connect|associat|oppos|know|divorc)\w*/
function replaced (a: Parsed, b: Parsed): string | null {
  if (!ASKED_OF.test(a.text) || !ASKED_OF.test(b.text) || EITHER_OF.test(a.text) || !PARTICIPLE.test(a.words[2] ?? '') || PARTICIPLE.test(b.words[2] ?? '')) return null
  const [x, y] = [contentKeys(a), contentKeys(b)]
  return y.slice(1).concat(y[0]!).join(' ') === x.join(' ') ? `${x[0]} ${x.at(-1)} / ${y[0]} ${y[1]}` : null
}

/** The two words of weight behind the first "that" or "who" inside a sentence. */
const relative = once((p: Parsed): [string, string] | null => {
  const at = p.words.findIndex((word, i) => i > 1 && /^(?:that|who|which|whom)$/.test(word) && p.content[i - 1])
  const next = at < 0 ? [] : p.keys.filter((_, i) => i > at && p.content[i])
  return next.length < 2 ? null : [next[0]!, next[1]!]
})

// "Who follows me", "who I follow"; "what she wrote to me", "what I wrote to her"; "her aunt gave her 15", "she gave her aunt 15".
const HELPS = /^(?:have|had|has|will|would|can|could)$/
type Deeds = { by: Set<string>, to: Set<string> }
const deeds = ({ keys, words, content }: Parsed, doer: RegExp, whom: RegExp): Deeds => {
  // Before a word of weight that is no figure, "her" is whose it is.
  const isWhom = (i: number) => whom.test(words[i] ?? '') && (words[i] !== 'her' || content[i + 1] !== true || isNumber(keys[i + 1]!))
  const isDoer = (i: number) => doer.test(words[HELPS.test(words[i] ?? '') ? i - 1 : i] ?? '')
  return { by: new Set(keys.filter((_, i) => content[i] && isDoer(i - 1))), to: new Set(keys.filter((_, i) => content[i] && (isWhom(i + 1) || (words[i + 1] === 'to' && isWhom(i + 2))))) }
}
const mine = once((p: Parsed) => deeds(p, /^(?:i|we)$/, /^(?:me|us)$/))
const theirs = once((p: Parsed) => deeds(p, /^(?:he|she|they)$/, /^(?:him|her|them)$/))
const isToMe = once((p: Parsed) => / (?:me|us)\b/.test(p.text))
const isToThem = once((p: Parsed) => / (?:him|her|them)\b/.test(p.text))
function mutual (a: Parsed, b: Parsed): string | null {
  const [toMe, toThem] = [isToMe(a) || isToMe(b), isToThem(a) || isToThem(b)]
  if ((!toMe && !toThem) || !sameContent(a, b)) return null
  for (const read of [toMe ? mine : null, toThem ? theirs : null]) {
    if (read === null) continue
    const [x, y] = [read(a), read(b)]
    for (const [p, q] of [[x, y], [y, x]] as const) {
      const verb = [...p.by].find(key => q.to.has(key) && !q.by.has(key) && !p.to.has(key))
      if (verb !== undefined) return read === mine ? `i ${verb} / ${verb} me` : `they ${verb} / ${verb} them`
    }
  }
  return null
}

// "Can I refuse to be searched", "can I refuse to search", "can I be added", "should they be paid": the same subject does it or has it done to him.
const BEFORE_VERB = /^(?:to|can|could|may|must|should|will|would)$/
const MODAL = /^(?:can|could|may|must|should|will|would) /
// Of these, whose subject does it is another than to whom it is done; a shop opens and is opened.
const ONE_SIDED = new Set('pay paid feed fed teach taught invite ask tell told hire employ follow call visit adopt elect represent examine interview insure'.split(' ').map(keyOf))
const SUBJECT = /^(?:i|we|you|he|she|they)$/
const verbs = once((p: Parsed) => {
  const said = (test: (i: number) => boolean) => new Set(p.keys.filter((_, i) => p.content[i] && test(i)))
  const before = (i: number) => BEFORE_VERB.test(p.words[i] ?? '') || (SUBJECT.test(p.words[i] ?? '') && BEFORE_VERB.test(p.words[i - 1] ?? ''))
  // "Should the family be paid": what the subject is, nothing tells, and whatever is said of it may be its verb.
  const isAsked = MODAL.test(p.text) && !SUBJECT.test(p.words[1]!)
  return {
    subject: isAsked ? p.words[0]! : p.words.filter(word => /^(?:i|we|you|he|she|they|who)$/.test(word)).join(' '),
    suffers: said(i => p.words[i - 1] === 'be' && (isAsked ? ONE_SIDED.has(p.keys[i]!) : before(i - 2)) && PARTICIPLE.test(p.words[i]!)),
    does: said(i => before(i - 1) || (isAsked && !p.words.includes('be')))
  }
})
function suffered (a: Parsed, b: Parsed): string | null {
  if (!inStep(a, b)) return null
  const [x, y] = [verbs(a), verbs(b)]
  if (x.subject === '' || x.subject !== y.subject || (x.suffers.size === 0) === (y.suffers.size === 0) || [a, b].some(p => p.words.includes('by'))) return null
  const [passive, active] = x.suffers.size > 0 ? [x, y] : [y, x]
  const verb = [...passive.suffers].find(key => active.does.has(key))
  return verb === undefined ? null : `be ${verb} / ${verb}`
}

// "If I hit a parked car", "if my parked car was hit": what is done to what is mine, and what I do to another's.
const MINE_SUFFERS = /\bmy (?:\S+ ){1,3}?(?:was|were|gets?|got|(?:has|have|had) been) (\p{L}+)/u
// Who loses a passport may say that his was lost.
const DONE_BY_OTHERS = /^(?:hit|scratched|dented|bumped|attacked|sued|bit|robbed|scammed|assaulted|blocked|reported|rear)/
const I_DO = /\b(?:i|we) (\p{L}+) (?:an?|another|some(?:one|body)(?: else)?'s) /u
function suffers (a: Parsed, b: Parsed): string | null {
  const [suffered, does] = [MINE_SUFFERS.exec(a.text)?.[1], I_DO.exec(b.text)?.[1]]
  return suffered !== undefined && does !== undefined && DONE_BY_OTHERS.test(does) && keyOf(suffered) === keyOf(does) ? `my ${suffered} / i ${does}` : null
}

// "My son was hit", "my son hit someone"
const SUFFERS = /(?<!\p{L})(?:is|are|am|was|were|been|being|gets?|got|getting) (\p{L}+)(?! by)(?!\p{L})/u
const ACTS_ON = /(?<!(?:is|are|am|was|were|been|being|gets?|got|getting) )(?<!\p{L})(\p{L}+) (?:someone|somebody|others|people)(?! else's)(?!\p{L})/u
function actsOn (a: Parsed, b: Parsed): string | null {
  if (ACTS_ON.test(a.text)) return null
  const [suffered, does] = [SUFFERS.exec(a.text)?.[1], ACTS_ON.exec(b.text)?.[1]]
  return suffered !== undefined && does !== undefined && PARTICIPLE.test(suffered) && keyOf(suffered) === keyOf(does) ? `${SUFFERS.exec(a.text)![0]} / ${ACTS_ON.exec(b.text)![0]}` : null
}
