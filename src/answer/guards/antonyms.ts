// Opposites: listed pairs, paired prefixes (increase, decrease; import, export) and comparatives.
import { difference, inPlaceOf, placesApart } from './compare.ts'
import { YES_NO } from './lexicon.ts'
import { contentKeys, keyOf, once, type Guard, type Parsed } from './parse.ts'
import { isEitherWay } from './roles.ts'
import { opposed, slots, type Slot } from './small-words.ts'

const PAIRS = `
enable disable deactivate|activate deactivate|on off|open close shut|start stop end finish|add remove delete subtract|create delete destroy|install uninstall|
buy sell|lend borrow|keep discard|preserve discard|save discard|systolic diastolic|previous next first current|current former|initial final|everything something nothing|everybody somebody nobody|everyone someone|give take receive|send receive|push pull|win lose|gain lose|save spend delete|deposit withdraw withdrawal|accept reject decline refuse|
approve reject deny|allow forbid ban block deny prohibit|block unblock|lock unlock|encrypt decrypt|compress decompress extract|upgrade downgrade|up down|
in out|before after|above below|over under|inside outside outdoor|indoor outdoor outside|left right|top bottom|front back|north south|east west|first last|early late|
earlier later|oldest newest|old new young|older newer younger|more less fewer|most least fewest|maximum minimum|max min|highest lowest|high low|higher lower|
large small|larg small|larger smaller|largest smallest|bigger smaller|biggest smallest|long short|longer shorter less|longest shortest|tall short small little|taller shorter smaller|tallest shortest smallest|
fast slow slowly|faster slower|fastest slowest|taller lower shorter|strong weak|stronger weaker|hot cold|hotter colder|warm cold cool|heavy light|heavier lighter|thick thin|
wide narrow|deep shallow|hard easy soft|harder easier|hardest easiest|difficult easy simple|best worst|better worse|good bad evil|right wrong|true false|
cheap expensive|cheaper dearer|cheapest expensive|rich poor|happy sad|love hate|like dislike hate|safe dangerous|healthy unhealthy|clean dirty|wet dry|
full empty partial|public private|legal illegal|internal external|import export|input output|include exclude|increase decrease reduce lower|increas decreas reduc lower|greater less lower fewer smaller|sender recipient receiver|
raise lower|rise fall|ascending descending|expand shrink contract|attach detach|connect disconnect|login logout|subscribe unsubscribe|
follow unfollow|mute unmute|show hide|visible hidden|read write|upload download|succeed fail|success failure|pass fail|profit loss|
income expense|asset liability|debit credit|supply demand|positive negative|plus minus|addition subtraction|multiply divide|odd even|male female|man woman|
boy girl|husband wife|mother father|son daughter|brother sister|uncle aunt|king queen|he she|his her|him her|boyfriend girlfriend|
doctor patient|teacher student|employer employee|seller buyer|landlord tenant|lender borrower|eat avoid|cover exclude|radius diameter circumference|parent child|winner loser|predator prey|cause effect|
theory practice|ancient modern|temporary permanent|optional mandatory required|absolute relative|active passive|horizontal vertical|convex concave|
liquid solid gas|acid alkaline base|day night|morning evening|summer winter|birth death|life death|alive dead|arrive depart leave|arrival departure|
enter exit leave|hire fire|married single divorced|sick healthy|asleep awake|with without|
minimise maximise|overweight underweight|beginner advanced expert|junior senior|major minor|
domestic international foreign|local remote|online offline|wired wireless|manual automatic|analog digital|single multiple double|singular plural|
freeze thaw|melt freeze|heat cool|cook raw|inhale exhale|attack defend|offense defense|guilty innocent|liberal conservative|
for against|always sometimes occasionally rarely seldom never|usually rarely seldom never|often rarely seldom never|
vor nach|avant après|antes después depois|prima dopo|до после|con sin|com sem|mit ohne|avec sans|comprar vender|acheter vendre|kaufen verkaufen|öffnen schließen|öffnet schließt|abrir cerrar fechar|
ouvrir fermer|entrada salida saída|hinzufügen entfernen|ajouter supprimer|más menos|mais menos|mehr weniger|matin soir|mañana noche|subir bajar|muss kann darf|dois peux|debo puedo|devo posso|an aus|aan uit|på av|erhöhe verringere senke|erhöhen verringern senken|anmelden abmelden|einzahlen auszahlen abheben|hochladen herunterladen|links rechts|lang kurz|größer kleiner|einschalten ausschalten|augmenter diminuer réduire baisser|allumer éteindre|
aumentar disminuir diminuir reducir reduzir|encender apagar|aumentare diminuire ridurre|accendere spegnere|aprire chiudere|aggiungere rimuovere|adicionar remover|voor na|open dicht|meer minder|verhogen verlagen|före efter|öka minska|öppna stänga|
włączyć wyłączyć|otworzyć zamknąć|dodać usunąć|zwiększyć zmniejszyć|przed po|von nach|nach aus|desde a hasta hacia|van naar|alle keine einige|tous certains aucun|toutes certaines aucune|todos algunos muchos|todas algunas muchas|todos alguns nenhum|todas algumas nenhuma|tutti alcuni nessuno|tutte alcune nessuna|alle geen sommige|wszystkie niektóre żadne|strength weakness|benefit risk drawback disadvantage|similarity difference|similar different|same different|
formal informal casual|outer inner|encode decode|join leave left quit|thicken thin|inland coastal|anode cathode|numerator denominator|herbivore carnivore|append prepend|push pop|divisor multiple|bid ask|bull bear|bullish bearish|gross net|
treble bass|earliest latest|payable receivable|fixed variable|dominant recessive|series parallel|acute chronic|benign malignant|next last|besides like|within beyond|toward away|ahead behind|okay bad wrong|wer wen|nur auch|seulement aussi|alleen ook|sunrise sunset dusk|dawn dusk sunset|succeed precede|full new half|
allow oblige obligate|across against|through past|inside around|proximal distal|dorsal ventral|anterior posterior|medial lateral|flood drought|tailwind headwind|synonym antonym`
/** Of these, one thing may be told with either: it empties one tank as it fills another. Opposites only where nothing else differs. */
const NEAR_PAIRS = 'keep drop|cause prevent avoid|fill empty drain|reply forward|mix separate'
function opposites (groups: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const oppose = (x: string, y: string) => found.set(keyOf(x), (found.get(keyOf(x)) ?? new Set()).add(keyOf(y)))
  for (const group of groups.replace(/\s*\n/g, '').split('|')) {
    const [head, ...rest] = group.split(' ')
    for (const other of rest) { oppose(head!, other); oppose(other, head!) }
  }
  return found
}
const OPPOSITES = opposites(PAIRS)
const NEAR_OPPOSITES = opposites(NEAR_PAIRS)
const PREFIXES = 'hyper:hypo inter:intra pre:post over:under up:down in:out in:ex im:ex in:de en:dis macro:micro as:des ac:de at:de mono:poly uni:multi maxi:mini ante:post pro:con pro:anti exo:endo homo:hetero in:dis out:in on:off fore:hind front:back multi:single for:back east:west north:south day:night sub:super cis:trans endo:ecto bi:tri uni:bi semi:bi short:long pro:eu of:de con:di king:queen clock:counterclock clock:anticlock'.split(' ').map(p => p.split(':'))

