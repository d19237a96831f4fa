// Requests whose asker wants something new each time: the same poem or the same random number twice is a wrong answer.
// How to write a poem, and who wrote one, are ordinary questions.

const ASK = String.raw`^(?:(?:please|now|ok|okay|hey),? )?(?:(?:can|could|would|will) you (?:please )?|i (?:want|need|would like|'d like) (?:you )?to |help me |let's )?`
const MAKE = String.raw`(?:write|compose|create|generate|make up|make|invent|come up with|think of|think up|give|tell|draft|sing|rap|do(?= me| us| an? (?:rap|poem|limerick|haiku|impression|freestyle|roast)))(?: me| us)?`
const SOME = String.raw`(?:an?|another|some|one|two|three|four|five|ten|\d{1,3}|a few|more|one more)`
const WORK = String.raw`(?:poems?|haikus?|limericks?|sonnets?|verses?|ballads?|(?:short |bedtime |love |horror |fairy )?(?:story|stories|tales?)|fan ?fiction|song|songs|lyrics|raps?|jokes?|puns?|captions?|cover letters?|(?:wedding |best man |retirement )?(?:speech|speeches|toasts?)|riddles?|tongue twisters?|pick[- ]?up lines?|slogans?|taglines?|screenplay|dialogue|monologue|catchphrases?|roasts?|love letters?|(?:writing|drawing|story|journal) prompts?|eulog(?:y|ies)|obituar(?:y|ies)|villanelles?|acrostics?|parod(?:y|ies)|lullab(?:y|ies)|opening lines?|playlists?|nicknames?|icebreakers?|superhero(?:es)?|(?:birthday|anniversary|wedding|christmas) (?:messages?|wish(?:es)?|toasts?|speech(?:es)?))`

// What one asker was given, no other may have: a password, a key, an id.
const SECRET = String.raw`(?:passwords?|passphrases?|passcodes?|pin(?: codes?)?|user ?names?|uuids?|guids?|api keys?|secret keys?|encryption keys?|(?:secret|access|session|csrf|random) tokens?|salts?|nonces?|seed phrases?|promo codes?|coupon codes?)`
const PROGRAM = String.raw`(?!.{0,80}\b(?:in|using|with|via) (?:an? )?(?:c|c\+\+|c#|java|javascript|js|typescript|node(?:\.js)?|python|php|ruby|go|rust|sql|mysql|postgres(?:ql)?|excel|bash|powershell|linux|openssl|r|matlab|pandas|numpy|sklearn|scikit-learn|code|function|script)\b)`

/** What is mixed in a bowl or a bucket, sold as a jumble, or ordered in a table. */
const NO_DRAW = String.raw`(?!.{0,60}\b(?:eggs?|flour|butter|concrete|cement|mortar|plaster|paint|sale|rows?|columns?|headers?|dataset|data ?frame|arrays?|training|test sets?|seed|epochs?|puzzle|net)\b)`

/** What is written by rule: the same twice is right. */
const TECHNICAL = String.raw`(?:function|script|program|code|quer(?:y|ies)|regex|regexp|regular expression|class|method|test|tests|test case|loop|macro|formula|equation|expression|number|fraction|decimal|proof|polynomial|matrix|command|config(?:uration)?|file|files|dockerfile|makefile|statement|interface|api|endpoint|hook|component|schema|parser|compiler|algorithm|sql|json|yaml|xml|html|css|csv|table|array|key|lock|element|variable|image|string|commit message|readme|pull request|database|server|app|website|branch|request|row|column|folder|container|module|library)`

