import type { Deletions } from './deletions.ts'
import type { HotValues } from './hot-values.ts'

const RETRY_MS = 200

/**
 * Whether what Redis holds may be served. A process that lost Redis, or would not hear of a write that Redis did not take, reads nothing
 * from it until everything outstanding has been applied; else it leaves out the keys that it was told are stale, until they are deleted.
 * @param deps.applyOutstanding false where Redis or Postgres did not answer
 */
export function createFreshness (deps: {
  isUp: () => boolean
  hot: Pick<HotValues, 'clear'>
  apply: Deletions['apply']
  applyOutstanding: () => Promise<boolean>
  later: (ms: number, work: () => void) => void
}) {
  const { isUp, hot, apply, applyOutstanding, later } = deps
  /** Keys that are stale in Redis as far as this process knows, and when it was told so last. */
  const dirty = new Map<string, number>()
  let caughtUp = false
  /** Whether this process would hear of a write that Redis did not take. */
  let listening = false
  /** Counts what was told: what comes in while this process catches up makes it look again. */
  let told = 0
  let catching: Promise<void> | null = null
  let settling = false

  /** After Redis was away: nothing is read from it before all that is outstanding has been applied. */
  function catchUp (): void {
    if (!listening) return
    catching ??= (async () => {
      let done: boolean
      let seen: number
      do {
        seen = told
        done = await applyOutstanding()
      } while (done && seen !== told)
      if (done && isUp() && listening) {
        caughtUp = true
        dirty.clear()
      } else if (isUp()) later(RETRY_MS, catchUp)
    })().finally(() => { catching = null })
  }

  function settle (owed: [key: string, toldAt: number][]): void {
    apply(owed.map(([key]) => key)).then((done) => {
      // A key that was told again meanwhile needs another deletion, which is under way.
      if (done) {
        for (const [key, at] of owed) if (dirty.get(key) === at) dirty.delete(key)
      } else if (isUp()) settleLater()
    }, () => {})
  }

  /** All that is owed, together: a Redis that refuses every write would be asked ever more by ever more. */
  function settleLater (): void {
    if (settling) return
    settling = true
    later(RETRY_MS, () => {
      settling = false
      settle([...dirty])
    })
  }

  function lost (): void {
    // A catch-up under way may have looked before.
    told++
    caughtUp = false
    hot.clear()
    if (isUp()) later(0, catchUp)
  }

  return {
    /** Whether what Redis holds under this key may be served. */
    mayRead: (key: string): boolean => caughtUp && !dirty.has(key),
    /** Figures for the metrics: whether reads are allowed, keys known to be stale. */
    state: () => ({ caughtUp, dirty: dirty.size }),
    /** @param stale null: anything may be */
    distrust (stale: string[] | null): void {
      told++
      if (stale === null) return lost()
      // A process that reads nothing anyway will learn of these when it catches up.
      if (!caughtUp) return
      for (const key of stale) dirty.set(key, told)
      settle(stale.map((key) => [key, told]))
    },
    /** Whether this process hears what others tell, from now on; what they told until now it may have missed. */
    listens (heard: boolean): void {
      listening = heard
      lost()
    },
    lost,
    catchUp
  }
}
