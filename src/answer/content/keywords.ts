// Questions for the present as they are typed into a search box, the matter and its place or name alone: "weather boston".
// Two words say little ("weather balloon", "chicken stock", "credit score"): beside each matter stand the words that make a term of it.

/** Who opens so asks in a sentence, which time-relative.ts reads. */
const SENTENCE = /^(?:what|why|how|who|whom|whose|when|which|where|is|are|was|were|do|does|did|can|could|should|would|will|has|have|if|explain|define|describe|write|translate|convert|calculate|compare|list|create|make|i|my|a|an)\b/
/** What may stand before such a text, and leaves it one. "How is the interest rate set" does not. */
const LEAD = /^(?:what(?:'?s| is| are) (?:the|today's) |(?:show|give|tell) me (?:the )?|(?:check|look up|get|find) (?:me )?(?:the )?)/
/** Who says one of these wants to know about the matter, not how it stands. */
const ABOUT = new RegExp(String.raw`\b(?:(?:1\d|20)\d\d|${alternatives('definition meaning means mean explained examples? formula calculat\\w+ theory histor\\w+ types? kinds? causes? effects? impact differences? apis? apps? code script dataset tutorial guide tips jokes? quotes? poems? song lyrics books? novel symbols? words? vocabulary idioms? recipes? average typical record risks? parity models? science lesson worksheet')}|for (?:kids|beginners|dummies)|(?:in|with|using|via) (?:python|javascript|java|sql|css|html|excel|php|r|bash)|in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|the (?:past|world|universe)|english|general|theory|physics|economics))\b`)

/** Words as they are listed here, as a pattern. */
function alternatives (words: string): string {
  return words.split(' ').join('|')
}

