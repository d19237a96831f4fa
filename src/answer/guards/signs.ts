// What the embedding model cannot tell apart between words: signs, how a text ends, and indentation.
import { keepsEnd } from '../../model/text.ts'
import { once, type Parsed } from './parse.ts'

/** A sign that one side lacks. */
export function signs (a: Parsed, b: Parsed): string | null {
  const charged = charge(a, b) ?? charge(b, a)
  if (charged !== null) return charged
  if (lettersOf(a) !== lettersOf(b)) return null
  const [argA, argB] = [argument(a), argument(b)]
  if (argA !== argB) return `${argA || 'none'} / ${argB || 'none'}`
  const [hardA, hardB] = [hard(a), hard(b)]
  if (hardA !== hardB) return `${hardA || 'none'} / ${hardB || 'none'}`
  const [x, y] = [alone(a), alone(b)]
  // A comma with a space before it, on one side only, is how somebody types.
  if (x !== y && ((x && y) || /[^\s,.;:?!]/.test(x + y))) return `${x || 'none'} / ${y || 'none'}`
  if (a.text.replace(END, '') === b.text.replace(END, '') && (keepsEnd(a.text) || keepsEnd(b.text))) return 'its end'
  return a.text.replace(/\s+/g, ' ') === b.text.replace(/\s+/g, ' ') ? 'indentation' : null
}

// A grade, a blood group, an ion: "a-", "o+", "fe3+". Not "65+", nor "pre-" before "and".
const CHARGED = /^((?:[a-z]{1,2}|[abcd]{3}|(?=.*\d)(?=[a-z(])[a-z0-9()]{2,}))([+-]+)$/i
const charges = once((p: Parsed): Map<string, string> => {
  const map = new Map<string, string>()
  if (!/[+-](?:\s|$)/.test(p.text)) return map
  for (const token of p.text.split(/\s+/)) {
    const [, stem, sign] = CHARGED.exec(token) ?? []
    if (stem !== undefined && !/^c\++$/.test(token)) map.set(stem, sign!)
  }
  return map
})
const SPELLED_SIGN = /\b(?:plus|minus|positive|negative)\b/
function charge (a: Parsed, b: Parsed): string | null {
  if (SPELLED_SIGN.test(a.text) || SPELLED_SIGN.test(b.text)) return null
  for (const [stem, sign] of charges(a)) {
    const other = charges(b).get(stem) ?? (b.words.includes(stem) ? '' : sign)
    if (other !== sign) return `${stem}${sign} / ${stem}${other}`
  }
  return null
}

// "Git add ."
const ARGUMENT = /(?<=\b(?:git|docker|npm|pip|cd|ls|rm|cp|mv|cat|find|du|tar|sudo)\b[^.?!]{0,40} )(?:\.{1,2}|-|\/)(?= |$)/
const argument = once((p: Parsed) => ARGUMENT.exec(p.text)?.[0] ?? '')

const END = /[\s.,;:?!]+$/
const lettersOf = once((p: Parsed) => p.text.replace(/[^\p{L}\p{M}\p{N}]|\ufe0f/gu, ''))

// Words with signs that are no punctuation, each as its signs and a dot for the rest: "a[1:]" is not "a[:1]", "x+" not "x*". Spaces around
// operators say nothing (but "^a" begins with a, and "a^" does not), nor do emphasis and "(s)".
const HARD = /[[\]{}<>=*^\\|#@%+~§°♯♭√∛∜≤≥≠∪∩∧∨¬⊂⊃∈∉∫∮∇∂⌈⌉⌊⌋∠¢¥₩₱₹]|(?<!\p{L})\p{L}{1,2}['′″]+(?=$|\s|\()|[\u202d\u202e]|\p{L}\(|\$\p{L}|\d["'″′!]|\d[?!]{2}|[\d)]-[\d(].*[()]|(?<!\S)(?:\.{1,2}|~)?\/\p{L}|(?<!\S)!+\p{L}/u
const hard = once((p: Parsed) => /[^\p{L}\p{N}\s.,;:?]/u.test(p.text)
  ? spread(p.text).split(/\s+/).filter(token => HARD.test(token)).map(token => token.replace(/[.,;:]+$/, '').replace(/[\p{L}\p{M}\p{N}]+/gu, '·')).join(' ')
  : '')
// "sin(x)" is "sin x", but "sin(x)^2" is not "sin x^2".
const OF_ONE = /(?<![\w.])((?:a|arc)?(?:sin|cos|tan)h?|cot|sec|csc|ln|log|exp) ?\(([\p{L}\d]{1,3})\)(?=$|[\s.,;:?!])/gu
const spread = (text: string) => text.replace(/\((?:e?s)\)/g, '').replace(OF_ONE, '$1 $2').replace(/(?<!\S)([*_~]{1,3})(\S+)\1(?!\S)/g, '$2')
  .replace(/(?<=[\p{L}\p{N})]) *(<=|>=|==|[=<>%]) *(?=[\p{L}\p{N}(]|$)/gu, '$1').replace(/(?<=[\p{L}\p{N})]) ([*+^]) (?=[\p{L}\p{N}(])|(?<=[\d)]) *([*+^]) *(?=[\d(])/gu, '$1$2').replace(/(?<=[\d)]) *- *(?=[\d(])/g, '-').replace(/(?<=\d) *° */g, '°')

// Signs that stand alone, but for those that join.
const alone = once((p: Parsed) => spread(p.text).split(/\s+/).filter(token => token !== '' && !/[\p{L}\p{N}]/u.test(token) && !/^(?:-+|&|\/|\||\.{3}|…)$/.test(token)).join(' '))
