// Whether a follow-up means the same without what was said before. Strict: it passes only where every sign of leaning on
// the conversation is absent and its subject is named. What it wrongly keeps out is a miss; what it wrongly lets in would be
// the answer to another question.

/** Words that point back, or that leave out what they compare with. */
const POINTING = new Set(`it its itself this that these those they them their theirs he him his she her hers we us our ours you your yours yourself i'm my mine me
one ones both neither either former latter same such another other others else more less again instead too also either there here then so now
above below previous earlier last next following first second third fourth fifth final rest remaining similar different alternative alternatives
even still yet ever back already actually though otherwise respectively likewise
better worse best worst cheaper bigger smaller larger faster slower older younger higher lower longer shorter easier harder newer safer
said mentioned told meant listed suggested explained described continue go elaborate expand clarify rephrase shorter longer
yes no ok okay sure right exactly please thanks nope yeah yep maybe all each every any some`.split(/\s+/))

const OPENING = /^(?:(?:what|which|who|whom|whose|where|when|why) (?:[a-z]+ ){0,3}?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|wrote|won|invented|discovered|founded|painted|built|caused|happened|makes|causes)|how (?:to|do|does|did|is|are|was|were|can|could|should|many|much|long|far|old|tall|big|deep|high|fast|often|large)|(?:is|are|was|were|do|does|did|has|have|can) [a-z]|(?:explain|describe|define|list|name|compare|summari[sz]e|translate)) /i
const ELLIPTIC = /^(?:what|how|why|who|where|when|which)(?:'s)? (?:about|if|else|not|come|so|then|now)\b|^(?:and|but|or|so|then|because|also|in|for|with|without|from|on|at|to)\b/i
/** A known thing, and not said of what: "the price", "the Pro plan". */
const BARE_THE = /\bthe (?!(?:[\p{L}\p{N}'-]+ ){1,2}(?:of|between)\b)/iu
/** Of a person or thing by one name alone, the conversation says which. */
const ONE_NAME = /^(?:who|when|where|how old|how tall) (?:is|was|were|did|does)\b/i

const MIN_WORDS = 4
const MAX_WORDS = 40

/** @param text as it was asked: names are known by their capitals */
export function isSelfContained (text: string): boolean {
  const sentence = text.trim().replace(/[?.!]+$/, '').replaceAll('’', "'")
  if (/[.?!;:\n"()…]|--/.test(sentence)) return false
  const words = sentence.split(/[\s,]+/)
  if (words.length < MIN_WORDS || words.length > MAX_WORDS) return false
  if (words.some((word) => POINTING.has(word.toLowerCase()) || /^\d+(?:st|nd|rd|th)$/i.test(word))) return false
  if (ELLIPTIC.test(sentence) || !OPENING.test(sentence) || BARE_THE.test(sentence)) return false
  const names = words.slice(1).filter((word) => /^\p{Lu}[\p{L}\p{N}.'-]+$/u.test(word) && !/^I'/.test(word))
  if (names.length === 0) return false
  // A shouted or Title Cased Text says nothing about names.
  if (names.length > words.length / 2) return false
  return !ONE_NAME.test(sentence) || names.length > 1 || /\b(?:of|in|at|from) \p{Lu}/u.test(sentence)
}
