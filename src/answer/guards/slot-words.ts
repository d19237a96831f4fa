// Small words that stand in each other's place, and where that tells two questions apart: before and after, all and some, and and or.
import { opposite } from './opposites.ts'
import { keyOf, type Parsed } from './parse.ts'
import { opposed, type Slot } from './small-words.ts'

const EARLIER = new Set(['before', 'until', 'till'])
const LATER = new Set(['after', 'since'])
const MEANWHILE = new Set(['during', 'while'])
const UNTIL = new Set(['until', 'till'])
const FROM = new Set(['from'])
const SPAN = new Set(['within'])
const BOTH = new Set(['both'])
const SAME = new Set(['same'])
const OTHER = new Set(['another', 'other'])
const WITHIN = new Set(['within', 'by'])
const IN = new Set(['in', 'inside', 'within'])
const OUT = new Set(['outside'])
const AT = new Set(['in', 'on', 'at'])
const ON = new Set(['on', 'at'])
const AROUND = new Set([...EARLIER, ...LATER])
const ALL = new Set(['all', 'every', 'each'])
const SOME = new Set(['any', 'some', 'most', 'many', 'few', 'no'])
const NOT_ALL = new Set(['some', 'few', 'no'])
const WHEN = new Set(['when', 'if'])
const MOST = new Set(['most', 'many'])
const FEW = new Set(['few'])
const MOSTLY = new Set(['most'])
const PARTLY = new Set(['some', 'any'])
const BY = new Set(['by'])
const ABOUT = new Set(['about'])
const WITH = new Set(['with'])
const ONLY = new Set(['only'])
const EVEN = new Set(['even'])
const STILL = new Set(['still'])
const MAKE = new Set(['make', 'makes', 'making', 'made'])
const LET = new Set(['let', 'lets'])
const BETWEEN_TWO = new Set(['between'])
const ON_DAY = new Set(['on'])
const THROUGH = new Set(['through'])
const MEAL = /^(?:breakfast|lunch|dinner|supper|meals?|food|eating)$/
// A row from a table, a row and a table
const RELATES = new Set(['from', 'in', 'into', 'on', 'onto', 'to'])
// What lies between two, or is told of the one beside the other, either word joins.
const PAIRED = /\b(?:between|differ\w*|compar\w*|relat\w*|connect\w*|distance|far|convert\w*|similar\w*|versus|vs|go|come|try|stop|wait|check|sure|drive|ratio|mix|combin\w*|join|merge|pair|sync|match|link|exchange|transition|effects?|impact|role|switch|together)\b/
const TOGETHER = new Set(['and'])
const EITHER = new Set(['or'])
const EVERYONE = new Set(['everyone', 'everybody'])
const ANYONE = new Set(['anyone', 'anybody'])
const SINGLE = new Set(['one', 'none', 'no', 'neither', 'either', 'this', 'that'])
/** When something was, where a small word stands before it: a year, a month, a day, a number. */
const DATE = /^(?:\d.*|last|first|next|january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)$/
export const MODAL = /^(?:can|could|may|will|would|should|must)\b/
// Of an event and another, of either, or of one and then the other
export const CHANCE = /\b(?:chances?|probability|odds|likelihood)\b/
/** Between this or that is between this and that. */
const BETWEEN = /\bbetween\b/

// "Fade in", "fade out", whatever else is in something; a remedy is for and against one thing.
const ALIKE = new Set(['for', 'with'])
function oppositeIn ({ a, b, before }: Slot): string | null {
  if (a.length !== 1 || b.length !== 1 || before?.startsWith('fill')) return null
  const [x, y] = [keyOf(a[0]!), keyOf(b[0]!)]
  return !ALIKE.has(x) && !ALIKE.has(y) && opposite(x, y) ? `${x} / ${y}` : null
}

/** `joins`: no two things are told apart. `parts`: nothing is said of what lies between two, or is done to both. `mayDo`: who may do it. `chance`: how likely it is. */
type Asked = { yesOrNo: boolean, joins: boolean, parts: boolean, mayDo: boolean, chance: boolean }
const isInner = ({ before, after }: Slot) => before !== undefined && after !== undefined
// "Are all", "do most": what is said of the subject.
const isOfSubject = (slot: Slot, { yesOrNo }: Asked) => yesOrNo && slot.at === 0
// "70 or more" is "70 and above".
const isChoice = (slot: Slot) => isInner(slot) && !/^\d/.test(slot.before!)
const isDate = ({ after }: Slot) => after !== undefined && DATE.test(after)
// On an event is after it: "on arrival", "at signing".
const EVENT = /(?:tion|sion|al|ing|ment|ance|ence|ure|th|(?:log|sign|check)(?:in|out|up)|exit|receipt|delivery|return|pickup|purchase|expiry|shutdown|crash|load|hire|order|start|boot)$/
const isThing = ({ after }: Slot) => after !== undefined && !EVENT.test(after)
/** What one side says in a slot, the other side says instead, and where that tells two questions apart. */
const TOLD: [ReadonlySet<string>, ReadonlySet<string>, ((slot: Slot, asked: Asked) => boolean)?][] = [
  [EARLIER, LATER], [MEANWHILE, AROUND], [SPAN, EARLIER], [BOTH, SINGLE], [SAME, OTHER], [UNTIL, FROM], [MOST, FEW], [ALL, SINGLE], [WHEN, EARLIER], [ONLY, EVEN], [IN, OUT],
  [ALL, NOT_ALL, (slot, { yesOrNo }) => yesOrNo || slot.at > 0],
  [ALL, SOME, (_, { yesOrNo }) => yesOrNo], [MOSTLY, PARTLY, (_, { yesOrNo }) => yesOrNo], [ALL, ONLY, isOfSubject], [STILL, ONLY], [MAKE, LET],
  // Who wrote it, and whom it is of.
  [BY, ABOUT, isInner],
  [EVERYONE, ANYONE, (slot, asked) => isOfSubject(slot, asked) && !asked.mayDo],
  [WITH, AROUND, ({ after }, { yesOrNo }) => yesOrNo || MEAL.test(after ?? '')],
  [WITH, EITHER, (slot, { yesOrNo, parts }) => yesOrNo && parts && isInner(slot)],
  [RELATES, TOGETHER, (slot, { parts }) => parts && isInner(slot)],
  [TOGETHER, EITHER, (slot, { yesOrNo, joins, chance }) => (chance || yesOrNo) && joins && isChoice(slot)],
  [AT, AROUND, isDate], [AT, BETWEEN_TWO, isDate], [ON_DAY, THROUGH, isDate], [WITHIN, LATER, isDate], [ON, AROUND, isThing]
]

/** How two questions are asked. */
export const askedIn = (a: Parsed, b: Parsed, yesOrNo: boolean): Asked => ({
  yesOrNo,
  joins: !BETWEEN.test(a.text) && !BETWEEN.test(b.text),
  parts: !PAIRED.test(a.text) && !PAIRED.test(b.text),
  mayDo: MODAL.test(a.text),
  chance: CHANCE.test(a.text)
})

/** What is told otherwise in a slot, or null. */
export function toldApart (slot: Slot, asked: Asked): string | null {
  const exchanged = oppositeIn(slot)
  if (exchanged !== null) return exchanged
  for (const [one, other, where] of TOLD) {
    const found = where === undefined || where(slot, asked) ? opposed(slot, one, other) : null
    if (found !== null) return found
  }
  return null
}
