// Questions whose right answer depends on where the asker is: next door it is another. They are of the class `account`, as what
// is asked for belongs to the asker. "Here" and "nearby" also stand in questions about the world ("a nearby star"), so each rule
// wants who looks for something, or a way from here to there.

/** Far from everybody, and sayings in which no place is meant. */
const NO_PLACE = /(?<!\b(?:\d|one|two|three|four|five|michelin)[ -])\bstars?\b|\b(?:planets?|moons?|sun|mars|venus|jupiter|saturn|mercury|neptune|uranus|pluto|galax(?:y|ies)|andromeda|black holes?|universe|space|supernovas?|nebulas?|centauri|asteroids?|comets?|heaven|eternity|infinity)\b|\b(?:mean|means|meaning|definition|phrase|lyrics|say|said|saying|written|called)\b|\b(?:papers?|problems?|questions|research(?:ers)?|studies|literature|theorems?|results|textbooks?|journals?|advances|experts?|practices|concepts|topics|methods|skills|terms)\b[^.?!]{0,20} in (?:this|the) area\b/

/** Whether a text can be of any rule at all. */
const SIGN = /\b(?:here|near|nearby|nearest|closest|close by|walking distance|vicinity|this (?:area|town|city|neighbou?rhood)|(?:am i|are we)(?: in| on| at| located| right| now|$)|location|locate|coordinates|local|directions?|home|which way|to the|it to)\b/

/** What is said at the end of where it is to be. */
const BY_HERE = String.raw`(?:near ?by|close by|(?:near|around|round) here|in (?:this|the) (?:area|town|neighbou?rhood|vicinity)|(?:with)?in walking distance|around the corner)`
const TIME = String.raw`(?: (?:please|open|that (?:is|are) open|(?:right )?now|today|tonight|tomorrow|at the moment|this (?:evening|weekend)|at night|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?))*`
/** Whom one asks the way to by what it is alone. */
const ABOUT_TOWN = String.raw`(?:the )?(?:nearest [a-z ]{2,20}|closest [a-z ]{2,20}|airport|(?:train |bus |railway |police |petrol |gas )?station|hospital|beach|city cent(?:re|er)|town cent(?:re|er)|old town|downtown|harbou?r|stadium|cathedral|castle|shopping cent(?:re|er)|mall|motorway|highway|border)`
/** What people go to. What else is nearest or local is a number, a word, a law, a change not yet committed. */
const VISITED = String.raw`(?:restaurants?|cafes?|cafés?|coffee(?: shops?)?|bars?|pubs?|takeaways?|fast food|pizza|shops?|stores?|malls?|markets?|supermarkets?|grocer(?:y|ies|s)|bakery|bakeries|butchers?|florists?|launderettes?|laundromats?|barbers?|hairdressers?|salons?|hotels?|hostels?|motels?|campsites?|pharmacy|pharmacies|chemists?|hospitals?|clinics?|doctors?|dentists?|vets?|opticians?|er|a&e|urgent care|banks?|atms?|cash ?(?:machines?|points?)|post office|post ?box|embassy|consulate|swimming pool|exit|police station|(?:petrol|gas|charging|fire) stations?|chargers?|garages?|mechanics?|car (?:park|wash|rental)|parking|toilets?|restrooms?|bathrooms?|(?:bus|tram) stops?|(?:(?:train|bus|tube|metro|subway|railway|underground) )?station|airports?|taxis?|gyms?|pools?|parks?|playgrounds?|beach(?:es)?|lakes?|trails?|cinemas?|theat(?:er|re)s?|museums?|zoos?|library|libraries|schools?|nursery|nurseries|daycares?|church(?:es)?|mosques?|synagogues?|temples?|garden cent(?:re|er)s?|recycling cent(?:re|er)|plumbers?|electricians?|locksmiths?|mcdonald'?s|starbucks|walmart|costco|aldi|lidl|ikea|tesco)`
const WAY = String.raw`(?:how (?:far|long)|distance|directions?|route|(?:the )?(?:best |fastest |quickest |cheapest |shortest )?way|(?:get|getting|go|goes|walk|drive|travel|fly|cycle|run|runs|leave|leaves) (?:home|back|there|downtown|to)|(?:bus|train|tram|ferry|flight|taxi|road|trail|miles|minutes|hours) )`

const RULES = [
  // What is near the asker.
  /\b(?:near|close to|closest to|nearest to) (?:me|my (?:location|home|house|place|office|hotel))(?:$| (?:(?:right )?now|today|open)$| (?:that|which|who|with|where|open|for|selling|offering)\b)/
]

