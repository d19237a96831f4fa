import type { Attempt } from './attempt.ts'
import type { Pipeline, Redis } from './client.ts'
import type { Keys } from './keys.ts'
import { loadScript } from './script.ts'

const append = loadScript('append-window')
const rebuild = loadScript('rebuild-window')

/**
 * A window of more than about this many bytes is not kept, but read from Postgres each time: 20 messages may be 8 MB, which take longer than
 * the deadline of a command, and would cost every reader the cache.
 */
const MOST_BYTES = 256 * 1024

/** One message of a window; `seq` is its place in the conversation, from 1, without gaps. */
export type WindowMessage = { seq: number, role: 'user' | 'assistant', content: string }

// seq first: the Lua scripts read it without decoding the rest.
const encode = ({ seq, role, content }: WindowMessage) => JSON.stringify({ seq, role, content })

/** @returns null for what is no message */
function decode (item: string): WindowMessage | null {
  try {
    const { seq, role, content } = JSON.parse(item) as WindowMessage
    return Number.isSafeInteger(seq) && (role === 'user' || role === 'assistant') && typeof content === 'string' ? { seq, role, content } : null
  } catch {
    return null
  }
}

const isRun = (items: WindowMessage[]) => items.every((item, i) => item.seq === items[0]!.seq + i)

/**
 * The newest messages up to and including `seq`, or null where the list cannot prove to be whole: absent, with a gap,
 * ending before `seq`, or starting later than a window of `limit` would.
 */
export function windowUpTo (items: WindowMessage[], seq: number, limit: number): WindowMessage[] | null {
  const first = items[0]
  if (first === undefined || !isRun(items)) return null
  const last = first.seq + items.length - 1
  const kept = items.filter((item) => item.seq <= seq)
  // Later messages may have pushed out what a window ending with `seq` holds.
  return last < seq || kept.length < Math.min(limit, seq) ? null : kept
}

/** The last messages of a chat as a Redis list, a copy that is rebuilt whenever it is not exactly Postgres. */
export function createContextWindow (deps: { redis: Redis, keys: Keys, attempt: Attempt, limit: number, ttlSeconds: number }) {
  const { redis, keys, attempt, limit } = deps
  const ttl = String(deps.ttlSeconds)
  return {
    limit,
    enqueueAppend (pipeline: Pipeline, conversationId: string, message: WindowMessage): void {
      const item = encode(message)
      if (Buffer.byteLength(item) > MOST_BYTES) pipeline.del(keys.window(conversationId))
      else append.enqueue(pipeline, [keys.window(conversationId)], [String(message.seq), item, String(limit), ttl, String(MOST_BYTES)])
    },

    /** @returns messages oldest first, ending with `seq`; null where the window must be rebuilt */
    async read (conversationId: string, seq: number): Promise<WindowMessage[] | null> {
      const list = await attempt('window', () => redis.lRange(keys.window(conversationId), 0, -1))
      if (!list.ok) return null
      const items = list.value.map(decode)
      if (!items.includes(null) && isRun(items as WindowMessage[])) return windowUpTo(items as WindowMessage[], seq, limit)
      // We write nothing but runs: whatever it is, its end may keep appends and rebuilds away for ever.
      await attempt('window', () => redis.del(keys.window(conversationId)))
      return null
    },

    async rebuild (conversationId: string, messages: WindowMessage[]): Promise<void> {
      const last = messages.at(-1)
      if (last === undefined) return
      const items = messages.slice(-limit).map(encode)
      if (items.reduce((bytes, item) => bytes + Buffer.byteLength(item), 0) > MOST_BYTES) return
      await attempt('window', () => rebuild.run(redis, [keys.window(conversationId)], [String(last.seq), ttl, ...items]))
    }
  }
}
export type ContextWindow = ReturnType<typeof createContextWindow>