const BEGINNING = new RegExp(`^(?:${[...new Set(PREFIXES.flat())].join('|')})`)

// Hands over to, and gets from; "from" and "to" together tell a way, which either verb may.
const OBJECT = '(?:(?!from |to )\\S+ ){0,4}?'
const FIGURE = String.raw`(?:[$€£]?\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred)`
const MORE = '(?:more|above|over|up|older|higher|longer|later)'
const LESS = '(?:less|fewer|below|under|down|younger|lower|shorter|earlier)'
const TIME = '(?:hour|day|night|week|weekend|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)'
// Opposites of more than one word, and the single words they stand for. One side says only the first, the other only the second.
const PHRASES: [RegExp, RegExp][] = ([
  ['(?:turn|switch|power)(?:s|ed|ing)? (?:\\S+ ){0,4}?on|enabl\\w+|activat\\w+', '(?:turn|switch|power|shut)(?:s|ed|ing)? (?:\\S+ ){0,4}?off|disabl\\w+|deactivat\\w+'],
  ['speed(?:s|ed|ing)? (?:\\S+ ){0,4}?up|(?:mak\\w+|run) (?:\\S+ ){0,4}?faster|accelerat\\w+', 'slow(?:s|ed|ing)? (?:\\S+ ){0,4}?down|(?:mak\\w+|run) (?:\\S+ ){0,4}?slower|decelerat\\w+'],
  ['(?:gain\\w*|put(?:s|ting)? on) (?:\\S+ ){0,3}?(?:weight|pounds|lbs|kilos|kg|fat|mass)', '(?:los(?:e|es|ing)|lost|drop(?:s|ped|ping)?) (?:\\S+ ){0,3}?(?:weight|pounds|lbs|kilos|kg|fat|mass)'],
  ['(?:log|sign)(?:s|ged|ging|ed|ing)? ?in(?:to)?', '(?:log|sign)(?:s|ged|ging|ed|ing)? ?(?:out|off)'],
  ['take(?:s|n)? (?:\\S+ ){0,3}?off|took (?:\\S+ ){0,3}?off', 'put(?:s|ting)? (?:\\S+ ){0,3}?on'],
  ['open(?:s|ed|ing)?', 'clos(?:e|es|ed|ing)|shut(?:s|ting)? (?:\\S+ ){0,3}?down'],
  [`(?:at least|(?<!\\bnot? )more than|over|above|upwards of) ${FIGURE}`, `(?:at most|up to|(?<!\\bnot? )(?:less|fewer) than|under|below|within|not? more than) ${FIGURE}`],
  [`(?:exactly|precisely) ${FIGURE}`, `(?:at least|at most|up to|(?:more|less|fewer) than) ${FIGURE}|or(?<=${FIGURE} or) (?:${MORE}|${LESS})`],
  [`or(?<=${FIGURE} or) ${MORE}`, `or(?<=${FIGURE} or) ${LESS}`],
  [`only ${FIGURE}`, `(?:at least|(?<!\\bnot? )more than|over|above) ${FIGURE}`],
  ['\\d+ less than \\d+', '\\d+ less \\d+'],
  ['still (?!no\\b|not\\b)\\S+', 'no longer'],
  ['half an? \\S+', 'and a half'],
  ['too (?:much|many)', 'too (?:little|few)|not enough|insufficient(?:ly)?'],
  ['(?:square|cube) roots?', '(?:square|cube)d?(?! roots?\\b)'],
  ['(?:carry ?-? ?on|hand|cabin) (?:luggage|baggage|bags?)', '(?:checked|checked-in|hold) (?:luggage|baggage|bags?)'],
  [`every other ${TIME}`, `every ${TIME}`],
  [`(?:every|each) ${TIME}`, `all ${TIME}`],
  ['(?:instead|in place) of|rather than', 'in addition to|(?:along|together) with|as well as|besides'],
  ['(?:next|second) (?:to )?last|last but (?:one|two)|before last', '(?<!(?:to|before|next|second) )last(?! but (?:one|two)\\b)'],
  [`(?:g(?:i|a)ve[sn]?|giving|sen[dt]|sending|len[dt]|lending|paid|pay) ${OBJECT}to(?!.* from)`, `(?:g[eo]t|gets|getting|gotten|receiv\\w+|borrow\\w*|tak(?:e|es|en|ing)|took) ${OBJECT}from(?!.* to)`],
  [`${FIGURE} times|twice|thrice`, `${FIGURE} (?:more|fewer|less)(?: \\S+)? than`],
  ['^welcher', '^welche[nm]'],
  ['(?<!\\ba )qui[eé]n(?:es)?', 'a qui[eé]n(?:es)?'],
  ['whole|entire', '(?:part|half) of'],
  ['because|due to|thanks to|owing to', 'despite|in spite of|regardless of|although|even though'],
  ['start(?:s|ed|ing)?|launch(?:es|ed|ing)?|boot(?:s|ed|ing)?', 'shut(?:s|ting)? (?:\\S+ ){0,3}?down|stop(?:s|ped|ping)?|quit(?:s|ting)?']
] as [string, string][]).map(([x, y]) => [new RegExp(`\\b(?:${x})\\b`), new RegExp(`\\b(?:${y})\\b`)])
/** Which of the two is said: 1, -1, or 0 where neither is, or both are. */
const sideOf = (p: Parsed, [x, y]: [RegExp, RegExp]) => (x.test(p.text) ? 1 : 0) - (y.test(p.text) ? 1 : 0)
const sides = once((p: Parsed) => PHRASES.map(phrase => sideOf(p, phrase)))