const RULES_HERE = [
  // Looked for by the asker: "any playgrounds close by", "where can I buy bread around here".
  new RegExp(`^(?:(?:is|are) there|any(?:thing|where)?|some(?:thing|where)|find|show me|list|recommend|suggest|give me|where(?:'?s| is| are| can| do| could| should)|(?:i'm |we're )?looking for|i (?:need|want)|which|what are (?:some |the )?(?:best|good|cheap|nice|top)|(?:the )?(?:best|good|cheap|cheapest|nice|top|great|open|free))\\b[^.?!]{1,80} ${BY_HERE}${TIME}$`),
  new RegExp(`^what(?:'?s| is| are| can i| can we| should i| should we| could we)?(?: (?:there|good|fun|open|on|happening|going on|else|nice|to|do|eat|see|visit|drink|for|kids|children))* ${BY_HERE}${TIME}$`),
  // Without a verb: "cheap pizza nearby", "nearby hotels".
  new RegExp(`^(?!(?:why|how|what|who|when|do|does|did|can|people|living|buildings|being|if)\\b)(?:[a-z0-9'&-]+ ){1,4}${BY_HERE}${TIME}$`),
  new RegExp(`^(?:nearby|local|((?:where(?:'s| is| are)|find|show|what(?:'s| is)) )?(me )?(the )?(?:nearest|closest)) ([a-z'-]+ ){0,2}${VISITED}${TIME}$`),
  new RegExp(`^(?:what(?:'?s| is| are)? )?(?:the |my )?local (?:weather|forecast|news|time|traffic|events)${TIME}$`),
  /^(?!what do\b).{1,80}\b(?:near|around|round|close to|closest to|nearest to|far from) here\b/,
  // A way from where the asker stands; "where do we go from here" is a saying.
  new RegExp(`\\b${WAY}\\b.{0,80}\\bfrom here\\b|\\bfrom here to (?!there\\b)`),
  new RegExp(`^(?:how (?:do|can|should) (?:i|we) (?:get|go) |how far (?:is it |is )|how long (?:does it take |will it take |is it )(?:to (?:get|go|walk|drive) )?|(?:walking |driving )?directions |take me |navigate |route )(?:back )?(?:home$|(?:to )?${ABOUT_TOWN}(?: by [a-z]+| on foot)?${TIME}$|to my (?:house|home|hotel|car|office|school)$)`),
  /^how far is it to (?!the\b)[a-z' ]{2,40}(?<! from [a-z' ]{2,40})$/,
  // Where the asker is.
  /(?:^|[.,;:!?] |\bso )where (?:exactly |on earth |the hell )?am i(?: (?:right )?now| located| exactly| at)*$/,
  /^(?:what|which) (?:city|town|village|district|country|state|street|county|region|time ?zone|continent|province|place|post ?code|zip ?code|neighbou?rhood) (?:am i|are we) (?:in|on|at)(?: (?:right )?now)?$/,
  /^(?:what(?:'s| is)|show|tell|find|guess|detect|share)(?: me)? my (?:current |exact |present |gps )*(?:location|position|coordinates|whereabouts|time ?zone|latitude|longitude)(?: (?:right )?now)?$|^locate me$/,
  /^(?:what|which) (?:direction|way)(?:'s| is) (?:north|south|east|west|mecca|(?:the )?qibla|the kaaba)$/,
  // What is so in the place where the asker is. A comma is put, and a rule used, at a place in a text.
  /^where (?:can|could|do|should|may) (?:i|we|you|people)\b (?:buy|get|eat|drink|park|leave|go|stay|sleep|sit|rent|watch|see|meet|store|charge|smoke|vape|swim|walk|run|cycle|shop|exchange|withdraw|wash|pray|camp|fish|dance|work|recycle|find (?!the\b)|put (?=my|our)).{0,60}(?<! from| in) here$/,
  /^(?:is|are) (?:the )?(?:tap water|water|street |public |overnight |wild )*(?:parking|smoking|vaping|swimming|camping|fishing|busking|cycling|hitchhiking|jaywalking|drones?|fireworks|weed|cannabis|dogs?|tipping|taxis?)? ?(?:allowed|free|legal|illegal|permitted|forbidden|drinkable|safe|safe to drink|expensive|customary) here$|^(?:can|may|could) (?:i|we|you) (?:park|smoke|swim|camp|fish|vape|busk|barbecue|fly a drone|drink the (?:tap )?water|walk my dog)\b.{0,20} here$/,
  /^(?:what(?:'?s| is) )?(?:the )?(?:weather|temperature|time|time ?zone|post ?code|zip ?code|area code|currency|speed limit|wi-?fi password|minimum wage|(?:legal )?drinking age|sales tax|emergency number|mains voltage|altitude|elevation|air quality)(?: like)? (?:over |out )?here$|^(?:what|which) (?:language\b.{0,20} (?:spoken|speak)|(?:currency(?! (?:symbol|code|format))|power plugs?|side of the road)\b.{0,40}) here$/
]

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isOfThePlace = (text: string): boolean => SIGN.test(text) && (RULES.some((rule) => rule.test(text)) || (!NO_PLACE.test(text) && RULES_HERE.some((rule) => rule.test(text))))
