// Instructions that have the model work on the words of whatever it is sent ("translate what the user writes", "you are a proofreader"):
// a message is then no question but a text handed over, as a text in a question is (guards/given.ts). Another spelling of it, or
// another text of the same meaning, has another answer.
import { LRUCache } from 'lru-cache'

const NOT = String.raw`(?<!\b(?:not|never|without|don['’]t) )`
/** "Use correct grammar" */
const NO_NOUN = String.raw`(?<!\b(?:use|using|with|in|of|have|the|an?) )`
/** What works on a text whatever stands behind it, and who does. */
const WORKS = String.raw`translat(?:e|es|ing|ors?)|transliterat\w+|transcrib\w+|proofread\w*|rewrit(?:e|es|ing|er)|reword\w*|rephras\w+|paraphras\w+|(?:spell|grammar)[- ]?check\w*|copy-?edit\w*|sentiments?|extract(?= (?:the|all|any|every|each|key|names?|dates?|entities|events?|information)(?!\p{L}))|classif(?:y|ies|ying|iers?)|categori[sz](?:e|es|ing|er)|conjugat\w+|
  übersetz\w*|korrigier\w*|lektorier\w*|traduis\w*|tradui(?:re|t)|traducteur|traduce\w*|traducir|traductor\w*|traduz\w*|tradutor\w*|traduttor\w*|tradurre|corrig\w+|reformul\w+|vertaal\w*|vertaler|herschrijf|przetłumacz\w*|tłumacz\w*|popraw\w*`.replace(/\s*\n\s*/g, '')
/** What does where its object is a text, or what is sent. */
const CHANGES = String.raw`correct|fix|edit|polish|improve|simplify|shorten|condense|summari[sz]e|extract|count|repeat|echo|reverse|convert|encode|decode|capitali[sz]e|punctuate`
const TEXT = String.raw`texts?|messages?|sentences?|phrases?|words?|letters|characters|paragraphs?|passages?|reviews?|tweets?|posts?|comments?|e-?mails?|inputs?|spelling|grammar|punctuation|capitali[sz]ation|typos?|(?:what|whatever|everything|anything) (?:i|the user|they|you are|is)`
/** Of its own answer it says how that is to be. */
const OWN = String.raw`(?! (?:[\w'’-]+ ){0,3}?(?:your|answers?|responses?|repl(?:y|ies))\b)`
const PATTERN = new RegExp(String.raw`(?<!\p{L})${NOT}(?:(?:${WORKS})(?!\p{L})${OWN}|${NO_NOUN}(?:${CHANGES})${OWN} (?:[\w'’-]+ ){0,5}?(?:${TEXT})(?!\p{L}))`, 'iu')

/** Where instructions say what is to be done, characters from their beginning and before their end: what a long prompt tells between is what is known, and the documents of a shop speak of texts, too. */
const BEGINNING = 1_000
const END = 500

/** Prompts remembered: the same few stand before most questions, and to read one takes a tenth of an exact hit. */
const KEPT = 1_000
const known = new LRUCache<string, { works: boolean }>({ max: KEPT, memoMethod: (said) => ({ works: PATTERN.test(said) }) })

/** Whether instructions make of each message a text that is worked on. */
const worksOnWords = (instructions: string): boolean =>
  known.memo(instructions.length > BEGINNING + END ? `${instructions.slice(0, BEGINNING)}\n${instructions.slice(-END)}` : instructions).works

/** Why only the same letters share an answer then, as it is told. */
export const BY_LETTERS = 'instructions'

/** What the scope of a message holds as well where instructions make of it such a text: its letters, under a field that is never a parameter. */
export const lettersOf = (instructions: readonly (string | null)[], text: string): Record<string, unknown> | null =>
  instructions.some((said) => said !== null && worksOnWords(said)) ? { store: text } : null
