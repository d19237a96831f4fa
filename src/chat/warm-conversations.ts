import { setTimeout as pause } from 'node:timers/promises'
import type { CacheAside, Read } from '../cache/cache-aside.ts'
import type { Keys } from '../cache/keys.ts'
import type { Conversations } from '../db/conversations.ts'
import type { Person } from '../db/database.ts'
import type { Messages } from '../db/messages.ts'
import { createListConversations } from './list-conversations.ts'
import { createReadHistory } from './read-history.ts'

/** The newest conversations of one user that are worth a fill: what a frontend opens first. */
const HISTORIES_PER_USER = 20

/** `filled` came from Postgres, `present` was there already; `users` are those that are done. */
export type Warmed = { users: number, of: number, lists: number, histories: number, filled: number, present: number }
export type WarmOptions = {
  sinceMs: number
  /** most users, the latest active first */
  users: number
  /** lists and histories begun in a second, at most */
  perSecond: number
  /** lists and histories under way at once, at most */
  atOnce: number
  signal?: AbortSignal
  onProgress?: (warmed: Readonly<Warmed>) => void
}

/** The cache does not take what it is given: warming has no point. */
class NotWarmedError extends Error {}

/**
 * Refills the lists and histories of users that were active lately by reading them as a request would: the same leases, the
 * same owner, the same freshness. What is there already is left as it is.
 */
export function createWarmConversations (deps: { cache: CacheAside, keys: Keys, conversations: Conversations, messages: Messages, historyTtl: number, listTtl: number }) {
  const { cache, keys, conversations, messages } = deps
  const readHistory = createReadHistory({ cache, keys, messages, ttlSeconds: deps.historyTtl })
  const listConversations = createListConversations({ cache, keys, conversations, ttlSeconds: deps.listTtl })

  return async function warm (options: WarmOptions): Promise<Warmed> {
    const { sinceMs, signal, onProgress = () => {} } = options
    const people = await conversations.readActive(sinceMs, options.users)
    const warmed: Warmed = { users: 0, of: people.length, lists: 0, histories: 0, filled: 0, present: 0 }
    const turn = createPace(options.perSecond, signal)
    const underWay = new Set<Promise<void>>()
    let fault: Error | undefined

    const count = (status: Read['status'] | undefined, stored: boolean) => {
      if (status === 'bypass') throw new NotWarmedError('the cache takes nothing: Redis is away, or invalidations are outstanding')
      // A conversation that was deleted meanwhile counts as neither; nor does a value that a write broke the lease of.
      if (status === 'hit') warmed.present++
      else if (stored) warmed.filled++
    }
    async function begin (work: () => Promise<void>): Promise<void> {
      await turn()
      while (underWay.size >= options.atOnce) await Promise.race(underWay)
      signal?.throwIfAborted()
      if (fault) throw fault
      const mine = work().catch((error: unknown) => { fault ??= error as Error }).finally(() => underWay.delete(mine))
      underWay.add(mine)
    }

    async function warmUser (person: Person): Promise<void> {
      await begin(async () => {
        const { status, stored } = await listConversations(person, 0, 1)
        warmed.lists++
        count(status, stored)
      })
      for (const id of await conversations.readRecentIds(person, sinceMs, HISTORIES_PER_USER)) {
        await begin(async () => {
          const read = await readHistory(person, id)
          warmed.histories++
          count(read?.status, read?.stored ?? false)
        })
      }
    }

    try {
      for (const person of people) {
        await warmUser(person)
        warmed.users++
        onProgress(warmed)
      }
    } finally {
      await Promise.all(underWay)
    }
    if (fault) throw fault
    return warmed
  }
}

/** Spreads turns evenly; one that comes late earns the ones after it no burst. */
function createPace (perSecond: number, signal?: AbortSignal): () => Promise<void> {
  let nextAt = performance.now()
  return async () => {
    const wait = nextAt - performance.now()
    nextAt = Math.max(nextAt, performance.now()) + 1000 / perSecond
    if (wait > 1) await pause(wait, undefined, signal ? { signal } : {})
  }
}
