import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { BufferRedis, Redis, Pipeline } from './client.ts'

/** A Lua script of `lua/`: run by its digest, or inside a pipeline, where the whole text travels. */
export function loadScript (name: string) {
  const text = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8')
  const sha = createHash('sha1').update(text).digest('hex')
  return {
    text,
    /** EVALSHA, and EVAL once where Redis forgot the script (restart, SCRIPT FLUSH). Bulk replies come as `redis` maps them. */
    async run (redis: Redis | BufferRedis, keys: string[], args: (string | Buffer)[]): Promise<unknown> {
      try {
        return await redis.evalSha(sha, { keys, arguments: args })
      } catch (error) {
        if (!String((error as Error).message).startsWith('NOSCRIPT')) throw error
        return await redis.eval(text, { keys, arguments: args })
      }
    },
    /** A pipeline cannot retry on NOSCRIPT, so it carries the text (under 2 KB). */
    enqueue (pipeline: Pipeline, keys: string[], args: (string | Buffer)[]): void {
      pipeline.eval(text, { keys, arguments: args })
    }
  }
}
