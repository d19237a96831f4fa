import type { Attempt } from './attempt.ts'
import type { Log, Redis } from './client.ts'
import { createDeletions, type Again } from './deletions.ts'
import { createFreshness } from './freshness.ts'
import type { HotValues } from './hot-values.ts'
import type { Keys } from './keys.ts'

/** Where invalidations are kept until Redis has applied them (db/outbox.ts). */
export type InvalidationOutbox = {
  pending (olderThanMs: number, limit: number): Promise<{ id: string, keys: string[] }[]>
  add (keys: string[]): Promise<string>
  remove (ids: string[]): Promise<void>
  tell (keys: string[]): Promise<void>
  listen (onKeys: (keys: string[] | null) => void, onListening: () => void, onDeaf: (reason: string) => void): () => Promise<void>
}

const BATCH = 500
/** The hot path applies its own at once; the relay takes what it left behind, ms. */
const LEFT_BEHIND_MS = 1_000
const RELAY_MS = 1_000
const REMOVE_MS = 300

/**
 * Invalidation that cannot be lost. Each write commits the keys it makes stale with itself; normally Redis applies them before
 * the write is acknowledged. Where it did not, every process is told before the acknowledgement and stops reading those keys,
 * and a process that lost Redis reads nothing from it until everything outstanding has been applied (freshness.ts). What this
 * process deleted lately is deleted once more behind every new connection, before anything is read through it (deletions.ts).
 */
export function createInvalidation (deps: { redis: Redis, keys: Keys, attempt: Attempt, isUp: () => boolean, hot: Pick<HotValues, 'drop' | 'clear'>, outbox: InvalidationOutbox, log: Log }) {
  const { redis, keys, attempt, isUp, hot, outbox, log } = deps
  const deletions = createDeletions({ redis, keys, attempt, hot })
  const { apply, remember } = deletions
  const freshness = createFreshness({
    isUp, hot, apply, later, applyOutstanding: async () => await deletions.applyAgain() && await relay(0).catch(() => false)
  })
  const { distrust, lost } = freshness
  /** Outbox rows whose keys Redis has deleted. */
  let applied: string[] = []
  let saidDeaf = false
  let closed = false
  let stopListening = async () => {}
  const timers = new Set<NodeJS.Timeout>()

  function later (ms: number, work: () => void): void {
    if (closed) return
    const timer = setTimeout(() => { timers.delete(timer); work() }, ms).unref()
    timers.add(timer)
  }

  /** Applies what the outbox holds; false where Redis or Postgres did not answer. */
  async function relay (olderThanMs: number): Promise<boolean> {
    for (;;) {
      const rows = await outbox.pending(olderThanMs, BATCH)
      if (rows.length === 0) return true
      if (!await apply([...new Set(rows.flatMap((row) => row.keys))])) return false
      await outbox.remove(rows.map(({ id }) => id))
    }
  }

  function removeApplied (): void {
    const ids = applied
    applied = []
    if (ids.length > 0) outbox.remove(ids).catch(() => { /* the relay applies them once more, which does no harm */ })
    later(REMOVE_MS, removeApplied)
  }

  function relayForEver (): void {
    const work = freshness.state().caughtUp ? relay(LEFT_BEHIND_MS) : Promise.resolve(true)
    work.catch((error: unknown) => log.debug({ err: error }, 'outbox not read')).finally(() => later(RELAY_MS * (0.5 + Math.random()), relayForEver))
  }

  return {
    /** Once the schema is there. */
    start (): void {
      stopListening = outbox.listen(distrust, () => {
        if (saidDeaf) log.info({}, 'invalidations are heard again')
        saidDeaf = false
        freshness.listens(true)
      }, (reason) => {
        if (!saidDeaf) log.warn({ reason }, 'cannot hear of invalidations from Postgres, nothing is read from the cache')
        saidDeaf = true
        freshness.listens(false)
      })
      removeApplied()
      relayForEver()
    },
    mayRead: freshness.mayRead,
    state: freshness.state,
    enqueue: deletions.enqueue,
    /** The write's pipeline went through: its outbox row has done its work. */
    applied (outboxId: string, stale: string[]): void {
      deletions.applied(stale)
      applied.push(outboxId)
    },
    /** The write's pipeline may not have gone through. To be awaited before the write is acknowledged. */
    async missed (stale: string[]): Promise<void> {
      distrust(stale)
      await outbox.tell(stale)
    },
    /**
     * Takes keys away for good, now or as soon as Redis is there.
     * @param outboxId where they were committed with a write already
     * @returns which of them were there; null where Redis owes it
     */
    async drop (stale: string[], outboxId?: string): Promise<Set<string> | null> {
      if (stale.length === 0) return new Set()
      const id = outboxId ?? await outbox.add(stale)
      const were = await deletions.drop(stale)
      if (were === null) await this.missed(stale)
      else applied.push(id)
      return were
    },
    /**
     * Takes values away, one of them in another way than by deleting its key.
     * @param work `later`: nothing was there, so the relay deletes what may still come from whoever is storing it; `failed`: it
     *   is not known, so they are deleted, and nobody reads them until they are
     * @param kept which; `again` is for a server that may lack the work: it leaves nothing to be served, and is false where that did not answer
     */
    async replace (stale: string[], work: () => Promise<'done' | 'later' | 'failed'>, kept: { key: string, again: Again }): Promise<void> {
      const id = await outbox.add(stale)
      const outcome = await work()
      remember(stale)
      remember([kept.key], kept.again)
      // Not with the next ones: whoever catches up until then would delete what the work has left there.
      if (outcome === 'done') await outbox.remove([id]).catch(() => { applied.push(id) })
      else if (outcome === 'failed') await this.missed(stale)
    },
    onConnected (): void {
      deletions.onConnected()
      lost()
    },
    onDown: lost,
    onUp: freshness.catchUp,
    async close (): Promise<void> {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      await stopListening()
      if (applied.length > 0) await outbox.remove(applied).catch(() => {})
    }
  }
}
export type Invalidation = ReturnType<typeof createInvalidation>
