// What an answer's own words say about keeping it. Read where such words stand: a refusal opens an answer.

/** Where a refusal is said, if it is one. */
const OPENING = 240
const CANNOT = String.raw`(?:can(?:'t|not| ?not)|am (?:not able|unable)|'m (?:not able|unable)|won't|will not|must decline|don't have (?:access|the ability|real[- ]time|any information|information about your|enough information)|do not have (?:access|the ability|real[- ]time|any information|information about your|enough information))`
const REFUSALS = [
  new RegExp(String.raw`^(?:(?:unfortunately|hello|hi|thank you for [a-z ]{2,40})[,.!] )?(?:i'm|i am|we're|we are|my apologies|apologies|sorry)(?: (?:very |so |really )?sorry| afraid)?(?:,? but|,? however|,? that|,|\.)? ?(?:as an ai[a-z -]{0,40},? )?(?:i|we) ?${CANNOT}\b`, 'i'),
  new RegExp(String.raw`^(?:as|being) an? (?:ai|artificial intelligence|language model|large language model)[a-z -]{0,40},? (?:i ?${CANNOT}|i'm (?:sorry|not able|unable)|i do not have|i don't have (?!(?:personal |feelings|opinions|preferences|emotions)))`, 'i'),
  new RegExp(String.raw`^(?:unfortunately,? )?i ?${CANNOT} (?:to )?(?:help|assist|answer|provide|comply|fulfil|fulfill|do that|discuss|create|generate|access|your|real|browse|any|the ability|enough|information)\b`, 'i'),
  /^(?:this|that|your) (?:request|question|prompt|content) (?:violates|goes against|was (?:flagged|blocked)|cannot be)\b/i,
  /^(?:i'm |i am )?sorry,? (?:but )?(?:something went wrong|an error occurred|i (?:didn't|did not|don't|do not) (?:quite )?(?:understand|catch|know))\b/i
]

const PRESENT = /\bas of (?:today|tonight|now|right now|this (?:morning|afternoon|evening|week|moment|writing)|the (?:current date|present moment))\b|\b(?:today is|today's date is|tomorrow is) (?:[a-z]+day|the \d|[a-z]+ \d|\d)|\b(?:the (?:current|local) time(?: in [\p{L} ]{2,30})?|it) is (?:currently |now )?\d{1,2}:\d{2}\b|\b(?:it is|it's) currently (?:-?\d|raining|snowing|sunny|cloudy)|\b(?:is|are) (?:currently |now )?trading at\b|\blast updated:? (?:today|just now|\d+ (?:minutes?|hours?) ago)\b/iu

/** The model declined, or did not know: the next asker may fare better. */
export function isRefusal (text: string): boolean {
  const opening = text.slice(0, OPENING).replaceAll('’', "'").trimStart()
  return REFUSALS.some((refusal) => refusal.test(opening))
}

/** The answer says that it looked at the present. */
export const tellsThePresent = (text: string): boolean => PRESENT.test(text)
