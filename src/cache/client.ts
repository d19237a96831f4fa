import { createClient, RESP_TYPES } from 'redis'

export type Log = {
  debug (data: object, message: string): void
  info (data: object, message: string): void
  warn (data: object, message: string): void
  error (data: object, message: string): void
}

/**
 * Asks every so often, and leaves a connection for a new one where nobody has answered by the next time. A host that lost power, or
 * a firewall that forgot the connection, sends no word, and TCP goes on trying for a quarter of an hour. Not by the client's own
 * socketTimeout: each command that is written, answered or not, begins it anew (6.3).
 */
function watch (client: { isOpen: boolean, isReady: boolean, ping (): Promise<unknown>, destroy (): void, connect (): Promise<unknown> }, everyMs: number): void {
  let owed = false
  // Replies that wait to be read get their turn first: a busy event loop is not a silent server.
  const timer = setInterval(() => setImmediate(() => {
    if (!client.isOpen) return clearInterval(timer)
    if (!client.isReady) return
    if (owed) {
      client.destroy()
      client.connect().catch(() => { /* as in createRedis */ })
    } else {
      owed = true
      client.ping().catch(() => {}).finally(() => { owed = false })
    }
  }), everyMs).unref()
}

/** Never connected. What is made from it shares its class: by itself, node-redis writes one of 1,000 functions for every set of options (6.3: 40 ms of a slow processor). */
const template = createClient({
  RESP: 3,
  disableOfflineQueue: true,
  // attempt() bounds every command; node-redis 6 would make an AbortSignal for each.
  commandOptions: { timeout: 0 }
})

/**
 * A node-redis client that never queues for a dead server: with the offline queue a read would hang instead of failing open.
 * `connect` is not awaited by anyone; the client reconnects by itself for ever.
 * @param options.heartbeatMs where silence has to be noticed: in twice this time at most
 */
export function createRedis (options: { url: string, name: string, log: Log, emitInvalidate?: boolean, heartbeatMs?: number }) {
  const { url, name, log } = options
  const client = template.duplicate({
    url,
    name: `deflect-${name}`,
    emitInvalidate: options.emitInvalidate ?? false,
    socket: {
      // A start compiles for more than a second on a slow machine, and a timer that came due meanwhile goes before the connection that was made.
      connectTimeout: 5_000,
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
  if (options.heartbeatMs !== undefined) watch(client, options.heartbeatMs)
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
