// The form of a question that is hashed for the exact tier and that is embedded.
// Only what cannot change the answer may go: form, case, space, end punctuation, politeness.
// Numbers, negation, identifiers and code stay as they were typed.
import { ABOUT_FORM, lower } from './letter-case.ts'
import { endsInMarksShown, withoutFaces, withPlainSigns, withSignsNamed } from './signs.ts'

// Spans of code keep their form.
const CODE_OR_MARK = /```[\s\S]*?(?:```|$)|`[^`\n]+`|[\ue000\ue001]/g
// Lines that begin with spaces are code or a table; so are those that end in a semicolon, set a name, or are asked about, three in a row, and
// numbers below one another.
const LINES = /\n[ \t]+\S|[;{}][ \t]*\n|\n[ \t]*[\w."'-]+[ \t]*[:=][ \t]*\S|\n[ \t]*\S[^\n]*\n[ \t]*\S|\d[ \t]*\n[ \t]*-?\d/
const ASKED_LINES = /\b(?:lines?|yaml|csv|poem|haiku|verses?|code|function|script)\b/i
// What is shown behind a colon and asked about as it is written, its last sign too.
const ASKS_OF = /^(?:is|are|does|do|why|which|what|explain|fix|check|correct|proofread)\b/i
const SHOWN = /\b(?:sentences?|statement|grammar|grammatical\w*|correct|valid|syntax|compiles?|code|lines?|snippet|yaml|json|python|sql|html|css|command)\b/i
// Where it has no other sign, its question mark is the asker's own.
const QUESTION = /^[^.;!?]*\?$/
// A macro, a command, a variable
const CALLED = /(?:^|\s)(?::[a-z]{1,5}!|\$[?!]|(?:sudo |history |echo )!!|(?:vec|e?println|e?print|panic|format|todo|dbg|assert(?:_eq)?)!)\??$|\b(\w+) (?:and|or|vs\.?|versus) \1[!?]$/
// The folder above is no ellipsis.
const FOLDER = /(?:^|\s)(?:cd|ls|rm|cp|mv|cat|find|du|pushd|tar|-\w+) \.\.$/

/** Whether nothing of it shows: white space, and signs without a shape such as U+200B. Pure. */
export const isBlank = (text: string): boolean => !/[^\s\p{Default_Ignorable_Code_Point}]/u.test(text)

const GREETING = /^(?!hello,? world\b)(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|everybody|guys|folks|team|friends?|doctors?|doc|docs|sir|madam|again))?(?:\s*[,!.:;]+\s*|\s+-+\s+|\s+(?=(?:i|i'm|what|how|why|who|where|when|which|can|could|is|are|do|does|did|my|please|will|would|should)\b))/
const LEADS = [
  /^(?:please|pls|plz|kindly),?\s+(?=(?!(?:in|is|and|or|vs|versus|means?|to|me|for)\b)\S+\s+\S)/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)|(?:can|could|may) i)(?: all)?(?: please| kindly)(?=\s+(?!(?:an?|the|my|your|his|her|their|every\w*|all|both|women|men|people|me|him|them)\b)\S)\s*/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)(?: please| kindly)? (?:tell|let) me(?: know)?|(?:please )?(?:tell|let) me(?: know)?|(?:can|could|may) i (?:please )?(?:know|ask)(?: you)?|do (?:you|u) (?:happen to )?know|does (?:anyone|anybody) know|i (?:want|wanted|would like|need|am curious|was wondering) to know|i'd like to know|(?:i'm|i am|i was|just) wondering|i(?:'m| am) curious(?: to know)?|(?:quick|just a|i have a) question|so|well|ok|okay|um+)\s*[,:]?\s+(?=(?:what|how|why|who|whom|whose|where|when|which|is|are|do|does|did|can|should)(?:'s|'re)?\b)/,
  /^(?:can|could|would) (?:you|u) (?=(?:explain|describe|list(?! your)|summari[sz]e|define|compare|translate|give (?:me|us|an? (?:example|list|summary|overview|explanation))|show|write(?! (?:off|in|on|your))|recommend|suggest|name(?! your))\b)/
]
// Of songs and films, whose names begin like that
const TITLED = /\b(?:lyrics|chords|cast|song|album|movie|soundtrack|trailer|episodes)$/
const TRAILS = [
  /(?<=[\w)"'’\]`%])(?:\s*[,.;!?-]+\s*(?:ty|cheers)|\s*(?:[,.;!?-]+\s*|\s)(?:many )?(?:thanks|thank you|thx))(?: (?:so|very) much| a lot| a million| in advance)?$/,
  /(?<=\S\s+\S+)(?:\s*[,.;!?]+\s*|(?<!\b(?:say|says|said|means?|spell|word|words|of|with|without|to|not|and|or|use|using|write|called|translate|as|do|i|you|we|they|he|she|it|for|between|versus|vs|the|a|term|saying|hear|type))\s+)(?:please|pls|plz)$/
]
// Politeness that is quoted without marks: "is it rude to say no thanks".
const QUOTES = /\b(?:say|says|said|saying|sing|sings|sang|text|texts|texted|write|writes|wrote|reply|replies|replied|respond|ending|ends|sign|signs|signed|called|titled|mean|means|meaning|spell|spelled|spelt|word|words|phrase|phrases)\b/
const SAID = /\b(is|are|was|sang|called|named|say|says|said|saying|mean|means|word|words|phrase|spell|translate|write|pronounce|reply|respond|hear|giv(?:e|es|ing)|gave|express|show|offer|accept|owe|deserve|receive|and|or|of|to|for|than|the|a|versus|vs|between|with|using|use|type|directed|produced|composed|recorded|released|sings?|watch(?:ed)?|seasons ran|(?:starred|stars|acted|appears?|played) in)$/

