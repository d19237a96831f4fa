import type { RecentRow } from '../db/operator-series.ts'

/** What one tenant was answered in a stretch of time. */
export type Recent = { from: string, to: string, p50_ms: number | null, p95_ms: number | null } & Record<'exact' | 'semantic' | 'coalesced' | 'miss' | 'bypass' | 'error', number>

/** Events reach Postgres within this time where nothing is behind, ms: younger ones are counted in the next stretch. */
const LAG_MS = 1_500

/** Pure. */
export function recentOf (rows: readonly RecentRow[], tenant: string, { since, until }: { since: Date, until: Date }): Recent {
  const own = rows.filter((row) => row.tenant === tenant)
  const all = own.find(({ status }) => status === null)
  const counts = Object.fromEntries(own.flatMap(({ status, requests }) => status === null ? [] : [[status, requests]]))
  return {
    from: since.toISOString(), to: until.toISOString(), exact: 0, semantic: 0, coalesced: 0, miss: 0, bypass: 0, error: 0, ...counts, p50_ms: all?.p50_ms ?? null, p95_ms: all?.p95_ms ?? null
  }
}

/**
 * One look at the process every `everyMs` for everybody who listens; none while nobody does. Two looks never overlap.
 * @param look what holds for everybody, and what was answered to each tenant since the look before
 */
export function createLive<Common extends object> (deps: {
  look: () => Promise<Common>
  recent: (tenants: string[], span: { since: Date, until: Date }) => Promise<RecentRow[] | null>
  everyMs: number
  maxListeners: number
}) {
  const { look, recent, everyMs, maxListeners } = deps
  type Listener = { tenant: string, send: (snapshot: Common & { at: string, requests: Recent | null, listeners: number }) => void, end: () => void }
  const listeners = new Set<Listener>()
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let seenUntil: number | null = null

  async function round (): Promise<void> {
    looking = true
    const until = Date.now() - LAG_MS
    // A look that took long is followed by a longer stretch, within bounds.
    const span = { since: new Date(Math.max(seenUntil ?? until - everyMs, until - 5 * everyMs)), until: new Date(until) }
    seenUntil = until
    try {
      const [common, rows] = await Promise.all([look(), recent([...new Set([...listeners].map(({ tenant }) => tenant))], span)])
      for (const { tenant, send } of listeners) send({ at: new Date().toISOString(), requests: rows && recentOf(rows, tenant, span), ...common, listeners: listeners.size })
    } finally {
      looking = false
      if (listeners.size > 0) timer = setTimeout(() => { round().catch(() => {}) }, everyMs)
      else seenUntil = null
    }
  }

  return {
    /** @returns how to stop listening; null where too many listen already */
    listen (listener: Listener): (() => void) | null {
      if (listeners.size >= maxListeners) return null
      listeners.add(listener)
      if (listeners.size === 1 && !looking) round().catch(() => {})
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || looking) return
        clearTimeout(timer)
        seenUntil = null
      }
    },
    listeners: () => listeners.size,
    /** Ends everybody's stream. */
    close (): void {
      clearTimeout(timer)
      for (const listener of [...listeners]) listener.end()
      listeners.clear()
    }
  }
}
