// The form of a question that is hashed for the exact tier and that is embedded.
// Only what cannot change the answer may go: form, case, space, end punctuation, politeness.
// Numbers, negation, identifiers and code stay as they were typed.

// Code spans, URLs, flags (-R is not -r), paths, snake_case, escapes (\D), classes ([A-Z]), formats (%M), variables ($A), assignments, base64 and quoted words keep their case.
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g
const KEEPS_CASE = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|--?[a-z]|[./~][\w./~-]*\/)|\w_\w|::|->|\w\(\)|\\\S|[{}<>^|]|[\p{L}\d]\[|\]\w|\[\^|\w-\w+\]|\$[a-z]|^s\/.*\/.*\/|%[a-z]|=|[a-z]\+[a-z]|^(["']).+\1[.,;:?!]*$|^[\w-]+(?:\.[a-z]{2,})+\/\S/iu
// Ranges of letters, and flags in a row.
const KEEPS_ITS_CASE = /^(?:[A-Z]-[A-Z]|(?!kWh|mAh)[a-z][A-Z][a-z])$/
// Calls: what is in them may be a string.
const CALL = /\w\(["')]|\w\.\w+\(/
// Behind a number the case of these is a factor: mega and milli, byte and bit.
const UNIT = /^(?:\d+(?:\.\d+)?)?(?:M(?:W|Wh|V|J|Pa|N|Ω|m|g|s|bar)|[KMGT]b(?:ps|\/s)?|[KMGT]B(?:ps|\/s))[.,;:?!]*$/
// These are not written for mega and peta by hurried people.
const SMALL_UNIT = /^(?:\d+(?:\.\d+)?)?(?:m(?:Hz|Wh?|V|A|Pa|T|eV|F|N|J|Ohms?|Ω|M|K|C|H|S|Bq|b)|p[AFJV])(?![A-Za-z])/
// A letter alone stands for something: N and n, T and t, Σ and σ. Not where it is a name's first letter, or names one of a row that people type either way.
const LETTER = /^["'([]?([ABD-Z\u0391-\u03a9])(?:'s|\(\S*\))?[)\]"',;:?!.]*$/u
const ROW = /^(?:vitamins?|hepatitis|influenza|plan|type|types|grade|class|section|part|group|category|schedule|form|gen|generation|series|model|team|option|appendix|exhibit|terminal|gate|zone|platform|omega|factor|in|learn|using|with|language|programming|like|or|and)$/i
const BESIDE = /^(?:language|program\w*|code|compiler|rays?|shirts?|mails?|day|sections?|pop|levels?|chromosomes?|vitamins?|card|visa|score)\b/i
const IS_A = /^(?:is|are|was|and|or|to|of|equals?|has|than|from|by|if|mean|means|stands?|[<>=+*/,-].*)$/
// Elements and alleles whose capitals are another thing, between words that are not written in capitals.
const ELEMENT = /^(?:Co|Pb|Pa|Hf|Cs|Sc|Aa|Bb|Tt|Rr|Yy|Pp)[.,;:?!]*$/
// Questions about letters, codes and text itself: nothing of the text's form is beside the point.
const ABOUT_FORM = /\b(?:ascii|unicode|utf-?\d+|code ?points?|char(?:acter)? ?(?:codes?|sets?)|(?:upper|lower)[- ]?case|capital(?:i[sz]e\w*| letters?)|md5|sha-?\d+|hash(?:es|ed)? (?:of|for|value|function)|base64|(?:en|de)cod(?:e[ds]?|ing)|alphabetical(?:ly| order)|regexp?|regular expressions?|strftime|punctuat\w+|proofread\w*|spelling|typos?)\b/i
// Of these a text keeps all it has but how its sentence opens: "What is the md5 of Hello".
const OPENERS = /^(?:What|How|Why|When|Where|Who|Which|Is|Are|Do|Does|Did|Can|Could|Should|Would|Explain|Show|Give|Convert)(?='?s?\s)|(?<=\b(?:do|does|did|can|could|should|would|must|may|am|if|when|that|how) )I(?= \p{Ll})/gu
// Small words that are names in capitals, where not all the sentence shouts.
const NAMES = /^(?:IT|WHO)(?:'s)?[.,;:?!)]*$/
// Where letters stand for things, another case is another thing.
const SYMBOLS = /\b(?:physics|symbols?|chords?|vim|emacs|alleles?|genotypes?|genetics)\b/i
// Lines that begin with spaces are code or a table; so are those that end in a semicolon, set a name, or are asked about.
const LINES = /\n[ \t]+\S|[;{}][ \t]*\n|\n[ \t]*[\w."'-]+[ \t]*[:=][ \t]*\S|(?=.*\n)\b(?:lines?|yaml|csv|poem|haiku|verses?|code|function|script)\b/is
// What is shown behind a colon and asked about as it is written, its last sign too.
const SHOWN = /^(?:is|are|does|do|why|which|what|explain|fix|check|correct|proofread)\b[^:]*\b(?:sentences?|statement|grammar|grammatical\w*|correct|valid|syntax|compiles?|code|lines?|snippet|yaml|json|python|sql|html|css|command)\b[^:]*:\s*[^\s"][^"]*$/i
// The folder above is no ellipsis.
const FOLDER = /(?:^|\s)(?:cd|ls|rm|cp|mv|cat|find|du|pushd|tar|-\w+) \.\.$/

/** Whether nothing of it shows: white space, and signs without a shape such as U+200B. Pure. */
export const isBlank = (text: string): boolean => !/[^\s\p{Default_Ignorable_Code_Point}]/u.test(text)

const GREETING = /^(?!hello,? world\b)(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|everybody|guys|folks|team|friends?|doctors?|doc|docs|sir|madam|again))?(?:\s*[,!.:;-]+\s*|\s+(?=(?:i|i'm|what|how|why|who|where|when|which|can|could|is|are|do|does|did|my|please|will|would|should)\b))/
const LEADS = [
  /^(?:please|pls|plz|kindly),?\s+(?=(?!(?:in|is|and|or|vs|versus|means?|to|me|for)\b)\S+\s+\S)/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)|(?:can|could|may) i)(?: all)?(?: please| kindly)(?=\s+(?!(?:an?|the|my|your|his|her|their|every\w*|all|both|women|men|people|me|him|them)\b)\S)\s*/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)(?: please| kindly)? (?:tell|let) me(?: know)?|(?:please )?(?:tell|let) me(?: know)?|(?:can|could|may) i (?:please )?(?:know|ask)(?: you)?|do (?:you|u) (?:happen to )?know|does (?:anyone|anybody) know|i (?:want|wanted|would like|need|am curious|was wondering) to know|i'd like to know|(?:i'm|i am|i was|just) wondering|i(?:'m| am) curious(?: to know)?|(?:quick|just a|i have a) question|so|well|ok|okay|um+)\s*[,:]?\s+(?=(?:what|how|why|who|whom|whose|where|when|which|is|are|do|does|did|can|should)(?:'s|'re)?\b)/,
  /^(?:can|could|would) (?:you|u) (?=(?:explain|describe|list|summari[sz]e|define|compare|translate|give|show|write|recommend|suggest|name)\b)/
]
const TRAILS = [
  /(?<=[\w)"'’\]`%])\s*(?:[,.;!?-]+\s*|\s)(?:many )?(?:thanks|thank you|thx|ty|cheers)(?: (?:so|very) much| a lot| a million| in advance)?$/,
  /(?<=\S\s+\S+)(?:\s*[,.;!?]+\s*|(?<!\b(?:say|says|said|means?|spell|word|words|of|with|without|to|not|and|or|use|using|write|called|translate|as|do|i|you|we|they|he|she|it|for|between|versus|vs|the|a|term|saying|hear|type))\s+)(?:please|pls|plz)$/
]
// Politeness that is quoted without marks: "is it rude to say no thanks".
const QUOTES = /\b(?:say|says|said|saying|sing|sings|sang|text|texts|texted|write|writes|wrote|reply|replies|replied|respond|ending|ends|sign|signs|signed|called|titled|mean|means|meaning|spell|spelled|spelt|word|words|phrase|phrases)\b/
const SAID = /\b(is|are|was|sang|called|named|say|says|said|saying|mean|means|word|words|phrase|spell|translate|write|pronounce|reply|respond|hear|and|or|of|to|for|than|the|a|versus|vs|between|with|using|use|type|directed|produced|composed|recorded|released|sings?|watch(?:ed)?|seasons ran|(?:starred|stars|acted|appears?|played) in)$/

const keepsCase = (word: string, before: string | undefined) => KEEPS_CASE.test(word) || KEEPS_ITS_CASE.test(word) || SMALL_UNIT.test(word) || (UNIT.test(word) && (/^\d/.test(word) || /\d$|^many$/.test(before ?? '')))

const isName = (word: string | undefined, isInside: boolean) => isInside && /^\p{Lu}\p{Ll}/u.test(word ?? '')

/** Whether it is a letter or two that another case would make something else. Of a text that does not shout. */
function isSymbol (all: string[], i: number): boolean {
  const [before, word, after] = [all[i - 1], all[i]!, all[i + 1]]
  if (ELEMENT.test(word)) return before !== undefined && !/[.?!:&]$/.test(before) && !/^\p{Lu}/u.test(after ?? '')
  const letter = LETTER.exec(word)?.[1]
  // "I", a name's initial, a unit behind its number, what people type either way
  if (letter === undefined || letter === 'I' || /\d$/.test(before ?? '') || ROW.test(before ?? '') || BESIDE.test(after ?? '') || isName(before, i > 1) || isName(after, true) || (word.endsWith('.') && /^\p{Lu}/u.test(after ?? ''))) return false
  return letter !== 'A' || (before !== undefined && (after === undefined || IS_A.test(after)))
}

function lower (text: string): string {
  const all = text.split(' ')
  if (ABOUT_FORM.test(text) || CALL.test(text) || inTwoCases(all)) return text.replace(OPENERS, opener => opener.toLowerCase())
  const [shouts, symbols] = [!/\p{Ll}/u.test(text), SYMBOLS.test(text)]
  return all.map((w, i) => keepsCase(w, all[i - 1]) || (!shouts && isSymbol(all, i)) || (!shouts && i > 0 && (isCapitals(all, i) || (symbols && /^(?!I\b)[A-Za-z]{1,2}[.,;:?!]*$/.test(w)))) ? w : w.toLowerCase()).join(' ')
}

const isShouted = (word: string | undefined) => word !== undefined && /^\p{Lu}{2,}/u.test(word) && !NAMES.test(word)
const isCapitals = (all: string[], i: number) => NAMES.test(all[i]!) && !/[.?!]$/.test(all[i - 1]!) && !isShouted(all[i - 1]) && !isShouted(all[i + 1])

/** "Is it Internet or internet", "Aa with aa": a word beside itself in another case is asked about. */
const inTwoCases = (all: string[]): boolean => all.some((word, i) => i > 2 && JOINS.test(all[i - 1]!) && !/[.?!:]$/.test(all[i - 3]!) && unlike(word, all[i - 2]!))
const JOINS = /^(?:or|and|vs\.?|versus|with|x|from|to|not|than)$/
function unlike (word: string, other: string): boolean {
  const [x, y] = [word, other].map(w => w.replace(/^[("'[]+|[)"'\],.;:?!]+$/g, ''))
  return x !== y && x!.toLowerCase() === y!.toLowerCase()
}

// NFKC would write 10² as 102 and 2½ as 21⁄2. H₂O is H2O, but 101₂ is not 1012.
const RAISED = /[²³¹⁰ⁱ⁴-ⁿ]+/g
const LOWERED = /(?<=[\d)])[₀-₎]+|(?<![₀-₎])[₀-₎]{1,9}(?=\d)/g
const FRACTION = /(\d)?([¼-¾⅐-⅞↉])/g
// ℝ is no R, and ℓ no l.
const SET = /[\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134]/g
const spelledOut = (text: string) => text.replace(SET, '_$&').replace(RAISED, '^$&').replace(LOWERED, '_$&').replace(/(?<=_[₀-₎]{1,9})(?=\d)/g, '_').replace(FRACTION, (_, digit?: string, part?: string) => `${digit === undefined ? '' : `${digit} `}${part!.normalize('NFKC').replace('⁄', '/')}`)

const fold = (text: string) => lower(spaced(spelledOut(text).normalize('NFKC')
  // A joiner between emoji makes one of them; marks that turn the order of signs round stay.
  .replace(/[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\u202a-\u202c\u2066-\u2069]|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu, '')
  .replace(/[‘’‛`´]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐‑‒–—―−]/g, '-'))).normalize('NFKC')

function spaced (text: string): string {
  const inner = text.trim()
  return LINES.test(inner) ? inner.replace(/[^\S\n]+(?=\n)/g, '') : inner.replace(/\s+/g, ' ')
}

/** Whether the signs a text ends in are part of what it shows. Pure. */
export const keepsEnd = (text: string): boolean => SHOWN.test(text) || FOLDER.test(text)

// Read from the end by hand: a pattern for this takes cubic time on a long run of marks.
// "5!", "5!!" and "n!" are values, not excitement; what stands behind a space or another sign is what is asked about: ". and ;", ".*?".
function bare (text: string): string {
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
  for (const lead of [GREETING, ...LEADS]) {
    const rest = out.replace(lead, '')
    if (rest !== out && words(rest) >= 2) out = rest
  }
  out = bare(out)
  for (const trail of TRAILS) {
    // Politeness at the end is short; looking no further back keeps long texts cheap.
    const rest = out.slice(0, -80) + out.slice(-80).replace(trail, '')
    if (rest !== out && words(rest) >= 2 && isOwn(rest, out.slice(rest.length))) out = rest
  }
  const left = bare(out).trim()
  return left === '' ? text.trim() : left
}

/** Whether politeness is the asker's, and not what the question is about: a sentence of its own is, but behind what is quoted with a colon. */
function isOwn (rest: string, politeness: string): boolean {
  const end = rest.slice(-80)
  return /^\s*[.?!\n]/.test(politeness) ? !/:\s/.test(end) : !SAID.test(rest) && !QUOTES.test(end)
}

const words = (text: string) => text.split(/\s+/).filter(Boolean).length

function once (text: string, tidy: (text: string) => string): string {
  const code: string[] = []
  // A private-use mark stands for each code span while its surroundings are folded.
  const open = text.replace(/[\ue000\ue001]/g, '').replace(CODE, span => `\ue000${code.push(span) - 1}\ue001`)
  return tidy(fold(open)).replace(/\ue000(\d+)\ue001/g, (_, i) => code[Number(i)]!)
}

// Repeated until nothing more comes off ("hi, please … thanks!"), so that it is idempotent.
// A text that is still shrinking after that many rounds was made to be: it is only folded.
export function normaliseQuestion (text: string): string {
  let out = text
  for (let i = 0; i < 16; i++) {
    const next = once(out, trim)
    if (next === out) return out
    out = next
  }
  return once(text, folded => folded.trim())
}
