// The form of a question that is embedded. The model hears another subject in "what are some good ways to", "which are the most",
// "really", "and why": 0.85 to 0.95 for questions that only ask otherwise for the same. They are one here; guards and the exact key
// read what was asked.
import { normaliseQuestion } from './text.ts'

// "How do you store my data" asks of somebody else, and "we" may be a firm.
const ASKER = '(?:i|one|someone|somebody|anyone|a person)'
const HOW = new RegExp(`^how (?:to|(?:do|does|can|could|should|would) ${ASKER})(?: go about)? (?=\\w)`)
// Not "other", "cheapest" or "safe" ways: those narrow what is asked.
const WAYS = /^(?:what(?:'s|s| is| are)?|which (?:is|are)|(?:is|are) there) (?:(?:a|an|any|the|some|few|of|most|more|very|really|possible|different|various|good|great|best|better|effective|proper|right|correct|simple|easy) )*ways? (?:to|of|for|i can|can i|how to) (?=\w)/
// What one needs for it is not how it is done.
const NEED = new RegExp(`^what (?:(?:should|can|could|must|do|does) ${ASKER} (?:do|need to do|have to do)(?: in order)? to|does it take to) (?=\\w)`)
// "Best Buy" is a shop: an article or "some" tells that one is looked for.
const MOST = /^(?:what(?:'s|s| is| are)|which (?:is|are)) (?:(?:some |a few )of |some )?the (?:very )?(?=(?:best|most) (?!(?:\w+ )?ways?\b))/
const LIKE = /^(?:how (?:does it feel|is it(?= to ))|what(?:'s|s| is) it like|what does it feel like) (?=to |\w+ing )/
// Of what is best nobody is content with the name alone.
const OPINION = /\b(?:best|most|favou?rite|should)\b/
const AND_WHY = /(?<=\w)(?:[?,.;]* (?:(?:and|if (?:so|yes|not),?) why|(?<=[?,.;] )why)(?: (?:or why )?not)?)+$/
// Not where words themselves are asked about: "does he mean really or truly". "What's" quotes nothing.
const ABOUT_WORDS = /["`]|(?<!\w)'|'(?!\w)|\b(?:mean|word|letter|synonym|antonym|say|said|spell|translat|pronounc|use)\w*\b/
const EMPHASIS = /(?<!\bnot) (?:really|truly|basically|honestly)(?= \w)/g

/** Of a text that is normalised already. Pure, idempotent. */
export function openAlike (normalised: string): string {
  const plain = ABOUT_WORDS.test(normalised) ? normalised : normalised.replace(EMPHASIS, '')
  const asked = OPINION.test(plain) ? plain.replace(AND_WHY, '') : plain
  return asked.replace(WAYS, 'how do i ').replace(NEED, 'how do i ').replace(HOW, 'how do i ').replace(MOST, 'what is the ').replace(LIKE, 'what is it like ')
}

export const embeddedText = (question: string): string => openAlike(normaliseQuestion(question))