// NFKC would write 10² as 102, 2ˣ as 2x and 2½ as 21⁄2. H₂O is H2O, but 101₂ is not 1012, and aₙ no "an".
const RAISED = /[²³¹⁰ⁱ⁴-ⁿ\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d2e\u1d30-\u1d3a\u1d3c-\u1d4d\u1d4f-\u1d61\u1d78\u1d9b-\u1dbf]+/g
const LOWERED = /(?<=[\d)])[₀-₎]+|(?<![₀-₎])[₀-₎]{1,9}(?=\d)|[ₐ-ₜᵢ-ᵪⱼ]+/g
/** 5ᵗʰ is 5th. */
const raised = (run: string, at: number, text: string) => /^(?:ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)$/.test(run) && /[\dn]/i.test(text[at - 1] ?? '') ? run : `^${run}`
const FRACTION = /(\d)?([¼-¾⅐-⅞↉])/g
// ℝ is no R, ℓ no l, and 𝔼 no E; several in a row are a word in fancy letters.
const SET = /[\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133-\u2138]|(?<![\u{1d49c}-\u{1d56b}])(?=\p{L})[\u{1d49c}-\u{1d56b}](?![\u{1d49c}-\u{1d56b}])/gu
// An accent typed for an apostrophe would be a space with an accent.
const spelledOut = (text: string) => withSignsNamed(text).replace(/(?<=\p{L})´(?=\p{L})/gu, "'").replace(SET, '_$&').replace(RAISED, raised).replace(LOWERED, '_$&').replace(/(?<=_[₀-₎]{1,9})(?=\d)/g, '_').replace(FRACTION, (_, digit?: string, part?: string) => `${digit === undefined ? '' : `${digit} `}${part!.normalize('NFKC').replace('⁄', '/')}`)

// Many signs without a shape in a row are no typing: they may say something. Those that turn the order of signs round stay, and a joiner between emoji makes one of them.
const UNSEEN = '[\\u200b-\\u200f\\u202a-\\u202c\\u2060\\u2066-\\u2069\\ufeff\\u00ad]'
const JOINS = '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})'
const SHAPELESS = new RegExp(`(?<!${UNSEEN})(?:(?!${JOINS})${UNSEEN}){1,2}(?!${UNSEEN})`, 'gu')
const fold = (text: string) => lower(spaced(withPlainSigns(spelledOut(text).normalize('NFKC').replace(SHAPELESS, '')))).normalize('NFKC')

function spaced (text: string): string {
  const inner = text.trim()
  const last = inner.lastIndexOf('\n')
  const isInLines = last >= 0 && (LINES.test(inner) || ASKED_LINES.test(inner.slice(0, last)))
  // What is quoted keeps its spaces. Line by line: a pattern for what stands before a \n takes quadratic time on white space that ends in none.
  return isInLines ? inner.split('\n').map((line) => line.trimEnd()).join('\n') : inner.replace(/"[^"\n]*"|(?<!\w)'[^'\n]*'(?!\w)|\s+/g, (part) => /^\s/.test(part) ? ' ' : part)
}

