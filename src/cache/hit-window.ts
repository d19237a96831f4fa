import type { CacheOutcome } from './cache-aside.ts'

const HITS: CacheOutcome[] = ['hit', 'hit_local', 'stale_served']
/** Neither: `negative` is a look for what does not exist, `refreshed` is nobody's read. */
const UNCOUNTED: CacheOutcome[] = ['negative', 'refreshed']

/** The share of hits among the last `size` reads of one cache. */
export function createHitWindow (size: number) {
  const ring = new Uint8Array(size)
  let seen = 0
  let hits = 0
  return {
    note (outcome: CacheOutcome): void {
      if (UNCOUNTED.includes(outcome)) return
      const hit = HITS.includes(outcome) ? 1 : 0
      const at = seen++ % size
      hits += hit - ring[at]!
      ring[at] = hit
    },
    isFull: () => seen >= size,
    /** null before the first read */
    ratio: (): number | null => seen === 0 ? null : hits / Math.min(seen, size)
  }
}
export type HitWindow = ReturnType<typeof createHitWindow>
