import { readLines } from '../lines.ts'

export type Faq = { question: string, answer?: string }

const LONGEST_CHARACTERS = 100_000

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_CHARACTERS && !value.includes('\0') && value.isWellFormed()

/** @throws UsageError naming the first line that is none */
export const readFaq = (file: string): Promise<Faq[]> => readLines(file, ({ question, answer }): Faq | string => {
  if (!isText(question) || (answer !== undefined && !isText(answer))) return 'expected {"question": "…", "answer": "…"}, the answer may be left out'
  return { question, ...(answer === undefined ? {} : { answer }) }
})