/** Whether the signs a text ends in are part of what it shows. Pure. */
export function keepsEnd (text: string): boolean {
  const colon = text.indexOf(':')
  // What stands in quotes has its end inside them.
  const isShown = colon > 0 && !QUESTION.test(text.slice(colon + 1)) && ASKS_OF.test(text) && SHOWN.test(text.slice(0, colon)) && !isBlank(text.slice(colon + 1)) && !text.includes('"', colon)
  return isShown || FOLDER.test(text) || CALLED.test(text) || endsInMarksShown(text.slice(-80))
}

// Read from the end by hand: a pattern for this takes cubic time on a long run of marks.
// "5!", "5!!" and "n!" are values, not excitement; what stands behind a space or another sign is what is asked about: ". and ;", ".*?".
function bare (typed: string): string {
  const text = typed.endsWith(' ..?') && FOLDER.test(typed.slice(0, -1)) ? typed.slice(0, -1) : typed
  if (ABOUT_FORM.test(text) || keepsEnd(text)) return text
  let end = text.length
  while (end > 0 && /[?.,;:…!\s]/.test(text[end - 1]!)) end--
  const marks = text.slice(end)
  if (!/[\p{L}\p{M}\p{N}_)\]}"'%°€$\ue001]$|\p{L}[+#]+$/u.test(text.slice(Math.max(0, end - 8), end)) || /\s[.,;:](?![.…])/.test(marks)) return text
  const called = /^!+/.exec(marks)
  const isValue = called && /[\d)]$|(?:^|[\s(])\p{L}$/u.test(text.slice(Math.max(0, end - 3), end))
  return text.slice(0, isValue ? end + called[0].length : end)
}

function trim (text: string): string {
  let out = text.trim()
  for (const lead of TITLED.test(out) ? [] : [GREETING, ...LEADS]) {
    const rest = out.replace(lead, '')
    if (rest !== out && words(rest) >= 2) out = rest
  }
  out = bare(out)
  for (const trail of TRAILS) {
    // Politeness at the end is short; looking no further back keeps long texts cheap.
    const rest = out.slice(0, -80) + out.slice(-80).replace(trail, '')
    if (rest !== out && words(rest) >= 2 && isOwn(rest, out.slice(rest.length))) out = rest
  }
  const left = bare(withoutFaces(out)).trim()
  return left === '' ? text.trim() : left
}

// Behind such a task and its colon, politeness is part of the text it is done to: "translate to French: no, thanks".
const WORKED_ON = /\b(?:translat\w+|rewrit\w+|rewrite|reword|rephrase|paraphrase|proofread|classif\w+|correct|(?:reply|respond) to|(?:this|the|following) (?:sentence|phrase|text|message|tweet|review|email)|tone|sentiment)\b[^:]{0,200}:\s/
/** Whether politeness is the asker's, and not what the question is about: a sentence of its own is, but behind what is quoted with a colon. */
function isOwn (rest: string, politeness: string): boolean {
  const end = rest.slice(-80)
  if (WORKED_ON.test(rest.slice(0, 400))) return false
  return /^\s*[.?!\n]/.test(politeness) ? !/:\s/.test(end) : !SAID.test(rest) && !QUOTES.test(end)
}

const words = (text: string) => text.split(/\s+/).filter(Boolean).length

function once (text: string, tidy: (text: string) => string): string {
  const code: string[] = []
  // Private-use marks stand for each code span while its surroundings are folded. Those of the text, icons of a font, get the second one before them.
  const open = text.replace(CODE_OR_MARK, span => span.length === 1 ? `\ue001${span}` : `\ue000${code.push(span) - 1}\ue001`)
  return tidy(fold(open)).replace(/\ue001([\ue000\ue001])|\ue000(\d+)\ue001/g, (_, own?: string, i?: string) => own ?? code[Number(i)]!)
}

// Repeated until nothing more comes off ("hi, please … thanks!"), so that it is idempotent.
// A text that is still shrinking after that many rounds was made to be: it is only folded.
export function normaliseQuestion (text: string): string {
  const inner = text.trim()
  let out = inner
  for (let i = 0; i < 16; i++) {
    const next = once(out, trim)
    if (next === out) return out
    out = next
  }
  return once(inner, folded => folded.trim())
}
