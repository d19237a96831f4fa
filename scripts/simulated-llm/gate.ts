/** Barriers that tests use instead of sleeping: hold answers until released, wait until something was counted. */

export function createGate () {
  const holds = new Set<{ afterChunks: number, open: Promise<void>, release: () => void }>()

  return {
    /** Holds every answer before its chunk number `afterChunks` (0: before the first byte) until released. */
    hold (afterChunks = 0): () => void {
      const { promise, resolve } = withResolvers<void>()
      const entry = { afterChunks, open: promise, release: () => { holds.delete(entry); resolve() } }
      holds.add(entry)
      return entry.release
    },
    /** Resolves when no hold stands before this chunk; rejects when the signal aborts first. */
    async pass (chunk: number, signal: AbortSignal): Promise<void> {
      for (const hold of holds) {
        if (hold.afterChunks === chunk) await orAborted(hold.open, signal)
      }
    },
    releaseAll () {
      for (const hold of holds) hold.release()
    }
  }
}

/** The promise, or a rejection as soon as the signal aborts. */
export async function orAborted<T> (promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

// Promise.withResolvers is in Node 22; until the floor rises from 20.
function withResolvers<T> () {
  let resolve!: (value: T | PromiseLike<T>) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((_resolve, _reject) => { resolve = _resolve; reject = _reject })
  return { promise, resolve, reject }
}

/** Counters whose changes can be waited for. */
export function createCounters<T extends Record<string, number>> (initial: T) {
  const counts = { ...initial }
  const waiting = new Set<() => void>()

  return {
    counts,
    add (name: keyof T, amount = 1) {
      (counts as Record<keyof T, number>)[name] += amount
      for (const check of waiting) check()
    },
    /** Resolves when the condition holds for the counts. */
    until (condition: (counts: Readonly<T>) => boolean): Promise<void> {
      if (condition(counts)) return Promise.resolve()
      const { promise, resolve } = withResolvers<void>()
      const check = () => {
        if (!condition(counts)) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      return promise
    }
  }
}