export const antonyms: Guard = {
  name: 'antonyms',
  check (a, b) {
    const { onlyA, onlyB, contentA, contentB } = difference(a, b)
    if (converse(a, b)) return null
    for (const x of onlyA) {
      const isOpposite = oppositesOf(x)
      if (isOpposite === null) continue
      for (const y of onlyB) {
        // "With no visa" is without one.
        if ((x === 'with' && y === 'without' && a.words.includes('no')) || (x === 'without' && y === 'with' && b.words.includes('no'))) continue
        // A remedy for it, a remedy against it
        if ((x === 'for' || y === 'for') && REMEDY.test(a.text) && REMEDY.test(b.text)) continue
        // A form is filled in or out.
        if ((x === 'in' || y === 'in') && FILLS.test(a.text) && FILLS.test(b.text)) continue
        if (isOpposite(y)) return { guard: 'antonyms', detail: `${wordOf(a, x)} / ${wordOf(b, y)}` }
      }
    }
    const [x, y] = contentA.length === 1 && contentB.length === 1 ? [contentA[0]!, contentB[0]!] : []
    if (x !== undefined && NEAR_OPPOSITES.get(x)?.has(y!)) return { guard: 'antonyms', detail: `${wordOf(a, x)} / ${wordOf(b, y!)}` }
    const instead = inPlaceOf(a, b)
    if (instead !== null && opposite(...instead)) return { guard: 'antonyms', detail: `${wordOf(a, instead[0])} / ${wordOf(b, instead[1])}` }
    const crossed = crossedOver(a, b)
    if (crossed !== null) return { guard: 'antonyms', detail: crossed }
    const way = waysOf(a, b)
    if (way !== null) return { guard: 'antonyms', detail: way }
    const parties = partiesOf(a, b)
    if (parties !== null) return { guard: 'antonyms', detail: parties }
    // The other side is read for what this one says alone: most texts say none of it.
    const at = sides(a).findIndex((side, i) => side !== 0 && side + sideOf(b, PHRASES[i]!) === 0)
    if (at < 0) return smaller(a, b)
    const [phrase, against] = PHRASES[at]!
    const [said, other] = sides(a)[at]! > 0 ? [a, b] : [b, a]
    return { guard: 'antonyms', detail: `${phrase.exec(said.text)![0]} / ${against.exec(other.text)![0]}` }
  }
}

