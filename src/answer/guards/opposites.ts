// Opposites of one word: listed, by paired prefixes (increase, decrease; import, export), or as adverbs of such.
import { keyOf } from './parse.ts'

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
allow oblige obligate|across against|through past|inside around|proximal distal|dorsal ventral|anterior posterior|medial lateral|flood drought|tailwind headwind|synonym antonym|
leading trailing|prefix suffix|uppercase lowercase|lower upper|foreground background|opaque transparent|bold italic|portrait landscape|static dynamic|local global|union intersection|permutation combination|
jointly separately|plaintiff defendant|prosecution defense|victim offender perpetrator|widow widower|bride groom|heir heiress|donor recipient|maximum usual|average best worst|primary secondary|double triple|
revenue profit|retail wholesale|takeoff landing|outbound return|aisle window|economy business|weekday weekend|noon midnight|latitude longitude|pause resume|promote demote|noisy quiet|loud quiet|sharp dull blunt|
smooth rough|tight loose|tighten loosen|solid hollow|dense sparse|bright dim|urban rural|mild severe|oral topical|arterial venous|familiar strange|native foreign|fresh frozen stale|vegan vegetarian|
incoming outgoing|guest host|client server|ancestor descendant|attacker defender|debtor creditor|insurer insured|trustee beneficiary|sweet sour|front rear|dark light|new used|simple complex|grow shrink|expand collapse|lengthen shorten|widen narrow|insert delete|build demolish|
national international|federal state|civil criminal|voluntary mandatory compulsory|lossy lossless|hardware software|eager lazy|serial parallel|optimistic pessimistic|friend enemy|ally enemy|war peace|born died|attract repel|absorb emit release|sink float|pickup delivery|majority minority|
exit entrance|entry exit|conductor insulator|oxidation reduction|kinetic potential|parallel perpendicular|prime composite|adult child|pretax posttax|leader follower|fixed floating|launch landing|включить отключить выключить`
/** Of these, one thing may be told with either: it empties one tank as it fills another. Opposites only where nothing else differs. */
const NEAR_PAIRS = 'receive pay|come go|treat cause prevent|author reader|vitamin mineral|width height length depth|ceiling floor|sweet salty|keep drop|cause prevent avoid|fill empty drain|reply forward|mix separate'
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

/** Whether two keys are listed as opposites. */
export const isListed = (x: string, y: string): boolean => OPPOSITES.get(x)?.has(y) === true
/** Whether they are where nothing else differs. */
export const nearlyOpposite = (x: string, y: string): boolean => NEAR_OPPOSITES.get(x)?.has(y) === true

// "Slowly" is of "slow"; these are adverbs of their own.
const NO_ADJECTIVE = new Set(['hardly', 'lately', 'shortly', 'nearly', 'likely', 'lovely', 'openly', 'closely', 'lively'])
function adjectiveOf (key: string): string | undefined {
  if (!key.endsWith('ly') || NO_ADJECTIVE.has(key)) return undefined
  return [key.slice(0, -2), key.replace(/ally$/, ''), key.replace(/ily$/, 'y')].map(keyOf).find(base => OPPOSITES.has(base))
}

/** Tells the opposites of a key, listed, by their beginnings or as adverbs of such; null where it can have none, as most. */
export function oppositesOf (x: string): ((y: string) => boolean) | null {
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
