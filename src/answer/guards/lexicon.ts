// Closed word lists, shared by the guards. Open classes (all names, all nouns) are not listed:
// where a list cannot know, a guard is silent and the similarity decides.
import { formsOf, stem } from './stem.ts'

const list = (text: string) => text.trim().split(/\s+/)

export const MONTHS = new Set('january february march april may june july august september october november december'.split(' '))

export const FUNCTION_WORDS = new Set(list(`
a an the this that these those some any each every all both either such own same other another
i me my mine myself you your yours yourself u ur we us our ours they them their theirs he him his she her hers it its itself one ones oneself someone somebody anyone anybody everyone people
is are am was were be been being do does did done doing have has had having can could will would shall should may might must ought need
what which who whom whose when where why how if whether than then so as of at by for with about against between into through during before after above below to from up down in out on off over under again further once here there
and or but nor not no only just also too very really quite even ever still much many more most few fewer fewest less least lot lots way ways best good thing things something anything get got gets getting gotten make makes made making
don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't cannot couldn't shouldn't haven't hasn't hadn't dont cant i'm i've i'd i'll you're you've they're we're it's let's let please etc like know tell exactly actually basically possible s t m re ve ll d le les`))
// Of these, the ones whose presence another guard or the order of words still needs are read from `words`.

/** A question that yes or no answers begins so. */
export const YES_NO = /^(?:is|are|was|were|do|does|did|can|could|will|would|should|may|must|has|have)\b/

const SYNONYMS = `
picture pic pics photo photos image photograph|boyfriend bf|girlfriend gf|film movie|favorite favourite fav|mobile cellphone phone smartphone|
website site|company firm|difference differ distinction|doctor physician|car automobile|purchase buy|postgres postgresql|paracetamol acetaminophen tylenol|mac macos osx|javascript js|jpeg jpg|typescript ts|mongodb mongo|facebook fb|instagram insta|lbs pound lb|begin start|end finish|job employment|
quick fast rapid|large big huge|tiny small little|child kid|information info|application app|advertisement ad advert|university college|
exam examination|mathematics math maths|television tv|advantage benefit pro|disadvantage drawback con|error mistake|
require need|obtain acquire|meaning definition|important crucial vital|repair fix|erase delete remove|select choose pick|
bicycle bike|lawyer attorney|salary pay wage|cost price|vacation holiday|aeroplane airplane plane|programme program|organisation organization|
usa america|uk britain|illness disease sickness|pill tablet|kilogram kg kilo|minute min|hour hr|second sec|example instance eg|
versus vs|email mail|address addr|number num no.|telephone phone|approximately approx|percent %|reply respond|assist help|grown-up adult|
internet web|road street|shop store|purpose aim goal|improve enhance|method technique|reason cause|happen occur|
popular famous|beautiful pretty|rich wealthy|smart intelligent clever|sad unhappy|dangerous unsafe|illegal unlawful|allow permit|construct build|
marry wed|speak talk|gather collect|attempt try|answer response|mum mom mother|dad father|grandmother grandma|grandfather grandpa|okay ok|weed marijuana cannabis|
center centre|theater theatre|liter litre|jewelry jewellery|catalog catalogue|dialog dialogue|mold mould|plow plough|tire tyre|pajamas pyjamas|aluminum aluminium|mustache moustache|skeptical sceptical|license licence|largest biggest|larger bigger|closest nearest|maximum max|defense defence|offense offence|gray grey`
const HEADS = new Map<string, string>()
for (const group of SYNONYMS.replace(/\s*\n/g, '').split('|')) {
  const [head, ...rest] = group.split(' ')
  for (const word of [head!, ...rest]) for (const form of formsOf(word)) if (!HEADS.has(form)) HEADS.set(form, head!)
}
export const alias = (word: string): string | undefined => HEADS.get(word)

