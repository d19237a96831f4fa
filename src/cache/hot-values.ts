import { LRUCache } from 'lru-cache'
import type { Attempt, Outcome } from './attempt.ts'
import { createRedis, disconnect, withBuffers, type Log } from './client.ts'

/**
 * Turns of the event loop after which what had come to the socket before a request is known. Invalidations take one; that the
 * connection has ended, and no more of them will come, took two (node 20, plain TCP), and may take one more through TLS.
 */
const TURNS = 3
/** A connection that is dead without a word tells of no change: copies outlive one for twice this at most. */
const HEARTBEAT_MS = 1_000

/**
 * Hot values in this process, by server-assisted client-side caching (RESP3 tracking): Redis tells when a key it gave us
 * changes, whoever changed it. On a connection of its own, so that only these keys are tracked. Empty and off while that
 * connection is down; a value whose invalidation overtook its reply is not kept.
 */
export function createHotValues (options: { url: string, maxBytes: number, log: Log, attempt: Attempt, read: (key: string) => Promise<Buffer | null> }) {
  const { maxBytes, attempt } = options
  const enabled = maxBytes > 0
  const values = new LRUCache<string, Buffer>({ maxSize: Math.max(1, maxBytes), sizeCalculation: (value, key) => value.length + key.length + 100 })
  /** Joined until the turn that it began in is over: what comes after that waits for turns of its own. */
  let hearing: Promise<void> | undefined
  /** Reads whose reply is under way; cleared of those that an invalidation passed. */
  const reading = new Map<string, object>()
  const redis = enabled ? createRedis({ url: options.url, name: 'hot', log: options.log, emitInvalidate: true, heartbeatMs: HEARTBEAT_MS }) : null
  const buffers = redis && withBuffers(redis)

  const drop = (key: string) => {
    values.delete(key)
    reading.delete(key)
  }
  /** Settles once all that had come to the socket by now is heard. One wait for all who ask in a turn: a request asks twice, and they come in batches. */
  const heard = () => (hearing ??= new Promise((resolve) => {
    const after = (turns: number) => { setImmediate(() => turns === 0 ? resolve() : after(turns - 1)) }
    setImmediate(() => {
      hearing = undefined
      after(TURNS - 1)
    })
  }))
  const clear = () => {
    values.clear()
    reading.clear()
  }
  redis?.on('invalidate', (key: Buffer | string | null) => { if (key === null) clear(); else drop(key.toString()) })
  for (const event of ['error', 'end', 'reconnecting', 'ready']) redis?.on(event, clear)

  return {
    /** @returns a value Redis has not taken back, or undefined. What Redis said before this request came is heard first. */
    async peek (key: string): Promise<Buffer | undefined> {
      if (!redis?.isReady || !values.has(key)) return undefined
      await heard()
      return values.get(key)
    },
    /** Reads from Redis, and keeps the value here. */
    async read (key: string): Promise<Outcome<Buffer | null>> {
      if (!redis?.isReady || buffers === null) return await attempt('read', () => options.read(key))
      const mark = {}
      reading.set(key, mark)
      const reply = await attempt('read', () => buffers.get(key))
      if (reading.get(key) === mark) {
        reading.delete(key)
        // A copy: the reply is a view of a larger buffer, which it would keep alive.
        if (reply.ok && reply.value !== null) values.set(key, Buffer.from(reply.value))
      }
      return reply
    },
    drop,
    clear,
    bytes: () => values.calculatedSize,
    close: () => { if (redis) disconnect(redis) }
  }
}
export type HotValues = ReturnType<typeof createHotValues>
