// Measures a decision on labelled pairs and on a stream, with the server's code: what is kept, what is served wrongly.
//   tsx evaluate.ts --embeddings DIR --pairs F.jsonl [--stream S.jsonl] [--model M.json --half 0|1] [--classes]
// --half reports on one half only: give the model that train.py --half made from the other. --classes adds generated pairs by kind.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { calibratedModel, createCalibrated, type CalibratedModel } from '../../src/answer/calibrated.ts'
import { features } from '../../src/answer/features.ts'
import { runGuards } from '../../src/answer/guards/index.ts'
import { normaliseQuestion } from '../../src/model/text.ts'
import { generate } from '../traps/generate.ts'
import { openEmbeddings } from './embeddings.ts'
import { halves } from './halves.ts'

const { values } = parseArgs({ options: { embeddings: { type: 'string' }, pairs: { type: 'string' }, stream: { type: 'string' }, model: { type: 'string' }, half: { type: 'string' }, classes: { type: 'boolean', default: false } } })
if (!values.embeddings) throw new Error('expected --embeddings DIR')
const probabilitySame = createCalibrated(values.model ? JSON.parse(readFileSync(values.model, 'utf8')) as CalibratedModel : calibratedModel)
const { cosine, readingOf } = openEmbeddings(values.embeddings)
const read = <T>(file: string): T[] => readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line) as T)
const percent = (part: number, whole: number) => (100 * part / Math.max(1, whole)).toFixed(1).padStart(5) + ' %'

const judge = (a: string, b: string) => {
  const similarity = cosine(normaliseQuestion(a), normaliseQuestion(b))
  const [x, y] = [readingOf(a), readingOf(b)]
  const evidence = runGuards(x.parsed, y.parsed)
  return { similarity, guards: evidence.map(e => e.guard), p: probabilitySame(features(similarity, x, y, evidence)) }
}
type Judged = ReturnType<typeof judge> & { label: number, source: string }
const policies: [string, (j: Judged) => boolean][] = [['cosine > 0.95', j => j.similarity > 0.95], ['cosine > 0.95, guards', j => j.similarity > 0.95 && j.guards.length === 0]]

function table (judged: Judged[], by: string[]) {
  for (const name of by) {
    const some = judged.filter(j => name === 'all' || j.source === name)
    const [same, other] = [some.filter(j => j.label === 1), some.filter(j => j.label === 0)]
    const cells = policies.map(([title, serve]) => `${title}: kept ${percent(same.filter(serve).length, same.length)} served ${percent(other.filter(serve).length, other.length)}`)
    for (const budget of [0.01, 0.05, 0.1]) {
      const bound = other.map(j => j.p).sort((x, y) => y - x)[Math.floor(budget * other.length)] ?? 0
      cells.push(`P at ${100 * budget} %: ${percent(same.filter(j => j.p > bound).length, same.length)} (${bound.toFixed(3)})`)
    }
    console.log(`${name.padEnd(12)} ${same.length}/${other.length}  ${cells.join('  ')}`)
  }
}

const labelled = values.pairs ? read<{ a: string, b: string, label: number, source: string }>(values.pairs) : []
const traffic = values.stream ? read<{ t: number, query: string, cluster: string }>(values.stream) : []
const halfOf = halves(labelled, traffic)
const chosen = (text: string) => values.half === undefined || String(halfOf(text)) === values.half

if (labelled.length) {
  const judged = labelled.filter(p => chosen(p.a)).map(p => ({ ...judge(p.a, p.b), label: p.label, source: p.source }))
  table(judged, ['all', ...new Set(judged.map(j => j.source))])
  for (const name of new Set(judged.flatMap(j => j.guards))) {
    const at = judged.filter(j => j.similarity > 0.95 && j.guards.includes(name))
    console.log(`  guard ${name.padEnd(14)} above 0.95: kept lost ${at.filter(j => j.label === 1).length}, traps stopped ${at.filter(j => j.label === 0).length}`)
  }
}

if (values.classes) {
  const judged = generate(7, 8).filter(p => normaliseQuestion(p.a) !== normaliseQuestion(p.b)).map(p => ({ ...judge(p.a, p.b), label: p.label, source: p.kind }))
  for (const kind of new Set(judged.map(j => j.source))) {
    const some = judged.filter(j => j.source === kind)
    console.log(`${kind.padEnd(12)} ${some[0]!.label ? 'same ' : 'trap '} ${some.length}: above 0.95 ${percent(some.filter(j => j.similarity > 0.95).length, some.length)}, and guards silent ${percent(some.filter(j => j.similarity > 0.95 && !j.guards.length).length, some.length)}, guard fires ${percent(some.filter(j => j.guards.length).length, some.length)}, P > 0.9 ${percent(some.filter(j => j.p > 0.9).length, some.length)}`)
  }
}

// Chronological: the nearest five of what is stored so far, the first that passes; a miss is stored.
if (traffic.length) {
  const stream = traffic.filter(s => chosen(s.query)).sort((a, b) => a.t - b.t)
  const texts = stream.map(s => normaliseQuestion(s.query))
  const before = new Map<string, { query: string, text: string, judged: ReturnType<typeof judge> }[]>()
  const unique = new Map<string, string>()
  stream.forEach((s, i) => {
    if (unique.has(texts[i]!)) return
    const near = [...unique].map(([text, query]) => ({ text, query, similarity: cosine(texts[i]!, text) })).filter(n => n.similarity > 0.6).sort((x, y) => y.similarity - x.similarity).slice(0, 12)
    before.set(texts[i]!, near.map(n => ({ ...n, judged: judge(s.query, n.query) })))
    unique.set(texts[i]!, s.query)
  })
  const replay = (serve: (j: ReturnType<typeof judge>) => boolean) => {
    const stored = new Map<string, string>()
    let [hits, wrong] = [0, 0]
    stream.forEach((s, i) => {
      const own = stored.get(texts[i]!)
      const found = own ?? before.get(texts[i]!)!.filter(c => stored.has(c.text)).slice(0, 5).filter(c => serve(c.judged)).map(c => stored.get(c.text)!)[0]
      if (found === undefined) { stored.set(texts[i]!, s.cluster); return }
      hits++
      if (found !== s.cluster) wrong++
    })
    return `hit rate ${percent(hits, stream.length)}  err/hit ${(100 * wrong / Math.max(1, hits)).toFixed(2)} %`
  }
  for (const bound of [0.97, 0.95, 0.93, 0.91, 0.9]) console.log(`cosine > ${bound}: ${replay(j => j.similarity > bound)}   with guards: ${replay(j => j.similarity > bound && !j.guards.length)}`)
  for (const bound of [0.97, 0.96, 0.95, 0.94, 0.935, 0.93, 0.925, 0.92, 0.91, 0.9, 0.85]) console.log(`P >= ${bound}: ${replay(j => j.p >= bound)}`)
}