// Words that may stand there several times are a capturing group for the reason that account.ts gives.
const RULES = [
  new RegExp(`${ASK}${MAKE} ${SOME} ([a-z'-]+ ){0,4}${WORK}\\b(?! (?:structure|format|form|generator|parser|app|website|writing|template|definition|board|book)\\b)`),
  new RegExp(String.raw`^(?:another|one more|a different|a new) ([a-z'-]+ ){0,2}(?:${WORK}|one|idea|example|name|suggestion|fact|quote|version)(?:,? please)?$`),
  new RegExp(String.raw`${ASK}(?:generate|create|make(?: up)?|give|suggest|pick|choose|come up with|think of|tell|invent)(?: me| us)? (?:an? |some |the |another |one |\d{1,2} |my )?([a-z0-9-]+ ){0,4}${SECRET}\b${PROGRAM}(?! (?:manager|generator|policy|field|reset|hash|app|system|input|list|authentication|for (?:authentication|the api)))`),
  new RegExp(`${ASK}(?:give|tell|say|share|send)(?: me| us)? (?:something (?:funny|random|interesting|nice|new|i don't know)|(?:an? |another |some |one |\\d{1,2} )([a-z-]+ ){0,2}(?:fun |random |interesting |weird |cool )facts?)\\b`),
  new RegExp(`${ASK}(?:suggest|recommend|give|come up with|think of|brainstorm|invent)(?: me| us)? (?:an? |some |another |\\d{1,2} )([a-z-]+ ){0,3}(?:nick)?names? (?:for|of) (?:my|our|an?)\\b`),
  new RegExp(`${ASK}(?:write|compose|generate)(?: me| us)? (?:some )?(?:(?:song|rap) )?(?:lyrics|poetry)\\b(?! (?:parser|app|site|website|generator|player|scraper|analysis)\\b)|${ASK}(?:continue|finish) (?:the|this|my) (?:story|poem|tale|song)\\b`),
  new RegExp(`${ASK}invent(?: me| us)? ${SOME} |^(?:please )?roast me$|^(?:give|tell|show) me (?:the |an? )?(?:quote|word|fact|joke) of the day$`),
  new RegExp(`${ASK}(?:shuffle|randomi[sz]e|jumble|scramble)(?: up)? (?:these|this|the following|my)\\b`),
  // Drawn by chance from what is listed: "shuffle the list a, b, c", "put Ann and Bob in random order".
  new RegExp(`${ASK}(?:shuffle|randomi[sz]e|jumble|scramble|mix(?= up))(?: up)? (?!an? )${NO_DRAW}${PROGRAM}[^.?!]{0,80}(?:,[^.?!]{1,60}(?:,| and )|:[^.?!]{1,60}(?:,| and ))`),
  new RegExp(`${ASK}(?:put|sort|order|arrange|list|split|divide|assign|pair|mix)(?: up)? ${NO_DRAW}${PROGRAM}(?=[^?!]{0,120}(?:,|:|\\b(?:these|this|the following|my|our|us)\\b))[^?!]{1,120}(?<!\\bnot )(?:\\brandomly\\b(?! generated)|\\brandom (?:order|teams|groups|pairs)\\b|\\brandom(?=$|[:,])|\\bat random\\b)`),
  new RegExp(`${ASK}(?:pick|(?:choose|draw)(?!(?: one)?:))(?! (?:one )?from the following)(?!.{0,80}\bwhich (?:is|are|of)\b)(?: me| us| for (?:me|us))?(?: (?:one|any|some|someone|somebody|an? (?:random )?(?:winner|name|person|one)))?(?: (?:at random|randomly))?(?::| (?:from|of|out of|among))(?! ?(?:an?|the) (?:list|array|set)\\b) ?${PROGRAM}[^?!]{1,80}(?:,| or | and )[^?!]{1,80}$`),
  /^(?:(?:an? )?(?:random |new |short |funny |love )*(?:poem|haiku|limerick|joke|riddle|story)) (?:about|on|for) |^(?:jokes?|riddles?|heads or tails|another|again|one more|surprise me|rock,? paper,? scissors)$/,
  /^(?:let's|let us|can we|shall we) play\b(?! (?:devil|it safe))|^play (?:a game|[a-z0-9, ]{2,30}) with me$|^(?:quiz|ask) me (?:a |an |another |some |on |about )|^quiz me$|^guess (?:what|which) (?:number|word|animal|card)\b|^truth or dare$/,
  /^(?:an? |any |some |one |two |three |four |five |\d{1,2} )?random (?:number|integer|word|name|card|letter|colou?r|fact|password|animal|country|city|movie|film|song|book|date|emoji|question|topic|joke|quote|recipe)s?(?: (?:between|from) \d+ (?:and|to) \d+| please)?$/,
  new RegExp(`^i (?:want|need|would like|'d like) ${SOME} ([a-z'-]+ ){0,3}${WORK}\\b`),
  new RegExp(`${ASK}(?:brainstorm|improvise|surprise me|entertain me|make me laugh|tell me something (?:random|funny|interesting|new))\\b(?! (?:is|means?|techniques?|session|meaning)\\b)`),
  /^(?:tell|give|show|send|suggest|recommend|name|list|say|throw)(?: me| us)? (?:an?|another|some|any|one|two|three|four|five|six|seven|eight|nine|ten|a few|\d{1,3}) random(?:ly chosen)? (?:fun |interesting )?(?!(?:access|variables?|forests?|walks?|sampl\w+|number generat\w+|process(?:es)?|effects?|event|errors?|matrix|matrices)\b)[a-z]+/,
  // Of people by name: "buyer or seller" and "a cpa or a bookkeeper" are no lots.
  /^who (?:should|shall|gets to|goes) (?!.{0,80}\b(?:use|avoid|see|take|apply|file|wear|be|attend|read|learn|white|bride|buyer|seller|landlord|tenant|employer|employee|lender|borrower|plaintiff|defendant|company)\b)[^?!:]{2,40}: ?(?!an? |the )[^?!]{1,60}(?:,| or )[^?!]{1,60}$|^(?:give|tell|pick)(?: me)? (?:an? |some |the |my |\d )?(?:winning |lucky )?(?:(?:lottery|lotto|powerball) (?:numbers|tip|pick)|lucky numbers?)\b/,
  // A number of chance has bounds that are whole; a number between two others that is rational, prime or even is worked out.
  /^(?:(?:can|could|would) you )?(?:(?:pick|choose|think of|guess) (?:an?|any|some|another) (?:number|card|letter)$|(?:pick|choose|think of|guess|say|give me|tell me) (?:an?|any|one|some|another|two|three|four|five|six|\d{1,2}) (?:lucky |whole )?(?:numbers?|integers?|digits?|letters?|cards?) (?:(?:between|from) (?!(?:0|zero) (?:and|to) (?:1|one)$)(?:-?\d+|one|zero|a) (?:and|to) (?:\d+|ten|twenty|fifty|a hundred|one hundred|a thousand|z)|(?:under|below|up to) \d+|from (?:a|the) (?:deck|alphabet)|of your choice|at random|for me)$)/,
  /^(?:please )?(?:draw|deal)(?: me| us)? (?:an?|one|two|three|four|five|six|seven|\d{1,2}) (?:tarot |playing )?(?:cards?|straws?|lots?|runes?|numbers?|names?)(?= (?:from|out of|at random|between|for (?:me|us))\b|$)(?!.{0,60}\b(?:probability|chance|odds|without replacement)\b)/,
  // A number of a program is not a number of chance.
  /^(?:(?:can|could|would) you )?(?:pick|choose|generate|give me|say|tell me|select|roll|draw) (?:an? |any |me an? |\d{1,2} )?(?:random )(?:number|word|name|card|letter|colou?r|fact|integer|password|country|animal|topic)\b(?!.{0,60}\b(?:in|using|with) (?:an? )?(?:c|c\+\+|c#|java|javascript|js|python|php|ruby|go|rust|sql|excel|bash|r|matlab|code|array|list|function|script)\b)/,
  // Whatever is to be written that is no program and no sum.
  new RegExp(`${ASK}(?:write|compose|draft|pen)(?: me| us)? (?:an?|my|our|some|another|two|three|four|five|ten|\\d{1,2}) (?!([a-z-]+ ){0,2}(?:e-?mail|letter)\\b)(?!.{0,80}\\b${TECHNICAL}\\b)${PROGRAM}[a-z]`),
  new RegExp(`${ASK}(?:make|plan|create|design|invent|draw|sing)(?: me| us| up)? (?:(?:my|our)(?! own\\b)|(?<= (?:me|us|up) )(?:an?|some)) ${PROGRAM}(?!.{0,80}\\b(?:${TECHNICAL}|how)\\b)|^name (?:my|our) |^plan an? [a-z ]{2,30} for (?:my|our|me|us)\\b`),
  new RegExp(`^(?:an?|another|some|one|two|three|four|five|six|ten|\\d{1,2}|a few) ([a-z'-]+ ){0,3}(?:ideas|names|${WORK}) (?:for|about|on|to)\\b`),
  // For the asker, or of a kind that chance draws: "choose a mattress" asks how.
  new RegExp(`^(?:pick|choose|select) (?:(?:me|us) (?:an?|one|any|some) |(?:an?|one|any|some) (?=.{0,60}\\bfor (?:me|us|my|our)\\b))(?!.{0,80}\\b${TECHNICAL}\\b)${PROGRAM}`),
  /^(?:pick|choose|select) (?:(?:any )?one(?: of)? (?:these|those|them|my|our)\b|one of .{1,60} or |an? ([a-z]+ )?winner\b|(?:an?|any|some|one) (?:random )?(?:name|person|colou?r|animal|country|city|word|film|movie|book|song|game|joke|flower|fruit)$)/,
  /^(?:let'?s )?role-?play\b|^pretend (?:to be|that|you|we|i)\b|^act (?:as|like) |^imagine (?:you|that you|we)\b|^you are (?:now )?(?:an?|my) |\bin the (?:voice|manner) of\b|\blike a pirate\b|^(?:can|could|would) you (?:sing|rap|freestyle)\b|^spin (?:me|us) a yarn\b|^would you rather(?: questions?)?$/,
  // Of the asker's own pet, firm or message.
  /^what (?:should|shall|could|can|do|would) (?:i|we) (?:call|name) (?:my|our) (?!.{0,30}\b(?:variables?|functions?|class(?:es)?|methods?|components?|files?|branch(?:es)?|tables?|columns?|parents|mother)\b)|^(?:what(?:'?s| is) )?(?:some |an? )?(?:good |cool |funny |cute )?(?:nick)?names? for (?:my|our) |^(?:i |we )?(?:need|want) (?:an? |some )([a-z]+ ){0,2}(?:captions?|slogans?|taglines?|nicknames?|poems?|jokes?)\b/,
  new RegExp(`${ASK}(?:draft|write|compose|word|rewrite)(?: me| us)? (?:an? |this |the |my )?([a-z-]+ ){0,2}(?:e-?mail|letter|message|text|note|reply|card|bio|essay|review|complaint)(?: (?:of [a-z]+))? (?:to|for|telling|asking|from) (?:my|our|a (?:friend|landlord|colleague|client)|this|him|her)\\b|^rap about |^(?:suggest|recommend|give me) (?:some |a few |\\d{1,2} )([a-z]+ ){0,3}names?$`),
  /^(?:please )?(?:dream|cook) up (?:an?|some) |^(?:please )?(?:describe|review|explain|tell|retell|narrate|talk|answer|speak|rate)\b.{1,200}\bas if (?:you|i|it) were (?:an? |the )[a-z]+/,
  /^(?:i need|i want|i'd like) (?:an? |some )?([a-z-]+ ){0,2}(?:(?:(?:linkedin|instagram|facebook|twitter|social media) post|caption|tweet|toast|slogan|tagline|nursery rhyme) (?:about|for|on|to)|speech (?:about|for|on))\b/,
  /^(?:an? )?(?:new |good |cute |funny |cool |unique |short )*(?:nick)?names for (?:my|our|an? ([a-z-]+ ){0,4}(?:dog|puppy|cat|kitten|bunny|rabbit|hamster|horse|pony|parrot|baby|girl|boy|band|team|boat|shop|store|company|startup|podcast|blog|channel|cafe|bakery|salon|app|guild|character)(?= (?:called|named|that|who|with)\b|$))/,
  /^(?:an? )?(?:new |good |small |cool |unique |nice |funny )*(?:(?:tattoo|costume|prank|date|gift wrap|present) ideas? for (?:my|our|me|us)|tattoo ideas? that)\b|^(?:an? )?(?:new |short |funny |silly )*(?:nursery rhyme|lullaby|rap|pep talk|pick-?up line) (?:about|for)\b|^(?:a )?(?:short |funny )?toast for (?:my|our|the (?:wedding|retirement|party|bride|groom|couple|team|boss)) /,
  /^(?:flip|toss) (?:a|me a) coin\b|^roll (?:(?:an?|the|two|some|\d) )?(?:dic?e|\d?d\d+)\b/
]

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isCreative = (text: string): boolean => RULES.some((rule) => rule.test(text))
