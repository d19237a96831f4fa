// Questions whose right answer depends on when they are asked: tomorrow it is another. Words such as "today", "current" or
// "now" alone say little ("how is Latin used today?"), so each rule wants the matter that changes beside the word.

const NOW = String.raw`(?:today|tonight|tomorrow|right now|just now|at the moment|at present|currently|now|this (?:morning|afternoon|evening|week|weekend|month))`
const LIVE = String.raw`(?:weather|forecast|temperature outside|traffic|news|headlines|stock|stocks|share price|exchange rate|(?:gold|oil|gas|petrol|fuel|silver|crypto|bitcoin|btc|ethereum|stock|share|market) (?:prices?|rates?)|prices?|rates?|scores?|sensex|nifty|nasdaq|dow jones|schedule|fixtures|standings|air quality|pollen)`
const MARKET = String.raw`(?:price|value|worth|rate|exchange rate|stock price|share price|market cap)`
const FUNDS = String.raw`(?:bitcoin|btc|ethereum|eth|dogecoin|gold|silver|oil|crude|petrol|diesel|gasoline)`

const RULES = [
  // What time, day, year it is.
  /^(?:what|which|do you know what)(?:'s| is|s)? ?(?:the )?(?:exact |current |local )?(?:time|date|day|year|month)(?: and (?:time|date|day))?(?: (?:is )?(?:it|today|now|right now|currently|at the moment))+\b/,
  /^what(?:'s| is|s) (?:the )?(?:current|exact|local|today's) (?:local )?(?:time|date|day|year)\b(?! (?:of|complexity|line|series|value|format|signature))/,
  /^what(?:'s| is|s) the (?:time|date)(?: (?:now|right now|in [a-z' ]{2,30}))?$/,
  /\b(?:today|tomorrow|yesterday)'s (?:date|day|weather|forecast|news|headlines|prices?|rates?|scores?|results?|match|game|schedule|menu|horoscope|lottery|special|winner|episode|wordle)\b/,
  /\b(?:is|was|will) (?:it |there )?(?:today|tomorrow|yesterday)(?: be)? (?:a |an )?(?:\w+ )?(?:holiday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekday|leap|election)\b/,
  /^what (?:is|was|day is|day was|date is|date was) (?:today|tomorrow|yesterday)$/,
  // Weather.
  new RegExp(String.raw`\b(?:weather|forecast|temperature|rain|raining|rainy|snow|snowing|sunny|cloudy|humid|windy)\b[^.?!]{0,60}\b${NOW}\b`),
  new RegExp(String.raw`\b${NOW}\b[^.?!]{0,20}\b(?:weather|forecast|rain|snow)\b`),
  /^(?:how's|how is|what's|what is|whats) the weather(?: like)?(?: (?:in|at|for|near|outside|here)(?!.{0,60}\b(?:in|during) (?:the )?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)) ?[a-z' ]{0,30})?$/,
  /\b(?:is it|will it) (?:going to )?(?:rain|snow|raining|snowing)\b(?! (?:on|in the|if|when|heavily in)\b)/,
  /\bcurrent (?:weather|temperature|conditions|traffic) (?:in|at|near|for|outside)\b/,
  // News.
  /\b(?:latest|breaking|today's|newest|recent|current) (?:\w+ )?(?:news|headlines)\b(?! (?:channel|anchor|paper|app|website|site|source|agency)s?\b)/,
  /\bnews (?:today|now|right now|this (?:morning|week))\b/,
  /\b(?:what(?:'s| is|s)?|anything) (?:happening|happened|going on|new|trending|on tv|playing)\b[^.?!]{0,40}\b(?:today|tonight|tomorrow|yesterday|right now|at the moment|this (?:morning|afternoon|evening|week|weekend))\b/,
  /\bwhat (?:happened|did [a-z' ]{2,30} (?:say|do)) (?:today|yesterday|last night|this morning)\b/,
  // Prices, rates, scores.
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
  /\b(?:open|closed|available|down|offline|working|up|live)(?: or (?:closed|down|not))? (?:today|tonight|tomorrow|right now|now|at the moment|this (?:morning|afternoon|evening|weekend))$/,
  /\b(?:sunrise|sunset|moonrise|high tide|low tide|phase of the moon|moon phase)\b[^.?!]{0,30}\b(?:today|tonight|tomorrow|now)\b/
]

/** Words without which no rule holds: most questions have none of them, and are read once. */
const SIGN = /\b(?:today|tonight|tomorrow|yesterday|now|night|morning|afternoon|evening|week|weekend|month|moment|present|current|currently|latest|breaking|newest|recent|live|real|next|time|date|day|weather|rain|raining|snow|snowing|price|rate|how (?:many|much)|bitcoin|btc|ethereum|eth|gold|silver|oil|crude|petrol|diesel)\b/

/** Who programs asks how a thing is computed, not what it is now. */
const PROGRAMMING = /\b(?:apis?|feed|software|library|widget|algorithm|script|code|sql|mysql|postgres|excel|formula|python|java|javascript|typescript|php|function|timestamp|datetime|regex)\b/

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isTimeRelative = (text: string): boolean => SIGN.test(text) && !PROGRAMMING.test(text) && RULES.some((rule) => rule.test(text))
