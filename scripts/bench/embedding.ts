import { AutoModel, AutoTokenizer, env } from '@xenova/transformers'
import { createEmbedder, type Embedding } from '../../src/model/embedder.ts'
import { below, row, stallOf, type Bench } from './measure.ts'
import { MODEL, modelDir, type Stage } from './stage.ts'

const CONCURRENT = 20
const questions = (round: string) => Array.from({ length: CONCURRENT }, (_, i) => `what is the capital of country number ${i} in round ${round}`)

async function onTheMainThread () {
  env.localModelPath = modelDir
  env.cacheDir = modelDir
  const tokenizer = await AutoTokenizer.from_pretrained(MODEL)
  const network = await AutoModel.from_pretrained(MODEL, { dtype: 'int8', device: 'cpu', session_options: { intraOpNumThreads: 1 } })
  return async (text: string) => { await network(await tokenizer(text)) }
}

/** Embedding on its thread against the same model on the main thread: time of one question, of 20 at once, and how long the event loop stands still. */
export const embedding: Bench<Stage> = {
  async run (stage, quick) {
    const rounds = quick ? 4 : 10
    stage.log(`embedding: ${rounds} rounds of ${CONCURRENT}`)
    const bare = await onTheMainThread()
    const embedder = createEmbedder({ model: MODEL, dtype: 'int8', modelDir, timeoutMs: 60_000, log: { info () {}, warn () {} } })
    try {
      await embedder.loaded
      const one: Record<'bare' | 'thread' | 'cached', number[]> = { bare: [], thread: [], cached: [] }
      const stall: Record<'bare' | 'thread', number[]> = { bare: [], thread: [] }
      const together: number[] = []
      // Sides alternate, so that a slow moment of the machine meets both.
      for (let round = 0; round < rounds; round++) {
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
        below(row('event loop stall of 20 embeddings, worker thread', 'ms', stall.thread, bareStall), 20, '≤ 20 ms')
      ]
    } finally {
      await embedder.close()
    }
  }
}
