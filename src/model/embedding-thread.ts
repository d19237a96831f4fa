import { EventEmitter } from 'node:events'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { EmbedderBusyError, EmbedderUnavailableError } from './embedder-errors.ts'
import type { EmbeddingReply, EmbeddingWorkerData } from './embedding-worker.ts'

/** A run that takes this long is stuck in native code: the thread is replaced. Loading may download, so it gets longer. */
const STUCK_MS = 30_000
const STUCK_LOADING_MS = 600_000

/** The one thread that runs the model, one text at a time. */
export type EmbeddingThread = {
  /** @throws EmbedderBusyError when too many texts wait, EmbedderUnavailableError when the thread is gone */
  embed (text: string, options?: { loading?: boolean }): Promise<EmbeddingReply>
  close (): Promise<void>
}

/**
 * Exactly one thread: on 2 cores a second one gained nothing (measured), and one thread is what keeps a batch at one text.
 * @param maxWaiting texts that may wait before the next is refused
 */
export function createEmbeddingThread (workerData: EmbeddingWorkerData, maxWaiting: number): EmbeddingThread {
  const settings = {
    // .ts under tsx (whose loader a worker inherits through execArgv), .js in the build.
    filename: fileURLToPath(new URL(`./embedding-worker${extname(import.meta.url)}`, import.meta.url)),
    name: 'embed',
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
    maxQueue: maxWaiting,
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

  async function stop () {
    const stopped = pool
    pool = undefined
    // Lets a run finish: ending a thread inside onnxruntime aborts the whole process (1.30).
    await stopped?.close()
  }

  return {
    async embed (text, { loading = false } = {}) {
      if (closed) throw new EmbedderUnavailableError('expected an open embedder, got a closed one')
      pool ??= start()
      if (pool.queueSize >= maxWaiting) throw new EmbedderBusyError(pool.queueSize)
      // An abort of a running task makes piscina end the thread and start another, which loads the model anew. It takes an emitter for a
      // signal, which costs less to make.
      const stuck = new EventEmitter()
      const timer = setTimeout(() => stuck.emit('abort'), loading ? STUCK_LOADING_MS : STUCK_MS)
      timer.unref()
      try {
        const reply = await pool.run(text, { signal: stuck })
        // The next attempt needs a thread that has not failed to load (see the worker).
        if (reply.kind === 'unavailable') await stop()
        return reply
      } catch (cause) {
        throw new EmbedderUnavailableError(`the embedding thread failed: ${(cause as Error).message}`, { cause })
      } finally {
        clearTimeout(timer)
      }
    },
    async close () {
      closed = true
      await stop()
    }
  }
}
