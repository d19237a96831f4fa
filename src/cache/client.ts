import { createClient, RESP_TYPES } from 'redis'

export type Log = {
  debug (data: object, message: string): void
  info (data: object, message: string): void
  warn (data: object, message: string): void
  error (data: object, message: string): void
}

/**
 * A node-redis client that never queues for a dead server: with the offline queue a read would hang instead of failing open.
 * `connect` is not awaited by anyone; the client reconnects by itself for ever.
 */
export function createRedis (options: { url: string, name: string, log: Log, emitInvalidate?: boolean }) {
  const { url, name, log } = options
  const client = createClient({
    url,
    name: `deflect-${name}`,
    RESP: 3,
    disableOfflineQueue: true,
    // attempt() bounds every command; node-redis 6 would make an AbortSignal for each.
    commandOptions: { timeout: 0 },
    emitInvalidate: options.emitInvalidate ?? false,
    socket: {
      connectTimeout: 1_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 5), 1_000)
    }
  })
  let down = false
  client.on('error', (error: Error) => {
    if (!down) log.warn({ redis: name, reason: error.message || (error as { code?: string }).code }, 'redis unavailable, going on without it')
    down = true
  })
  client.on('ready', () => {
    if (down) log.info({ redis: name }, 'redis is back')
    down = false
  })
  client.connect().catch(() => { /* reported by the error event; reconnecting goes on */ })
  return client
}
export type Redis = ReturnType<typeof createRedis>

/** Ends a client for good. One that is destroyed while its socket connects becomes ready afterwards, and would hold the process (node-redis 6.3). */
export function disconnect (client: Redis): void {
  client.once('ready', () => client.destroy())
  client.destroy()
}

/** The same connection, replies as Buffers: bytes that go to a socket need no decoding. */
export const withBuffers = (redis: Redis) => redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
export type BufferRedis = ReturnType<typeof withBuffers>
export type Pipeline = ReturnType<Redis['multi']>
