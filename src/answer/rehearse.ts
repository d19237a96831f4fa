import type { AnswerEntry } from '../cache/answer-entry.ts'
import { classesOfAnswer } from './content/index.ts'
import { createJudge } from './judge.ts'

/** An answer in one byte a character and one in two, for which V8 compiles a pattern anew; each twice, as it compiles once more what is asked again. */
const ANSWERS = ['I now say so.', 'I now say “so”.']
/** Questions with something for each guard to read. */
const ASKED = 'How do I plant tall roses in clay soil in Peru?'
const STORED = ['How do I plant small trees in clay soil in 2019?', 'What did Anna not sell to the 3 owners of the house before the war?']

/** Reads answers and judges questions as the first turns will, so that these do not wait for patterns and code to be compiled: 0.3 s in all on a slow processor. */
export function rehearse (): void {
  for (const answer of [...ANSWERS, ...ANSWERS]) classesOfAnswer(answer)
  const judge = createJudge({ text: ASKED, words: null })
  for (const question of STORED) judge({ entry: { question } as AnswerEntry, similarity: 1 }).evidence()
}
