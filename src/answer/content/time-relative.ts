// Questions whose right answer depends on when they are asked: tomorrow it is another. Words such as "today", "current" or
// "now" alone say little ("how is Latin used today?"), so each rule wants the matter that changes beside the word.

const NOW = String.raw`(?:today|tonight|tomorrow|right now|just now|at the moment|at present|currently|now|this (?:morning|afternoon|evening|week|weekend|month))`
const LIVE = String.raw`(?:weather|forecast|temperature outside|traffic|news|headlines|stock|stocks|share price|exchange rate|(?:gold|oil|gas|petrol|fuel|silver|crypto|bitcoin|btc|ethereum|stock|share|market) (?:prices?|rates?)|prices?|rates?|scores?|sensex|nifty|nasdaq|dow jones|schedule|fixtures|standings|air quality|pollen)`
const MARKET = String.raw`(?:price|value|worth|rate|exchange rate|stock price|share price|market cap)`
const FUNDS = String.raw`(?:bitcoin|btc|ethereum|eth|dogecoin|gold|silver|oil|crude|petrol|diesel|gasoline)`

const CURRENCY = String.raw`(?:usd|eur|gbp|jpy|inr|cad|aud|chf|cny|rub|brl|mxn|zar|sek|nok|dkk|pln|krw|dollars?|euros?|pounds?|yen|rupees?|francs?|yuan|pesos?)`
const FEAST = String.raw`(?:christmas|xmas|new year|easter|halloween|thanksgiving|hanukkah|ramadan|eid|diwali|valentine|(?:my |your |his |her )?birthday|summer|spring|winter|autumn|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)`

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
  new RegExp(String.raw`\b(?:umbrella|jacket|raincoat|coat|sunscreen)\b[^.?!]{0,20}\b${NOW}$`),
  new RegExp(String.raw`\b(?:weather|forecast|temperature|rain|raining|rainy|snow|snowing|sunny|cloudy|humid|windy)\b[^.?!]{0,60}\b${NOW}\b`),
  new RegExp(String.raw`\b${NOW}\b[^.?!]{0,20}\b(?:weather|forecast|rain|snow)\b`),
  /^(?:how's|how is|what's|what is|whats) the weather(?: like)?(?: (?:in|at|for|near|outside|here)(?!.{0,60}\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)) ?[a-z' ]{0,30})?$/,
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
  new RegExp(String.raw`\b(?:current|latest|(?<!to )live|real[- ]time|today's|present day) (?:[a-z-]+ ){0,3}(?:${LIVE}|${MARKET})\b`),
  new RegExp(String.raw`\b${LIVE}\b[^.?!]{0,40}\b(?:today|tonight|tomorrow|right now|just now|at the moment|now|yesterday)$`),
  new RegExp(String.raw`^(?:what(?:'s| is|s)|how much is) (?:the )?(?:price|rate|value)? ?(?:of )?(?:1 |one |an? )?(?:ounce of |barrel of |gram of )?${FUNDS}(?: price| rate| worth| cost| trading at)?(?: per \w+)?(?: (?:right )?now| today| currently)?$`),
  /\bhow (?:much|is|are)\b[^.?!]{0,50}\b(?:worth|trading|cost|doing)\b[^.?!]{0,20}\b(?:right now|today|now|currently|at the moment)$/,
  /^what(?:'s| is|s) (?:the )?(?:[\w.&']+ ){0,3}(?:stock|share) price(?: of [\w.& ]{1,30})?$/,
  /^what(?:'s| is|s) the exchange rate\b(?! (?:mechanism|system|regime|policy|risk))/,
  /\bwho(?:'s| is| are)? (?:is )?(?:winning|leading|playing|ahead|performing)\b[^.?!]{0,50}\b(?:now|right now|today|tonight|tomorrow|currently|at the moment)\b/,
  /\bwho won (?:[a-z' ]{2,40} )?(?:today|yesterday|last night|tonight|this (?:morning|afternoon|evening|weekend))\b/,
  /\b(?:did|do|does|are|is) (?:the )?[a-z' ]{2,30} (?:win|won|lose|play|playing|on)(?: \w+)? (?:today|yesterday|last night|tonight|tomorrow)\b/,
  /\b(?:live score|score of the (?:game|match)|live updates?)\b/,
  // What is next, how long until, open or down.
  /^(?:when|what time|what|who|where|which day)(?:'s| is| are| does| will| do)? (?:the |is the |my )?next (?:[a-z]+ ){0,3}(?:game|match|election|elections|episode|eclipse|full moon|new moon|launch|train|bus|flight|holiday|public holiday|bank holiday|concert|meeting|event|race|session|sale|release|payday|solstice|meteor shower)\b/,
  /\bhow (?:many|much) (?:more )?(?:days?|weeks?|months?|hours?|minutes?|time)(?: (?:is|are))?(?: left| remaining| to go)?(?: there)? (?:until|till|til|before|left until|left till|to go until) (?!(?:a|an|you|i|we|it|the egg|he|she|they|after|before)\b)/,
  new RegExp(`^(?:how (?:long|many (?:days|weeks|months|hours|sleeps))|days|weeks|hours)(?: is it| are there| are left| left| is left)?(?: there)? (?:until|till|til|to) (?:the )?${FEAST}\\b`),
  /^is [\w.]{2,20}(?: [\w.]{2,20})? down$|^is there an? (?:[\w.]{2,20} )?outage\b|^is (?:the )?[\w. ]{2,30} having an outage\b/,
  /^(?:is|are|was|were|has|have) (?:the |my |our )?(?:[a-z0-9]{1,12} ){0,2}(?:flights?|trains?|bus(?:es)?)(?: [a-z0-9]{1,8})? (?:been )?(?:delayed|cancell?ed|late|on time|running)\b(?!.{0,40}\b(?:if|when|because)\b)/,
  /^(?:what time|when|is|are|do|does)\b[^.?!]{0,40}\b(?:open|closed?|close|start|leave|end|finish|run|running)\b[^.?!]{0,15}\b(?:today|tonight|tomorrow|right now)$/,
  /^where(?:'s| is) the (?:iss|international space station)\b|^(?:is there|is it) an? (?:full|new|super|blood) ?moon (?:today|tonight|now|tomorrow)|^(?:when|what time) (?:is|does) (?:the )?(?:sun ?(?:set|rise)|sunset|sunrise|moonrise)(?: (?:today|tonight|tomorrow))?$|^what phase is the moon(?: in)?$/,
  /\b(?:open|closed|available|down|offline|working|up|live)(?: or (?:closed|down|not))? (?:today|tonight|tomorrow|right now|now|at the moment|this (?:morning|afternoon|evening|weekend))$/,
  /\b(?:sunrise|sunset|moonrise|high tide|low tide|phase of the moon|moon phase)\b[^.?!]{0,30}\b(?:today|tonight|tomorrow|now)\b/
]

/** Words without which no rule holds: most questions have none of them, and are read once. */
const SIGN = /\b(?:week|season|year|outside|umbrella|headlines|trending|wordle|horoscope|table|standings|score|stock|shares?|top|first place|leading|play|until|till|til|down|outage|delayed|cancell?ed|late|running|iss|space station|moon|sun|sunset|sunrise|sunny|usd|eur|gbp|jpy|inr|dollars?|euros?|pounds?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|leap|today|tonight|tomorrow|yesterday|now|night|morning|afternoon|evening|weekend|month|moment|present|current|currently|latest|breaking|newest|recent|live|real|next|time|date|day|weather|rain|raining|snow|snowing|price|rate|trading|traffic|news|temperature|polls|world|updates?|how (?:many|much)|bitcoin|btc|ethereum|eth|gold|silver|oil|crude|petrol|diesel)\b/

/** Who programs asks how a thing is computed, not what it is now. */
const PROGRAMMING = /\b(?:apis?|feed|software|library|widget|algorithm|script|code|sql|mysql|postgres|excel|formula|python|java|javascript|typescript|php|function|timestamp|datetime|regex)\b/

/** What such words mean is the same every day. */
const MEANING = /^what (?:does|do|did|is meant by) [^.?!]{0,80}\bmean$|^what is meant by\b|\b(?:meaning|definition) of\b/

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isTimeRelative = (text: string): boolean => SIGN.test(text) && !PROGRAMMING.test(text) && !MEANING.test(text) && RULES.some((rule) => rule.test(text))