// "The price with tax is 20, what is it without tax", "the price without tax is 20, what is it with tax". Said in one breath, either comes first.
const BREATH = /^(?:[.?!;]|is|are|was|were|do|does|did|has|have|had|what|which|who|when|how|where)$/
function crossedOver (a: Parsed, b: Parsed): string | null {
  const [i, j] = placesApart(a, b) ?? []
  if (i === undefined || j === undefined || a.words[i] !== b.words[j] || a.words[j] !== b.words[i] || !opposite(a.keys[i]!, a.keys[j]!)) return null
  return isEitherWay(a) || !a.words.slice(i + 1, j).some(word => BREATH.test(word)) ? null : `${a.words[i]} / ${a.words[j]}`
}

// "El tren de Madrid", "el tren a Madrid", where all else is equal.
const THENCE = /^(?:de|del|da|dal|du|desde)$/
const THITHER = /^(?:a|à|al|au|para|pour|per|hacia)$/
function waysOf (a: Parsed, b: Parsed): string | null {
  const [at, ...more] = placesApart(a, b) ?? []
  // "Miedo a volar" is "miedo de volar".
  if (at === undefined || more.length > 0 || ![a, b].some(p => p.names.has(p.keys[at + 1] ?? ''))) return null
  const [x, y] = [a.words[at]!, b.words[at]!]
  return (THENCE.test(x) && THITHER.test(y)) || (THENCE.test(y) && THITHER.test(x)) ? `${x} / ${y}` : null
}

