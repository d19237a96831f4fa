import { setTimeout as pause } from 'node:timers/promises'
import { createAttempt } from '../../src/cache/attempt.ts'
import { createCacheAside } from '../../src/cache/cache-aside.ts'
import { createRedis, withBuffers } from '../../src/cache/client.ts'
import { createHotValues } from '../../src/cache/hot-values.ts'
import { createInvalidation, type Invalidation } from '../../src/cache/invalidation.ts'
import { createKeys } from '../../src/cache/keys.ts'
import { createWarmConversations, type Warmed, type WarmOptions } from '../../src/chat/warm-conversations.ts'
import type { Config } from '../../src/config.ts'
import { createConversations } from '../../src/db/conversations.ts'
import { createMessages } from '../../src/db/messages.ts'
import { createOutbox } from '../../src/db/outbox.ts'
import { createPool } from '../postgres.ts'
import { quiet } from '../quiet.ts'

/** Nobody waits for one command here, so it may take longer than in a request, ms. */
const COMMAND_MS = 2_000
const CONNECT_MS = 10_000
const LOOK_MS = 20
/** Postgres connections: as many as fills at once. */
const POOL = 4

/** The service's cache engine without its in-process tier and without HTTP. */
function createEngine (config: Config) {
  const pool = createPool(config.DATABASE_URL, POOL, 'deflect-warm')
  const redis = createRedis({ url: config.REDIS_URL, name: 'warm', log: quiet })
  const buffers = withBuffers(redis)
  const keys = createKeys(config.REDIS_KEY_PREFIX)
  const { attempt, isUp, close } = createAttempt({
    isReady: () => redis.isReady,
    ping: () => redis.ping(),
    timeoutMs: COMMAND_MS,
    log: quiet,
    onDown: () => invalidation.onDown(),
    onUp: () => invalidation.onUp()
  })
  const hot = createHotValues({ url: config.REDIS_URL, maxBytes: 0, log: quiet, attempt, read: (key) => buffers.get(key) })
  const invalidation: Invalidation = createInvalidation({ redis, keys, attempt, isUp, hot, outbox: createOutbox(pool, config.DATABASE_URL), log: quiet })
  const cache = createCacheAside({ redis, keys, attempt, hot, invalidation, leaseMs: config.CACHE_LEASE_MS, ttlJitter: config.TTL_JITTER })
  const conversations = createConversations(pool)

  return {
    warm: createWarmConversations({ cache, keys, conversations, messages: createMessages(pool), historyTtl: config.HISTORY_TTL, listTtl: config.LIST_TTL }),
    /** Until Redis holds nothing that Postgres knows to be stale; before, nothing may be read or filled. */
    async ready (): Promise<void> {
      // First Postgres, so that a missing table has its own message.
      await pool.query('SELECT FROM conversations, cache_outbox LIMIT 0')
      invalidation.start()
      for (const deadline = performance.now() + CONNECT_MS; !redis.isReady || !invalidation.state().caughtUp; await pause(LOOK_MS)) {
        if (performance.now() < deadline) continue
        if (!redis.isReady) throw new Error(`cannot reach Redis at ${new URL(config.REDIS_URL).host} (REDIS_URL)`)
        throw new Error(`outstanding invalidations could not be applied within ${CONNECT_MS / 1000} s`)
      }
    },
    async close (): Promise<void> {
      await invalidation.close()
      close()
      await pool.end()
      redis.destroy()
    }
  }
}

/** Fills the lists and histories of users that were active lately. */
export async function warmRecent (config: Config, options: WarmOptions): Promise<Warmed> {
  const engine = createEngine(config)
  try {
    await engine.ready()
    return await engine.warm(options)
  } finally {
    await engine.close().catch(() => {})
  }
}
