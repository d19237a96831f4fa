// Questions whose right answer depends on when they are asked: tomorrow it is another. Words such as "today", "current" or
// "now" alone say little ("how is Latin used today?"), so each rule wants the matter that changes beside the word.

import { COUNTRY, CURRENCY, DISEASE, FLIGHT, isKeywordsOfNow } from './keywords.ts'

const NOW = String.raw`(?:today|tonight|tomorrow|right now|just now|at the moment|at present|currently|now|this (?:morning|afternoon|evening|week|weekend|month))`
const LIVE = String.raw`(?:weather|forecast|temperature outside|traffic|news|headlines|stock|stocks|share price|exchange rate|(?:gold|oil|gas|petrol|fuel|silver|crypto|bitcoin|btc|ethereum|stock|share|market) (?:prices?|rates?)|prices?|rates?|scores?|sensex|nifty|nasdaq|dow jones|schedule|fixtures|standings|air quality|pollen)`
const MARKET = String.raw`(?:price|value|worth|rate|exchange rate|stock price|share price|market cap)`
const FUNDS = String.raw`(?:bitcoin|btc|ethereum|eth|dogecoin|gold|silver|oil|crude|petrol|diesel|gasoline)`

const FEAST = String.raw`(?:christmas|xmas|new year|easter|halloween|thanksgiving|hanukkah|ramadan|eid|diwali|valentine|(?:my |your |his |her )?birthday|summer|spring|winter|autumn|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)`

