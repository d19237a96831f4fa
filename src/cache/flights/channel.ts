import { randomUUID } from 'node:crypto'
import type { Attempt } from '../attempt.ts'
import { createRedis, disconnect, type Log, type Redis } from '../client.ts'
import type { Keys } from '../keys.ts'

/**
 * What processes tell each other of a flight `k`, which its leader leads `by` a token: one that stood still may not know that
 * another leads it since. Versions before this one say none. Chunks are numbered from 0; `have` is how many a follower has heard.
 */
export type FlightMessage = { k: string, by?: string | undefined } & (
  | { t: 'join', from: string, have: number }
  | { t: 'leave', from: string }
  | { t: 'say', at: number, chunks: unknown[] }
  | { t: 'alive' }
  | { t: 'end', at: number, result?: unknown, error?: unknown }
  | { t: 'gone' }
)

/** A connection that is dead without a word brings no letter, so each leader this process follows seems dead: for twice this at most. */
const HEARTBEAT_MS = 1_000

/** This process's letter box in Redis: a pub/sub channel of its own, on a connection of its own. */
export function createFlightChannel (deps: { url: string, redis: Redis, keys: Keys, attempt: Attempt, log: Log }) {
  const { redis, keys, attempt } = deps
  const processId = randomUUID()
  const subscriber = createRedis({ url: deps.url, name: 'flights', log: deps.log, heartbeatMs: HEARTBEAT_MS })
  let listening = false
  let hear: (message: FlightMessage) => void = () => {}

  function receive (text: string): void {
    try {
      hear(JSON.parse(text) as FlightMessage)
    } catch { /* another version's, or nobody's */ }
  }
  // node-redis subscribes again after a reconnect by itself, but for a subscription that was lost on its way; what was said meanwhile, followers ask for again.
  subscriber.on('ready', () => {
    subscriber.subscribe(keys.flights(processId), receive).then(() => { listening = true }, () => {})
  })

  return {
    processId,
    isReady: () => listening && subscriber.isReady,
    onMessage (handler: (message: FlightMessage) => void) { hear = handler },
    /** A letter that does not arrive is found out by who waits for it. */
    async send (to: string, message: FlightMessage): Promise<void> {
      await attempt('flight', () => redis.publish(keys.flights(to), JSON.stringify(message))).catch(() => {})
    },
    close: () => disconnect(subscriber)
  }
}
export type FlightChannel = ReturnType<typeof createFlightChannel>
