// Features of labelled pairs for train.py. The server's own code computes them, so that training and serving cannot part.
//   tsx dump-features.ts --texts OUT.json --pairs A.jsonl [--stream S.jsonl] [--generated N]     1. lists what to embed
//   tsx dump-features.ts --embeddings DIR --out F.jsonl --pairs … (the same)                     2. after embed.py
// Pairs: {a, b, label, source, kind}. No question text is written to the feature file.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { features, featureNames } from '../../src/answer/features.ts'
import { embeddedText } from '../../src/model/embedded-text.ts'
import { normaliseQuestion } from '../../src/model/text.ts'
import { generate } from '../traps/generate.ts'
import { halves } from './halves.ts'
import { openEmbeddings } from './embeddings.ts'
import { written } from './written.ts'

const { values } = parseArgs({ options: { texts: { type: 'string' }, embeddings: { type: 'string' }, out: { type: 'string' }, pairs: { type: 'string', multiple: true, default: [] }, stream: { type: 'string' }, generated: { type: 'string', default: '8' } } })
const read = <T>(file: string): T[] => readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line) as T)

type Row = { set: string, a: string, b: string, label: number, source: string, kind: string, group: string }
const labelled = values.pairs.flatMap(file => read<{ a: string, b: string, label: number, source: string, kind: string }>(file))
const stream = values.stream ? read<{ query: string, cluster: string }>(values.stream) : []
const halfOf = halves(labelled, stream)
const rows: Row[] = [
  ...labelled.map(p => ({ set: 'pairs', ...p, group: String(halfOf(p.a)) })),
  ...generate(7, Number(values.generated)).map(p => ({ set: 'generated', ...p, source: 'generated', group: 'f' + p.family })),
  ...written().map(p => ({ set: 'written', ...p, source: 'written', group: 'w' + p.family }))
].filter(p => normaliseQuestion(p.a) !== normaliseQuestion(p.b))

if (values.texts) {
  writeFileSync(values.texts, JSON.stringify([...new Set([...rows.flatMap(p => [p.a, p.b]), ...stream.map(s => s.query)].map(embeddedText))]))
} else if (values.embeddings && values.out) {
  const { cosine, readingOf } = openEmbeddings(values.embeddings)
  rows.push(...streamPairs(cosine))
  const lines = rows.map(({ a, b, ...row }) => JSON.stringify({ ...row, x: Array.from(features(cosine(normaliseQuestion(a), normaliseQuestion(b)), readingOf(a), readingOf(b)), v => Math.round(v * 1e5) / 1e5) }))
  writeFileSync(values.out, [JSON.stringify({ features: featureNames }), ...lines].join('\n') + '\n')
  console.log(`${rows.length} pairs, ${featureNames.length} features → ${values.out}`)
} else {
  console.error('expected --texts OUT, or --embeddings DIR and --out FILE')
  process.exitCode = 1
}

// Of the stream: pairs inside a cluster, and each question's three nearest of other clusters (a few of these are unlabelled duplicates).
function streamPairs (cosine: (a: string, b: string) => number): Row[] {
  const unique = [...new Map(stream.map(s => [normaliseQuestion(s.query), s])).entries()].map(([text, s]) => ({ ...s, text, group: String(halfOf(s.query)) }))
  const out: Row[] = []
  const push = (a: string, b: string, label: number, kind: string, group: string) => out.push({ set: 'stream', a, b, label, source: 'stream', kind, group })
  const clusters = new Map<string, typeof unique>()
  for (const s of unique) clusters.set(s.cluster, [...(clusters.get(s.cluster) ?? []), s])
  for (const members of clusters.values()) {
    members.slice(0, 4).forEach((m, i) => members.slice(i + 1, 4).forEach(o => push(m.query, o.query, 1, 'same', m.group)))
  }
  for (const s of unique) {
    const near = unique.filter(o => o.cluster !== s.cluster && o.group === s.group).map(o => ({ o, sim: cosine(s.text, o.text) }))
      .filter(n => n.sim > 0.6).sort((x, y) => y.sim - x.sim).slice(0, 3)
    for (const { o } of near) push(s.query, o.query, 0, 'near', s.group)
  }
  return out
}
