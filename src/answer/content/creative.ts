// Requests whose asker wants something new each time: the same poem or the same random number twice is a wrong answer.
// How to write a poem, and who wrote one, are ordinary questions.

const ASK = String.raw`^(?:(?:please|now|ok|okay|hey),? )?(?:(?:can|could|would|will) you (?:please )?|i (?:want|need|would like|'d like) (?:you )?to |help me |let's )?`
const MAKE = String.raw`(?:write|compose|create|generate|make up|make|invent|come up with|think of|think up|give|tell|draft|sing|rap)(?: me| us)?`
const SOME = String.raw`(?:an?|another|some|one|two|three|four|five|ten|\d{1,3}|a few|more|one more)`
const WORK = String.raw`(?:poems?|haikus?|limericks?|sonnets?|verses?|ballads?|(?:short |bedtime |love |horror |fairy )?(?:story|stories|tales?)|fan ?fiction|song|songs|lyrics|raps?|jokes?|puns?|riddles?|tongue twisters?|pick[- ]?up lines?|slogans?|taglines?|screenplay|dialogue|monologue|catchphrases?|roasts?)`

const RULES = [
  new RegExp(`${ASK}${MAKE} ${SOME} (?:[a-z'-]+ ){0,4}${WORK}\\b(?! (?:structure|format|form|generator|app|website|writing|template|definition|board|book)\\b)`),
  new RegExp(String.raw`^(?:another|one more|a different|a new) (?:[a-z'-]+ ){0,2}(?:${WORK}|one|idea|example|name|suggestion|fact|quote|version)(?:,? please)?$`),
  new RegExp(`^i (?:want|need|would like|'d like) ${SOME} (?:[a-z'-]+ ){0,3}${WORK}\\b`),
  new RegExp(`${ASK}(?:brainstorm|improvise|surprise me|entertain me|make me laugh|tell me something (?:random|funny|interesting|new))\\b(?! (?:is|means?|techniques?|session|meaning)\\b)`),
  /^(?:tell|give|show) me (?:an?|another|some|one|\d{1,2}) random (?:fun |interesting )?[a-z]+/,
  // A number of a program is not a number of chance.
  /^(?:(?:can|could|would) you )?(?:pick|choose|generate|give me|say|tell me|select|roll|draw) (?:an? |any |me an? |\d{1,2} )?(?:random )(?:number|word|name|card|letter|colou?r|fact|integer|password|country|animal|topic)\b(?!.{0,60}\b(?:in|using|with) (?:an? )?(?:c|c\+\+|c#|java|javascript|js|python|php|ruby|go|rust|sql|excel|bash|r|matlab|code|array|list|function|script)\b)/,
  /^(?:pick|choose|think of|guess) a (?:number|card)(?: (?:between|from) \d+ (?:and|to) \d+)?$/,
  /^(?:flip|toss) (?:a|me a) coin\b|^roll (?:a|the|two|some|\d) (?:dic?e|d\d+)\b/
]

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isCreative = (text: string): boolean => RULES.some((rule) => rule.test(text))
