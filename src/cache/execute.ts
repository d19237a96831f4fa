import type { Attempt } from './attempt.ts'
import type { Pipeline, Redis } from './client.ts'

/** Sends what the stores enqueued, in one round trip. @returns the replies in order, or null where Redis did not take them all */
export type Execute = (what: string, enqueue: (pipeline: Pipeline) => void) => Promise<unknown[] | null>

export function createExecute (deps: { redis: Redis, attempt: Attempt }): Execute {
  return async (what, enqueue) => {
    const reply = await deps.attempt(what, () => {
      const pipeline = deps.redis.multi()
      enqueue(pipeline)
      return pipeline.execAsPipeline()
    })
    return reply.ok ? reply.value : null
  }
}
