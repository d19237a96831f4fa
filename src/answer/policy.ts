import type { Config } from '../config.ts'

/** How the answer cache decides. `threshold` is a cosine similarity that a hit must exceed. */
export type Policy = { threshold: number, ttlSeconds: number, candidates: number, maxAnswerBytes: number, ttlJitter: number }

export type Policies = { forNamespace (namespace: string): Policy }

/** One policy from the settings for every namespace. */
export function createPolicies (config: Config): Policies {
  const policy = Object.freeze({
    threshold: config.SEMANTIC_THRESHOLD,
    ttlSeconds: config.ANSWER_TTL,
    candidates: 5,
    maxAnswerBytes: config.ANSWER_MAX_BYTES,
    ttlJitter: config.TTL_JITTER
  })
  return { forNamespace: () => policy }
}
