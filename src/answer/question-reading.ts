import { LRUCache } from 'lru-cache'
import { openAlike } from '../model/embedded-text.ts'
import { normaliseQuestion } from '../model/text.ts'
import { classesOfQuestion, type ContentClass } from './content/index.ts'

/** Texts beyond this are longer than the embedding model reads (256 tokens), and are not searched for classes, characters. */
export const MAX_CHARACTERS = 16_384
/** Questions kept: popular ones are short, and reading one takes longer than all that follows on an exact hit. */
const KEPT = 2_000
const KEPT_CHARACTERS = 1_000

/** A question as it is keyed (`normalised`) and as it is embedded, and what its content is; the same whoever asks. */
export type QuestionReading = { normalised: string, embedded: string, classes: () => ContentClass[] }

function read (text: string): QuestionReading {
  const normalised = normaliseQuestion(text)
  let classes: ContentClass[] | undefined
  // Not asked for where the question goes past the cache anyway.
  return { normalised, embedded: openAlike(normalised), classes: () => (classes ??= classesOfQuestion(text, normalised)) }
}

const readings = new LRUCache<string, QuestionReading>({ max: KEPT, memoMethod: read })

export function readQuestion (text: string): QuestionReading {
  // Past the cache, and a megabyte made for it would take seconds.
  if (text.length > MAX_CHARACTERS) return { normalised: text, embedded: text, classes: () => [] }
  return text.length > KEPT_CHARACTERS ? read(text) : readings.memo(text)
}

/** Whether a text is this question to the exact tier. */
export const saysSame = (text: string, question: { text: string, normalised: string }): boolean => text === question.text || readQuestion(text).normalised === question.normalised