/** As it was written: keys are stems, which an operator cannot read. */
const wordOf = ({ words, keys }: Parsed, key: string) => words[keys.indexOf(key)] ?? key

const FILLS = /\bfill(?:s|ed|ing)? (?:\S+ ){0,3}?(?:in|out)\b/
const REMEDY = /\b(?:remed|cure|treat|medic|vaccin|protect|insur|drug|pill|defen|precaution)\w* (?:for|against)\b/

// Lessor and lessee, trainer and trainee.
const PARTY = /^(\p{L}{3,})(?:[eo]rs?|ees?)$/u
const PARTY_ENDS = new Set('rse')
const isDone = (word: string) => /ees?$/.test(word)
function partiesOf (a: Parsed, b: Parsed): string | null {
  for (const x of a.words) {
    if (!PARTY_ENDS.has(x.at(-1)!)) continue
    const stem = PARTY.exec(x)?.[1]
    const y = stem === undefined || b.words.includes(x) ? undefined : b.words.find(word => PARTY.exec(word)?.[1] === stem && isDone(word) !== isDone(x) && !a.words.includes(word))
    if (y !== undefined) return `${x} / ${y}`
  }
  return null
}

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
const UPWARD = /^(?:up|down)$/
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
const MODAL = /^(?:can|could|may|will|would|should|must)\b/
// Of an event and another, of either, or of one and then the other
const CHANCE = /\b(?:chances?|probability|odds|likelihood)\b/
/** Between this or that is between this and that. */
const BETWEEN = /\bbetween\b/

// Times, bounds and shares that small words tell.
function smaller (a: Parsed, b: Parsed) {
  const yesOrNo = YES_NO.test(a.text) && YES_NO.test(b.text)
  const { onlyA, onlyB } = difference(a, b)
  // "Does it ever snow" asks for one time, "does it often snow" for many.
  if (yesOrNo && ((onlyA.has('ever') && hasOften(onlyB, ALWAYS)) || (onlyB.has('ever') && hasOften(onlyA, ALWAYS)))) return { guard: 'antonyms', detail: 'ever / often' }
  // May I apply, and may I a second time.
  if (MODAL.test(a.text) && MODAL.test(b.text) && onlyA.has('again') !== onlyB.has('again')) return { guard: 'antonyms', detail: 'again' }
  const since = SINCE.find(([x, y]) => (onlyA.has(x) && onlyB.has(y)) || (onlyA.has(y) && onlyB.has(x)))
  if (since !== undefined) return { guard: 'antonyms', detail: since.join(' / ') }
  if (yesOrNo && ((onlyA.has(ALWAYS) && hasOften(onlyB)) || (onlyB.has(ALWAYS) && hasOften(onlyA)))) return { guard: 'antonyms', detail: 'always / often' }
  const [joins, other] = onlyB.has('instead') ? [onlyA, onlyB] : [onlyB, onlyA]
  if (other.has('instead') && (joins.has('with') || joins.has('and')) && withoutInstead(a) === withoutInstead(b)) return { guard: 'antonyms', detail: 'with / instead' }
  const all = slots(a, b)
  if (all.length === 0) return null
  if (yesOrNo) {
    const [x, y] = [comparison(a), comparison(b)]
    if (x !== null && y !== null && x !== y) return { guard: 'antonyms', detail: `${x} / ${y}` }
    if (amongOf(a, b) || amongOf(b, a)) return { guard: 'antonyms', detail: 'one of' }
    if (isLimited(a) !== isLimited(b) && a.words.includes('only') !== b.words.includes('only')) return { guard: 'antonyms', detail: 'only' }
  }
  if (CHANCE.test(a.text) && a.words.includes('then') !== b.words.includes('then') && a.words.includes('and') && b.words.includes('and')) return { guard: 'antonyms', detail: 'and then / and' }
  const [share, otherShare] = [shareIn(a), shareIn(b)]
  if (share !== null && otherShare !== null && share !== otherShare) return { guard: 'antonyms', detail: `${share} / ${otherShare}` }
  if (yesOrNo && hasFew(a) !== hasFew(b) && fewOf(a) !== null && fewOf(b) !== null) return { guard: 'antonyms', detail: 'few / a few' }
  const asked: Asked = { yesOrNo, joins: !BETWEEN.test(a.text) && !BETWEEN.test(b.text), parts: !PAIRED.test(a.text) && !PAIRED.test(b.text), mayDo: MODAL.test(a.text), chance: CHANCE.test(a.text) }
  for (const slot of all) {
    // "Round up to ten", "round to ten"
    const rounds = /^round/.test(slot.before ?? '') ? [...slot.a, ...slot.b].find(word => UPWARD.test(word) && a.words.includes(word) !== b.words.includes(word)) : undefined
    if (rounds !== undefined) return { guard: 'antonyms', detail: `round ${rounds}` }
    const exchanged = oppositeIn(slot)
    if (exchanged !== null) return { guard: 'antonyms', detail: exchanged }
    for (const [one, other, where] of TOLD) {
      const found = where === undefined || where(slot, asked) ? opposed(slot, one, other) : null
      if (found !== null) return { guard: 'antonyms', detail: found }
    }
  }
  return null
}

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