const DAY = String.raw`(?:today|tonight|tomorrow|now|right now|live|currently|this (?:week|weekend|morning|afternoon|evening)|next week|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)`
/** No name of a place, a team or a firm begins so. */
const NO_NAME = alternatives('is are was were be do does and or vs versus the an? to of in on by with from for as at that which who how why when if because like than not no made set used called means? vary differs? works? affects? determined and/or')
const WORD = String.raw`(?!(?:${NO_NAME})\b)[^\s?!:;()"]{1,20}`
const NAME = String.raw`${WORD}(,? (?:of (?:the )?)?${WORD}){0,2}`
/** Places beside a matter that is none of theirs alone: time, traffic. */
const CITY = `(?:${alternatives('london paris berlin munich hamburg cologne frankfurt vienna zurich geneva rome milan naples madrid barcelona lisbon amsterdam rotterdam brussels copenhagen oslo stockholm helsinki dublin edinburgh glasgow manchester birmingham leeds liverpool prague warsaw krakow budapest bucharest athens istanbul moscow kyiv cairo nairobi lagos accra johannesburg casablanca dubai doha riyadh tehran jerusalem karachi lahore delhi mumbai bangalore chennai kolkata dhaka kathmandu colombo bangkok hanoi singapore jakarta bali manila taipei shanghai beijing shenzhen seoul tokyo osaka kyoto sydney melbourne brisbane perth auckland honolulu seattle portland denver dallas houston austin chicago detroit atlanta miami orlando boston nyc philadelphia washington toronto montreal vancouver calgary ottawa bogota lima santiago')}|(?:new york|los angeles|san (?:francisco|diego|jose)|las vegas|hong kong|kuala lumpur|new delhi|tel aviv|abu dhabi|cape town|mexico city|buenos aires|rio de janeiro|sao paulo)(?: city)?)`
export const COUNTRY = `(?:(?:new zealand|south africa|south korea|saudi arabia|hong kong|united (?:states|kingdom)|czech republic)|${alternatives('uk us usa eu eurozone uae england scotland wales ireland germany france spain portugal italy switzerland austria belgium netherlands holland luxembourg denmark sweden norway finland iceland poland czechia slovakia hungary romania bulgaria serbia croatia slovenia greece turkey cyprus ukraine russia israel egypt morocco nigeria kenya ghana india pakistan bangladesh nepal china japan korea taiwan thailand vietnam malaysia indonesia philippines singapore australia canada mexico brazil argentina chile colombia peru')})`
export const CURRENCY = `((?:us|canadian|australian|new zealand|swiss|british|indian|turkish|polish|danish|swedish|norwegian|mexican|singapore) )?(?:${alternatives('sterling quid bucks usd eur gbp jpy inr cad aud nzd chf cny rub brl mxn zar sek nok dkk pln krw dollars? euros? pounds? yen rupees? francs? yuan pesos? zloty kron[eaou]r? lira rubles? roubles? rand')})`
const COIN = `(?:${alternatives('bitcoin btc ethereum ether eth dogecoin doge solana xrp ripple litecoin ltc cardano bnb')})`
const RAW = `(?:natural gas|heating oil|brent crude|crude oil|brent oil|${alternatives('gold silver platinum palladium copper oil crude brent wti gas petrol diesel gasoline fuel electricity wheat coffee cocoa lumber egg house housing rent')})`
const INDEX = '(?:s&p(?: 500)?|dow(?: jones)?|nasdaq(?: 100)?|ftse(?: 100)?|dax|cac 40|nikkei|hang seng|sensex|nifty(?: 50)?|russell 2000)'
const LEAGUE = `(?:premier league|champions league|europa league|la liga|serie [ab]|ligue (?:1|one)|formula (?:1|one)|six nations|world cup|super bowl|world series|stanley cup|us open|tour de france|${alternatives('bundesliga eredivisie mls nba wnba nfl mlb nhl ncaa ipl ufc f1 motogp nascar pga atp wta ashes olympics? wimbledon cricket football soccer rugby tennis basketball baseball hockey')})`
/** Of teams, those whose names are plurals: what else ends so and has a score is a test, and what has fixtures a bathroom. */
const TEAM = `(?:(?:red|white) sox|blue jays|all blacks|maple leafs|${alternatives('49ers angels astros avalanche bears bengals bills blackhawks blazers braves brewers broncos browns bruins buccaneers bucks bucs bulls canadiens canucks capitals cardinals cavaliers cavs celtics chargers chiefs clippers colts commanders cowboys cubs devils diamondbacks dodgers dolphins ducks eagles falcons flames flyers giants grizzlies guardians hawks hornets hurricanes islanders jaguars jets kings knicks lakers lions mariners marlins mavericks mavs mets nationals nets nuggets oilers orioles pacers packers padres panthers patriots pelicans penguins phillies pirates pistons predators proteas raiders rams rangers raptors ravens rays reds rockets rockies royals sabres saints seahawks senators sharks sixers spurs springboks steelers suns texans tigers timberwolves titans twins vikings wallabies warriors wizards wolves yankees')})`
/** Of teams, those whose names are no plurals. */
const CLUB = `(?:man(?:chester)? (?:city|united|utd)|aston villa|real madrid|bayern munich|ac milan|inter milan|miami heat|utah jazz|orlando magic|${alternatives('arsenal chelsea liverpool everton tottenham newcastle celtic barcelona barca atletico sevilla bayern dortmund bvb leverkusen schalke juventus juve napoli psg lyon marseille ajax psv feyenoord benfica galatasaray')})`
export const DISEASE = `(?:${alternatives('covid(?:-?19)? corona(?:virus)? measles flu influenza ebola mpox monkeypox cholera dengue polio zika rsv norovirus')}|(?:bird|avian|swine) flu|whooping cough)`
/** A carrier of two signs and a number; some that everybody knows are history. */
export const FLIGHT = String.raw`(?!(?:in|at|on|to|of|by|is|no|my|or|so|up|if|it|we|he) |mh ?(?:370|17)\b|us ?1549|af ?447)(?:[a-z]{2}|[a-z]\d|\d[a-z]) ?\d{1,4}`

