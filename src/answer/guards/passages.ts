// A message that a program makes: instructions, a text, table or conversation that belongs to them, and a question, all in one. What stands in
// every such message fills most of what is embedded, so that two texts in it are as near to one another as two wordings of a question.
import { once, withoutAccents, type Parsed } from './parse.ts'

/** A line or a sentence, as it was typed, and as its letters and signs. */
type Piece = { typed: string, letters: string, asks: boolean }

const PIECES = /\n+|(?<=[.!?])(?:\s+|(?=\p{Lu}))/u
/** What is asked may be asked in other words: the guards for questions compare it. */
const ASKS = /\?["'”)]*$|^(?:question|query|q|input)s?:/i
/** Said to whoever reads it, and of nothing. */
const POLITE = /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|thanks?|thank you|thx|cheers|(?:best|kind|warm) regards|regards|greetings|please (?:help|advise|explain)|any (?:help|advice|ideas?))\b.{0,40}$/i
/** Words of whole sentences that two messages in one line have in common before they are a form that another text was put into. */
const FORM = 20
/** Of a line that both have, words. */
const LINE = 3

const lettersOf = (piece: string) => withoutAccents(piece).toLowerCase().replace(/["'“”‘’\s]|,(?=\s)|[.,;:!?]+$/g, '')
const wordsOf = (piece: string): string[] => piece.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const piecesOf = once(({ raw }: Parsed): Piece[] => raw.trim().split(PIECES).map(piece => piece.trim()).filter(piece => !POLITE.test(piece))
  .map(piece => ({ typed: piece, letters: lettersOf(piece), asks: ASKS.test(piece) })).filter(({ letters }) => letters !== ''))

/** What only the first has, each as often as the second lacks it. */
function left (own: readonly Piece[], other: readonly Piece[]): Piece[] {
  const there = new Map<string, number>()
  for (const { letters } of other) there.set(letters, (there.get(letters) ?? 0) + 1)
  return own.filter(({ letters }) => {
    const count = there.get(letters) ?? 0
    there.set(letters, count - 1)
    return count <= 0
  })
}

const inLines = once(({ raw }: Parsed) => raw.trim().includes('\n'))
const wordsIn = (pieces: readonly Piece[]) => pieces.flatMap(({ typed }) => wordsOf(typed))
/** Whether most words of either are none of the other's: a sentence told in sentences is told in many of the same. */
function areOthers (x: readonly string[], y: readonly string[]): boolean {
  const there = new Set(y)
  return 2 * x.filter((word) => there.has(word)).length < Math.min(x.length, y.length)
}

/** Two messages of one form that have another text in it. */
export function passages (a: Parsed, b: Parsed) {
  const lines = inLines(a) && inLines(b)
  // Most are a short question.
  if (!lines && Math.min(a.words.length, b.words.length) <= FORM) return null
  const [x, y] = [piecesOf(a), piecesOf(b)]
  if (x.length < 2 || y.length < 2) return null
  const [onlyX, onlyY] = [left(x, y), left(y, x)]
  const told = (pieces: readonly Piece[]) => pieces.filter(({ asks }) => !asks)
  const [toldX, toldY] = [told(onlyX), told(onlyY)]
  // In one line a question may be told in sentences: only another one in the place of the other makes another text.
  if (lines ? toldX.length + toldY.length === 0 : toldX.length === 0 || toldY.length === 0) return null
  const shared = x.filter(piece => !onlyX.includes(piece)).reduce((words, { typed }) => words + typed.split(/\s+/).length, 0)
  const isAnother = lines ? shared >= LINE : shared >= FORM && areOthers(wordsIn(toldX), wordsIn(toldY))
  return isAnother ? { guard: 'entities', detail: `${shown(toldX)} / ${shown(toldY)}` } : null
}

const shown = ([piece]: readonly Piece[]) => piece ? wordsOf(piece.typed).slice(0, 3).join(' ') : 'none'
