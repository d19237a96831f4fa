import { randomUUID } from 'node:crypto'
import type { Attempt } from './attempt.ts'
import { withBuffers, type Pipeline, type Redis } from './client.ts'
import { LEASE_MS, type Keys } from './keys.ts'
import { loadScript } from './script.ts'

const fill = loadScript('fill')

/** Who may read a value: part of the stored bytes, compared on every hit. */
export type Owner = { tenant: string, user: string }

export type Read = { body: Buffer | string, status: 'hit' | 'miss' | 'bypass', stored: boolean }

/** `{"owner":[tenant,user],"value":` — the value's own bytes follow up to the closing brace, so a hit is a prefix check and a slice. */
const envelope = (owner: Owner) => `{"owner":${JSON.stringify([owner.tenant, owner.user])},"value":`

/**
 * JSON documents, cache-aside over Postgres. A miss takes the key's lease, loads, and stores only if no write broke the lease
 * in between; whoever finds the lease taken loads without storing. A Redis fault means a load, never an error.
 */
export function createCacheAside (deps: { redis: Redis, keys: Keys, attempt: Attempt }) {
  const { redis, attempt } = deps
  const buffers = withBuffers(redis)
  const dirty = new Set<string>()

  /** Applies invalidations that did not reach Redis; until they have, their keys are not read. */
  async function settle (): Promise<boolean> {
    if (dirty.size === 0) return true
    const owed = [...dirty]
    const done = await attempt('invalidate', () => redis.del(owed.flatMap((key) => [key, deps.keys.lease(key)])))
    if (done.ok) for (const key of owed) dirty.delete(key)
    return done.ok
  }

  return {
    /**
     * @param load the JSON text from Postgres; null where there is none for this owner (never cached)
     * @returns the JSON bytes, or null
     */
    async read (key: string, owner: Owner, ttlSeconds: number, load: () => Promise<string | null>): Promise<Read | null> {
      const head = Buffer.from(envelope(owner))
      const readable = await settle()
      const found = readable ? await attempt('read', () => buffers.get(key)) : { ok: false as const }
      if (found.ok && found.value !== null) {
        // Another owner's value proves nothing about this one: Postgres decides.
        if (found.value.subarray(0, head.length).equals(head)) {
          return { body: found.value.subarray(head.length, -1), status: 'hit', stored: true }
        }
      }
      const token = randomUUID()
      const leased = found.ok && (await attempt('lease', () =>
        redis.set(deps.keys.lease(key), token, { condition: 'NX', expiration: { type: 'PX', value: LEASE_MS } }))).ok
      const body = await load()
      if (body === null) return null
      const stored = leased && await attempt('fill', () =>
        fill.run(redis, [key, deps.keys.lease(key)], [token, `${envelope(owner)}${body}}`, String(ttlSeconds)]))
      return { body, status: found.ok ? 'miss' : 'bypass', stored: stored !== false && stored.ok && stored.value === 1 }
    },

    /** Deletes values together with their leases, so that a fill under way cannot bring an old value back. */
    enqueueInvalidate (pipeline: Pipeline, keys: string[]): void {
      for (const key of keys) pipeline.del([key, deps.keys.lease(key)])
    },

    /** To be called where an invalidation may not have been applied. */
    owe (keys: string[]): void {
      for (const key of keys) dirty.add(key)
    }
  }
}
export type CacheAside = ReturnType<typeof createCacheAside>
