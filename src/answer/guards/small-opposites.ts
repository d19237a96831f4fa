// Times, bounds and shares that small words tell.
import { difference } from './compare.ts'
import { YES_NO } from './lexicon.ts'
import { contentKeys, keyOf, once, type Parsed } from './parse.ts'
import { askedIn, CHANCE, MODAL, toldApart } from './slot-words.ts'
import { slots } from './small-words.ts'

/** What small words tell otherwise, or null. */
export function smallOpposites (a: Parsed, b: Parsed): string | null {
  const yesOrNo = YES_NO.test(a.text) && YES_NO.test(b.text)
  const { onlyA, onlyB } = difference(a, b)
  // "Does it ever snow" asks for one time, "does it often snow" for many.
  if (yesOrNo && ((onlyA.has('ever') && hasOften(onlyB, ALWAYS)) || (onlyB.has('ever') && hasOften(onlyA, ALWAYS)))) return 'ever / often'
  // May I apply, and may I a second time.
  if (MODAL.test(a.text) && MODAL.test(b.text) && onlyA.has('again') !== onlyB.has('again')) return 'again'
  const since = SINCE.find(([x, y]) => (onlyA.has(x) && onlyB.has(y)) || (onlyA.has(y) && onlyB.has(x)))
  if (since !== undefined) return since.join(' / ')
  if (yesOrNo && ((onlyA.has(ALWAYS) && hasOften(onlyB)) || (onlyB.has(ALWAYS) && hasOften(onlyA)))) return 'always / often'
  const [joins, other] = onlyB.has('instead') ? [onlyA, onlyB] : [onlyB, onlyA]
  if (other.has('instead') && (joins.has('with') || joins.has('and')) && withoutInstead(a) === withoutInstead(b)) return 'with / instead'
  const all = slots(a, b)
  if (all.length === 0) return null
  if (yesOrNo) {
    const [x, y] = [comparison(a), comparison(b)]
    if (x !== null && y !== null && x !== y) return `${x} / ${y}`
    if (amongOf(a, b) || amongOf(b, a)) return 'one of'
    if (isLimited(a) !== isLimited(b) && a.words.includes('only') !== b.words.includes('only')) return 'only'
  }
  if (CHANCE.test(a.text) && a.words.includes('then') !== b.words.includes('then') && a.words.includes('and') && b.words.includes('and')) return 'and then / and'
  const [share, otherShare] = [shareIn(a), shareIn(b)]
  if (share !== null && otherShare !== null && share !== otherShare) return `${share} / ${otherShare}`
  if (yesOrNo && hasFew(a) !== hasFew(b) && fewOf(a) !== null && fewOf(b) !== null) return 'few / a few'
  const asked = askedIn(a, b, yesOrNo)
  for (const slot of all) {
    // "Round up to ten", "round to ten"
    const rounds = /^round/.test(slot.before ?? '') ? [...slot.a, ...slot.b].find(word => UPWARD.test(word) && a.words.includes(word) !== b.words.includes(word)) : undefined
    if (rounds !== undefined) return `round ${rounds}`
    const told = toldApart(slot, asked)
    if (told !== null) return told
  }
  return null
}

const UPWARD = /^(?:up|down)$/
// "Check whether all are positive", "wait until any of them is done": in a clause of its own, a share is what is asked about.
const IN_CLAUSE = /\b(?:whether|if|until|till|where|when|unless|once|that) (?:((?<!that )(?:any|either)|some|one of)|(all|every|each|both)|(most|many)|(no|none|neither))\b(?! (?:more|longer|doubt|matter|times?|ways?|places?|use|need))/
/** "If it contains only digits", "if it contains any digits" */
const HELD = /\b(?:whether|if|where|that|which) [^.?!;]{0,80}?\b(?:contain|includ|ha[sv]|hold)(?:e?s|ed|e|ing)? (?:(any|at least one)|(all|every|each|both)|(only)|(no|none))\b(?! (?:more|longer|doubt|matter|times?|ways?|places?|use|need|idea))/
const shareIn = once((p: Parsed): string | null => {
  const [, any, all, most, none] = IN_CLAUSE.exec(p.text) ?? []
  if (any ?? all ?? most ?? none) return any ? 'any' : all ? 'all' : most ? 'most' : 'none'
  const [, some, each, only, no] = HELD.exec(p.text) ?? []
  return some ? 'any' : each ? 'all' : only ? 'only' : no ? 'none' : null
})
// Where the two things trade places: "butter with oil", "oil instead of butter".
const withoutInstead = (p: Parsed) => contentKeys(p).filter(key => key !== 'instead').join(' ')
// "Are a few days enough", "are few days enough". In "what are few good books" the article is only left out.
const fewOf = once((p: Parsed) => /\b(a )?(?:few|little)\b/.exec(p.text))
const hasFew = (p: Parsed) => fewOf(p)?.[1] !== undefined
const ALWAYS = keyOf('always')
const hasOften = (keys: Set<string>, ...more: string[]) => ['usually', 'often', ...more].some(key => keys.has(key))
// What was so before, is so now, and is so anew.
const SINCE = [['still', 'again'], ['still', 'already'], ['again', 'already'], ['again', 'yet']] as const
// "Is it as fast as", "is it faster than"
const AS_MUCH = /(?<!\bnot )\bas (?!(?:well|long|soon|far) as\b)\S+ as\b/
const comparison = once((p: Parsed): 'as' | 'than' | null => AS_MUCH.test(p.text) === p.words.includes('than') ? null : p.words.includes('than') ? 'than' : 'as')
// "Is it open on Mondays", "is it only open on Mondays"
const isLimited = (p: Parsed) => p.words.some(word => /^(?:only|just|solely|exclusively|merely|even|alone|exactly|precisely)$/.test(word))
// "Is it one of the oldest", "is it the oldest"
const AMONG = /\bone of the (\S+est|most|least|best|worst)\b/
const amongOf = (p: Parsed, q: Parsed) => {
  const most = AMONG.exec(p.text)?.[1]
  return most !== undefined && q.text.includes(`the ${most}`) && !AMONG.test(q.text)
}
