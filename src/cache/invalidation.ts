import type { Attempt } from './attempt.ts'
import type { Log, Pipeline, Redis } from './client.ts'
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

type Again = () => Promise<boolean>

const BATCH = 500
/** Keys deleted one by one in one round trip, so that each tells whether it was there. */
const COUNTED = 200
/** Entries among them. The index takes 1 to 2 ms for each where it holds 40,000, and a round trip longer than REDIS_TIMEOUT_MS is a Redis that is away. */
const INDEXED = 10
/** The hot path applies its own at once; the relay takes what it left behind, ms. */
const LEFT_BEHIND_MS = 1_000
const RELAY_MS = 1_000
const REMOVE_MS = 300
const RETRY_MS = 200
/** How long a deletion is remembered, ms, and how many are: a replica that takes its primary's place lacks what came last. */
const REMEMBERED_MS = 60_000
const MOST_REMEMBERED = 100_000

/**
 * Invalidation that cannot be lost. Each write commits the keys it makes stale with itself; normally Redis applies them before
 * the write is acknowledged. Where it did not, every process is told before the acknowledgement and stops reading those keys,
 * and a process that lost Redis reads nothing from it until everything outstanding has been applied. Replication is asynchronous,
 * so what this process deleted lately is deleted once more behind every new connection, before anything is read through it.
 */
export function createInvalidation (deps: { redis: Redis, keys: Keys, attempt: Attempt, isUp: () => boolean, hot: Pick<HotValues, 'drop' | 'clear'>, outbox: InvalidationOutbox, log: Log }) {
  const { redis, keys, attempt, isUp, hot, outbox, log } = deps
  /** Whatever the embedding identity. */
  const entryPrefix = keys.semanticEntryPrefix('').slice(0, -1)
  /** Keys that are stale in Redis as far as this process knows, and when it was told so last. */
  const dirty = new Map<string, number>()
  let caughtUp = false
  /** Whether this process would hear of a write that Redis did not take. */
  let listening = false
  let saidDeaf = false
  /** Counts what was told: what comes in while this process catches up makes it look again. */
  let told = 0
  let catching: Promise<void> | null = null
  let settling = false
  let applied: string[] = []
  /** Keys that were taken away, when, oldest first, and how that is made sure of once more where it is not by deleting them. */
  const deleted = new Map<string, { at: number, again?: Again | undefined }>()
  /** Whether the server behind this connection may lack them. */
  let newlyConnected = false
  let closed = false
  let stopListening = async () => {}
  const timers = new Set<NodeJS.Timeout>()

  const later = (ms: number, work: () => void) => {
    if (closed) return
    const timer = setTimeout(() => { timers.delete(timer); work() }, ms).unref()
    timers.add(timer)
  }

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

  async function apply (stale: string[]): Promise<boolean> {
    for (const key of stale) hot.drop(key)
    if (stale.length === 0) return true
    remember(stale)
    for (const some of tripsOf(stale)) {
      const reply = await attempt('invalidate', () => Promise.all([redis.ping(), redis.del(some.flatMap((key) => [key, keys.lease(key), keys.absent(key)]))]))
      if (!reply.ok) return false
    }
    return true
  }

  /** Takes away once more what was taken away lately, where the server may not know of it. */
  async function applyAgain (): Promise<boolean> {
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

  /** Applies what the outbox holds; false where Redis or Postgres did not answer. */
  async function relay (olderThanMs: number): Promise<boolean> {
    for (;;) {
      const rows = await outbox.pending(olderThanMs, BATCH)
      if (rows.length === 0) return true
      if (!await apply([...new Set(rows.flatMap((row) => row.keys))])) return false
      await outbox.remove(rows.map(({ id }) => id))
    }
  }

  /** After Redis was away: nothing is read from it before all that is outstanding has been applied. */
  function catchUp (): void {
    if (!listening) return
    catching ??= (async () => {
      let done: boolean
      let seen: number
      do {
        seen = told
        done = await applyAgain() && await relay(0).catch(() => false)
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

  function distrust (stale: string[] | null): void {
    told++
    if (stale === null) return lost()
    // A process that reads nothing anyway will learn of these when it catches up.
    if (!caughtUp) return
    for (const key of stale) dirty.set(key, told)
    settle(stale.map((key) => [key, told]))
  }

  function lost (): void {
    // A catch-up under way may have looked before.
    told++
    caughtUp = false
    hot.clear()
    if (isUp()) later(0, catchUp)
  }

  function removeApplied (): void {
    const ids = applied
    applied = []
    if (ids.length > 0) outbox.remove(ids).catch(() => { /* the relay applies them once more, which does no harm */ })
    later(REMOVE_MS, removeApplied)
  }

  function relayForEver (): void {
    const work = caughtUp ? relay(LEFT_BEHIND_MS) : Promise.resolve(true)
    work.catch((error: unknown) => log.debug({ err: error }, 'outbox not read')).finally(() => later(RELAY_MS * (0.5 + Math.random()), relayForEver))
  }

  return {
    /** Once the schema is there. */
    start (): void {
      stopListening = outbox.listen(distrust, () => {
        listening = true
        if (saidDeaf) log.info({}, 'invalidations are heard again')
        saidDeaf = false
        lost()
      }, (reason) => {
        listening = false
        if (!saidDeaf) log.warn({ reason }, 'cannot hear of invalidations from Postgres, nothing is read from the cache')
        saidDeaf = true
        lost()
      })
      removeApplied()
      relayForEver()
    },
    /** Whether what Redis holds under this key may be served. */
    mayRead: (key: string): boolean => caughtUp && !dirty.has(key),
    /**
     * Deletes values together with their leases, so that a fill under way cannot bring an old value back.
     * The PING has Redis tell whoever holds a value in its process before it replies here: it writes last to whom it owed a
     * reply first (7.4, clients_pending_write), and an acknowledgement must not overtake an invalidation.
     * @returns how many replies are its own
     */
    enqueue (pipeline: Pipeline, stale: string[]): number {
      pipeline.ping()
      for (const key of stale) pipeline.del([key, keys.lease(key), keys.absent(key)])
      return stale.length + 1
    },
    /** The write's pipeline went through: its outbox row has done its work. */
    applied (outboxId: string, stale: string[]): void {
      for (const key of stale) hot.drop(key)
      remember(stale)
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
      const were = new Set<string>()
      for (const some of tripsOf(stale)) {
        const replies = await attempt('invalidate', () => Promise.all(some.map((key) => redis.del(key))))
        if (replies.ok) replies.value.forEach((count, i) => { if (count > 0) were.add(some[i]!) })
        // Their leases, too; and what holds a value in its process is told before this returns.
        if (replies.ok && await apply(some)) continue
        await this.missed(stale)
        return null
      }
      applied.push(id)
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
    /** To a server of which nothing is known. */
    onConnected (): void {
      newlyConnected = true
      lost()
    },
    onDown: lost,
    onUp: catchUp,
    /** Figures for the metrics: whether reads are allowed, keys known to be stale. */
    state: () => ({ caughtUp, dirty: dirty.size }),
    async close (): Promise<void> {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      await stopListening()
      if (applied.length > 0) await outbox.remove(applied).catch(() => {})
    }
  }
}
export type Invalidation = ReturnType<typeof createInvalidation>
