import type { Attempt } from './attempt.ts'
import type { Pipeline, Redis } from './client.ts'
import type { HotValues } from './hot-values.ts'
import type { Keys } from './keys.ts'

/** Makes sure once more of what was done to a key; false where the server did not answer. */
export type Again = () => Promise<boolean>

/** Keys deleted one by one in one round trip, so that each tells whether it was there. */
const COUNTED = 200
/** Entries among them. The index takes 1 to 2 ms for each where it holds 40,000, and a round trip longer than REDIS_TIMEOUT_MS is a Redis that is away. */
const INDEXED = 10
/** How long a deletion is remembered, ms, and how many are: a replica that takes its primary's place lacks what came last. */
const REMEMBERED_MS = 60_000
const MOST_REMEMBERED = 100_000

/**
 * Deletions in Redis, and in this process. Replication is asynchronous, so what this process deleted lately is deleted once more
 * behind every new connection.
 */
export function createDeletions (deps: { redis: Redis, keys: Keys, attempt: Attempt, hot: Pick<HotValues, 'drop'> }) {
  const { redis, keys, attempt, hot } = deps
  /** Whatever the embedding identity. */
  const entryPrefix = keys.semanticEntryPrefix('').slice(0, -1)
  /** Keys that were taken away, when, oldest first, and how that is made sure of once more where it is not by deleting them. */
  const deleted = new Map<string, { at: number, again?: Again | undefined }>()
  /** Whether the server behind this connection may lack them. */
  let newlyConnected = false

  /** A value goes together with its lease, so that a fill under way cannot bring an old one back. */
  const allOf = (key: string) => [key, keys.lease(key), keys.absent(key)]

  function remember (stale: string[], again?: Again): void {
    const now = performance.now()
    for (const key of stale) {
      deleted.delete(key)
      deleted.set(key, { at: now, again })
    }
    for (const [key, { at }] of deleted) {
      if (now - at < REMEMBERED_MS && deleted.size <= MOST_REMEMBERED) break
      deleted.delete(key)
    }
  }

  /** What is deleted in a round trip each. */
  function tripsOf (stale: string[]): string[][] {
    const trips: string[][] = []
    let entries = 0
    for (const key of stale) {
      const isEntry = key.startsWith(entryPrefix)
      if (trips.length === 0 || trips.at(-1)!.length === COUNTED || (isEntry && entries === INDEXED)) {
        trips.push([])
        entries = 0
      }
      trips.at(-1)!.push(key)
      if (isEntry) entries++
    }
    return trips
  }

  /** @returns false where Redis did not answer */
  async function apply (stale: string[]): Promise<boolean> {
    for (const key of stale) hot.drop(key)
    if (stale.length === 0) return true
    remember(stale)
    for (const some of tripsOf(stale)) {
      const reply = await attempt('invalidate', () => Promise.all([redis.ping(), redis.del(some.flatMap(allOf))]))
      if (!reply.ok) return false
    }
    return true
  }

  return {
    apply,
    remember,
    /**
     * Deletes values together with their leases.
     * The PING has Redis tell whoever holds a value in its process before it replies here: it writes last to whom it owed a
     * reply first (7.4, clients_pending_write), and an acknowledgement must not overtake an invalidation.
     * @returns how many replies are its own
     */
    enqueue (pipeline: Pipeline, stale: string[]): number {
      pipeline.ping()
      for (const key of stale) pipeline.del(allOf(key))
      return stale.length + 1
    },
    /** What was enqueued went through. */
    applied (stale: string[]): void {
      for (const key of stale) hot.drop(key)
      remember(stale)
    },
    /** Takes keys away for good. @returns which of them were there; null where Redis did not answer */
    async drop (stale: string[]): Promise<Set<string> | null> {
      const were = new Set<string>()
      for (const some of tripsOf(stale)) {
        const replies = await attempt('invalidate', () => Promise.all(some.map((key) => redis.del(key))))
        if (replies.ok) replies.value.forEach((count, i) => { if (count > 0) were.add(some[i]!) })
        // Their leases, too; and what holds a value in its process is told before this returns.
        if (!replies.ok || !await apply(some)) return null
      }
      return were
    },
    /** To a server of which nothing is known. */
    onConnected (): void {
      newlyConnected = true
    },
    /** Takes away once more what was taken away lately, where the server may not know of it. @returns false where it did not answer */
    async applyAgain (): Promise<boolean> {
      if (!newlyConnected) return true
      newlyConnected = false
      remember([])
      const all = [...deleted]
      const stale = all.flatMap(([key, { again }]) => again ? [] : [key])
      const kept = all.flatMap(([key, { again }]) => again ? [{ key, again }] : [])
      if (!await apply(stale)) {
        newlyConnected = true
        return false
      }
      for (let at = 0; at < kept.length; at += COUNTED) {
        const some = kept.slice(at, at + COUNTED)
        const done = await Promise.all(some.map(({ again }) => again()))
        for (const { key, again } of some) remember([key], again)
        if (done.every(Boolean)) continue
        newlyConnected = true
        return false
      }
      // Another connection may have come meanwhile.
      return !newlyConnected
    }
  }
}
export type Deletions = ReturnType<typeof createDeletions>
