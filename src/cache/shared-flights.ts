import { randomUUID } from 'node:crypto'
import type { Attempt } from './attempt.ts'
import type { Redis } from './client.ts'
import type { FlightChannel } from './flights/channel.ts'
import { LEASE_MS, RENEW_TICKS, TICK_MS, type Flight, type Said } from './flights/flight.ts'
import { createFollowing } from './flights/follow.ts'
import { createLeading } from './flights/lead.ts'
import type { Keys } from './keys.ts'
import { loadScript } from './script.ts'

/** `leads` is known before the first chunk; `led` says who made the call in the end. `land` lets who comes now look in the cache. */
export type Boarded<R> = { leads: Promise<boolean>, result: Promise<{ value: R, led: boolean }>, land (): void }

/** Leaders tried before a process makes the call by itself. */
const MAX_TURNS = 5
/** How often a leader is listened for, about a second each, while Redis is away: nobody can tell by its silence whether it is dead. */
const MAX_LISTENS = 10

const board = loadScript('board')
const hold = loadScript('hold')

/**
 * One call for all who ask the same at once, over any number of processes. The leader holds the lease of the answer's key;
 * its token names the process, so that others join by a letter to its channel, get what was said so far, and the rest as
 * it comes. A flight that nobody else follows costs one round trip. Without Redis every process makes its own call.
 */
export function createSharedFlights (deps: { redis: Redis, keys: Keys, attempt: Attempt, channel: FlightChannel }) {
  const { redis, keys, attempt, channel } = deps
  const leading = createLeading(channel)
  const following = createFollowing(channel)
  channel.onMessage((message) => {
    leading.hear(message)
    following.hear(message)
  })
  const keep = (lease: string, token: string, ms: number) => attempt('flight', () => hold.run(redis, [lease], [token, String(ms)]))

  let ticks = 0
  const clock = setInterval(() => {
    leading.tick()
    following.tick()
    if (++ticks % RENEW_TICKS === 0) for (const { key: lease, token } of leading.leases()) keep(lease, token, LEASE_MS).catch(() => {})
  }, TICK_MS).unref()

  return {
    board<C, R> (asked: Flight<C, R>): Boarded<R> {
      const lease = asked.lease ?? keys.lease(asked.key)
      const flight = { ...asked, key: lease }
      let tell: (leads: boolean) => void = () => {}
      const leads = new Promise<boolean>((resolve) => { tell = resolve })
      let held: string | null = null

      const log = () => flight.log?.() ?? [] as C[]
      let said: Said<C> = log()
      /** The next call may say anything where nobody was told what the last one said. */
      const forget = () => { if (said.length > 0 && flight.forget?.()) said = log() }
      /** The leader before, taken for dead. */
      let dead = ''

      /** Makes the call. Where it does not go on from what was said already, the leader before may only have stood still. */
      async function lead (token: string | null): Promise<{ value: R, led: boolean }> {
        const before = said.length > 0 ? dead : null
        forget()
        let led = true
        const value = await leading.lead(flight, token, said, async (emit, signal) => {
          if (before === null) return null
          led = false
          let couldHear = token !== null
          for (let listens = 0; listens < MAX_LISTENS; listens++) {
            const heard = await following.follow({ ...flight, emit, signal }, before, said)
            if (heard !== 'lost') return heard
            // It may have come to its end meanwhile.
            const reply = await attempt('flight', () => redis.get(asked.key))
            const stored = reply.ok && reply.value !== null ? flight.accept(reply.value) : null
            if (stored !== null) return { value: stored }
            if (reply.ok && couldHear) return null
            couldHear = reply.ok && channel.isReady()
          }
          return null
        })
        return { value, led }
      }

      async function run (): Promise<{ value: R, led: boolean }> {
        let valueDoes = true
        for (let turn = 0; turn < MAX_TURNS && channel.isReady(); turn++) {
          const token = `${channel.processId}/${randomUUID()}`
          const reply = await attempt('flight', () => board.run(redis, [asked.key, lease], [token, String(LEASE_MS), dead, valueDoes ? '0' : '1']))
          // What is no reply of the script's is a fault like any other.
          if (!reply.ok || !Array.isArray(reply.value)) break
          const [kind, what = ''] = reply.value as [number, string?]
          if (kind === 1) {
            held = token
            tell(true)
            return await lead(token)
          }
          if (kind === 2) {
            const value = flight.accept(what)
            valueDoes = value !== null
            if (value === null) continue
            tell(false)
            return { value, led: false }
          }
          tell(false)
          forget()
          const heard = await following.follow(flight, what, said)
          if (heard !== 'lost') return { ...heard, led: false }
          dead = what
        }
        tell(true)
        return await lead(null)
      }

      const land = () => {
        if (held === null) return
        leading.end(lease, held)
        keep(lease, held, 0).catch(() => {})
        held = null
      }
      const result = run()
      // Who waits to hear who leads must not wait for ever.
      result.catch(() => {
        tell(true)
        land()
      })
      return { leads, result, land }
    },
    async close (): Promise<void> {
      clearInterval(clock)
      // The lease first: who is told looks there for the next leader.
      await Promise.all(leading.leases().map(({ key: lease, token }) => keep(lease, token, 0).catch(() => {})))
      await leading.handOver()
      channel.close()
    }
  }
}
export type SharedFlights = ReturnType<typeof createSharedFlights>
