import { embeddedText } from '../../src/model/embedded-text.ts'
import { fillIndex, type Kind } from './index-kinds.ts'
import { row, type Bench, type Row } from './measure.ts'
import type { Stage } from './stage.ts'
import { asOthersAsk, question, QUESTIONS } from './texts.ts'

const THRESHOLD = 0.95
const K = 5
const DIMENSIONS = 384

type Vectors = { stored: Float32Array[], queries: Float32Array[] }

function unit (vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return vector.map((x) => x / length)
}

/** The same numbers in every run (mulberry32), spread like a normal distribution. */
function createNormal (seed: number) {
  let state = seed
  const uniform = () => {
    state = (state + 0x6D2B79F5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** Random directions, asked for by copies that are moved so far that their similarity lies around the threshold. */
function randomVectors (count: number, queries: number): Vectors {
  const normal = createNormal(7)
  const direction = () => unit(Float32Array.from({ length: DIMENSIONS }, normal))
  const stored = Array.from({ length: count }, direction)
  // cos = 1/√(1 + r²): r from 0.25 to 0.41 gives 0.970 to 0.925.
  return {
    stored,
    queries: Array.from({ length: queries }, (_, i) => {
      const away = direction()
      const r = 0.25 + 0.16 * i / queries
      return unit(stored[i * 7 % count]!.map((x, d) => x + r * away[d]!))
    })
  }
}

/** Questions embedded by the model, asked for in other words: dense neighbourhoods, as a cache has them. */
async function sentenceVectors (stage: Stage, count: number, queries: number): Promise<Vectors> {
  const embedder = await stage.embedder()
  const vectorOf = async (text: string) => (await embedder.embed(embeddedText(text))).vector
  const stored: Float32Array[] = []
  for (let i = 0; i < Math.min(count, QUESTIONS); i++) stored.push(await vectorOf(question(i)))
  const asked: Float32Array[] = []
  for (let i = 0; i < queries; i++) asked.push(await vectorOf(asOthersAsk(i * 7 % stored.length)))
  return { stored, queries: asked }
}

/** Exact brute force in doubles: the K nearest of a query. */
function exactNearest (stored: Float32Array[], query: Float32Array): { i: number, similarity: number }[] {
  const best: { i: number, similarity: number }[] = []
  for (let i = 0; i < stored.length; i++) {
    const vector = stored[i]!
    let similarity = 0
    for (let d = 0; d < DIMENSIONS; d++) similarity += vector[d]! * query[d]!
    if (best.length === K && similarity <= best[K - 1]!.similarity) continue
    best.push({ i, similarity })
    best.sort((a, b) => b.similarity - a.similarity)
    if (best.length > K) best.pop()
  }
  return best
}

async function compare (stage: Stage, kind: Kind, of: string, { stored, queries }: Vectors, exact: ReturnType<typeof exactNearest>[]): Promise<Row[]> {
  const index = await fillIndex(stage, kind, stored, () => '{}')
  const [at1, at5, errors, flips, times]: number[][] = [[], [], [], [], []]
  const close = exact.filter(([top]) => Math.abs(top!.similarity - THRESHOLD) < 0.005).length
  for (const [q, query] of queries.entries()) {
    const startedAt = performance.now()
    const found = await index.nearest(query, K)
    times!.push(performance.now() - startedAt)
    const truth = exact[q]!
    // A tie is no miss: what counts is how near the neighbours are.
    const reached = (rank: number) => found.slice(0, rank + 1).filter(({ i }) => truth.slice(0, rank + 1).some((one) => one.i === i)).length / (rank + 1)
    at1!.push(reached(0))
    at5!.push(reached(K - 1))
    for (const { i, similarity } of found) {
      const own = truth.find((one) => one.i === i)
      if (own) errors!.push(Math.abs(own.similarity - similarity))
    }
    const hits = (similarity: number) => similarity > THRESHOLD
    flips!.push(hits(found[0]?.similarity ?? 0) === hits(truth[0]!.similarity) ? 0 : 1)
  }
  await index.drop()
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const single = (name: string, value: number): Row => ({ name: `${of}, ${kind}: ${name}`, unit: '', median: value, p5: value, p95: value })
  return [
    single('recall@1', mean(at1!)),
    single('recall@5', mean(at5!)),
    row(`${of}, ${kind}: similarity error`, '', errors!),
    single('largest similarity error', Math.max(...errors!)),
    single(`decisions at ${THRESHOLD} that differ from exact, of ${queries.length} (${close} within 0.005)`, flips!.reduce((sum, flip) => sum + flip, 0)),
    row(`${of}, ${kind}: search`, 'ms', times!)
  ]
}

/** What FLOAT16 costs in accuracy: the index of either format against exact search. */
export const vectors: Bench<Stage> = {
  async run (stage, quick) {
    const [count, queries] = quick ? [2_000, 300] : [10_000, 1_000]
    stage.log(`vectors: embedding ${count + queries} questions`)
    const rows: Row[] = []
    for (const [of, data] of [['random', randomVectors(count, queries)], ['questions', await sentenceVectors(stage, count, queries)]] as const) {
      stage.log(`vectors: ${of}, ${data.stored.length} stored, ${queries} queries`)
      const exact = data.queries.map((query) => exactNearest(data.stored, query))
      for (const kind of ['FLOAT32', 'FLOAT16'] as const) rows.push(...await compare(stage, kind, of, data, exact))
    }
    return rows
  }
}
