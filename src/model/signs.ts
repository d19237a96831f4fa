// Signs, marks and faces of a question: how they are typed says nothing of what is asked, but where they are what is asked about.

/**
 * Whether it holds what an uncased tokeniser drops without a trace: signs without a shape, in which an LLM may be told something that
 * nobody sees (tags, variation selectors), and marks that make no letter of their own with the one before. Pure.
 */
export const holdsUnseen = (text: string): boolean => /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{M}]|(?![\t\n\r])\p{Cc}/u.test(text.normalize('NFC'))

// Quoted as in French: « mot ».
const SET_APART = /«\s[^«»]*\s»/
const QUOTE = /["'“”‘’«»()]/
const WANTS_SIGN = /\b(?:is|are|does|do|type|insert|use|using|write|make|add|put|with|without|between|and|or|vs\.?|versus|of|by|called|the|an?|this|to|from|than|into|for|in|key|symbol|sign|character|dash|mark)[\s"'(]*$/i
const NAMES_SIGN = /^\s+(?:symbol|sign|character|key|mark|dash|hyphen|called|means?)\b/i

function standsAlone (text: string, at: number): boolean {
  const [before = ' ', after = ' '] = [text[at - 1], text[at + 1]]
  return (/\s/.test(before) && /[\s?.!,;:]/.test(after)) || (QUOTE.test(before) && QUOTE.test(after))
}

const isAskedFor = (text: string, at: number) => standsAlone(text, at) && (WANTS_SIGN.test(text.slice(Math.max(0, at - 20), at)) || NAMES_SIGN.test(text.slice(at + 1, at + 20)))

/** Signs that NFKC, or small writing, makes letters and digits of. By itself one is what is asked about, and gets its number for a name: "what does ⓘ mean". Pure. */
export const withSignsNamed = (text: string): string => text.replace(/[ªºİ₀-₎№ℹ①-⓿]/g, (sign, at, all) => isAskedFor(all, at) ? `_u${sign.charCodeAt(0).toString(16)}` : sign)

/** Quotes and dashes in one form each. A sign by itself is what is asked about: "how do I type `"; a dash mostly joins all the same. Pure. */
export function withPlainSigns (text: string): string {
  const quotesApart = SET_APART.test(text)
  return text
    .replace(/[‘’‛`´]/g, (sign, at, all) => standsAlone(all, at) ? sign : "'")
    .replace(/[“”„«»]/g, (sign, at, all) => !quotesApart && standsAlone(all, at) ? sign : '"')
    .replace(/[‐‑‒–—―−]/g, (sign, at, all) => isAskedFor(all, at) ? sign : '-')
}

// Behind these a face, or a mark behind a space, is what is asked about: a sentence does not end in them.
const SHOWS_SIGN = /\b(?:an?|the|my|your|his|her|their|is|are|was|were|of|by|about|with|without|from|into|onto|than|between|as|per|and|or|vs\.?|versus|for|like|to|at|on|in|this|that|these|those|means?|meant|called|symbol|emojis?|emoticons?|smileys?|faces?|use[sd]?|using|does|(?:type[sd]?|typing|say|says|said|add(?:s|ed)?|put|write|wrote|send|sends|sent|sending|texts?|texted|texting|messaged?|messages|repl(?:y|ies|ied)|respond(?:s|ed)?|reacts?|reacted|comment(?:s|ed)?|post(?:s|ed)?|answer(?:s|ed)?|got|gets|receive[sd]?)(?: (?:me|him|you|us|them|it|back|just|only|someone|somebody|people))*)[\s"'(]*$/

const SPACED_MARKS = /\s[?.,;:…!\s]*$/
const TYPES_MARK = /\b(?:with|an?|the|and|or|between|typ(?:e[sd]?|ing))$/
/** Marks behind a space: "when somebody texts ...". A question mark mostly is the asker's own. Pure. @param tail the end of the text */
export function endsInMarksShown (tail: string): boolean {
  const marks = SPACED_MARKS.exec(tail)?.[0] ?? ''
  return marks.trim() !== '' && (marks.trim() === '?' ? TYPES_MARK : SHOWS_SIGN).test(tail.slice(0, -marks.length))
}

// Of these texts a face is part, wherever it stands; what they point at may be the face.
const ABOUT_FACES = /\b(?:emojis?|emoticons?|smileys?|kaomoji|sentiment|sarcas\w*|tone|caption|th(?:is|at|ese|ose)|it|mean(?:s|t|ing)?)\b|:\s/
// Faces and hearts only: of other pictures a question may be ("can dogs eat 🍇").
const FACES = /(?:[\s\ufe0f\u2764\u{1f600}-\u{1f64f}\u{1f910}-\u{1f92f}\u{1f970}-\u{1f97a}]+|(?<=[\p{L}?.!]) :-?[()])$/u
/** The text without what a message ends in to say how it is meant. Pure. */
export function withoutFaces (text: string): string {
  const tail = FACES.exec(text.slice(-40))?.[0] ?? ''
  if (tail.trim() === '') return text
  const rest = text.slice(0, -tail.length)
  return rest.split(/\s+/).filter(Boolean).length < 3 || SHOWS_SIGN.test(rest.slice(-60)) || ABOUT_FACES.test(rest) || (tail.endsWith(')') && rest.includes('(')) ? text : rest
}