// What may be missing is a capturing group for the reason that account.ts gives: the compiler would write all that follows twice.
const rule = (pattern: string): RegExp => new RegExp(`^((?:current|latest|live) )?(?:${pattern})( ${DAY})*$`)
/** "weather boston", "weather in boston". @param terms of which the matter is the first word */
const namedAfter = (matter: string, terms: string): RegExp => rule(`(?:${matter}) ((?:in|at|for|near|on|around|about|from) )?(the )?(?!(?:${alternatives(terms)})\\b)${NAME}`)
/** "boston weather". @param terms of which the matter is the last word */
const namedBefore = (matter: string, terms: string): RegExp => rule(`(?!(?:${alternatives(terms)})\\b)${NAME} (?:${matter})`)

const RULES = [
  // The weather, the sky and the sea.
  namedAfter('weather(?: forecast| report)?|forecast|(?:northern lights|aurora)(?: forecast)?|air quality|aqi|pollen count|uv index|(?:rain|weather) radar|snow report|surf report|(?:high|low) tide|tide times', 'balloons? vanes? maps? stations? satellites? fronts? patterns? forecast\\w* systems? modification radars? channel underground girl man proof resistan\\w+ sensors? control changes? warfare strip\\w* accuracy horizon errors? table data instruments? hardening erosion borealis australis sales demand cash index standards? warming cycles? lore forecasters? gods? delays? insurance wise'),
  namedAfter('(?:wind|rain|snow|fog) (?:in|at)|(?:ski|snow|surf|road|driving) conditions|sea temperature|water temperature (?:in|at|near|off)', 'vacuum minecraft physics which what sweden\'s general requirements cycle an? aquariums? (?:fish )?tanks? pools? shower bath rises? rising gradient anomal\\w+ changes? warming and dishwashers? boilers?'),
  rule(`humidity (?:in )?${CITY}`),
  namedBefore('weather(?: forecast)?|forecast|air quality|aqi|pollen count|tide times|rain radar', 'cold hot warm wet dry rainy stormy windy winter summer space severe extreme bad good nice fair heavy foul solar tropical sales cash demand budget revenue financial economic earnings weather under all mars indoor global inclement'),
  namedAfter('sun ?(?:rise|set)(?: times?)? (?:in|at|for)|prayer times?', 'art photography painting minecraft mars summary space'),
  rule(`sun ?(?:rise|set)(?: times?)? ${CITY}|${CITY} sun ?(?:rise|set)(?: times?)?`),
  rule(`(?:local )?time (?:in )?${CITY}|${CITY} (?:local )?time`),
  // Roads, trains, flights.
  namedAfter('traffic(?: jams?)? (?:to|towards|on|in|at|near|around|from|into)|traffic jam', 'my your our networks? drugs? arms weapons humans? persons people women children ivory wildlife websites? blogs? sites? stores? etsy shopify youtube google wordpress facebook instagram landing web internet servers? webpages? packets? cells? neurons?'),
  rule(`(?:[am]-?\\d{1,3}|i-?\\d{2,3}|route \\d{1,3}|ring road|${CITY}) (?:traffic|congestion|roadworks|closures?)`),
  namedAfter('(?:road|lane|street|bridge) closures?|road ?works', 'signs? permits? notice process'),
  rule('congestion (?:on|at|around) [^?!:;]{2,40}'),
  rule(`(?:flight )?status (?:(?:of|for) )?(?:flight )?${FLIGHT}|flight (?:status (?:(?:of|for) )?)?${FLIGHT}`),
  rule(`(?:flight )?${FLIGHT} (?:status|arrivals?|departures?|delays?|delayed|on time|gate|landed|tracker|arrival time|departure time)`),
  rule(`(?:train|bus|tram|tube|metro|ferry|subway|rail|airport|flight) (?:status|delays?|departures|disruptions?|cancellations|strikes?)(?: (?:in |at |on |to )?${NAME})?`),
  namedBefore('departures|arrivals', 'new passenger late sales points spring summer autumn winter recent poisson'),
  rule(`(?:trams?|trains?|bus(?:es)?|metro|flights|ferries|ski lifts?) (?:running|delayed|cancel+ed|on strike)(?: (?:in|at|from|to) (?:the )?${NAME})?`),
  rule(`next (?:bus|train|tram|tube|ferry|flight|metro) (?:to|from|into) (?:the )?${NAME}|(?:train|bus|ferry|flight) times (?:from |to )?${WORD} (?:to )?${WORD}`),
  new RegExp(`^(?:the )?(?:train|bus|ferry|flights?|boat|coach|tram)s? (?:to|from) ${NAME} ${DAY}$`),
  rule(`cheap(?:est)? (?:flights?|trains?|tickets?|hotels?) (?:to|from|in|for) ${NAME}`),
  // Money.
  rule(`${CURRENCY}(?: ?/ ?|-| to | in | into | vs | against | )${CURRENCY}(?: (?:exchange |conversion )?rates?)?|${CURRENCY} (?:and ${CURRENCY} )?(?:exchange |conversion )?rates?|(?:usd|eur|gbp|jpy|aud|cad|chf|nzd){2}|(?:[£$€]\\d[\\d,.]*|\\d[\\d,.]*k? ?${CURRENCY}) (?:in|to|into) ${CURRENCY}`),
  // Of a page that sells, the conversion rate is another.
  rule(`(?:(?:currency |foreign )?(?:exchange|forex)|currency conversion) rates?(?: (?:(?:of|for|from|between) )?(?:the )?${CURRENCY}(?: (?:(?:to|in|into|vs|and) )?(?:the )?${CURRENCY})?)?`),
  rule(`${COIN}(?: ?/ ?| to | in | vs | )${CURRENCY}|${COIN} (?:prices?|value|quote|rate|chart)|(?:price|value) of (?:an? |one )?${COIN}`),
  rule(`(?:(?:spot )?price|cost)s? of (?:an? |one )?(?:ounce of |barrel of |gram of |gallon of |lit(?:er|re) of )?${RAW}(?: (?:in|near|at) (?:the )?${NAME})?`),
  rule(`(?!(?:house|housing|power|egg|rent)\\b)${RAW} (?:spot|futures)`),
  rule(`${RAW} prices?(?: per (?:ounce|gram|barrel|gallon|lit(?:er|re)|kilo|kwh|ton))?(?: (?:in |near |at )(?:the )?${NAME}| ${CITY}| uk| usa?)?`),
  namedBefore('stock(?: price| quote| chart)?|shares?(?: price| chart)|market cap', 'chicken vegetable beef fish bone veal lamb pork turkey mushroom soup seafood shrimp dashi ham rolling common preferred preference ordinary restricted treasury capital authori[sz]ed issued outstanding laughing safety buffer penny growth value dividend blue meme live dead rifle gun root out over buy sell best good cheap top tech bank oil energy green small mid large housing opening closing taking ex founders? employee company corporate public private joint old new short film video photo your our what breeding brood seed naval wood bar vintage bonus network smb nfs samba class fractional phantom cycle lion\'s market file windows individual a'),
  rule(`(?:value|price) of ${NAME} (?:stock|shares)`),
  // Of a firm that everybody knows. Other shares are a disk's, an heir's or of a kind.
  rule(`(?:${alternatives('apple tesla nvidia microsoft amazon google alphabet meta netflix intel amd boeing disney ford toyota siemens sap vodafone barclays lloyds shell nestle novartis adidas')}) shares`),
  rule(`(?:stock|share) prices? of (?!(?:companies|company|firms?|bonds?|options?)\\b)${NAME}|${INDEX} (?:futures|price|chart|close|level)`),
  rule('(?:[a-z]{2,10} |\\d{1,2}[- ]year (?:fixed )?)?(?<!\\b(?:nominal|real|effective|natural|variable|fixed|compound|simple|negative|neutral|floating|marginal|set|low|high|rising) )(?:interest|mortgage|savings|inflation|unemployment|base|prime|libor|euribor|fed funds) rates'),
  rule(`(?:interest|mortgage|savings|inflation|unemployment|base|prime) rates? (?:(?:in|for|at) (?:the )?${NAME}|${COUNTRY}|(?:15|20|30)[- ]years?)`),
  rule(`(?:${alternatives('us uk usa uae eu ecb fed boe german french indian canadian australian')}) (?:(?:interest|mortgage|inflation|unemployment|base|policy) )?rate|(?:${alternatives('us uk usa eu eurozone german french indian canadian australian')}) (?:inflation|unemployment)`),
  // Sports. A score without a team is one of a test, or of a piece of music.
  rule(`(?:${LEAGUE}|${CLUB}) (?:[a-z]{2,12} )?(?:scores?|results?|standings|table|rankings?|fixtures|line-?ups?|schedule|top scorers?|medal (?:table|count)|leaderboard|odds)|${CLUB} (?:game|match)|(?:scores?|results?|fixtures|standings|table|line-?up) (?:of (?:the )?)?(?:${LEAGUE}|${CLUB})`),
  rule(`([a-z]{2,12} )?${TEAM} (?:scores?|result|fixtures|line-?up|injury report)`),
  // Of two teams, or on a day: a case in court and two databases have results too.
  rule(`(?=.*\\b(?:${CLUB}|${COUNTRY}|nba|nfl|nhl|mlb|ipl|ufc|fc|today|tonight|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\\b)${NAME} (?:vs?\\.?|versus|against) ${NAME} (?:score|result|live|kick ?off|odds|line-?ups?)|(?:score|result) of (?:the )?${NAME} (?:game|match|race|final)`),
  // News, draws, what is on.
  namedAfter('news(?: about| on| from)?|headlines', 'anchors? papers? cycles? desks? room letter agenc\\w+ articles? reports? reporters? channels? outlets? feeds? literacy values? writing bias media editor ticker conference speak'),
  namedBefore('news|headlines', 'fake good bad yellow broadcast cable print hard soft paid sponsored tv television radio hacker positive false funny evening old mock great big online satirical'),
  rule(`next (?:${LEAGUE} )?(?:game|match|race|fight|grand prix|episode|eclipse|rocket launch|bank holiday)`),
  rule('wordle (?:hint|answer|solution|clue)s?|(?:daily |weekly )?horoscope(?: for)?(?: [a-z]{3,12})?|(?:aries|taurus|gemini|cancer|leo|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces) horoscope'),
  rule('(?:netflix|spotify|itunes|steam|app store|box office|uk|us|billboard) (?:top|hot) \\d{1,3}|(?:billboard|uk|music|album|singles) charts?'),
  new RegExp(`^(?:box office|opening (?:times|hours)(?: [^?!:;]{2,40})?) ${DAY}(?: (?:at|in|of|for) (?:the )?${NAME})?$`),
  rule('(?:winning )?(?:lottery|lotto|powerball|mega ?millions|euro ?millions|eurojackpot|keno) (?:numbers?|results?|jackpot|draw)|winning numbers'),
  rule(`(?:tv|cinema|movie|film) (?:guide|listings|times|showtimes|schedule)(?: ${NAME})?|showtimes(?: ${NAME})?`),
  rule(`(?:(?:new|active|confirmed|total) )?${DISEASE} (?:cases|deaths|numbers|infections|stats|statistics|outbreak)(?: (?:(?:in|near) (?:the )?)?${NAME})?`),
  rule(`(?:earthquake|hurricane|storm|tornado|tsunami|wildfire|flood) (?:warnings?|alerts?|tracker|updates?)(?: (?:(?:in|for|near) (?:the )?)?(?!(?:systems?|signs?|signals?|colou?rs|levels?|categories|scale|sirens?|apps?)\\b)${NAME})?`),
  // The newest of what comes in versions.
  rule('(?:newest|latest|current|lts|stable)(?: lts| stable)? [^?!:;]{1,25} (?:version|release|build)'),
  rule('(?:newest|latest|current|lts|stable)(?: lts| stable)? (?:version|release|build) (?:of|for) [^?!:;]{1,25}'),
  rule(`${NAME} (?:latest|newest|current|lts|stable)(?: stable| lts)? (?:version|release|build|model|phone|update|patch|episode)`)
]

const LONGEST = 80

/** @param text normalised: lower case, no end punctuation, no politeness */
export function isKeywordsOfNow (text: string): boolean {
  const matter = text.replace(LEAD, '')
  return matter.length <= LONGEST && !SENTENCE.test(matter) && !ABOUT.test(matter) && RULES.some((rule) => rule.test(matter))
}
