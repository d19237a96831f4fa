import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { onceOver } from '../times.ts'
import { EmbedderBusyError, EmbedderUnavailableError } from './embedder-errors.ts'
import type { EmbeddingReply, EmbeddingWorkerData } from './embedding-worker.ts'

/** A run that takes this long is stuck in native code. Loading may download, so it gets longer. */
const STUCK_MS = 30_000
const STUCK_LOADING_MS = 600_000

/** The one thread that runs the model, one text at a time. */
export type EmbeddingThread = {
  /**
   * @param options.isWanted asked before it is the text's turn: what nobody waits for any more is not run
   * @throws EmbedderBusyError where too many texts wait, or nobody waits for this one; EmbedderUnavailableError when the thread is gone, or stuck
   */
  embed (text: string, options?: { loading?: boolean, isWanted?: () => boolean }): Promise<EmbeddingReply>
  /** Refuses what waits. */
  close (): Promise<void>
}

/**
 * Exactly one thread: on 2 cores a second one gained nothing (measured), and one thread is what keeps a batch at one text.
 * It is never ended in the middle of a run: that aborts the whole process (onnxruntime 1.30). So the queue is here, as texts that wait in
 * piscina can be taken back only by a signal, which ends the thread where the text has begun; and what is stuck stays, and is waited for.
 * @param options.maxWaiting texts that may wait before the next is refused
 * @param options.lateMs once the oldest has waited longer, the youngest comes first: in their order all would be begun too late for whoever
 *   waits (adaptive LIFO; B. Maurer, Fail at Scale, ACM Queue 2015)
 */
export function createEmbeddingThread (workerData: EmbeddingWorkerData, { maxWaiting, lateMs, stuckMs = STUCK_MS }: { maxWaiting: number, lateMs: number, stuckMs?: number }): EmbeddingThread {
  const settings = {
    // .ts under tsx (whose loader a worker inherits through execArgv), .js in the build.
    filename: fileURLToPath(new URL(`./embedding-worker${extname(import.meta.url)}`, import.meta.url)),
    name: 'embed',
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
    recordTiming: false,
    workerData
  }
  const start = () => {
    const started = new Piscina<string, EmbeddingReply>(settings)
    // A thread that fails between two runs: piscina replaces it, and an event nobody hears would end the process.
    started.on('error', () => {})
    return started
  }
  let pool: Piscina<string, EmbeddingReply> | undefined
  let closed = false
  /** Of the text that runs; null where none does. */
  let running: Promise<unknown> | null = null
  const waiting: { at: number, isWanted (): boolean, leave (): void, run (): Promise<unknown>, refuse (error: Error): void }[] = []

  async function stop () {
    const stopped = pool
    pool = undefined
    await stopped?.close()
  }

  function next (): void {
    while (waiting[0] && !waiting[0].isWanted()) waiting.shift()!.leave()
    const isLate = waiting[0] !== undefined && performance.now() - waiting[0].at > lateMs
    const { run } = (isLate ? waiting.pop() : waiting.shift()) ?? {}
    running = run === undefined ? null : run().catch(() => {}).finally(next)
  }

  return {
    embed (text, { loading = false, isWanted = () => true } = {}) {
      return new Promise((resolve, reject) => {
        const refuse = (cause: Error) => reject(new EmbedderUnavailableError(`the embedding thread failed: ${cause.message}`, { cause }))
        if (closed) return reject(new EmbedderUnavailableError('expected an open embedder, got a closed one'))
        const leave = () => reject(new EmbedderBusyError(waiting.length))
        if (waiting.length >= maxWaiting) return leave()
        waiting.push({
          at: performance.now(),
          isWanted,
          leave,
          refuse,
          async run () {
            const over = onceOver(loading ? STUCK_LOADING_MS : stuckMs, () => refuse(new Error('expected the end of a run, got none')))
            try {
              pool ??= start()
              const reply = await pool.run(text)
              // The next attempt needs a thread that has not failed to load (see the worker).
              if (reply.kind === 'unavailable') await stop()
              resolve(reply)
            } catch (error) {
              refuse(error as Error)
            } finally {
              over()
            }
          }
        })
        if (running === null) next()
      })
    },
    async close () {
      closed = true
      for (const { refuse } of waiting.splice(0)) refuse(new Error('it is being closed'))
      await running
      await stop()
    }
  }
}
