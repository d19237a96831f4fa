// The form of a question that is embedded. The model hears a new subject in "what are some good ways to": 0.85 to 0.95 for
// questions that only ask otherwise how a thing is done. They open alike here; guards and the exact key read what was asked.
import { normaliseQuestion } from './text.ts'

// "How do you store my data" asks of somebody else, and "we" may be a firm.
const ASKER = '(?:i|one|someone|somebody|anyone|a person)'
const HOW = new RegExp(`^how (?:to|(?:do|can|could|should|would) ${ASKER})(?: go about)? (?=\\w)`)
// Not "other", "cheapest" or "safe" ways: those narrow what is asked.
const WAYS = /^(?:what(?:'s|s| is| are)?|which (?:is|are)|(?:is|are) there) (?:(?:a|an|any|the|some|few|of|most|more|very|really|possible|different|various|good|great|best|better|effective|proper|right|correct|simple|easy) )*ways? (?:to|of|for|i can|can i|how to) (?=\w)/

/** Of a text that is normalised already. Pure, idempotent. */
export const openAlike = (normalised: string): string => normalised.replace(HOW, 'how do i ').replace(WAYS, 'how do i ')

export const embeddedText = (question: string): string => openAlike(normaliseQuestion(question))
