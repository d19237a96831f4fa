// The case of a question's letters: what people type either way is written small, so that one question has one form; what another case
// would make another thing stays as it was typed.

// URLs, flags (-R is not -r), paths, snake_case, escapes (\D), classes ([A-Z]), formats (%M), variables ($A), assignments, base64 and quoted words keep their case.
const KEEPS_CASE = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|--?[a-z]|[./~][\w./~-]*\/)|\w_\w|::|->|\w\(\)|\\\S|[{}<>^|]|[\p{L}\d]\[|\]\w|\[\^|\w-\w+\]|\$[a-z]|^s\/.*\/.*\/|%[a-z]|=|[a-z]\+[a-z]|^\+[a-z]$|^(["']).+\1[.,;:?!]*$|^[\w-]+(?:\.[a-z]{2,})+\/\S/iu
// Ranges of letters, and flags in a row.
const KEEPS_ITS_CASE = /^(?:[A-Z]-[A-Z]|(?!kWh|mAh)[a-z][A-Z][a-z]|(?=.*[a-z])(?=.*[A-Z])[yYMdDHhmsSa]{1,4}(?:[-/:.][yYMdDHhmsSa]{1,4})+)[.,;?!]*$/
// Calls: what is in them may be a string.
const CALL = /\w\(["']/
// Behind a number the case of these is a factor: mega and milli, byte and bit.
const UNIT = /^(?:\d+(?:\.\d+)?)?(?:M(?:W|Wh|V|J|Pa|N|Ω|bar)|[KMGT]b(?:\/s)?|[KMGT]B(?:ps|\/s))[.,;:?!]*$/
// These are not written for mega and peta by hurried people.
const SMALL_UNIT = /^(?:\d+(?:\.\d+)?)?(?:m(?:Hz|Wh?|V|A|Pa|T|eV|F|N|J|Ohms?|Ω|M|K|C|H|S|Bq|b)|p[AFJV]|Nm|nM)(?![A-Za-z])/
// A letter alone may stand for something: N and n, T and t, Σ and σ.
const LETTER = /^["'([]?([A-Z\u0391-\u03a9])(?:'s|\(\S*\))?[)\]"',;:?!.]*$/u
// Latin ones do where it is asked what they stand for, beside an operator, or where the same small letter stands there too. Elsewhere one is one of a
// row, or part of a name, and people type it either way: plan B, vitamin D, the Q train, malcolm x.
const STANDS_FOR = /\b(?:stands? for|means?|meaning|denotes?|represents?|symbols?|units?|constants?|value of|variables?|notation|formula|physics|chemistry|statistics|maths?|probability|biology|genetics?|chmod|tmux|in less|shift|press(?:ing)?|keys?(?! of))\b|^(?:what(?:'s| is| are)|define|unit of)(?: the)? \S+$/i
const OPERATOR = /^[=<>+*/^]/
const ROW = /^(?:vitamin|hepatitis|type|plan|grade|in)$/i
const IS_A = /^(?:is|are|was|and|or|to|of|equals?|has|than|from|by|if|mean|means|stands?|[<>=+*/,-].*)$/
// Java's types of values and of the objects that hold them
const TYPE = /^(?:Integer|Boolean|Double|Float|Long|Character|Byte|Short)[.,;:?!]*$/
const HAS_TYPES = /\b(?:java|kotlin|scala|groovy)\b/i
// Elements and alleles whose capitals are another thing, between words that are not written in capitals.
const ELEMENT = /^(?:Co|Pb|Hf|Cs|Sc|Aa|Bb|Tt|Rr|Yy|Pp)[.,;:?!]*$/
// Questions about letters, codes and text itself: nothing of the text's form is beside the point.
export const ABOUT_FORM = /\b(?:ascii|unicode|utf-?\d+|code ?points?|char(?:acter)? ?(?:codes?|sets?)|(?:upper|lower)[- ]?case|capital(?:i[sz]e\w*| letters?)|md5|sha-?\d+|hash(?:es|ed)? (?:of|for|value|function)|base64|(?:en|de)cod(?:e[ds]?|ing)|alphabetical(?:ly| order)|regexp?|regular expressions?|strftime|punctuat\w+|proofread\w*|spelling|typos?)\b/i
const FORMS = new RegExp(ABOUT_FORM.source, 'gi')
// But what only asks after one of them shows nothing, and is typed in any case: "what is md5", "regex for email".
const ASKS_AFTER = /^(?:(?:what(?:'s| is| are)|explain|define|learn|how (?:does|do|to use|to learn)|why (?:is|are|do|does)|best|is|are) )?(?:an? |the )?(?:\w+ )?(?:md5|sha-?\d+|base64|ascii|unicode|utf-?\d+|regexp?|regular expressions?|hash functions?|punctuation|typos?|spelling)(?: (?:in|for|with) \w+)?(?: \w+)?[?.!]*$/i
// Of these a text keeps all it has but how its sentence opens: "What is the md5 of Hello".
const OPENERS = /^(?:What|How|Why|When|Where|Who|Which|Is|Are|Do|Does|Did|Can|Could|Should|Would|Explain|Show|Give|Convert)(?='?s?\s)|(?<=\b(?:do|does|did|can|could|should|would|must|may|am|if|when|that|how) )I(?= \p{Ll})/gu
// Small words that are names in capitals, where not all the sentence shouts.
const NAMES = /^(?:IT|WHO)(?:'s)?[.,;:?!)]*$/
// Where letters stand for things, another case is another thing.
const SYMBOLS = /\b(?:physics|symbols?|chords?|vim|emacs|alleles?|genotypes?|genetics)\b/i
const SYMBOL = /^(?!I\b)(?:[A-Za-z]|[A-Z][a-z]|[a-z][A-Z]|([A-Z])\1|[A-G][#b]?[mM](?:6|7|9|11|13))[.,;:?!]*$/

// Keys and formulas of a spreadsheet
const ANY_CASE = /^(?:ctrl|control|alt|shift|cmd|command|win|windows|fn|option)\+|^=[a-z]+\b/i
const keepsCase = (word: string, before: string | undefined) => !ANY_CASE.test(word) && (KEEPS_CASE.test(word) || KEEPS_ITS_CASE.test(word) || SMALL_UNIT.test(word) || (UNIT.test(word) && (/^\d/.test(word) || /\d$|^many$/.test(before ?? ''))))

const isName = (word: string | undefined, isInside: boolean) => isInside && /^\p{Lu}\p{Ll}/u.test(word ?? '')

/** Whether it is a letter or two that another case would make something else. Of a text that does not shout. @param isAsked whether the text asks what letters stand for, @param lone small ones that stand by themselves */
function isSymbol (all: string[], i: number, isAsked: boolean, lone: ReadonlySet<string>): boolean {
  const [before, word, after] = [all[i - 1], all[i]!, all[i + 1]]
  if (ELEMENT.test(word)) return before !== undefined && !/[.?!:&]$/.test(before) && !/^\p{Lu}|^(?:founder|owner|worker|signer|pilot|author|op|host|parent)/u.test(after ?? '')
  const letter = LETTER.exec(word)?.[1]
  // "I", a name's initial, a unit behind its number, what people type either way
  if (letter === undefined || letter === 'I' || /\d$/.test(before ?? '') || ROW.test(before ?? '') || isName(before, i > 1) || isName(after, true) || (word.endsWith('.') && /^\p{Lu}/u.test(after ?? ''))) return false
  if (letter === 'A') return before !== undefined && (after === undefined || IS_A.test(after)) && (isAsked || lone.has('a'))
  return letter > 'Z' || isAsked || OPERATOR.test(after ?? '') || /^[=<>+*/^]+$/.test(before ?? '') || lone.has(letter.toLowerCase())
}
/** Small letters that stand by themselves; as an article, "a" does not. */
const loneLetters = (all: string[]): Set<string> => new Set(all.flatMap((word, i) => /^\p{Ll}(?!\p{L})/u.test(word) && (word[0] !== 'a' || IS_A.test(all[i + 1] ?? '')) ? [word[0]!] : []))

/** Pure, idempotent. */
export function lower (text: string): string {
  if (text === text.toLowerCase()) return text
  const all = text.split(' ')
  const opened = () => text.replace(OPENERS, opener => opener.toLowerCase())
  // What is left in lines (text.ts) is code or a table.
  if (CALL.test(text) || text.includes('\n') || inTwoCases(all)) return opened()
  if (ABOUT_FORM.test(text) && !ASKS_AFTER.test(text)) return opened().replace(FORMS, word => word.toLowerCase())
  const [shouts, symbols, isAsked, types] = [!/\p{Ll}/u.test(text), SYMBOLS.test(text), STANDS_FOR.test(text), HAS_TYPES.test(text)]
  const lone = loneLetters(all)
  const isKept = (word: string, i: number) => keepsCase(word, all[i - 1]) ||
    (!shouts && (isSymbol(all, i, isAsked, lone) || (types && TYPE.test(word)) || (i > 0 && (isCapitals(all, i) || (symbols && SYMBOL.test(word))))))
  return all.map((word, i) => isKept(word, i) ? word : word.toLowerCase().replaceAll('i\u0307', 'i')).join(' ')
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
