// Questions of known classes as the server reads them, for train.py: the server's own code, so that training and serving cannot part.
//   tsx dump-questions.ts OUT.jsonl FILE...     lines `label|question`, a account, t time_relative, c creative, n none
// Without files: all of written/, and, as none, the questions of ../calibration/written that are of no class by their words.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { classesOfQuestion } from '../../src/answer/content/index.ts'
import { wordsAndPairs } from '../../src/answer/content/meant.ts'
import { createEmbedder } from '../../src/model/embedder.ts'
import { openAlike } from '../../src/model/embedded-text.ts'
import { normaliseQuestion } from '../../src/model/text.ts'
import { blocks } from '../calibration/written.ts'

const CLASSES = { a: 'account', t: 'time_relative', c: 'creative', n: 'none' } as const
const DIR = new URL('./written/', import.meta.url)
const [out, ...files] = process.argv.slice(2)
if (out === undefined) {
  console.error('expected the file to write')
  process.exit(2)
}

function linesOf (file: string | URL): { label: string, question: string }[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).map((line) => {
    const [, label, question] = /^([atcn])\|(.+)$/.exec(line) ?? []
    if (question === undefined) throw new Error(`expected label|question, got "${line}"`)
    return { label: CLASSES[label as keyof typeof CLASSES], question }
  })
}

const everyday = () => blocks().flatMap(({ lines }) => lines.flat()).filter((question) => classesOfQuestion(question).length === 0).map((question) => ({ label: 'none', question }))
const questions = files.length > 0 ? files.flatMap(linesOf) : [...readdirSync(DIR).sort().flatMap((name) => linesOf(new URL(name, DIR))), ...everyday()]

const embedder = createEmbedder({ model: 'Xenova/all-MiniLM-L6-v2', dtype: 'int8', timeoutMs: 60_000, log: { info () {}, warn: console.warn } as never })
await embedder.loaded
const rows = new Map<string, string>()
for (const { label, question } of questions) {
  const text = normaliseQuestion(question)
  if (rows.has(text)) continue
  const { vector } = await embedder.embed(openAlike(text))
  rows.set(text, JSON.stringify({ label, rules: classesOfQuestion(question, text), words: [...wordsAndPairs(text)], vector: [...vector].map((value) => Math.round(value * 1e5) / 1e5) }))
}
writeFileSync(out, [...rows.values()].join('\n') + '\n')
console.log(`${rows.size} questions → ${out}`)
await embedder.close()
