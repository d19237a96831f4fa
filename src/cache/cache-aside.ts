import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { isWrongType, type Attempt } from './attempt.ts'
import { withBuffers, type Redis } from './client.ts'
import { open, ownerHead, seal, type Opened, type Owner } from './envelope.ts'
import type { HotValues } from './hot-values.ts'
import type { Invalidation } from './invalidation.ts'
import { jitteredTtl, type Keys } from './keys.ts'
import { loadScript } from './script.ts'

const take = loadScript('take')
const fill = loadScript('fill')
const renew = loadScript('renew')

export type CacheOutcome = 'hit' | 'hit_local' | 'negative' | 'miss' | 'coalesced' | 'lease_wait' | 'fail_open' | 'refreshed' | 'stale_served'

/** JSON text; or nothing, because there is no such thing for anybody (kept for seconds) or because it is somebody else's (never kept). */
export type Loaded = { json: string } | { none: 'absent' | 'foreign' }

export type Cached = {
  /** For the metrics. */
  name: string
  key: string
  owner: Owner
  /** null: lives until it is invalidated or evicted. */
  ttlSeconds: number | null
  load: () => Promise<Loaded>
  /** What a value of another owner proves: `none`, nothing is here for this one (ids are unique), or `nothing`, so load. */
  foreign: 'none' | 'nothing'
}
/** `tooLarge`: never kept, whoever reads it. */
export type Read = { body: Buffer | string, status: 'hit' | 'miss' | 'bypass', stored: boolean, tooLarge: boolean }

/** Early refresh as in "Optimal Probabilistic Cache Stampede Prevention" (Vattani, Chierichetti, Lowenstein, VLDB 2015): XFetch with its optimal β. */
const BETA = 1
/** At the end of its life a value is refreshed by whoever reads it first, so that nobody ever waits for a refresh, ms. */
const REFRESH_MARGIN_MS = 10_000
/** The largest number of milliseconds the envelope has room for: the year 2286. */
const FOR_EVER_MS = 9_999_999_999_999
/** How long an id that does not exist is remembered, s. */
const NEGATIVE_TTL = 5
/** How long a reader waits for another's fill before it loads by itself, as a share of the lease: a dead filler delays nobody longer. */
const LEASE_WAIT = 1 / 3
const POLL_MS = { first: 5, longest: 50 }
/** Rounds a reader joins other readers' loads before it makes its own. */
const MAX_JOINS = 3
/** What is larger, bytes, is not kept: one command that takes longer than the deadline costs everybody the cache, not its reader alone. */
const MAX_BYTES = 1_048_576

const isTooLarge = (json: string) => Buffer.byteLength(json) > MAX_BYTES

/** `upTo`: readers that arrived up to this turn of the clock may use it, later ones may know of a write it does not. */
type Filled = { value: Read | null, outcome: CacheOutcome, upTo: number }
type Flight = { startedAt: number, result: Promise<Filled> }

/** Whether a value should be refreshed now although it is still good: ever likelier as its end comes near. Pure. */
export function wantsRefresh (value: { untilMs: number, costMs: number }, nowMs: number, random: number): boolean {
  return nowMs - value.costMs * BETA * Math.log(random) >= value.untilMs
}

/**
 * JSON documents, cache-aside over Postgres, for every cache of the service.
 *
 * A hit is one GET, or none where this process holds the value. A miss takes the key's lease: one filler among all processes,
 * one flight inside each. The fill is stored only if no write broke the lease. A reader uses another's load only where it is
 * proven not to be older than the reader's own arrival: begun after it, or stored, which says that no write came between.
 * A Redis fault means a load, never an error.
 */
