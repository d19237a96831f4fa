// The form of a question that is hashed for the exact tier and that is embedded.
// Only what cannot change the answer may go: form, case, space, end punctuation, politeness.
// Numbers, negation, identifiers and code stay as they were typed.

// Code spans, URLs, flags (-R is not -r), paths, snake_case, escapes (\D), formats (%M), assignments, base64 and quoted words keep their case.
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g
const KEEPS_CASE = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|--?[a-z]|[./~][\w./~-]*\/)|\w_\w|::|->|\w\(\)|\\\S|%[a-z]|=|[a-z]\+[a-z]|^(["']).+\1[.,;:?!]*$/i
// Behind a number the case of these is a factor: mega and milli, byte and bit.
const UNIT = /^(?:\d+(?:\.\d+)?)?(?:M(?:W|Wh|V|J|Pa|N|Ω)|[KMGT]b(?:ps|\/s)?|[KMGT]B(?:ps|\/s))[.,;:?!]*$/
// Questions about letters, codes and text itself: nothing of the text's form is beside the point.
const ABOUT_FORM = /\b(?:ascii|unicode|utf-?\d+|code ?points?|char(?:acter)? ?(?:codes?|sets?)|upper-?case|lower-?case|capital(?:i[sz]e\w*| letters?)|md5|sha-?\d+|hash(?:es|ed)? (?:of|for|value|function)|base64|(?:en|de)cod(?:e[ds]?|ing)|regexp?|regular expressions?|strftime|punctuat\w+|proofread\w*|spelling|typos?)\b/i
// Lines that begin with spaces are code or a table.
const INDENTED = /\n[ \t]+\S/

/** Whether nothing of it shows: white space, and signs without a shape such as U+200B. Pure. */
export const isBlank = (text: string): boolean => !/[^\s\p{Default_Ignorable_Code_Point}]/u.test(text)

const GREETING = /^(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|everybody|guys|folks|team|friends?|doctors?|doc|docs|sir|madam|again))?(?:\s*[,!.:;-]+\s*|\s+(?=(?:i|i'm|what|how|why|who|where|when|which|can|could|is|are|do|does|did|my|please|will|would|should)\b))/
const LEADS = [
  /^(?:please|pls|plz|kindly),?\s+(?=(?!(?:in|is|and|or|vs|versus|means?|to|me|for)\b)\S+\s+\S)/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)|(?:can|could|may) i)(?: all)?(?: please| kindly)(?=\s+\S)\s*/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)(?: please| kindly)? (?:tell|let) me(?: know)?|(?:please )?(?:tell|let) me(?: know)?|(?:can|could|may) i (?:please )?(?:know|ask)(?: you)?|do (?:you|u) (?:happen to )?know|does (?:anyone|anybody) know|i (?:want|wanted|would like|need|am curious|was wondering) to know|i'd like to know|(?:i'm|i am|i was|just) wondering|i(?:'m| am) curious(?: to know)?|(?:quick|just a|i have a) question|so|well|ok|okay|um+)\s*[,:]?\s+(?=(?:what|how|why|who|whom|whose|where|when|which|is|are|do|does|did|can|should)(?:'s|'re)?\b)/,
  /^(?:can|could|would) (?:you|u) (?=(?:explain|describe|list|summari[sz]e|define|compare|translate|give|show|write|recommend|suggest|name)\b)/
]
const TRAILS = [
  /(?<=[\w)"'’\]`%])\s*(?:[,.;!?-]+\s*|\s)(?:many )?(?:thanks|thank you|thx|ty|cheers)(?: (?:so|very) much| a lot| a million| in advance)?$/,
  /(?<=\S\s+\S+)(?:\s*[,.;!?]+\s*|(?<!\b(?:say|says|said|means?|spell|word|words|of|with|without|to|not|and|or|use|using|write|called|translate|as|do|i|you|we|they|he|she|it|for|between|versus|vs|the|a|term|saying|hear|type))\s+)(?:please|pls|plz)$/
]
const SAID = /\b(say|says|said|saying|mean|means|word|words|phrase|spell|translate|write|pronounce|reply|respond|hear|and|or|of|to|for|than|the|a|versus|vs|between|with|using|use|type)$/

const keepsCase = (word: string, before: string | undefined) => KEEPS_CASE.test(word) || (UNIT.test(word) && (/^\d/.test(word) || /\d$/.test(before ?? '')))
const lower = (text: string) => ABOUT_FORM.test(text) ? text : text.split(' ').map((w, i, all) => keepsCase(w, all[i - 1]) ? w : w.toLowerCase()).join(' ')

// NFKC would write 10² as 102 and 2½ as 21⁄2. H₂O is H2O, but 101₂ is not 1012.
const RAISED = /[²³¹⁰ⁱ⁴-ⁿ]+/g
const LOWERED = /(?<=[\d)])[₀-₎]+/g
const FRACTION = /(\d)?([¼-¾⅐-⅞↉])/g
const spelledOut = (text: string) => text.replace(RAISED, '^$&').replace(LOWERED, '_$&').replace(FRACTION, (_, digit?: string, part?: string) => `${digit === undefined ? '' : `${digit} `}${part!.normalize('NFKC').replace('⁄', '/')}`)

const fold = (text: string) => lower(spaced(spelledOut(text).normalize('NFKC')
  .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
  .replace(/[‘’‛`´]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐‑‒–—―−]/g, '-'))).normalize('NFKC')

function spaced (text: string): string {
  const inner = text.trim()
  return INDENTED.test(inner) ? inner.replace(/[^\S\n]+(?=\n)/g, '') : inner.replace(/\s+/g, ' ')
}

// Read from the end by hand: a pattern for this takes cubic time on a long run of marks.
// "5!", "5!!" and "n!" are values, not excitement; what stands behind a space or another sign is what is asked about: ". and ;", ".*?".
function bare (text: string): string {
  if (ABOUT_FORM.test(text)) return text
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
    if (rest !== out && words(rest) >= 2 && !SAID.test(rest)) out = rest
  }
  const left = bare(out).trim()
  return left === '' ? text.trim() : left
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
