import { LRUCache } from 'lru-cache'
import type { Attempt } from './attempt.ts'
import type { Redis } from './client.ts'
import { matching } from './tag.ts'

/** Scopes whose size is known, and how long it is taken for true: a scope grows by one answer at a time. */
const SCOPES = 1_000
const KNOWN_MS = 60_000
/** Entries of a scope, and their share of the index, from which on the graph is asked. */
const LARGE = 3_000
const SHARE = 0.05

/**
 * How RediSearch is to look through a scope. By its own choice (2.10) it compares a question with every entry of the scope, one by one,
 * where the scope is less than all of the index or the index holds up to 30,000 entries; that stops everybody's Redis for 5.1 ms with 30,000 entries
 * in one scope, and for 4.6 with 12,000 of 60,000. Asked to walk the graph in batches, 0.37 and 0.34 ms, and the nearest five are the same in 998 of
 * 1,000 cases. In a scope that is small, or a small part of the index, its choice is the faster one, and exact: in batches 0.2 to 2 ms instead of 0.1,
 * and up to a tenth of the five is missed.
 */
export function createScopeSizes ({ redis, attempt, index }: { redis: Redis, attempt: Attempt, index: string }) {
  const large = new LRUCache<string, boolean>({ max: SCOPES, ttl: KNOWN_MS })
  const counting = new Set<string>()

  const entriesOf = async (query: string): Promise<number> => (await redis.ft.search(index, query, { LIMIT: { from: 0, size: 0 }, DIALECT: 2 })).total
  // The index is counted by a search, too: FT.INFO also weighs its graph, and stops Redis for 14 ms with 90,000 entries, this for 2.6.
  async function isLarge (scope: string): Promise<boolean> {
    const total = await entriesOf(`(${matching('scope', [scope])})`)
    return total >= LARGE && total >= SHARE * await entriesOf('*')
  }

  return {
    /** Whether a KNN in this scope is to go in batches, by what is known of it. */
    inBatches: (scope: string): boolean => large.get(scope) ?? false,
    /** They took too long: not for a while. */
    avoidBatches (scope: string): void { large.set(scope, false) },
    /** Counts the scope where that was not done lately, beside the request that asks. */
    count (scope: string): void {
      if (counting.has(scope) || large.has(scope)) return
      counting.add(scope)
      attempt('semantic', () => isLarge(scope)).then((reply) => { large.set(scope, reply.ok && reply.value) }).finally(() => counting.delete(scope)).catch(() => {})
    }
  }
}
