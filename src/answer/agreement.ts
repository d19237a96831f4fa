// Whether two answers say the same, from the vectors of their pieces. Pure.
import { guards, parse, runGuards } from './guards/index.ts'

export type Agreement = 'same' | 'different' | 'unknown'

/** At or above: the same answer, said in other words. docs/answer-quality.md has what lies on either side. */
const SAME_ANSWER = 0.85
/** Below: different answers. Between the two nobody can tell from vectors. */
const DIFFERENT_ANSWER = 0.6

/** About 125 wordpieces of English: MiniLM cuts at 256, and other scripts take more of them for a character. */
const PIECE_CHARACTERS = 500
/** Embedding shares its thread with the questions of users: what has more pieces is not compared. */
const MAX_PIECES = 6
/** Answers up to this long are statements that a wrong number, a "not" or two names in each other's place turn round; in longer ones such differences are everyday. */
const SHORT_CHARACTERS = 300
const TELLING = guards.filter(({ name }) => ['numbers', 'identifiers', 'negation', 'antonyms', 'entities', 'direction', 'modality'].includes(name))

/** The answer in pieces that fit the embedding model, cut at the ends of sentences where there are any; null where it has too many. */
export function piecesOf (answer: string): string[] | null {
  const text = answer.replace(/\s+/g, ' ').trim()
  if (text.length > PIECE_CHARACTERS * MAX_PIECES) return null
  const sentences = text.split(/(?<=[.!?:;]) /).flatMap((sentence) => sentence.match(new RegExp(`.{1,${PIECE_CHARACTERS}}`, 'gu')) ?? [])
  const pieces: string[] = []
  for (const sentence of sentences) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + sentence.length < PIECE_CHARACTERS) pieces[pieces.length - 1] = `${last} ${sentence}`
    else pieces.push(sentence)
  }
  return pieces.length === 0 || pieces.length > MAX_PIECES ? null : pieces
}

/** Each piece with the piece of the other answer that is nearest to it, the mean of each side, the lower of both: what only one says counts. */
export function similarityOfAnswers (a: Float32Array[], b: Float32Array[]): number {
  const side = (own: Float32Array[], other: Float32Array[]) => own.reduce((sum, x) => sum + Math.max(...other.map((y) => dot(x, y))), 0) / own.length
  return Math.min(side(a, b), side(b, a))
}

function dot (a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Different content words that an answer has when it says something of its question. */
const TELLING_WORDS = 6
/** What is read of an answer to find them, characters: an answer may be of a megabyte, and is read on the event loop. */
const READ_CHARACTERS = 2_000
/**
 * Whether another question with this very answer is likely to be the same question: "Yes." and "Paris." are the answers to many.
 * Such an answer may be right for both, but that teaches nothing of the next question.
 */
export const isTelling = (answer: string): boolean => parse(answer.slice(0, READ_CHARACTERS)).bag.size >= TELLING_WORDS

const yesOrNo = (answer: string) => /^\W*(yes|no)\b/i.exec(answer)?.[1]?.toLowerCase()

/** @param similarity of the answers' pieces */
export function agreementOf (a: string, b: string, similarity: number): Agreement {
  // Vectors hardly see it: "Yes." and "No." have 0.72, "Yes." and "Yes, you can." 0.37.
  const [one, other] = [yesOrNo(a), yesOrNo(b)]
  if (one !== undefined && other !== undefined && one !== other) return 'different'
  if (one !== undefined && one === other && similarity < DIFFERENT_ANSWER && !(isTelling(a) && isTelling(b))) return 'unknown'
  if (similarity < DIFFERENT_ANSWER) return 'different'
  if (similarity < SAME_ANSWER) return 'unknown'
  const short = Math.max(a.length, b.length) <= SHORT_CHARACTERS
  return short && runGuards(parse(a), parse(b), TELLING).length > 0 ? 'unknown' : 'same'
}
