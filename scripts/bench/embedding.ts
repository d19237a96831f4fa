import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers'
import { createEmbedder, type Embedding } from '../../src/model/embedder.ts'

/** One figure: `median` with its 5th and 95th percentile, in `unit`; `ratio` is median ÷ the median of the row named `baseline`. */
export type Row = { name: string, unit: string, median: number, p5: number, p95: number, baseline?: string, ratio?: number }

const MODEL = 'Xenova/all-MiniLM-L6-v2'
const CONCURRENT = 20
const ROUNDS = 10
const questions = (round: string) => Array.from({ length: CONCURRENT }, (_, i) => `what is the capital of country number ${i} in round ${round}`)

function row (name: string, unit: string, samples: number[], baseline?: Row): Row {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
  const median = at(0.5)
  return { name, unit, median, p5: at(0.05), p95: at(0.95), ...(baseline ? { baseline: baseline.name, ratio: median / baseline.median } : {}) }
}

/** Longest stall of the event loop while `work` runs, ms. The histogram's own resolution of 1 ms is taken off. */
async function stallOf (work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.reset()
  await work()
  // The stall is only seen by the tick after it.
  await new Promise((resolve) => setTimeout(resolve, 5))
  delay.disable()
  return Math.max(0, delay.max / 1e6 - 1)
}

async function onTheMainThread (modelDir: string) {
  env.localModelPath = modelDir
  env.cacheDir = modelDir
  const tokenizer = await AutoTokenizer.from_pretrained(MODEL)
  const network = await AutoModel.from_pretrained(MODEL, { dtype: 'int8', device: 'cpu', session_options: { intraOpNumThreads: 1 } })
  return async (text: string) => { await network(await tokenizer(text)) }
}

/** Embedding on its thread against the same model on the main thread: time of one question, of 20 at once, and how long the event loop stands still. */
export async function run (): Promise<Row[]> {
  const modelDir = process.env['MODEL_DIR'] ?? fileURLToPath(new URL('../../.deflect/models', import.meta.url))
  const bare = await onTheMainThread(modelDir)
  const embedder = createEmbedder({ model: MODEL, dtype: 'int8', modelDir, timeoutMs: 60_000, log: { info () {}, warn () {} } })
  try {
    await embedder.loaded
    const one: Record<'bare' | 'thread' | 'cached', number[]> = { bare: [], thread: [], cached: [] }
    const stall: Record<'bare' | 'thread', number[]> = { bare: [], thread: [] }
    const together: number[] = []
    // Sides alternate, so that a slow moment of the machine meets both.
    for (let round = 0; round < ROUNDS; round++) {
      for (const question of questions(`single ${round}`)) {
        const startedAt = performance.now()
        await bare(question)
        one.bare.push(performance.now() - startedAt)
        one.thread.push((await embedder.embed(question)).milliseconds)
        one.cached.push((await embedder.embed(question)).milliseconds)
      }
      stall.bare.push(await stallOf(() => Promise.all(questions(`bare ${round}`).map(bare))))
      stall.thread.push(await stallOf(async () => {
        const all = await Promise.all(questions(`thread ${round}`).map((question) => embedder.embed(question)))
        together.push(Math.max(...all.map((e: Embedding) => e.milliseconds)))
      }))
    }
    const bareRow = row('embedding, main thread', 'ms', one.bare)
    const bareStall = row('event loop stall of 20 embeddings, main thread', 'ms', stall.bare)
    return [
      bareRow,
      row('embedding, worker thread', 'ms', one.thread, bareRow),
      row('embedding, remembered', 'ms', one.cached, bareRow),
      row('20 embeddings at once, worker thread', 'ms', together),
      bareStall,
      row('event loop stall of 20 embeddings, worker thread', 'ms', stall.thread, bareStall)
    ]
  } finally {
    await embedder.close()
  }
}
