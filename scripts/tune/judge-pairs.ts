import type { Judgement } from '../../src/answer/judge.ts'
import { createJudge } from '../../src/answer/judge.ts'
import { contentOf } from '../../src/answer/word-vectors.ts'
import type { AnswerEntry } from '../../src/cache/answer-entry.ts'
import { decodeVector, encodeVector, similarityOf } from '../../src/cache/vector.ts'
import type { Embedder } from '../../src/model/embedder.ts'
import { TextTooLongError } from '../../src/model/embedder-errors.ts'
import { openAlike } from '../../src/model/embedded-text.ts'
import { normaliseQuestion } from '../../src/model/text.ts'
import type { Pair } from './pairs.ts'

/** A pair as the server would judge it: `a` stored, `b` asked. `exact`: the exact tier answers, whatever the policy. */
export type JudgedPair = { label: 0 | 1, classes: string[], exact: boolean, judgement: Judgement }

const ALIVE = { createdAt: 0, expiresAt: Infinity }

/** Of a pair with a text too long for the model: the service goes past the cache with it. */
const UNSERVED: Judgement = { candidate: { entry: { ...ALIVE } as AnswerEntry, similarity: 0 }, similarity: 0, against: () => null, evidence: () => [], probability: () => null, atMost: () => null }

/** As Redis has it: components are halves, the comparison is of unit vectors. */
function stored (vector: Float32Array): Float32Array {
  const rounded = decodeVector(encodeVector(vector))
  const length = Math.hypot(...rounded)
  return rounded.map((x) => x / length)
}

/** Judges every pair with the service's embedder and its judge. All evidence is worked out at once, and words are let go: a sweep asks for it many times. */
export async function judgePairs (pairs: readonly Pair[], embedder: Pick<Embedder, 'embed'>, progress: (done: number) => void): Promise<JudgedPair[]> {
  const judged: JudgedPair[] = []
  const embed = async (text: string) => {
    try {
      return await embedder.embed(text)
    } catch (error) {
      if (error instanceof TextTooLongError) return null
      throw error
    }
  }
  for (const { a, b, label, source, kind } of pairs) {
    const [x, y] = [normaliseQuestion(a), normaliseQuestion(b)]
    const classes = ['all', ...(source === undefined ? [] : [source]), ...(kind === undefined || kind === source ? [] : [source === undefined ? kind : `${source}/${kind}`])]
    const [own, other] = [await embed(openAlike(x)), await embed(openAlike(y))]
    if (own === null || other === null) {
      judged.push({ label, classes, exact: false, judgement: UNSERVED })
      progress(judged.length)
      continue
    }
    const [p, q] = [stored(own.vector), stored(other.vector)]
    // As the lookup has it: what the model cannot read is near nothing.
    const similarity = own.unread || other.unread ? 0 : similarityOf(1 - p.reduce((sum, value, i) => sum + value * q[i]!, 0))
    const entry = { ...ALIVE, question: a } as AnswerEntry
    const judgement = createJudge({ text: b, words: other.words })({ entry, similarity, words: contentOf(own.words) })
    const evidence = judgement.evidence()
    const probability = judgement.probability()
    judged.push({
      label,
      classes,
      exact: x === y,
      judgement: {
        candidate: { entry: { ...ALIVE } as AnswerEntry, similarity },
        similarity,
        against: ({ name }) => evidence.find(({ guard }) => guard === name) ?? null,
        evidence: () => evidence,
        probability: () => probability,
        atMost: () => probability
      }
    })
    progress(judged.length)
  }
  return judged
}
