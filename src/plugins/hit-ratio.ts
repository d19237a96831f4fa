import fp from 'fastify-plugin'
import { Gauge } from 'prom-client'
import type { CacheOutcome } from '../cache/cache-aside.ts'
import { createHitWindow, type HitWindow } from '../cache/hit-window.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a read of a cache. `refreshed` is no read: nobody waited for it. */
    noteRead (cache: string, outcome: CacheOutcome, milliseconds?: number): void
    /** Share of hits among the last reads of each cache; null before the first. */
    hitRatios (): { cache: string, hit_ratio: number | null }[]
  }
}

const READS = 1_000
const EXPECTED = 0.8
const WARN_EVERY_MS = 60_000

/** Reads by cache and outcome, how long they took, and the hit ratio of the last of them with a warning while it is low. */
export default fp(async (app) => {
  const { log, metrics: { reads, readSeconds, registry } } = app
  const windows = new Map<string, HitWindow>()
  const warnedAt = new Map<string, number>()

  function note (cache: string, outcome: CacheOutcome): void {
    let window = windows.get(cache)
    if (!window) windows.set(cache, window = createHitWindow(READS))
    window.note(outcome)
    const ratio = window.ratio()
    if (ratio === null || ratio >= EXPECTED || !window.isFull()) return
    const now = performance.now()
    if (now - (warnedAt.get(cache) ?? -Infinity) < WARN_EVERY_MS) return
    warnedAt.set(cache, now)
    log.warn({ cache, ratio: Math.round(ratio * 1000) / 1000, reads: READS }, 'cache hit ratio below 80 %')
  }

  app.decorate('noteRead', (cache: string, outcome: CacheOutcome, milliseconds?: number) => {
    reads.inc({ cache, outcome })
    if (milliseconds !== undefined) readSeconds.observe({ cache, outcome }, milliseconds / 1000)
    note(cache, outcome)
  })

  app.decorate('hitRatios', () => [...windows].map(([cache, window]) => ({ cache, hit_ratio: window.ratio() })))

  const gauge = new Gauge({
    name: 'deflect_cache_hit_ratio',
    help: `Share of hits among the last ${READS} reads of a cache in this process; lookups of what does not exist are left out`,
    labelNames: ['cache'],
    registers: [registry],
    collect () {
      for (const [cache, window] of windows) {
        const ratio = window.ratio()
        if (ratio !== null) gauge.set({ cache }, ratio)
      }
    }
  })
}, { name: 'hit-ratio', dependencies: ['metrics'] })
