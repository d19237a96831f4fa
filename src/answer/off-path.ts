import { bulkhead, BulkheadRejectedError } from 'cockatiel'
import type { Log } from '../cache/client.ts'

/** Checks under way, and waiting: the thread that embeds is the one users wait for. */
const CONCURRENT = 2
const WAITING = 32
/** Longest that a call of a check may take, ms. */
const CALL_MS = 120_000

/** Checks off the path of the requests: those that find no place are left out, and one that fails is a line in the log. */
export function createOffPath (deps: { log: Log, onDropped: (reason: 'busy' | 'failed') => void }) {
  const { log, onDropped } = deps
  const lane = bulkhead(CONCURRENT, WAITING)
  const running = new Set<Promise<void>>()
  const closing = new AbortController()

  return {
    launch (work: () => Promise<void>, ended = () => {}): void {
      if (closing.signal.aborted) return
      const job: Promise<void> = lane.execute(work).catch((error: unknown) => {
        const busy = error instanceof BulkheadRejectedError
        onDropped(busy ? 'busy' : 'failed')
        if (!busy && !closing.signal.aborted) log.warn({ reason: (error as Error).message }, 'a check of an answer failed')
      }).finally(() => {
        running.delete(job)
        ended()
      })
      running.add(job)
    },
    /** For a call: a check that hangs would keep others from their place. */
    bounded: () => AbortSignal.any([closing.signal, AbortSignal.timeout(CALL_MS)]),
    /** Settles with the checks under way. */
    done: async (): Promise<void> => { await Promise.allSettled(running) },
    async close (): Promise<void> {
      closing.abort()
      await Promise.allSettled(running)
    }
  }
}
