// Who does it and to whom it is done, where the words of weight are the same: by passives, by what the question word asks for, by "me" and "i".
import { sameContent } from './compare.ts'
import { contentKeys, once, type Parsed } from './parse.ts'
import { inStep } from './small-words.ts'

export const PARTICIPLE = /(?:ed|en|wn|ne|id|old|ung|ade|ilt|ght|ept|elt|ost|ound|eft|lain|ent|orn)$/

/** Doer and done-to exchanged, or null. */
export const voice = (a: Parsed, b: Parsed): string | null => doers(a, b) ?? mutual(a, b) ?? suffered(a, b)

// "Which firm bought Acme" asks who did it; "which firm did Acme buy", to whom it was done. "The man that the dog bit" likewise.
const WHO = /^(?:who|whom|what|which)$/
const DO = /^(?:do|does|did)$/
/** The words of weight in their order, as one text. */
export const content = once((p: Parsed) => contentKeys(p).join(' '))
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
  if (!sameContent(a, b)) return null
  const [x, y] = [content(a), content(b)]
  // A passive names its verb before the doer: the same words in the same order, and the other way round.
  if ((x === y && isDone(a) === isDone(b)) || x.split(' ').sort().join(' ') !== y.split(' ').sort().join(' ')) return null
  // "Which cards are taken" has no doer.
  const active = isDone(a) ? b : a
  if (isDone(a) !== isDone(b) && isBeing(active) && !active.words.includes('by')) return null
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

// "Who follows me", "who I follow".
const done = once((p: Parsed) => ({
  byMe: new Set(p.keys.filter((_, i) => p.content[i] && /^(?:i|we)$/.test(p.words[i - 1] ?? ''))),
  toMe: new Set(p.keys.filter((_, i) => p.content[i] && /^(?:me|us)$/.test(p.words[i + 1] ?? '')))
}))
const isToMe = once((p: Parsed) => / (?:me|us)\b/.test(p.text))
function mutual (a: Parsed, b: Parsed): string | null {
  if ((!isToMe(a) && !isToMe(b)) || !sameContent(a, b)) return null
  const [x, y] = [done(a), done(b)]
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
  if (!inStep(a, b)) return null
  const [x, y] = [verbs(a), verbs(b)]
  if (x.subject === '' || x.subject !== y.subject || (x.suffers.size === 0) === (y.suffers.size === 0) || [a, b].some(p => p.words.includes('by'))) return null
  const [passive, active] = x.suffers.size > 0 ? [x, y] : [y, x]
  const verb = [...passive.suffers].find(key => active.does.has(key))
  return verb === undefined ? null : `be ${verb} / ${verb}`
}
