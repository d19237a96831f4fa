// What an answer's own words say about keeping it. Read where such words stand: a refusal opens an answer.

/** Where a refusal is said, if it is one. */
const OPENING = 240
const CANNOT = String.raw`(?:can(?:'t|not| ?not)|am (?:not able|unable)|'m (?:not able|unable)|won't|will not|must decline|don't have (?:access|the ability|real[- ]time|any information|information about your|enough information)|do not have (?:access|the ability|real[- ]time|any information|information about your|enough information))`
const REFUSALS = [
  new RegExp(String.raw`^(?:(?:unfortunately|hello|hi|thank you for [a-z ]{2,40})[,.!] )?(?:i'm|i am|we're|we are|my apologies|apologies|sorry)(?: (?:very |so |really )?sorry| afraid)?(?:,? but|,? however|,? that|,|\.)? ?(?:as an ai[a-z -]{0,40},? )?(?:i|we) ?${CANNOT}\b`, 'i'),
  new RegExp(String.raw`^(?:as|being) an? (?:ai|artificial intelligence|language model|large language model)[a-z -]{0,40},? (?:i ?${CANNOT}|i'm (?:sorry|not able|unable)|i do not have|i don't have (?!(?:personal |feelings|opinions|preferences|emotions)))`, 'i'),
  new RegExp(String.raw`^(?:unfortunately,? )?i ?${CANNOT} (?:to )?(?:help|assist|answer|provide|comply|fulfil|fulfill|do that|discuss|create|generate|access|your|real|browse|any|the ability|enough|information)\b`, 'i'),
  new RegExp(String.raw`^(?:i(?:'m| am)? )?(?:apologi[sz]e|apologies|my apologies|sorry)\b[^.!?\n]{0,60}?\b(?:i|we) ?${CANNOT}\b`, 'i'),
  /^(?:unfortunately,? |i'm afraid )?i ?(?:can(?:'t|not| ?not)|am (?:not able|unable) to) (?:see|view|open|hear|watch|read|display|process|download|verify|look at|check|find) (?:your|the|any|this|that|images?|files?|links?|videos?|attachments?)\b/i,
  /^(?:unfortunately,? )?i (?:do not|don't) have (?:access to|any) (?:the |any )?(?:current|live|latest|up[- ]to[- ]date|real[- ]time|recent|personal|specific|external|internet|information)\b/i,
  /^i (?:do not|don't) know(?:[.!]|,? (?:the answer|that|what you|who that|sorry|but)\b)|^i(?:'m| am) not (?:quite |really )?sure (?:what you|i (?:understand|follow)|how to (?:help|answer))\b/i,
  /^i (?:won't be able to|will not (?:be able to|write|provide|help|create|generate|engage|assist|answer|do that)|must (?:respectfully )?decline|have to decline|(?:would|'d) (?:rather|prefer) not)\b|^i'd (?:rather|prefer) not\b/i,
  // Asks back: the next asker may have said it.
  /^(?:sure[,!] |of course[,!] )?(?:please|kindly|could you(?: please)?|can you(?: please)?) (?:(?:provide|paste|share|upload|send|include|give)(?: me| us)?(?: with)? (?:(?:the|your|more|some|additional|further|an?|full|complete|specific) ){0,3}(?:text|code|details?|information|article|document|image|file|content|context|question|passage|essay|e-?mail|paragraph|sentence|list|data|log|message|url|link)|clarify|specify|elaborate|be more specific)\b[^.!?\n]{0,120}[.?!]?\s*$/i,
  /^(?:it (?:looks|seems|appears)(?: like| that)?,? )?(?:your (?:message|question|request|text)|you(?:'ve)?) (?:seems? (?:to be )?|appears? (?:to be )?|is |was |might (?:be |have been )?|may (?:be |have been )?)?(?:incomplete|empty|cut off|didn't (?:include|provide|attach|paste)|did not (?:include|provide|attach|paste)|haven't (?:included|provided|attached|pasted)|forgot to)\b/i,
  // Somebody's error, told as an answer.
  /^(?:error:? )?(?:4\d\d |5\d\d )?(?:internal server error|bad gateway|service unavailable|gateway time-?out|too many requests|request timed out|upstream timed out|rate limit(?:ed| exceeded| reached))[.!]?(?:$|[\s,]+(?:please|try)\b)/i,
  /^(?:the |this |our )?(?:service|server|model|system|assistant) is (?:temporarily |currently |experiencing )?(?:unavailable|overloaded|busy|offline|high (?:load|demand))\b|^service temporarily unavailable\b/i,
  /^(?:oops[,!.]? |sorry[,!.]? )?(?:something went wrong[.,!]|an (?:internal |unexpected |unknown )?error (?:has )?occurred(?: (?:while|during|when)\b|[.,!]))/i,
  // As models decline in some other languages.
  /^(?:lo siento|lamento|lo lamento)\b[^.!?\n]{0,40}\bno puedo\b|^(?:es )?tut mir (?:sehr )?leid\b[^.!?\n]{0,60}\b(?:kann|darf)\b|^(?:je suis )?(?:vraiment )?désolée?(?![\p{L}])[^.!?\n]{0,40}\bje ne (?:peux|suis)\b|^mi dispiace\b[^.!?\n]{0,40}\bnon posso\b|^(?:desculpe|sinto muito|lamento)\b[^.!?\n]{0,40}\bnão posso\b|^het spijt me\b[^.!?\n]{0,60}\bkan (?:ik|u|je)\b|^извините[^.!?\n]{0,40}не могу|^(?:很)?抱歉|^申し訳/iu,
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