// "X is older than Y" is "Y is younger than X", and "X before Y" is "Y after X": two changes that cancel out.
const PIVOT = new Set(['than', 'before', 'after'])
const around = once((p: Parsed) => {
  const at = p.words.findIndex(word => PIVOT.has(word))
  if (at < 0 || p.words.findLastIndex(word => PIVOT.has(word)) !== at) return null
  const said = (from: number, to: number) => new Set(p.keys.slice(from, to).filter((_, i) => p.content[from + i]))
  return { pivot: p.words[at]!, before: said(0, at), after: said(at + 1, p.words.length) }
})

export function converse (a: Parsed, b: Parsed): boolean {
  const [x, y] = [around(a), around(b)]
  if (!x || !y) return false
  const crossed = (p: Set<string>, q: Set<string>, r: Set<string>) => [...p].some(key => q.has(key) && !r.has(key))
  if (!crossed(x.after, y.before, y.after) || !crossed(x.before, y.after, y.before)) return false
  if (x.pivot !== 'than' || y.pivot !== 'than') return x.pivot !== y.pivot && x.pivot !== 'than' && y.pivot !== 'than'
  const { onlyA, onlyB } = difference(a, b)
  return [...onlyA].some(key => [...onlyB].some(other => OPPOSITES.get(key)?.has(other)))
}

// "Slowly" is of "slow"; these are adverbs of their own.
const NO_ADJECTIVE = new Set(['hardly', 'lately', 'shortly', 'nearly', 'likely', 'lovely', 'openly', 'closely', 'lively'])
function adjectiveOf (key: string): string | undefined {
  if (!key.endsWith('ly') || NO_ADJECTIVE.has(key)) return undefined
  return [key.slice(0, -2), key.replace(/ally$/, ''), key.replace(/ily$/, 'y')].map(keyOf).find(base => OPPOSITES.has(base))
}

/** Tells the opposites of a key, listed, by their beginnings or as adverbs of such; null where it can have none, as most. */
function oppositesOf (x: string): ((y: string) => boolean) | null {
  const adjective = adjectiveOf(x)
  if (adjective !== undefined) return y => OPPOSITES.get(adjective)!.has(adjectiveOf(y) ?? '') || OPPOSITES.get(x)?.has(y) === true
  const listed = OPPOSITES.get(x)
  const isBegun = BEGINNING.test(x)
  return listed === undefined && !isBegun ? null : y => listed?.has(y) === true || (isBegun && (prefixed(x, y) || prefixed(y, x)))
}
export const opposite = (x: string, y: string): boolean => oppositesOf(x)?.(y) ?? false

function prefixed (x: string, y: string): boolean {
  if (x.length < 6 || y.length < 6 || x.slice(-3) !== y.slice(-3)) return false
  for (const [p, q] of PREFIXES) {
    if (x.startsWith(p!) && y.startsWith(q!) && x.slice(p!.length) === y.slice(q!.length) && x.length - p!.length >= 3) return true
  }
  return false
}
