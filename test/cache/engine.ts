import type { Attempt } from '../../src/cache/attempt.ts'
import { createCacheAside, type CacheOutcome, type Cached, type Loaded, type Read } from '../../src/cache/cache-aside.ts'
import { withBuffers } from '../../src/cache/client.ts'
import { createHotValues, type HotValues } from '../../src/cache/hot-values.ts'
import { createInvalidation } from '../../src/cache/invalidation.ts'
import { freshRedis, quiet } from './fresh.ts'

type Teardown = { teardown (work: () => unknown): void }

/** A place in the code where a test stops whoever comes by: `reached` settles when somebody stands there, `open` lets all pass. */
export function barrier () {
  let open!: () => void
  let reach!: () => void
  const opened = new Promise<void>((resolve) => { open = resolve })
  const reached = new Promise<void>((resolve) => { reach = resolve })
  return { open, reached, pass: async () => { reach(); await opened } }
}
export type Barrier = ReturnType<typeof barrier>

/** One Redis and one record for several processes. Each process is the engine as the service wires it, with a loader and steps that a test can hold. */
export async function freshEngines (t: Teardown) {
  const { redis, keys, prefix, attempt: direct } = await freshRedis(t)
  const buffers = withBuffers(redis)
  /** What Postgres would hold. */
  const record: { value: string | null, owner: string } = { value: 'old', owner: 'ann' }

  async function process (options: { hot?: boolean | HotValues, now?: () => number, leaseMs?: number } = {}) {
    const outcomes: CacheOutcome[] = []
    const steps: string[] = []
    /** Held before the command leaves, and after its reply came; once each. */
    const before = new Map<string, Barrier>()
    const after = new Map<string, Barrier>()
    let loads = 0
    let loading: Barrier | undefined
    const passing = async (held: Map<string, Barrier>, what: string) => {
      const at = held.get(what)
      held.delete(what)
      await at?.pass()
    }
    const attempt: Attempt = async (what, work) => {
      await passing(before, what)
      const outcome = await direct(what, work)
      steps.push(what)
      await passing(after, what)
      return outcome
    }
    const none: HotValues = { peek: async () => undefined, read: (key) => attempt('read', () => buffers.get(key)), drop () {}, clear () {}, bytes: () => 0, close () {} }
    const hot = typeof options.hot === 'object'
      ? options.hot
      : options.hot ? createHotValues({ url: globalThis.process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379', maxBytes: 1_000_000, log: quiet, attempt, read: (key) => buffers.get(key) }) : none
    t.teardown(() => hot.close())
    const invalidation = createInvalidation({
      redis,
      keys,
      attempt: direct,
      isUp: () => true,
      hot,
      log: quiet,
      outbox: { pending: async () => [], add: async () => '1', remove: async () => {}, tell: async () => {}, listen: (_onKeys, onListening) => { onListening(); return async () => {} } }
    })
    invalidation.start()
    t.teardown(() => invalidation.close())
    while (!invalidation.mayRead('')) await new Promise((resolve) => setImmediate(resolve))
    const cache = createCacheAside({
      redis,
      keys,
      attempt,
      hot,
      invalidation,
      leaseMs: options.leaseMs ?? 60_000,
      ttlJitter: 0,
      onOutcome: (_name, outcome) => outcomes.push(outcome),
      random: () => 0.5,
      ...(options.now && { now: options.now })
    })
    const key = keys.history('1')
    const cached = (user: string, more: Partial<Cached>): Cached => ({
      name: 'history',
      key,
      owner: { tenant: 'local', user },
      ttlSeconds: 600,
      foreign: 'none',
      async load (): Promise<Loaded> {
        loads++
        // Read first, held afterwards: what a slow query would have seen.
        const { value, owner } = record
        const at = loading
        loading = undefined
        await at?.pass()
        if (value === null) return { none: 'absent' }
        return owner === user || more.foreign === 'nothing' ? { json: JSON.stringify({ value, of: user }) } : { none: 'foreign' }
      },
      ...more
    })
    return {
      hot,
      outcomes,
      steps,
      loads: () => loads,
      /** The next load stops after it has read the record. */
      holdLoad: () => (loading = barrier()),
      holdBefore: (what: string) => { const at = barrier(); before.set(what, at); return at },
      holdAfter: (what: string) => { const at = barrier(); after.set(what, at); return at },
      read: (user = 'ann', more: Partial<Cached> = {}): Promise<Read | null> => cache.read(cached(user, more)),
      async value (user = 'ann', more: Partial<Cached> = {}): Promise<string | null> {
        const read = await cache.read(cached(user, more))
        return read && JSON.parse(read.body.toString()).value
      },
      /** A write that is acknowledged when this settles: the record, then the invalidation, as the service makes it. */
      async write (value: string | null) {
        record.value = value
        const pipeline = redis.multi()
        invalidation.enqueue(pipeline, [key])
        await pipeline.execAsPipeline()
        invalidation.applied('1', [key])
      }
    }
  }

  const key = keys.history('1')
  return {
    process,
    record,
    redis,
    prefix,
    key,
    lease: keys.lease(key),
    /** The value under the key, null where there is none. */
    async stored (): Promise<string | null> {
      const text = await redis.get(key)
      return text === null ? null : JSON.parse(text).value?.value ?? 'nothing'
    }
  }
}
