// The form the answer is asked in: length, layout, language, reader.
import { LANGUAGES } from './classes.ts'
import { alias } from './lexicon.ts'
import { numberOf, once, type Guard, type Parsed } from './parse.ts'

const FORMS: [string, RegExp][] = [
  ['length', /\bin (?:about |under |less than |at most |exactly |around )?(?:one|two|three|four|five|six|ten|a|\d+) (?:single |short |simple )?(word|sentence|line|paragraph|page|character|bullet)s?\b/g],
  ['brevity', /\b(briefly|in brief|in short|in detail|detailed|at length|tl;?dr|short answer|long answer|concisely|in depth|summari[sz]e)\b/g],
  ['layout', /\b(?:as|in|give me|return|output|make) (?:a |an )?(?:valid )?(json|xml|yaml|csv|html|markdown|latex|table|bullet points?|bulleted list|numbered list|list|essay|poem|haiku|email|letter|code|pseudocode|diagram|tweet)\b/g],
  ['steps', /\b(step[ -]by[ -]step)\b/g],
  ['reader', /\b(?:like i'm|like i am|as if i were|to) (?:a |an )?(five|5|child|kid|beginner|expert|layman|layperson|\d+[ -]year[ -]old)\b/g],
  ['language', new RegExp(`\\b(?:in|into) (${LANGUAGES.replaceAll(' ', '|')})\\b`, 'g')]
]

export const format: Guard = {
  name: 'format',
  check (a, b) {
    if (a.text === b.text) return null
    const [inA, inB] = [forms(a), forms(b)]
    for (let i = 0; i < FORMS.length; i++) {
      const [form, x, y] = [FORMS[i]![0], inA[i], inB[i]]
      // "Say hello in French" names the subject; only an order to explain or write in it names the form.
      if (form === 'language' && (!x || !y) && !TELLS.test(x ? a.text : b.text)) continue
      if (x !== y) return { guard: 'format', detail: `${form}: ${x || 'none'} / ${y || 'none'}` }
    }
    return null
  }
}

const TELLS = /\b(?:explain|describe|answer|reply|respond|summari[sz]e|write|tell me|give me|list)\b/
const asked = (p: Parsed, form: string, shape: RegExp) => p.text.search(shape) < 0 ? '' : [...p.text.matchAll(shape)].map(m => form === 'language' ? m[1]! : alike(m[0])).sort().join(', ')
// "In two sentences" is "in 2 sentences", "to a kid" "to a child".
const alike = (said: string) => said.split(/[ -]/).map(word => numberOf(word) ?? alias(word) ?? word.replace(/is(?=ed?$)/, 'iz')).join(' ')
const forms = once((p: Parsed) => FORMS.map(([form, shape]) => asked(p, form, shape)))
