import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AnswerEntry } from '../../src/cache/answer-entry.ts'
import type { Attempt } from '../../src/cache/attempt.ts'
import { createRedis, type Pipeline } from '../../src/cache/client.ts'
import { createKeys } from '../../src/cache/keys.ts'
import type { Completion } from '../../src/completion.ts'

type Teardown = { teardown (work: () => unknown): void }

export const quiet = { debug () {}, info () {}, warn () {}, error () {} }

/** The caches' Redis under a prefix nobody else uses; keys and indexes under it are gone at the end of the test. */
export async function freshRedis (t: Teardown) {
  const prefix = `test:${randomUUID()}:`
  const redis = createRedis({ url: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379', name: 'test', log: quiet })
  if (!redis.isReady) await once(redis, 'ready')
  const keys = createKeys(prefix)
  const attempt: Attempt = async (_what, work) => {
    try {
      return { ok: true, value: await work() }
    } catch (error) {
      return { ok: false, reason: 'error', error }
    }
  }
  /** One round trip, as production code makes it. */
  const execute = async (enqueue: (pipeline: Pipeline) => void): Promise<unknown[]> => {
    const pipeline = redis.multi()
    enqueue(pipeline)
    return await pipeline.execAsPipeline()
  }
  t.teardown(async () => {
    for (const name of await redis.ft._list()) if (String(name).startsWith(prefix)) await redis.ft.dropIndex(String(name))
    for await (const found of redis.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) if (found.length > 0) await redis.del(found)
    redis.destroy()
  })
  return { redis, keys, prefix, attempt, execute }
}

export const sampleCompletion = (content: string): Completion => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'gpt-4o-mini',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }
})

export const sampleEntry = (fields: Partial<AnswerEntry> = {}): AnswerEntry => ({
  id: `${'a'.repeat(32)}-${randomUUID().slice(0, 8)}`,
  exactHash: 'a'.repeat(32),
  question: 'What is the capital of France?',
  completion: sampleCompletion('Paris.'),
  createdAt: Date.now(),
  expiresAt: Date.now() + 60_000,
  tenant: 'local',
  namespace: 'default',
  model: 'gpt-4o-mini',
  tags: [],
  conversationId: null,
  owner: null,
  generation: 0,
  ...fields
})
