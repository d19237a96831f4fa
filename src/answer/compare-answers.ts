import { choicesOf, type Completion } from '../completion.ts'
import type { CheckOutcome } from '../db/answer-checks.ts'
import type { Embedder } from '../model/embedder.ts'
import { agreementOf, piecesOf, similarityOfAnswers } from './agreement.ts'

/** Whether two answers say the same; `unknown` where that cannot be told. */
export type CompareAnswers = (a: Completion, b: Completion) => Promise<CheckOutcome>

/** The text of a whole answer that says one thing; null for any other. */
export function textOf (completion: Completion): string | null {
  const [choice, ...others] = choicesOf(completion)
  return choice && others.length === 0 && choice.finish_reason === 'stop' && typeof choice.message.content === 'string' && choice.message.content.trim() !== '' ? choice.message.content : null
}

/** Compares answers by the vectors of their pieces. */
export function createCompareAnswers (embedder: Pick<Embedder, 'embed'>): CompareAnswers {
  return async (one, another) => {
    const [a, b] = [textOf(one), textOf(another)]
    if (a === null || b === null) return 'unknown'
    if (a.trim() === b.trim()) return 'same'
    const [own, other] = [piecesOf(a), piecesOf(b)]
    if (own === null || other === null) return 'unknown'
    try {
      const vectors: Float32Array[] = []
      // One after another: each waits in the queue that questions of users wait in.
      for (const piece of [...own, ...other]) {
        const { vector, unread } = await embedder.embed(piece)
        if (unread) return 'unknown'
        vectors.push(vector)
      }
      return agreementOf(a, b, similarityOfAnswers(vectors.slice(0, own.length), vectors.slice(own.length)))
    } catch {
      return 'unknown'
    }
  }
}
