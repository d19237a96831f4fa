// A text handed over to be worked on: "translate into Dutch: …", "is this sentence right: …", "what does this code print? …".
// It is meant to the letter, and what stands around it, the same in both, fills most of what is embedded: a tense, a pronoun, an
// operator or another order of its words hardly move the cosine.
import { LANGUAGES } from './classes.ts'
import { FUNCTION_WORDS } from './lexicon.ts'
import { keyOf, once, withoutAccents, type Parsed } from './parse.ts'

/** What is asked to be done with it, and the text. */
type Given = { task: string, text: string }

// Words that work on a text, whatever it says.
const WORKS = new RegExp(String.raw`(?:^|[.!?]\s+)(?:\S+ ){0,3}?(?:translat\w+|proofread|rewrit\w+|rewrite|reword|rephrase|paraphrase|simplify|shorten|condense|summari[sz]e|classify|categori[sz]e|conjugate|punctuate|spell ?check|correct (?:the|my) \w+|fix (?:the|my) (?:grammar|spelling|punctuation)|
  übersetz\w*|korrigier\w*|tradui\w*|traduc\w*|traduz\w*|corrig\w*|reformul\w*|resum\w*|riassum\w*|vertaal|herschrijf|verbeter|przetłumacz|popraw)(?!\p{L})`.replace(/\s*\n\s*/g, ''), 'iu')
// What points at it
const POINTS = /\b(?:this|these|the following|following)\b/i
const NAMES = /\b(?:sentence|phrase|paragraph|statement|claim|expression|string|code|snippet|regex|output|tense|active voice|passive voice|(?:first|second|third) person|reported speech|correct english|grammar)\b/i
// Of what troubles somebody he tells in his own words.
const TOLD = /\b(?:problems?|issues?|questions?|situation|doubts?|scenario|topic|errors?|symptoms?|context|passage)\b/i
const ASKS = /^(?:what|how|why|who|whom|whose|where|when|which|is|are|am|was|were|do|does|did|can|could|will|would|should|may|must|has|have)\b/
/** The first colon behind a word; where a text has none, the end of the sentence that points at what follows. */
const COLON = /^[^:]{3,600}?(?=\s?:\s)/
const POINTING = /^[^:?.\n]{0,80}\b(?:this|these|following) (?:\w+ ){0,2}?(?:sentence|phrase|paragraph|statement|text|code|snippet|script|function|query|program|regex)s?\b[^:?.\n]{0,60}(?=[?.\n]\s)/i
const TONGUE = LANGUAGES.replaceAll(' ', '|')
/** "Translate I am here into Dutch", "how do you say I am here in Dutch", "translate to Dutch I am here". */
const BETWEEN = new RegExp(`^(translate|how (?:to|(?:do|does|can|could|would|should) (?:i|you|we|one)) say) (.+) (?:in|to|into) (${TONGUE})$`, 'i')
/** "Is it right to say he don't know", but not "… to say that he lies", which asks of him. */
const SAYING = /^is it (?:(?:grammatically )?(?:correct|right|wrong|ok|okay|incorrect|proper)|(?:proper|correct|good) (?:grammar|english)) (?:to say|if i say)(?! that\b)[ :,]+(.+?)(?: in english)?$/
const INTO = new RegExp(`^translate (?:(?:this|it) )?(?:in)?to (?:${TONGUE})(?=[,. -]\\s*\\S)`, 'i')
// Where its form is asked about, an apostrophe is part of it.
const OF_FORM = /\b(?:correct\w*|grammar|grammatical\w*|proofread|spell\w*|punctuat\w*|fix|typos?)\b/i

// "Context: … Question: …", either way round: what is asked of a text may be asked in other words, the text is what it is.
const SOURCE = /(?<!\p{L})(?:context|text|passage|document|article|paragraph|information|excerpt|transcript|premise|facts?)s?:\s/iu
const ASKED = /(?<!\p{L})(?:question|query|task|hypothesis|claim|instruction)s?:\s/iu
function sourceOf (text: string): Given | null {
  const source = SOURCE.exec(text)
  if (source === null || !ASKED.test(text)) return null
  const rest = text.slice(source.index + source[0].length)
  return { task: 'read', text: inLetters(rest.slice(0, ASKED.exec(rest)?.index), false) }
}

function behind (text: string, head: string): Given | null {
  const body = text.slice(head.length).replace(/^[\s:?.,-]+/, '')
  return body === '' ? null : { task: taskOf(head), text: inLetters(body, OF_FORM.test(head)) }
}
const taskOf = (head: string) => head.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(word => !FUNCTION_WORDS.has(word)).map(keyOf).join(' ')
/** As two would write one text down: marks, accents and an article before it are not looked at here. */
const inLetters = (text: string, ofForm: boolean) => withoutAccents(text).toLowerCase().replace(/^["'\s]*(?:(?:the|to|an?(?! (?:few|little|lot))) )?/, '').replace(ofForm ? /(?<!\p{L})'|'(?!\p{L})|[^\p{L}\p{N}']/gu : /[^\p{L}\p{N}]/gu, '')

const MAY_GIVE = /:|\b(?:translate|say|this|these|following)\b/i
const given = once((p: Parsed): Given | null => {
  // Most texts hold none.
  if (!MAY_GIVE.test(p.text)) return null
  const between = p.words[0] === 'translate' || p.words.includes('say') ? BETWEEN.exec(p.text) : null
  if (between) return { task: `${between[1]!.replace(/^how.*/i, 'say')} ${between[3]}`.toLowerCase(), text: inLetters(between[2]!, false) }
  const said = p.words[0] === 'is' ? SAYING.exec(p.text)?.[1] : undefined
  if (said !== undefined) return { task: 'say', text: inLetters(said, true) }
  const source = p.text.includes(':') ? sourceOf(p.text) : null
  if (source !== null) return source
  const head = p.text.includes(':') ? COLON.exec(p.text)?.[0] : undefined
  if (head !== undefined) {
    const isGiven = WORKS.test(head) || (!TOLD.test(head) && (NAMES.test(head) || (POINTS.test(head) && !ASKS.test(p.text.slice(head.length).replace(/^[\s:"']+/, '')))))
    return isGiven ? behind(p.text, head) : null
  }
  const pointing = INTO.exec(p.text)?.[0] ?? POINTING.exec(p.text)?.[0]
  return pointing === undefined ? null : behind(p.text, pointing)
})

/** Two texts that are given to one and the same task. */
export function givenTexts (a: Parsed, b: Parsed) {
  const [x, y] = [given(a), given(b)]
  if (x === null || y === null || x.task !== y.task || x.text === y.text) return null
  return { guard: 'entities', detail: differing(a, b) }
}

/** The words around which two texts differ first. */
function differing (a: Parsed, b: Parsed): string {
  let at = 0
  while (at < a.words.length && a.words[at] === b.words[at]) at++
  return `${a.words.slice(at, at + 3).join(' ') || 'none'} / ${b.words.slice(at, at + 3).join(' ') || 'none'}`
}