export function createCacheAside (deps: {
  redis: Redis,
  keys: Keys,
  attempt: Attempt,
  hot: HotValues,
  invalidation: Pick<Invalidation, 'mayRead'>
  leaseMs: number,
  ttlJitter: number,
  onOutcome?: (name: string, outcome: CacheOutcome, milliseconds?: number) => void,
  now?: () => number,
  random?: () => number
}) {
  const { redis, keys, attempt, hot, invalidation, leaseMs, onOutcome = () => {}, now = Date.now, random = Math.random } = deps
  const buffers = withBuffers(redis)
  const flights = new Map<string, Flight>()
  const refreshing = new Set<string>()
  /** Orders arrivals, loads and reads inside this process. */
  let clock = 0

  async function load (cached: Cached) {
    const upTo = ++clock
    const startedAt = performance.now()
    const loaded = await cached.load()
    return { loaded, upTo, costMs: performance.now() - startedAt }
  }

  /** What a loaded value is stored as; null where it is not. */
  function sealed (cached: Cached, loaded: Loaded, costMs: number): { text: string, ttlSeconds: number } | null {
    const lasting = 'json' in loaded && cached.ttlSeconds === null
    const ttlSeconds = lasting ? 0 : 'json' in loaded ? jitteredTtl(cached.ttlSeconds!, deps.ttlJitter, random()) : NEGATIVE_TTL
    const untilMs = lasting ? FOR_EVER_MS : now() + Math.max(ttlSeconds * 500, ttlSeconds * 1000 - REFRESH_MARGIN_MS)
    if ('json' in loaded) return isTooLarge(loaded.json) ? null : { text: seal(ownerHead(cached.owner), untilMs, costMs, loaded.json), ttlSeconds }
    return loaded.none === 'absent' ? { text: seal(null, untilMs, costMs, 'null'), ttlSeconds } : null
  }

  /** Loads under the lease and stores if it still stands: then no write came between load and store. */
  async function loadAndFill (cached: Cached, token: string) {
    const back = (text: string, ttlSeconds: number, key = cached.key) => attempt('fill', () => fill.run(redis, [key, keys.lease(cached.key)], [token, text, String(ttlSeconds)]))
    try {
      const { loaded, upTo, costMs } = await load(cached)
      const value = sealed(cached, loaded, costMs)
      const storingAt = ++clock
      const filled = await back(value?.text ?? '', value?.ttlSeconds ?? 1, 'json' in loaded ? cached.key : keys.absent(cached.key))
      const stood = filled.ok && filled.value === 1
      return { loaded, upTo: stood ? storingAt : upTo, stored: stood && value !== null }
    } catch (error) {
      await back('', 1)
      throw error
    }
  }

  function asRead (loaded: Loaded, status: Read['status'], stored: boolean): Read | null {
    if (!('json' in loaded)) return null
    const tooLarge = !stored && isTooLarge(loaded.json)
    // Bytes, which all who share this load send as they are: of a text each would make a copy, and hold it until it is read.
    return { body: tooLarge ? Buffer.from(loaded.json) : loaded.json, status, stored, tooLarge }
  }

  async function loadAlone (cached: Cached, outcome: CacheOutcome): Promise<Filled> {
    const { loaded, upTo } = await load(cached)
    return { value: asRead(loaded, outcome === 'fail_open' ? 'bypass' : 'miss', false), outcome, upTo }
  }

  /** Fills the key, or waits for whoever does. */
  async function fillOnce (cached: Cached, head: Buffer): Promise<Filled> {
    const token = randomUUID()
    const giveUpAt = performance.now() + leaseMs * LEASE_WAIT
    for (let wait = POLL_MS.first; ; wait = Math.min(wait * 2, POLL_MS.longest)) {
      const takingAt = ++clock
      const taken = await attempt('lease', () => take.run(buffers, [cached.key, keys.lease(cached.key), keys.absent(cached.key)], [token, String(leaseMs)]))
      if (!taken.ok) return await loadAlone(cached, 'fail_open')
      if (taken.value === -1) return { value: null, outcome: 'negative', upTo: takingAt }
      if (taken.value === 1) {
        const { loaded, stored, upTo } = await loadAndFill(cached, token)
        return { value: asRead(loaded, 'miss', stored), outcome: 'miss', upTo }
      }
      if (Buffer.isBuffer(taken.value)) {
        const opened = open(taken.value, head)
        const settled = opened && settle(cached, opened)
        return settled ? { ...settled, outcome: 'lease_wait', upTo: takingAt } : await loadAlone(cached, 'miss')
      }
      if (performance.now() > giveUpAt) return await loadAlone(cached, 'lease_wait')
      await pause(wait)
    }
  }

  /** One at work for all who ask meanwhile: a reader joins where what comes of it is not older than the reader's arrival. */
  async function share (id: string, work: () => Promise<Filled>, joined: CacheOutcome): Promise<Filled | null> {
    const arrivedAt = ++clock
    for (let joins = 0; joins < MAX_JOINS; joins++) {
      const flight = flights.get(id)
      if (!flight) {
        const mine: Flight = { startedAt: ++clock, result: work().finally(() => { if (flights.get(id) === mine) flights.delete(id) }) }
        flights.set(id, mine)
        return await mine.result
      }
      const begunLater = flight.startedAt > arrivedAt
      const filled = await flight.result.catch((error: unknown) => { if (begunLater) throw error })
      if (filled && filled.upTo > arrivedAt) return { ...filled, outcome: joined }
    }
    return null
  }

  const miss = async (cached: Cached, head: Buffer): Promise<Filled> =>
    await share(`${cached.key} ${head.toString()}`, () => fillOnce(cached, head), 'coalesced') ?? await loadAlone(cached, 'miss')

  /** Without Redis: only loads that began after a reader came are its own. */
  const bypass = async (cached: Cached, head: Buffer): Promise<Filled> =>
    await share(`bypass ${cached.key} ${head.toString()}`, () => loadAlone(cached, 'fail_open'), 'fail_open') ?? await loadAlone(cached, 'fail_open')

  /** What a stored value says to this owner; null where it says nothing. */
  function settle (cached: Cached, { owned, body }: Opened): { value: Read | null } | null {
    if (owned === 'yes') return { value: { body, status: 'hit', stored: true, tooLarge: false } }
    return owned === 'nobody' || cached.foreign === 'none' ? { value: null } : null
  }

  /** One refresh in the background; everybody goes on with the old value. @param start what that value begins with */
  function refresh (cached: Cached, start: string): void {
    if (refreshing.has(cached.key)) return
    refreshing.add(cached.key)
    const token = randomUUID()
    const work = async () => {
      const leased = await attempt('lease', () => renew.run(redis, [cached.key, keys.lease(cached.key)], [token, String(leaseMs), start]))
      if (!leased.ok || leased.value !== 1) return
      if ((await loadAndFill(cached, token)).stored) onOutcome(cached.name, 'refreshed')
    }
    work().catch(() => { /* Postgres is away: the value lives on until its end */ }).finally(() => {
      // Whatever came of it: where the value in Redis is another by now, what is held here is old, and Redis said so to nobody who listens.
      hot.drop(cached.key)
      refreshing.delete(cached.key)
    })
  }

  /** What is no value of ours would stand in the way of one. */
  async function remove (key: string): Promise<void> {
    await attempt('read', () => redis.del(key))
    hot.drop(key)
  }

  /** @returns the JSON bytes, or null where there is nothing for this owner */
  async function read (cached: Cached): Promise<Read | null> {
    const { name, key } = cached
    const startedAt = performance.now()
    const done = ({ value, outcome }: Pick<Filled, 'value' | 'outcome'>) => {
      // What is not there is nobody's miss, whoever found out; only without Redis is it worth more to know that.
      onOutcome(name, value === null && outcome !== 'fail_open' ? 'negative' : outcome, performance.now() - startedAt)
      return value
    }
    const head = ownerHead(cached.owner)
    if (!invalidation.mayRead(key)) return done(await bypass(cached, head))
    const local = await hot.peek(key)
    const found = local ? { ok: true as const, value: local } : await hot.read(key)
    // The wait for the value is long enough for a write to be acknowledged that Redis did not take.
    if ((!found.ok && !isWrongType(found)) || !invalidation.mayRead(key)) return done(await bypass(cached, head))
    const bytes = found.ok ? found.value : null
    const opened = bytes && open(bytes, head)
    if (!found.ok || (bytes && !opened)) await remove(key)
    const settled = opened && settle(cached, opened)
    if (!bytes || !settled) return done(await miss(cached, head))
    if (settled.value === null) return done({ value: null, outcome: 'negative' })
    const nowMs = now()
    if (wantsRefresh(opened, nowMs, random())) refresh(cached, bytes.toString('utf8', 0, bytes.length - opened.body.length - 1))
    return done({ value: settled.value, outcome: nowMs >= opened.untilMs ? 'stale_served' : local ? 'hit_local' : 'hit' })
  }

  return { read, readThrough, remove }

  /** Registers a loader: callers only ever ask the cache. */
  function readThrough<Key> (describe: (key: Key) => Cached): (key: Key) => Promise<Read | null> {
    return (key) => read(describe(key))
  }
}
export type CacheAside = ReturnType<typeof createCacheAside>
