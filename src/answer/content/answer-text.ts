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
  /^(?:this|that|your) (?:request|question|prompt|content) (?:(?:may |might |could |appears to |seems to )?violates?\b|goes against|was (?:flagged|blocked)|cannot be)\b/i,
  /^(?:i'm |i am )?sorry,? (?:but )?(?:something went wrong|an error occurred|i (?:didn't|did not|don't|do not) (?:quite )?(?:understand|catch|know))\b/i
]

/** A text this short that opens so says nothing else, so more may be read as a refusal in it than in what goes on to answer. */
const SHORT = 300
const SORRY = String.raw`(?:(?:sorry|apologies|unfortunately|i'm (?:very |really |so )?sorry|i'm afraid)[,.]? (?:but )?)?`
const GIVEN = String.raw`(?:the |this |your )?(?:(?:provided |given |available |retrieved |supplied )?(?:context|documents?|sources?|knowledge base)(?: (?:provided|given|available|supplied))?|(?:provided|given|available|retrieved|supplied) (?:text|passages?|information)|(?:text|passages?|information) (?:provided|given|available|supplied))`
const SHORT_REFUSALS = [
  new RegExp(String.raw`^${SORRY}(?:that|this)(?:'s| is) (?:not something (?:i|we)(?: can| am able|'m able|'re able| are able)|something (?:i|we) (?:can't|cannot|am unable|'m unable))\b`, 'i'),
  new RegExp(String.raw`^${SORRY}(?:i|we) (?:(?:do not|don't|didn't|did not|could not|couldn't|cannot|can't|was unable to|were unable to) (?:currently )?(?:have|find|locate|see)|have no|found no) (?:(?:any|enough|that|an?|the|this|specific|relevant) ){0,2}(?:information|answers?|data|details|results?|records?)(?:[.,!]|$| (?:about|on|for|regarding|available|to|in|of)\b)`, 'i'),
  new RegExp(String.raw`^${SORRY}i (?:do not|don't) know[.!]*$|^${SORRY}i(?:'m| am) not (?:entirely |quite |really )?sure(?:[.!]*$|[.,] )`, 'i'),
  /^no (?:relevant |matching )?(?:information|results?|answers?|documents?|matches) (?:(?:was|were|is|are|could be) )?(?:found|available)\b|^there (?:is|are|was|were) no (?:information|mention|details|answer)\b[^.]{0,60}\b(?:documents?|context|knowledge base|sources?|database|information provided)\b/i,
  new RegExp(String.raw`^(?:(?:based on|according to|from|in) )?${GIVEN},? (?:(?:i|we) (?:cannot|can't|could not|couldn't|do not|don't|am unable)|(?:does|do|did)(?: not|n't) (?:contain|mention|include|provide|say|specify|answer|cover))\b`, 'i'),
  /^(?:as of |up to )?my (?:knowledge|training)(?: data)?(?: cut-?off| only| is limited| ends?| goes)\b.{0,120}\b(?:can't|cannot|don't|do not|unable|not aware)\b|^(?:it|that|this)(?:'s| is) against (?:my|our) (?:guidelines|polic(?:y|ies)|programming|rules)\b/i,
  // Puts it off: nobody comes back to who is told so by a cache.
  /^let me (?:check|look|see|find|search)(?: (?:that|this|it|into (?:that|this|it)))?(?: up)?(?: for you)?[.!,…]|^i(?:'ll| will) (?:look into (?:it|this|that)|get back to you|check (?:on )?(?:that|this|it))\b|^(?:please )?(?:hold on|hold while|one moment|just a moment|wait a moment)\b/i,
  // Asks back.
  /^i(?:'d| would)? need (?:(?:a bit |some )?more|additional|further) (?:information|details|context)\b|^to help you(?: better| further| with that| with this)?,? (?:i(?:'ll| will|'d| would)? need (?:your|the|more|some|to know)|please (?:provide|share|tell|give))\b/i,
  /^(?:(?:which|what) (?:one|[a-z]+|(?:kind|type|sort) of [a-z ]{2,20}) (?:do|did|are|would) you (?:mean|referring|want|have|looking|use|using)|(?:could|can|would|will) you (?:please )?(?:tell|share|specify|confirm|give|describe|provide|send)|(?:what(?:'s| is)|may i (?:have|know|ask for)|can i (?:have|get)) your (?:order|e-?mail|account|(?:full |user)?name|phone|customer|question|budget|location|address|date|operating|model|version|country))\b[^?]*\?$/i,
  /^error: [^.]{3,80}(?:exceeded|failed|timed out|unavailable|not found|denied)[.!]?$|^request failed with status code \d{3}[.!]?$|^rate limit reached for [\w.-]+ in organization\b|^\{\s*"error"\s*:\s*\{/i,
  // In some other languages.
  /^(?:(?:leider|entschuldigung|sorry),? )?(?:(?:das|dabei|dazu|hierbei|diese frage) (?:kann|darf) ich (?:dir |ihnen |leider ){0,2}nicht|(?:kann|darf|habe) ich (?:leider |dir |ihnen |dazu |dabei |hierzu ){0,3}(?:nicht|keine informationen)|ich (?:kann|darf) (?:dir |ihnen |leider |das |dabei |dazu |diese frage ){0,3}nicht (?:helfen|weiterhelfen|beantworten|sagen)|ich (?:weiß (?:es |das )?(?:leider )?nicht[.!]*$|habe (?:dazu |leider |darüber ){0,2}keine informationen))/i,
  /^(?:(?:je suis )?désolée?,? (?:mais )?|malheureusement,? )?je (?:ne (?:peux|suis|dispose)|n'ai) pas (?:répondre|vous aider|t'aider|d'informations?|la réponse|en mesure|accès|de données)/i,
  /^(?:lo siento,? (?:pero )?|lamentablemente,? )?no (?:puedo|tengo|dispongo de|encuentro|encontré) (?:responder|ayudar(?:te|le)?|información|acceso|la respuesta|datos|suficiente)/i,
  /^(?:mi dispiace,? (?:ma )?|purtroppo,? )?non (?:posso|ho|dispongo di|sono in grado di) (?:rispondere|aiutar\p{L}*|informazioni|accesso|la risposta)|^(?:desculpe,? (?:mas )?|infelizmente,? )?não (?:posso|tenho|encontrei) (?:responder|ajudar|ajudá-l[oa]|informaç\p{L}+|acesso|a resposta|dados)/iu,
  /^(?:helaas,? |sorry,? )?(?:(?:dat|daar) kan ik (?:je |u |helaas ){0,2}niet|(?:kan ik|heb ik|ik kan|ik heb) (?:je |u |daar |hier |helaas |over ){0,3}(?:niet (?:helpen|beantwoorden)|geen informatie))/i,
  /^(?:к сожалению,? )?(?:я не (?:могу (?:ответить|помочь)|знаю[.!]*$)|у меня нет (?:информации|доступа|данных))|^对不起|^我(?:无法|不能)(?:回答|帮助|提供)/iu
]

const PRESENT = /\bas of (?:today|tonight|now|right now|this (?:morning|afternoon|evening|week|moment|writing)|the (?:current date|present moment))\b|\b(?:today is|today's date is|tomorrow is) (?:[a-z]+day|the \d|[a-z]+ \d|\d)|\b(?:the (?:current|local) time(?: in [\p{L} ]{2,30})?|it) is (?:currently |now )?\d{1,2}:\d{2}\b|\b(?:it is|it's) currently (?:-?\d|raining|snowing|sunny|cloudy)|\b(?:is|are) (?:currently |now )?trading at\b|\blast updated:? (?:today|just now|\d+ (?:minutes?|hours?) ago)\b/iu

/** The model declined, did not know, put it off or asked back: the next asker may fare better. */
export function isRefusal (text: string): boolean {
  const whole = text.trim()
  const opening = whole.slice(0, SHORT).replaceAll('’', "'")
  return REFUSALS.some((refusal) => refusal.test(opening.slice(0, OPENING))) || (whole.length <= SHORT && SHORT_REFUSALS.some((refusal) => refusal.test(opening)))
}

/** The answer says that it looked at the present. */
export const tellsThePresent = (text: string): boolean => PRESENT.test(text)
