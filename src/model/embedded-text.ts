// The form of a question that is embedded. The model hears another subject in "what are some good ways to", "which are the most",
// "really", "and why": 0.85 to 0.95 for questions that only ask otherwise for the same. They are one here; guards and the exact key
// read what was asked.
import { normaliseQuestion } from './text.ts'

// "How do you store my data" asks of somebody else, and "we" may be a firm.
const ASKER = '(?:i|one|someone|somebody|anyone|a person)'
const HOW = new RegExp(`^how (?:to|(?:do|does|can|could|should|would) ${ASKER})(?: go about)? (?=\\w)`)
// Not "other", "cheapest" or "safe" ways: those narrow what is asked.
const WAYS = /^(?:what(?:'s|s| is| are)?|which (?:is|are)|(?:is|are) there) (?:(?:a|an|any|the|some|few|of|most|more|very|really|possible|different|various|good|great|best|better|effective|proper|right|correct|simple|easy) )*ways? (?:to|of|for|i can|can i|how to) (?=\w)/
const NEED = new RegExp(`^what (?:(?:should|can|could|must|do|does) ${ASKER} (?:do|need to do|have to do|need)(?: in order)? to|does it take to) (?=\\w)`)
const MOST = /^(?:what|which)(?:'s|s| is| are| was| were) (?:(?:some|the|a|few|of) )*(?=(?:best|good|most) (?!(?:\w+ )?ways?\b))/
const LIKE = /^(?:how (?:does it feel|is it(?= to ))|what(?:'s|s| is) it like|what does it feel like) (?=to |\w+ing )/
const AND_WHY = /(?<=\w)[?,.;]* (?:(?:and|if (?:so|yes|not),?) why|(?<=[?,.;] )why)(?: (?:or why )?not)?$/
// Not where words themselves are asked about: "does he mean really or truly".
const ABOUT_WORDS = /["'`]|\b(?:mean|word|say|said|spell|translat|pronounc|use)\w*\b/
const EMPHASIS = / (?:really|actually|truly|basically|honestly|ever)(?= \w)/g

/** Of a text that is normalised already. Pure, idempotent. */
export function openAlike (normalised: string): string {
  const asked = normalised.replace(AND_WHY, '')
  const plain = ABOUT_WORDS.test(asked) ? asked : asked.replace(EMPHASIS, '')
  return plain.replace(HOW, 'how do i ').replace(WAYS, 'how do i ').replace(NEED, 'how do i ').replace(MOST, 'what is the ').replace(LIKE, 'what is it like ')
}

export const embeddedText = (question: string): string => openAlike(normaliseQuestion(question))
