import { readFile } from 'node:fs/promises'
import { UsageError } from '../arguments.ts'

export type Faq = { question: string, answer?: string }

const LONGEST_CHARACTERS = 100_000

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_CHARACTERS && !value.includes('\0') && value.isWellFormed()

/** @throws UsageError naming the first line that is none */
export async function readFaq (file: string): Promise<Faq[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => { throw new UsageError(`--faq ${file}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}`, { cause }) })
  const faqs = text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    let faq: Faq | undefined
    try { faq = JSON.parse(line) as Faq } catch { /* told below */ }
    if (!faq || !isText(faq.question) || (faq.answer !== undefined && !isText(faq.answer))) throw new UsageError(`--faq ${file}, line ${i + 1}: expected {"question": "…", "answer": "…"}, the answer may be left out`)
    return [{ question: faq.question, ...(faq.answer === undefined ? {} : { answer: faq.answer }) }]
  })
  if (faqs.length === 0) throw new UsageError(`--faq ${file}: expected at least one line`)
  return faqs
}