// Words that may stand there several times are a capturing group for the reason that account.ts gives.
const RULES = [
  // What time, day, year it is.
  /^(?:what|which|do you know what)(?:'s| is|s)? ?(?:the )?(?:exact |current |local )?(?:time|date|day|year|month)(?: and (?:time|date|day))?(?: (?:is )?(?:it|today|now|right now|currently|at the moment))+(?=$|[,.?!;]| (?:in|at|there|here|over|and|by|for)\b)/,
  /^what(?:'s| is|s) (?:the )?(?:current|exact|local|today's) (?:local )?(?:time|date|day|year)\b(?! (?:of|complexity|line|series|value|format|signature))/,
  /^what(?:'s| is|s) the (?:time|date)(?: (?:now|right now|in [a-z' ]{2,30}))?$/,
  /\b(?:today|tomorrow|yesterday)'s (?:date|day|weather|forecast|news|headlines|prices?|rates?|scores?|results?|match|game|schedule|menu|horoscope|lottery|special|winner|episode|wordle|(?:top |main |lead )?stor(?:y|ies))\b/,
  /\b(?:is|was|will) (?:it |there )?(?:today|tomorrow|yesterday)(?: be)? (?:a |an )?(?:\w+ )?(?:holiday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekday|leap|election)\b/,
  /^what (?:is|was|day is|day was|date is|date was) (?:today|tomorrow|yesterday)$/,
  /^(?:what|which) (?:(?:calendar )?week|week number|month|year|season|day(?: of the week)?) (?:is it|are we in)(?: today| (?:right )?now| currently)?$/,
  /^is (?:it|today) (?:(?:a )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|a leap year)(?: (?:today|now|already|yet|this year))?$|^is this a leap year$/,
  /^(?:current |local |exact )*time (?:now )?in [a-z' ]{2,30}$/,
  /^(?:what|which) (?:day|date)(?: of the week)? (?:is|was|will) it(?: be)? (?:today|tomorrow|yesterday)$|^(?:tell|give|show) me the (?:time|date)$|^do you (?:have the time|know the time|know what time it is)$/,
  // Weather.
  /^(?:what|how)(?:'s| is|s) the weather (?:going to|gonna) be\b|^what will the weather be\b/,
  /^(?:the )?(?:weather|forecast|weather forecast) (?:in|for|at|near) (?!.{0,60}\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)\b)[a-z' ]{2,30}$/,
  /\bwill it be (?:sunny|cloudy|rainy|hot|cold|warm|windy|snowy|freezing|dry|wet)\b|\bhow (?:hot|cold|warm|windy|humid) is it (?:today|tonight|now|right now|outside|out there)\b|\btemperature outside$/,
  new RegExp(String.raw`\b(?:umbrella|jacket|raincoat|coat|sunscreen|gloves|boots)\b[^.?!]{0,20}\b${NOW}$`),
  new RegExp(String.raw`\b(?:weather|forecast|temperature|rain|raining|rainy|snow|snowing|sunny|cloudy|humid|windy)\b[^.?!]{0,60}\b${NOW}\b`),
  new RegExp(String.raw`\b${NOW}\b[^.?!]{0,20}\b(?:weather|forecast|rain|snow)\b`),
  /^(?:how's|how is|what's|what is|whats) the weather(?: like| forecast)?(?: (?:in|at|for|near|outside|here)\b(?!.{0,60}\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)) ?[a-z' ]{0,30})?$/,
  /\b(?:is it|will it) (?:going to )?(?:rain|snow|raining|snowing)\b(?! (?:on|in the|if|when|heavily in)\b)/,
  /\bcurrent (?:weather|temperature|conditions|traffic) (?:in|at|near|for|outside)\b/,
  // News.
  /\b(?:latest|breaking|today's|newest|recent|current) (?:\w+ )?(?:news|headlines)\b(?! (?:channel|anchor|paper|app|website|site|source|agency)s?\b)/,
  /\bnews (?:today|now|right now|this (?:morning|week))\b/,
  /\b(?:what(?:'s| is|s)?|anything) (?:happening|happened|going on|new|trending|on tv|playing)\b[^.?!]{0,40}\b(?:today|tonight|tomorrow|yesterday|right now|at the moment|this (?:morning|afternoon|evening|week|weekend))\b/,
  /\bwhat (?:happened|did [a-z' ]{2,30} (?:say|do)) (?:today|yesterday|last night|this morning)\b/,
  /^(?:top|latest|main) headlines\b|^what(?:'s| is|s) trending(?: on [a-z ]{1,20})?(?: (?:right )?now| today)?$/,
  /\b(?:wordle|horoscope|lottery|lotto|euromillions|powerball)\b[^.?!]{0,30}\b(?:today|tonight|tomorrow|yesterday)\b|\b(?:today|on this day) in history$/,
  /\b(?:movies?|films?|events?|concerts?|shows?|gigs?|part(?:y|ies)|festivals?|games?|match(?:es)?)\b[^.?!]{0,30}\b(?:today|tonight|tomorrow|this (?:evening|weekend|week))$/,
  /^(?:is there |are there )?any (?:news|updates?) (?:about|on|from|of|regarding)\b/,
  /^what(?:'s| is|s) (?:on|playing|showing)(?: (?:at|on|in))?(?: [\w' ]{2,30})? (?:tonight|this (?:evening|weekend))$/,
  /^(?:is|are) there (?:an? |any )?(?:flights?|trains?|bus(?:es)?|ferr(?:y|ies)|tickets?|seats?|rooms?|tables?|match(?:es)?|games?)\b[^.?!]{0,60}\b(?:today|tonight|tomorrow|this (?:afternoon|evening|weekend))$/,
  /^how(?:'s| is|s) (?:the )?traffic(?: like)?(?: (?:on|in|to|at|near|around) (?!(?:an?|your|networks?)\b)[\w' ]{1,30})?(?: (?:now|right now|today))?$/,
  /^(?:the )?(?:current (?:time|date|weather)|(?:date|time) (?:today|now)|news|headlines)$|^(?:what(?:'s| is| are|s)|give me|show me|tell me) (?:the )?(?:news|headlines|weather)$|^what(?:'s| is|s) (?:going on|happening) in the world$|^what(?:'s| is|s) the latest (?:on|with|about) /,
  /^(?:what(?:'s| is|s) the )?(?:weather )?forecast for (?:the weekend|next week|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$|^how (?:hot|cold|warm) (?:will it (?:get|be)|is it going to (?:get|be)) (?:today|tonight|tomorrow|this (?:weekend|week|afternoon|evening))$|^temperature in (?!.{0,30}\b(?:celsius|fahrenheit|kelvin)\b)[a-z' ]{2,30}$/,
  /^is (?:the )?[a-z' ]{2,30} (?:cancell?ed|closed|open|running) (?:today|tonight|tomorrow)$|^who(?:'s| is) (?:ahead|leading) in the polls$/,
  // Prices, rates, scores.
  /^(?:how|what) did [\w.&' ]{1,40} (?:close|open|trade|perform|finish|end|play)(?: at)? (?:today|yesterday|this (?:morning|week))$/,
  /^(?:what|how much)(?:'s| is|s) [\w.&' ]{1,30} trading (?:at|for)(?: (?:right )?now| today)?$/,
  /^(?:who|where) (?:do|does) (?:the )?[a-z' ]{2,30} play (?:next|today|tonight|tomorrow|this (?:week|weekend))$/,
  new RegExp(`^(?:the )?${FUNDS} (?:price|rate|value)s?(?: (?:right )?now| today)?$|^(?:the )?price of (?:an? |one )?(?:ounce of |barrel of |gram of )?${FUNDS}(?: (?:right )?now| today)?$`),
  new RegExp(`^(?:the )?${CURRENCY} ?(?:to|in|into|\\/|vs) ?${CURRENCY}(?: (?:exchange )?rate)?(?: (?:right )?now| today)?$|\\b${CURRENCY}\\b[^.?!]{0,40}\\b(?:${CURRENCY}|worth|rate)\\b[^.?!]{0,10} (?:today|right now|at the moment)$`),
  /^(?:the )?[\w.&']{1,20}(?: [\w.&']{1,20})? (?:stock|share) price(?: (?:right )?now| today)?$|^how (?:much is|is) (?:the )?(?:[\w.&']{1,20} ){1,3}(?:stock|shares?)(?: worth| doing)?$/,
  /^what(?:'s| is|s| was) the (?:final )?score(?: (?:of|in) the [a-z' ]{2,40} (?:game|match))?$|\b(?:league|liga|bundesliga|nba|nfl|mlb|nhl|f1|formula 1) (?:table|standings)(?: (?:right )?now| today)?$/,
  /^who(?:'s| is) (?:(?:at the )?top of|in first place in|leading) the [a-z ]{2,30}(?:league|table|polls?|standings|race|championship)$/,
  /^when do(?:es)? (?:the )?[a-z' ]{2,30} play(?: (?:next|again|today|tonight|tomorrow))$/,
  new RegExp(String.raw`\b(?:current|latest|(?<!to )live|real[- ]time|today's|present day) ([a-z-]+ ){0,3}(?:${LIVE}|${MARKET})\b`),
  new RegExp(String.raw`\b${LIVE}\b[^.?!]{0,40}\b(?:today|tonight|tomorrow|right now|just now|at the moment|now|yesterday)$`),
  new RegExp(String.raw`^(?:what(?:'s| is|s)|how much is) (?:the )?(?:price|rate|value)? ?(?:of )?(?:1 |one |an? )?(?:ounce of |barrel of |gram of )?${FUNDS}(?: price| rate| worth| cost| trading at)?(?: per \w+)?(?: (?:right )?now| today| currently)?$`),
  /\bhow (?:much|is|are)\b[^.?!]{0,50}\b(?:worth|trading|cost|doing)\b[^.?!]{0,20}\b(?:right now|today|now|currently|at the moment)$/,
  /^what(?:'s| is|s) (?:the )?([\w.&']+ ){0,3}(?:stock|share) price(?: of [\w.& ]{1,30})?$/,
  /^what(?:'s| is|s) the exchange rate\b(?! (?:mechanism|system|regime|policy|risk))/,
  /\bwho(?:'s| is| are)? (?:is )?(?:winning|leading|playing|ahead|performing)\b[^.?!]{0,50}\b(?:now|right now|today|tonight|tomorrow|currently|at the moment)\b/,
  /\bwho won (?:[a-z' ]{2,40} )?(?:today|yesterday|last night|tonight|this (?:morning|afternoon|evening|weekend))\b/,
  /\b(?:did|do|does|are|is) (?:the )?[a-z' ]{2,30} (?:win|won|lose|play|playing|on)(?: \w+)? (?:today|yesterday|last night|tonight|tomorrow)\b/,
  /\b(?:live score|score of the (?:game|match)|live updates?)\b/,
  // What is next, how long until, open or down.
  /^(?:when|what time|what|who|where|which day)(?:'s| is| are| does| will| do)? (?:the |is the |my )?next ([a-z]+ ){0,3}(?:game|match|election|elections|episode|eclipse|full moon|new moon|launch|train|bus|flight|holiday|public holiday|bank holiday|concert|meeting|event|race|session|sale|release|payday|solstice|meteor shower)\b/,
  /\bhow (?:many|much) (?:more )?(?:days?|weeks?|months?|hours?|minutes?|time)(?: (?:is|are))?(?: left| remaining| to go)?(?: there)? (?:until|till|til|before|left until|left till|to go until) (?!(?:a|an|you|i|we|it|the egg|he|she|they|after|before)\b)/,
  new RegExp(`^(?:how (?:long|many (?:days|weeks|months|hours|sleeps))|days|weeks|hours)(?: is it| are there| are left| left| is left)?(?: there)? (?:until|till|til|to) (?:the )?${FEAST}\\b`),
  /^is [\w.]{2,20}(?: [\w.]{2,20})? down$|^is there an? (?:[\w.]{2,20} )?outage\b|^is (?:the )?[\w. ]{2,30} having an outage\b/,
  /^(?:is|are|was|were|has|have) (?:the |my |our )?(?:[a-z0-9]{1,12} ){0,2}(?:flights?|trains?|bus(?:es)?)(?: [a-z0-9]{1,8})? (?:been )?(?:delayed|cancell?ed|late|on time|running)\b(?!.{0,40}\b(?:if|when|because)\b)/,
  /^(?:what time|when|is|are|do|does)\b[^.?!]{0,40}\b(?:open|closed?|close|start|leave|end|finish|run|running)\b[^.?!]{0,15}\b(?:today|tonight|tomorrow|right now)$/,
  /^where(?:'s| is) the (?:iss|international space station)\b|^(?:is there|is it) an? (?:full|new|super|blood) ?moon (?:today|tonight|now|tomorrow)|^(?:when|what time) (?:is|does) (?:the )?(?:sun ?(?:set|rise)|sunset|sunrise|moonrise)(?: (?:today|tonight|tomorrow))?$|^what phase is the moon(?: in)?$/,
  /\b(?:open|closed|available|down|offline|working|up|live)(?: or (?:closed|down|not))? (?:today|tonight|tomorrow|right now|now|at the moment|this (?:morning|afternoon|evening|weekend))$/,
  /\b(?:sunrise|sunset|moonrise|high tide|low tide|phase of the moon|moon phase)\b[^.?!]{0,30}\b(?:today|tonight|tomorrow|now)\b/
]

/** Who asks for one of these in the present tense, and of no other time, means whoever it is by now. */
const OFFICE = String.raw`(?:president|vice president|prime minister|pm|premier|first minister|(?:foreign|finance|health|home|defen[cs]e) (?:minister|secretary)|home secretary|secretary of [a-z]{3,12}|chancellor|pope|mayor|governor|speaker|leader of the [a-z]{3,20}(?: party)?|head of state|ceo|cto|cfo|chief executive|chairman|chair(?:person|woman)?|(?:head )?coach|captain|manager|(?:world |reigning |defending )([a-z]+ ){0,3}champions?)`
const PERIOD = String.raw`(?:this (?:morning|afternoon|evening)|(?:this|next|last) (?:year|season|month|week|weekend|night|summer|winter|autumn|fall|spring|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|tonight|yesterday|tomorrow)`
const EVENT = String.raw`(?:match|game|derby|election|elections|race|final|finals|playoffs?|lottery|fight|debate|grand prix|super bowl|world series|champions league|premier league|eurovision|oscars|grammys|olympics|wimbledon|masters|ashes)`
/** Of shops and sights, those that people ask for by name alone. Most that is open is so for good: a set, a model, a source. */
const CHAIN = String.raw`(?:costco|ikea|walmart|target|aldi|lidl|tesco|asda|sainsbury'?s|waitrose|morrisons|decathlon|primark|home depot|lowe'?s|best buy|trader joe'?s|whole foods|walgreens|cvs|kroger|publix|safeway|starbucks|costa|greggs|dunkin|mcdonald'?s|burger king|kfc|subway|wendy'?s|taco bell|chick-?fil-?a|carrefour|rewe|edeka|usps|disneyland|disney world|legoland|heathrow|gatwick|louvre|prado|alcatraz)`
const TRAVEL = String.raw`(?:[a-z]?\d{1,3}|${CHAIN}|([a-z]+ ){0,3}(?:road|motorway|bridge|tunnel|line|airport|airspace|border|pass|post office|schools?|banks?|shops?|stores?|supermarkets?|bakery|library|libraries|parks?|gyms?|pools?|baths|beach(?:es)?|museums?|gallery|galleries|zoo|cinemas?|theat(?:er|re)|pharmacy|pharmacies|clinic|canteen|station|trail|restaurants?|cafes?|café|pubs?|office|offices|market|markets|mall|casino|embassy|consulate|trains|buses|flights|ferries)( (?:of|in|at|on) (the )?[a-z]+( [a-z]+)?)?)`
/** A place by its name: no kind of place, as plurals are, no season, no colour. */
const SOMEWHERE = String.raw`(?!(?:an?|the (?!alps|netherlands|maldives|bahamas|philippines)|your|my|which|what|(?:outer |deep )?(?:space|sea)|orbit|mars|venus|mercury|jupiter|saturn|uranus|neptune|pluto|antarctica|hell|heaven|water|bed|bath|college|school|bulk|colou?r|tone|texture|taste|temperature|nature|flavou?r|general|theory|english|french|spanish|german|italian|japanese|liquid|all|photography|ancient|java|physics|minecraft)\b)(?!.{0,40}\b(?:winter|summer|spring|autumn|fall|january|february|march|april|may|june|july|august|september|october|november|december|when|if|all year|at night)\b)[^\d?!.,:]{3,25}(?:(?<!s)|(?<=\b(?:paris|athens|brussels|naples|leeds|cyprus|texas|dallas|las vegas|los angeles|new orleans|wales|alps|philippines|netherlands|maldives|bahamas|mauritius|honduras|laos|lagos|illinois|kansas|davos|nantes|cannes)))`
/** What somebody asks of it who means how it is there now. "How is the air on planes filtered" asks for the means. */
const OF_A_PLACE = [
  String.raw`is it ((?:still|already) )?(?:night|day|daytime|night ?time|morning|afternoon|evening|dark|(?<=still |already )light|midnight|noon|summer|winter|spring|autumn|business hours|a (?:public )?holiday|weekend)( time)? (?:in|at)`,
  'is it ((?:still|very|really|so|that) )?(?:cold|hot|warm|cool|windy|sunny|cloudy|foggy|icy|humid|wet|dry|freezing|rainy|snowy|smoky) in',
  'do (?:i|we) need ((?:an?|my) )?(?:umbrella|coat|jacket|raincoat|sunscreen|snow chains) in',
  "(?:how(?:'?s| is| are) the (?:roads?|slopes|snow|surf|waves|air|visibility|water quality)|what(?:'s| is| are) the (?:roads|slopes|snow|surf|waves|air|visibility|water quality) like) (?:in|at|on|near)"
].join('|')
const THING_OUT = String.raw`(?:bans?|warnings?|alerts?|strikes?|delays?|outages?|closures?|road ?works|tickets|seats|tables|slots|snow|storms?|hurricanes?|wild ?fires?|curfew|traffic|queues?|sales?|(?:football|match|parade|concert|market)(?: on)?)`

/** The forms of a question for a state of affairs: no word of theirs says when, their tense does. */
const FORMS = [
  // The market of the day, the flight, the queue, the canteen.
  /^how(?:'?s| is| are) (?:the )?(?:nasdaq|dow(?: jones)?|s&p(?: 500)?|ftse|dax|nikkei|cac|hang seng|markets|stocks|bitcoin|crypto|dollar|euro|pound|yen) (?:doing|looking|holding up)(?: (?:today|now|right now|this (?:morning|week)|(?:against|to) the [a-z]+))*$/,
  /^(?:is|has|will) flight [a-z0-9]{2} ?\d{2,4} (?:be )?(?:still )?(?:on time|late|early|delayed|cancel+ed|landed|departed|arrived|arriving|leaving|boarding|there|taking off)\b|^(?:when|what time|which gate|where)(?: does| is| will)? (?:the )?flight [a-z0-9]{2} ?\d{2,4} (?:land|arrive|leave|depart|take off|board|boarding|now)\b/,
  /^(?:what(?:'?s| is| are)|show me|give me|tell me) (?:the|today's) ([a-z]+ ){0,2}headlines$|^how (?:high|bad|low) is the (?:pollen|uv|air quality|water level|smog|fire risk|avalanche risk)\b|^how (?:high|low|strong|big|far in|far out) (?:is|are) the (?:tide|waves?|swell|surf|wind|river)(?: (?:in|at|off|on) (?!mars\b|jupiter\b|average\b|general\b)[a-z]+)?(?: (?:today|tonight|now|right now|at the moment|tomorrow))?$/,
  /^(?:which|what|when)\b.{0,10}\b(?:public |bank |school |federal )?holidays? (?:is|are|comes?) (?:up )?next(?: in [a-z ]{2,25})?$|^(?:which|what|when)(?:'?s| is) the next (?:public|bank|school|federal) holiday\b/,
  /^(?:who|what|which|how|did)\b.{0,40}\blast night's\b|^how many (?:days|hours|weeks|months) ago (?:was|were|did) (?:the|our|my) last\b/,
  /^how many people (?:are|is) (?:there )?(?:in (?:line|the queue)|queueing|queuing|waiting|online)\b|^how (?:full|crowded|packed) (?:is|are) the ([a-z]+ ){0,2}(?:parking|car park|garage|lot|gym|pool|queue|train|bus|office|canteen|library|beach|hotel|flight|clinic|waiting room|restaurant|bar|museum)(?: (?:at|in|near|on) the [a-z ]{2,25})?(?: (?:today|now|right now|at the moment|tonight))?$/,
  /^what(?:'?s| is| are)?(?: there)? for (?:breakfast|lunch|dinner|tea|supper|dessert)(?: [a-z' ]{2,30})? (?:today|tonight|tomorrow|this (?:week|evening)|(?:on )?(?:mon|tues|wednes|thurs|fri)day)$/,
  new RegExp(`^who(?:'?s| is| are)(?: now)? (?:the )?(?:(?:current|new|reigning|acting|present) )?(?:(?!first|last|greatest|best|worst|fictional|an? )[a-z]+ ){0,2}${OFFICE}(?: (?:of|at|for) (?!(?:an?|rock|pop|the (?:jungle|dead|sea|gods))\\b)(?:the )?[a-z&' ]{2,30})?$`),
  /^who(?:'?s| is| are) [\w' ]{2,40} (?:now|these days|at the moment)$|^who (?:runs|leads|governs|owns|manages|coaches) [\w' ]{2,30} (?:now|these days|at the moment)$/,
  /^(?:who|which [a-z]+)(?: currently)? (?:holds?|has) the [\w' ]{0,40}\brecord\b|^what(?:'?s| is) the (?:current )?(?:[a-z]+ )?world record(?= (?:for|in|time)\b|$)|^who(?:'?s| is) (?:the )?(?:world )?(?:number|no\.?) (?:1|one)(?= in|$)|^(?:who|what)(?:'?s| is| are) (?:the )?(?:world'?s (?:richest|oldest|tallest)|oldest living|richest|wealthiest|most (?:followed|subscribed|streamed|valuable)) ([a-z]+ ){0,2}(?:person|man|woman|company|channel|account|song)(?: (?:in the world|alive|on [a-z]+))?$/,
  // How old or how rich somebody is by now, and how they are.
  new RegExp(`^how old(?:'?s| is) (?:(?!(?:the|an?|my|it|this|that|your|too|planet|mars|venus|earth)\\b)[a-z'.-]+(?: [a-z'.-]+){0,2}|(?:the )?(?:king|queen|prince|princess|${OFFICE})(?: [a-z'.-]+){0,3})(?: (?:now|today))?$|^who(?:'?s| is) (?:the )?([a-z.&-]+ ){0,1}[a-z.&-]+'s? (?:[a-z]+ )?${OFFICE}$|^who(?:'?s| is) (?:the )?(?:king|queen|monarch) of (?:the )?(?:england|uk|united kingdom|great britain|britain|spain|sweden|norway|denmark|belgium|netherlands|thailand|jordan|morocco|saudi arabia|malaysia)$`),
  /^is (?!(?:an?|the|my|your|this|that|it|he|she|being|getting)\b)[a-z.'-]+ (?!still\b)[a-z.'-]+ (?:still )?(?:alive|married|single|pregnant|engaged|divorced|ill|sick|retired|injured)$|^(?:what(?:'?s| is) [a-z.' ]{3,30} net worth|how (?:rich|much) is [a-z.']+ [a-z.']+ (?:worth)?)$|^how (?:many|much) (?:subscribers|followers|listeners) (?:does|do|has)\b(?! (?:an?|i|you|it|we)\b)/,
  /^has (?!(?:any(?:one|body)|some(?:one|body)|he|she|it|the|ever)\b)(?:[a-z.'-]+ ){1,3}(?:quit|resigned|died|retired|married|divorced|signed|scored|landed|launched|collapsed|merged|won|lost)$|^who(?:'?s| is) (?:the )?(?:top|leading) (?:goal ?)?scorer\b/,
  // Not yet, by now, so far.
  /^(?:has|have|is|are|did|does|do|any)\b(?!.{0,60}\b(?:i|my|me)\b)[^.?!]{2,60} (?:yet|already|so far|back up|still (?:on|open|closed|down|going|happening|available))$/,
  /^how (?:many|much)\b[^.?!]{2,60} (?:so far|now|as of (?:now|today)|at the moment|right now|this year|this season)$/,
  /^has the (?!.{0,60}\b(?:ever|any(?:one|body)|always|never)\b)(?:[\w']+ ){1,3}(?:been|begun|started|ended|finished|made|passed|resigned|arrived|won|lost|landed|opened|closed|come|gone)\b[^.?!]{0,30}(?<!meaning|by \d+)$|^(?:is|are) (?:the )?(?!(?:my|your|you|i|he|she|they|we)\b)[\w' ]{2,40} (?:running|cancel+ed|delayed|having (?:issues|problems|trouble)|still (?:on|going(?: on)?|happening)|(?<=\d )out)(?: yet)?$/,
  /^how many (?:people|[a-z]+) (?:have|has|were|are) (?:died|dead|missing|been (?:killed|injured|arrested|infected|evacuated))\b|\bdeath toll (?:from|of|in) |\bwait(?:ing)? times? (?:at|in) |\bin the charts\b|^(?:who|which [a-z]+)(?:'?s| is| are) in (?:power|office|government|charge|the lead)\b/,
  /^what(?:'?s| is| are) the (?!.{0,50}\b(?:best|meaning|my|our|your)\b)[^.?!]{2,50} (?:now|these days|nowadays|rn|at the moment|at present|currently)$|^did (?:it (?:rain|snow)|(?:the )?[\w.&' ]{2,25} (?:release|announce|launch) (?:anything|something|an?y? new|new))\b|^(?:what|where|how) did (?:the )?[\w&' ]{2,20} (?:close|open|finish)(?: at)?$|^what time(?:'?s| is) the (?:last|first|next) (?:train|bus|tram|tube|ferry|flight)\b|\b(?:films?|movies?) (?:are|is) showing$|^what (?:time|channel|day)(?:'?s| is) (?:the )?([a-z]+ ){0,3}(?:game|match|kick ?off|fight|race|show|final|debate|launch|parade)$/,
  /^(?:has|have) [\w. ]{2,40} been (?:released|announced|confirmed|found|arrested|fired|cancel+ed|fixed|patched|postponed|called off)$|^(?:did|have|has) they (?:find|found|catch|caught|fix(?:ed)?|announced?|arrest(?:ed)?|cancel(?:led)?|reach(?:ed)?|agreed?) |^(?:is|are) (?:the )?[\w.&]{2,20}(?: [\w.&]{2,20})? (?:up|not working|acting up|on strike|at war|in (?:recession|lockdown|hospital|jail|prison))(?: (?:for|or|again|today|now)\b.{0,30})?$/,
  /^what(?:'?s| is) (?:happening|going on) (?:with|in|at) (?!my\b|an?\b|.{0,40}\b(?:when|if|as|while|during)\b)[\w' ]{2,40}$|^any(?: [a-z]+){1,2} (?:coming|expected|forecast|due)(?: (?:in|at|on) [a-z ]{2,25})?$|^what(?:'?s| is) [a-z ]{2,30} up to(?: (?:now|these days|lately))?$|^who(?:'?s| is| got) (?:evicted|eliminated|injured|voted off|sent home|knocked out|on pole|(?:in )?(?:1st|2nd|3rd|first|second|bottom) (?:in|of) the [a-z]*(?:league|table|polls|group|race))\b/,
  /^did (?:the )?[a-z ]{2,20} beat (?:the )?[a-z ]{2,20}$|^(?:who|which [a-z]+) has (?:won |scored )?the most [a-z ]{0,12}(?:titles|trophies|goals|wins|followers|subscribers|slams|medals|points|caps)\b|^[\w' ]{2,30} (?:qualifying|election|lottery|match|race) results?$|^(?:the )?(?:s&p(?: 500)?|ftse(?: 100)?|nasdaq|dow(?: jones)?|nikkei|dax|sensex|nifty)$/,
  // Done by the day: what to wear, to cook, to watch; too late to call.
  /^(?!.{0,30}\b(?:do|open|close|take|put|leave|go)\b.{0,60} now$)what (?:should|shall|can|could|do|will) (?:i|we) (?:wear|cook|eat|drink|make|bake|watch|do|have|order|listen to|play|plant|sow|harvest|prune|buy|sell|see|visit|read|post)(?: for (?:breakfast|lunch|dinner|tea|supper))?(?: on tv| outside)? (?:today|tonight|tomorrow|now|this (?:morning|afternoon|evening|weekend|month))$/,
  /^(?!.{0,30}\b(?:do|open|close|take|put|leave|go)\b.{0,60} now$)(?:should|shall|do|can|could|may) (?:i|we) (?:need to |have to )?(?:water|mow|wash|hang|open|close|heat|cover|bring|plant|put|take|wear|go|leave|drive|cycle|swim|run|ski|skate|surf|charge|call|ring|phone)\b.{0,50} (?:today|tonight|tomorrow|now|right now|this (?:morning|afternoon|evening|weekend))$/,
  /^(?:is it|am i|are we) (?:still )?too (?:late|early|hot|cold|dark|wet|windy|icy) (?:to|for) (?:call|phone|ring|text|message|eat|dine|go|leave|book|order|visit|run|mow|drink|have|swim|cycle|plant|sow|check in|a )\b.{0,50} (?:today|tonight|now|right now)$|^is it (?:still )?too (?:late|early) to (?:call|phone|ring|text|message) (?!(?:an?|it|your|him|her|them|off|in|someone|somebody)\b)[a-z' ]{2,40}$/,
  new RegExp(`^(?:${OF_A_PLACE}) ${SOMEWHERE}(?<!ed|made|built|kept)$`),
  /^what (?:hour|time)(?:'s| is)? (?:is )?(?:it )?(?:now )?(?:in|at) (?!(?:an?|the|your|which|most|(?:which|what) )\b)[a-z' ]{3,25}$/,
  /^(?:what's|what (?:is|are)) the (?:roads|slopes|snow|surf|waves|air|visibility|water quality) like$/,
  /^(?:has|is|did|will) the \d{1,2}[:.]\d\d (?:(?:train|bus|coach|ferry|flight|boat)\b|(?:to|from) )/,
  /^(?:what|which)(?:'s| is| are)?(?: (?:fruits?|vegetables?|veg|fish|flowers))?(?: is| are)? in season(?: (?:now|right now|at the moment|this (?:week|month)|today))?$/,
  /^(?:can|could|may) (?:i|we|you|people) still (?:book|order|register|apply|enrol|enroll|sign up|vote|enter|submit|check in)(?: (?!(?:if|with|after|when|at)\b)[a-z]+){0,5}$/,
  /^what(?:'s| is) new (?:in|with|at) (?!(?:an?|this|that|my|your)\b)[a-z' ]{3,25}$/,
  /^(?:when|what time)(?:'s| is| are) (?:the )?(?:next )?(?:sunrise|sunset|moonrise|(?:high|low) tide|dawn|dusk|maghrib|fajr|iftar) (?:in|at|on) (?!(?:an?|mars|venus|space|the (?:moon|arctic|antarctic|(?:north|south) pole|equator))\b)(?!.{0,40}\b(?:winter|summer|spring|autumn|fall|january|february|march|april|may|june|july|august|september|october|november|december)\b)[^\d?!.,:]{3,25}$/,
  /^(?:is it|any) (?:(?:still|heavy|thick|more) )?(?:light|dark|cold|hot|warm|windy|foggy|icy|raining|snowing|fog|rain|snow|wind|frost|ice|sun) (?:outside|out)(?: (?:in|at|on) [^\d?!.,:]{3,25})?$|^any (?:(?:heavy|thick|more) )?(?:fog|rain|snow|wind|frost|ice|smoke|aurora) (?:in|at|on|over|near) (?!(?:mars|venus|space)\b)[^\d?!.,:]{3,25}$/,
  /^how (?:(?:did|have) (?:the )?[\w.&' -]{2,25} (?:shares?|stocks?|futures|bonds) (?:do|done|close|closed|perform|performed|trade|end|open|move|moved)|are (?:the )?[\w.&' -]{2,25} (?:shares?|stocks?|futures|bonds) (?:doing|trading))$/,
  // At the head of a table, by now.
  /^who(?:'s)? (?:leads|tops|heads|(?:(?<='s )|(?:is|are) )(?:currently |now )?(?:(?:at |on )?(?:the )?)?(?:ahead|top|bottom|head|first|second|third|last|leading|winning))(?: place)?(?: (?:of|in))? (?:the )?(?:[a-z0-9' ]{0,25}\b(?:league|liga|bundesliga|serie [ab]|ligue 1|eredivisie|mls|nba|nfl|mlb|nhl|ipl|f1|formula (?:1|one)|championship|table|standings|division|conference|polls?|race|cup|six nations|tour(?: de france)?|giro|vuelta|masters|rankings?|leaderboard|charts?)(?: table| standings| east| west| group [a-h])?)$/,
  new RegExp(`^(?:is|has|will|did|when(?:'s| is| does| will| did)?|what time(?: is| does| will)?|where(?:'s| is)?) (?:the )?(?:flight )?${FLIGHT} (?:be )?(?:still |already )?(?:on time|late|early|delayed|cancel+ed|landed|landing|departed|arrived|arriving|arrives?|leav(?:e|es|ing)|departs?|boarding|lands?|take off|takes off|due|now)\\b`),
  // Cases of what spreads, prices at the pump.
  new RegExp(`^how many (?:(?:new|active|confirmed|total|daily) ){0,2}${DISEASE} (?:cases|infections|deaths|patients|hospitali[sz]ations)(?!.{0,30} in (?:an? |the \\d|clusters?))(?: (?:(?:are |have )?(?:there|been)|(?:are )?in|near|today|now|so far|worldwide)\\b|$)(?!.{0,60}\\b(?:(?:1\\d|20)\\d\\d|ww\\d|war|before|without|pandemic|epidemic|were|did|per year|a year|each year|every year|in history|usually|average)\\b)`),
  /^how (?:much|high|expensive) (?:is|are) (?:the )?(?:price of )?(?:gas|petrol|diesel|fuel|gasoline|electricity)(?: prices?)? (?:in|at|near) (?!(?:the (?:sun|human|body|universe)|ethereum|solidity|minecraft|chemistry|physics)\b)[a-z' ]{2,25}$/,
  /^who(?:'s| is) (?:(?:coaching|captaining|refereeing|headlining) (?!(?:an?|your|my|by)\b|.{0,30}\b(?:certification|style|course|software)$)|hosting (?=the\b|next$))[a-z0-9' ]{3,30}$|^which (?:city|country|nation|town|channel) is hosting [a-z0-9' ]{3,30}$|^who scored for (?:the )?[a-z' ]{3,25}$/,
  // Of a country, a town or a firm: "president of france salary" asks for what the office has.
  new RegExp(`^(?:the )?(?:current |new |acting |sitting )?(?:vice president|president|prime minister|pm|chancellor|first minister|governor|mayor|ceo|cfo|cto|chief executive) of (?:the )?(?!(?:an?|the|casterbridge|poker|sales|marketing|operations|engineering|finance|product|exchequer|titanic|galaxy|palace|board|confederacy|reich|senate|universe)\\b)(?:${COUNTRY}(?: of america)?|(?:new|san|los|las|st|south|north|east|west|sri|costa|saudi|european|hong|cape) [a-z]+|[a-z&']{2,20})( (?:now|today|currently|these days))?$`),
  /^(?:the )?(?:current|reigning|defending) ([a-z0-9]+ ){0,3}(?:champions?|(?:title|record|cup|belt|crown) ?holders?|monarch|king|queen|pope)(?: (?:of|in|for) (?:the )?[a-z0-9' ]{2,30})?$/,
  // Whether somebody still is what they were.
  new RegExp(`^is (?!(?:an?|my|your|it|this|that|energy|god|latin|disco|jazz|rock|punk|chivalry|romance|religion)\\b)[a-z.' -]{2,30} still (?:the |an? )?(?:${OFFICE}|king|queen|alive(?! in\\b)|married|playing|together|in (?:office|prison|jail|charge|power|hospital)|at (?!large|a|an|the )[a-z]+)\\b`),
  /^who (?:governs|rules|runs|leads|heads) [a-z' ]{2,30} (?:now|currently|these days|nowadays|today|at (?:the moment|present))$/,
  // What is newest, and when the next one comes.
  /^(?:which|what) (?:versions?|releases?|builds?) of [\w.+# -]{1,30} (?:is|are) (?:(?:currently|the|now|still|considered|marked|actively) )*(?:lts|latest|newest|current|stable|supported|recommended|maintained|active|out|available)(?: (?:now|today|currently|right now|at the moment|one|version|release))?$/,
  /^(?:which|what) [\w.+# -]{1,30} (?:versions?|releases?) (?:is|are) (?:(?:currently|the|now|still|actively) )*(?:lts|latest|newest|current|stable|supported|recommended|maintained|out)(?: (?:now|today|currently|right now|at the moment))?$/,
  /^(?:what|which)(?:'?s| is| are| was)? (?:the |is the |are the )?(?:latest|newest|current|most recent)(?: (?:stable|lts|major|public))? ([\w.+#]+ ){0,3}(?:version|release|build|update|model|series|season|iphone|macbook|ipad|album|film|movie|episode|patch)\b(?! (?:control|number|format|train))|^(?:the )?latest (?!common ancestor\b|(?:start|finish|possible) )[\w.+# ]{2,40}$|^current (?:stable )?(?:version|release) of [\w.+# ]{1,30}$|^(?:which|what) [\w.+# ]{2,40} is (?:the )?(?:latest|newest|current|most recent|out)$/,
  /^(?:is|are) there (?:an? |any )?(?:new|newer|upcoming) ([\w.+#]+ ){0,2}(?:versions?|releases?|updates?|models?|seasons?|episodes?|patch(?:es)?|albums?|variants?|strains?)\b/,
  /^(?:when|what (?:day|date|time))(?:'s| is| are| does| do| will) (?:the )?(?:new|next|upcoming) |^when(?: will| is| are| does| do) [\w.+#' ]{2,50} (?:be released|coming out|releas(?:ed|ing)|be (?:out|available|back|announced)|go(?:ing)? on sale|launching|kick(?:ing)? off|drop)$|^(?:the )?next (?:bank holiday|public holiday|full moon|election|[a-z]+ (?:game|match)|train|bus)\b/,
  new RegExp(`^when(?:'?s| is| are| does| do) (?:the )?(?:[a-z]+ )?(?:${EVENT}|world cup|easter|thanksgiving|ramadan|eid|diwali|hanukkah|lent|black friday|(?:mother|father)'?s'? day|chinese new year|budget|clocks)(?: (?:start|begin|on|change|go (?:back|forward)))?$`),
  // Who won, and what happened lately.
  /^who(?:'?s| is) (?:ahead|leading|winning|up)(?: in)? (?:the )?(?:polls|race|league|vote|election|championship)\b/,
  new RegExp(`^(?:who (?:won|is winning)|who(?:'s| is) (?:winning|in)|what was the result of) (?:the )?(?:(?!first|second|third|last|cold|civil|very)[a-z']+ ){0,3}${EVENT}$`),
  /^did (?:the )?(?!(?:i|we|he|she|it|they|you)\b)[a-z' ]{2,25} (?:win|lose|draw|qualify|score|resign|get through)$|^(?:did|has|have|will|is) [a-z' ]{2,30} (?:rais(?:e|ed|ing)|cut|cutting|lower(?:ed|ing)?|hik(?:e|ed|ing)) (?:interest |the |its )*rates?$/,
  new RegExp(`^(?:who|when|where|which|what|whats|is|are|was|were|did|will|has)\\b(?!.{0,70}\\b(?:i|my|we|your?|should|(?:the|a|some) best)\\b)[^.?!]{2,70} ${PERIOD}$`),
  /^(?:is|are|does|do|who|where|how(?:'?s| is| are| busy| long))\b(?!.{0,70}\b(?:i|my|me|we|your?|should|best|good)\b)[^.?!]{2,70} (?:right now|rn|at the moment|just now|at present)$/,
  /^(?:(?:what|where|who|why|how|which [a-z]+)(?: did| has| have)|did|has|have|will)\b(?!.{0,70}\b(?:i|my|we|you|still)\b)[^.?!]{2,70} today$|^what(?:'?s| is) the (?:inflation|unemployment) (?:in|at) [a-z ]{2,25}$/,
  // Open, running, to be had.
  new RegExp(`^(?:is|are) (?:the )?${TRAVEL} ((?:still|already) )?(?:open|closed|shut|running|blocked|down|busy|cancel+ed|delayed)(?=$| (?:because|due|at|between|from|for|near|or (?:closed|shut|not)$|again|yet|after|still|already|late|now)\\b)`),
  /^(?:is|are|will) (?:the )?[\w'& ]{2,40} (?:be )?(?:open|closed|shut) (?:on|at|over|until|till|for|this|next) (?:[a-z]+ )?(?:christmas|easter|new year|thanksgiving|bank holiday|boxing day|good friday|labou?r day)/,
  /^(?:is|are) (?!(?:an?|my|it|this|that|there|he|she|they|you|your|i)\b)(?:the )?[\w'-]+(?: [\w'-]+){0,5} (?:clear|blocked|gridlocked|degraded|fixed|on holiday|on strike|expected|in or out|flooded|evacuated)(?: (?:in|on|at|to|near|today|tonight|now)\b(?! an?\b)[a-z' ]{0,25})?$|^(?:is|are) (?:any |more |heavy )?(?:rain|snow|storms?|thunder ?storms?|hail|frost|fog) (?:due|expected|forecast|likely|coming)\b/,
  /^how busy (?:is|are) (?!too\b)|^how (?:deep|good) is the snow\b|^what(?:'?s| is) the (?:water|sea|air) temperature (?:in|at|near|off) (?!which\b)|^(?:what(?:'?s| is)|find(?: me)?) (?:the |an? )?cheap(?:est)? (?:flights?|trains?|tickets?|hotels?)\b|^what(?:'?s| is) on (?:[a-z0-9]+ ){1,3}(?:at \d.{0,6}|tonight|now)$|^(?:any|has|have|how|what|who)\b(?!.{0,60}\b(?:i|my|me|we)\b)[^.?!]{3,60} lately$/,
  new RegExp(`^how much is the (?:[a-z]+ )?${CURRENCY}(?: worth)?(?: (?:in|against|to) (?:the )?(?:[a-z]+ )?${CURRENCY})?$|^what(?:'?s| is) (?:the )?(?:${FUNDS}|${CURRENCY}|nasdaq|dow|ftse|dax) (?:at|doing|up to)$`),
  // When a shop opens of a Monday its own page of questions says; whether it is open is another matter.
  /^(?:what|which) time(?: does| do| is| are| did| will) (?:the )?(?!(?:i|we)\b)[\w'& ]{2,40} (?:kick ?off|land|arrive)$|^(?:are|is|how late are) (?:you|u|they|your [a-z]+) (?:guys |still |currently )*(?:open|closed|hiring|busy)(?! (?:source|to|about|with|minded)\b)/,
  new RegExp(`^(?:is|are) (?:there|they) (?:an? |any |still |much |going to be )*(?:(?!with|of|in)[a-z]+ ){0,2}${THING_OUT}(?: left| available| on| out)?(?: (?:for|in|on|at|to|from|near|around|today) (?!(?:an?|linux|windows)\\b)[a-z0-9' ]{1,40})?$|^any (?:more |new |major |big )?(?:news|updates?|word|developments?|delays?|tickets|traffic|problems|strikes?)(?: left)? (?:on|about|for|from|to|in|at) `),
  /\b(?:in stock|sold out|on sale|on offer|in (?:cinemas|theat(?:er|re)s))(?: (?:yet|again|anywhere|near me))?$|^(?:what(?:'?s| is| are)?|which) (?:[a-z]+ )?(?:movies|films|shows)?(?: are)? ?(?:(?:leaving|coming to) (?:netflix|disney|hulu|hbo|max|prime|amazon|apple|cinemas|theat)|(?:new on|showing at|playing at|on at) )/,
  /^is [\w.]{2,20}(?: [\w.]{2,20})? (?:down|offline)(?: again)?(?: (?:or|for|in|again|just)\b.{0,40})?$|^is it safe to (?:(?:travel|go|fly) (?:to|in)|visit) (?!(?:an?|the (?:moon|doctor|gym|bathroom|dentist)|bed|sleep|work|school|space)\b)[a-z ]{3,30}$/,
  // Weather, prices and rates, of no day that is named.
  /^how(?:'?s| is) the (?:snow|surf|economy|(?:(?:stock|housing|job|property) )?market)(?: (?:doing|looking))?$|^how(?:'?s| is) the (?:economy|(?:stock|housing|job|property) market) in [a-z ]{2,25}(?<!ed)$|^what(?:'?s| is) the (?:uv index|pollen count|wind speed|air quality|(?:current )?(?:minimum wage|(?:[a-z]+ )?(?:tax|tax[- ]free|personal|isa) (?:allowance|threshold)))(?: (?:in|at|for) [a-z ]{2,25})?$|\bweather\b.{0,20}\b(?:on|next|for) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week)$|\bversion is (?:the )?(?:current|latest|newest|out)\b/,
  /^(?:do|will|should|shall) (?:i|we) (?:need|take|bring|wear|want) (?:an? |my |the )?(?:umbrella|coat|jacket|raincoat|brolly|sunscreen)$|^(?:is it|how(?:'?s| is) it|what(?:'?s| is) it like) ([a-z]+ ){0,3}(?:outside|out|out there)$|^(?:how (?:hot|cold|warm|windy)|what temperature)(?:'s| is) it (?:in|at) (?!the\b|space\b|mars\b)[a-z' ]{3,25}$/,
  new RegExp(`^(?:convert |how (?:much|many)(?: [a-z]+)? (?:is|are) |what(?:'?s| is| are) )?(?:[£$€]\\d[\\d,.]*|\\d[\\d,.]*k? ?${CURRENCY}|(?:a|one|the) ${CURRENCY}) (?:in|to|into|worth in) (?:(?:us|uk|british|american|canadian|australian|indian) )?${CURRENCY}$`),
  new RegExp(`^how many (?:[a-z]+ )?${CURRENCY} (?:is|are|in|for|to|do (?:i|you) get for|does|equals?) (?:an?|one|the|\\d[\\d,.]*) ?(?:[a-z]+ )?${CURRENCY}(?: (?:now|today|worth|buy|get|cost))*$`),
  new RegExp(`^(?:the )?(?:${FUNDS}|gas|house|fuel) prices?(?: (?:per|an?|in|for)) [a-z ]{2,30}$|^how much (?:is|are|does)(?: an?| the)?(?: gallon of| lit(?:er|re) of| ounce of| barrel of)? (?:${FUNDS}|gas)\\b(?! (?:in|used|does|on|is|plated)\\b)`),
  /^(?:is|are|will|why(?:'?s| is| are)|did) (?:the )?[\w&' ]{0,30}\b(?:stocks?|shares?|market|prices|rates|bitcoin|btc|crypto|pound|dollar|euro)\b (?:be |still |so )?(?:going|go|gone|rising|rise|falling|fall|up|down|drop|dropping|crash|crashing|tanking)\b(?!.{0,40}\b(?:when|if|after|in \d{4})\b)/,
  /^what(?:'?s| is| are|s)? the (?:current |uk |us )*(?:inflation|interest|mortgage|unemployment|base|prime|vacancy|poverty) rates?(?: (?:in|for|of|at) (?:the )?[a-z ]{2,25})?$/
]

/** Words without which no rule holds: most questions have none of them, and are read once. */
const SIGN = /\b(?:week|season|year|outside|umbrella|headlines|trending|wordle|horoscope|table|standings|score|stock|shares?|top|first place|leading|play|until|till|til|down|outage|delayed|cancell?ed|late|running|iss|space station|moon|sun|sunset|sunrise|sunny|usd|eur|gbp|jpy|inr|dollars?|euros?|pounds?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|leap|today|tonight|tomorrow|yesterday|now|night|morning|afternoon|evening|weekend|month|moment|present|current|currently|latest|breaking|newest|recent|live|real|next|time|date|day|weather|rain|raining|snow|snowing|price|rate|trading|traffic|news|temperature|polls|world|updates?|how (?:many|much)|bitcoin|btc|ethereum|eth|gold|silver|oil|crude|petrol|diesel)\b/

/** Who programs asks how a thing is computed, not what it is now. */
const PROGRAMMING = /\b(?:apis?|feed|software|library|widget|algorithm|script|code|sql|mysql|postgres|excel|formula|python|java|javascript|typescript|php|function|timestamp|datetime|regex)\b/

/** What such words mean is the same every day. */
const MEANING = /^what (?:does|do|did|is meant by) [^.?!]{0,80}\bmean$|^what is meant by\b|\b(?:meaning|definition) of\b|\bcalled$|\b(?:usually|typically|normally)\b|^what(?:'?s| is) (?:an? [a-z]+(?: [a-z]+)?|(?!(?:up|on|new|next|trending|happening|today|tomorrow|yesterday)$)[a-z]+)$/

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isTimeRelative = (text: string): boolean => !MEANING.test(text) && ((SIGN.test(text) && !PROGRAMMING.test(text) && RULES.some((rule) => rule.test(text))) || FORMS.some((form) => form.test(text)) || isKeywordsOfNow(text))