// No prototype: "constructor" and "__proto__" are words like any other.
const table = (text: string): Record<string, string> => Object.assign(Object.create(null), Object.fromEntries(list(text).map(p => p.split('='))))
export const NUMBER_WORDS = table('zero=0 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000 million=1000000 billion=1000000000 trillion=1000000000000 dozen=12 twice=2× thrice=3× first=1st second=2nd third=3rd fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20')
export const ROMAN = table('ii=2 iii=3 iv=4 vi=6 vii=7 viii=8 ix=9 xi=11 xii=12')
export const SCALES: Record<string, number> = Object.assign(Object.create(null), { k: 1e3, m: 1e6, thousand: 1e3, lakh: 1e5, lakhs: 1e5, million: 1e6, mn: 1e6, crore: 1e7, crores: 1e7, billion: 1e9, bn: 1e9, trillion: 1e12, hundred: 100 })

// Units, canonical form first. Two questions with the same value in another unit differ.
const UNITS = 'mg milligram|g gram|kg kilogram kilo|lb lbs pound|oz ounce|ml milliliter millilitre|l liter litre|mm millimeter millimetre|cm centimeter centimetre|m meter metre|km kilometer kilometre|mile|inch|ft foot feet|yard|gallon gal|pint|quart|cup|acre|hectare|second sec|minute min|hour hr h|day|week|month|year yr|dollar usd $|euro eur €|rupee inr ₹ rs|yen jpy|gbp £ sterling|franc chf|cent|rouble ruble rub|yuan rmb cny|% percent|celsius c|fahrenheit f|kb|mb|gb|tb|kbps|mbps|gbps|hz|khz|mhz|ghz|watt w|kw|volt v|amp|decade|century|mph|kmh kph|calorie kcal|mcg microgram μg|μs|μm|μl|iu|am|pm|kwh|wh|mwh|mah|kib|mib|gib|db decibel|psi|kpa|hpa'
export const UNIT = new Map<string, string>()
for (const group of UNITS.split('|')) { const [head, ...rest] = group.split(' '); for (const word of [head!, ...rest]) for (const form of [...formsOf(word).slice(0, 2), stem(word)]) UNIT.set(form, head!) }

// Looser than SYNONYMS, which make two words one: these only excuse a difference.
export const NEAR: string[][] = `
see view watch look|love adore|think feel believe suppose|stop prevent avoid quit|specifically especially particularly|study pursue|
want wish like desire|fix solve resolve repair mend|problem issue trouble|show display|correct right proper|find locate discover|
use utilize employ apply|keep retain preserve|change modify alter adjust|create make produce build|get obtain receive|give provide offer|
set setup configure|remove delete erase clear|install setup|usual normal typical common|usually normally typically commonly generally|
currently presently now|often frequently|almost nearly|maybe perhaps possibly|whole entire complete full|start begin commence|end finish stop|
near close next beside|house home|flat apartment|ill sick|hurt ache pain painful|trip journey travel|boss manager|paper document|step procedure process|
kind type sort|various different several|huge enormous large|terrible horrible awful severe strong bad|strange weird odd|scared afraid|angry mad|
shut close|forbid prohibit ban|order sequence|deliver ship|shipping delivery postage|return refund|price cost fee charge|money cash|
work function operate|broken faulty defective|damaged broken|lawful legal allowed|ask request|answer reply response|method technique approach|
possibility option|sell sale|laptop notebook computer|lift elevator|petrol gas gasoline|trousers pants|bin trash garbage rubbish|autumn fall|
parents folks|hard difficult tough|easy simple|quick fast rapid swift|last final|teach train|eat consume|grow raise|sure certain|wrong incorrect|
handed submitted filed|effect affect influence impact|cause reason due|earn gain profit|remain left rest|amount quantity sum|big large great|
choose pick select decide|join enter enroll|meet encounter|say state tell mention|send mail post sent|buy bought paid pay|make made|see saw seen|
get got gain|leave left|move transfer send|often time|soon long|speed fast|return send|speed velocity|carry transport|sleep rest|touch tap|
measure record`.split(/\s*\|\s*/).map(list)
