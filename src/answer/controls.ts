/** What a client asks of the cache for one request (docs/gateway.md, Cache controls). */
export type Controls = {
  /** false: `no-cache` or `no-store`, the LLM is asked. */
  read: boolean
  /** false: `no-store`, the answer is not kept. */
  store: boolean
  onlyIfCached: boolean
  maxAgeSeconds: number | null
  namespace: string
  tags: string[]
  /** May only shorten the policy's TTL. */
  ttlSeconds: number | null
  /** May only raise the policy's threshold. */
  threshold: number | null
}

export const DEFAULT_CONTROLS: Controls = Object.freeze({
  read: true, store: true, onlyIfCached: false, maxAgeSeconds: null, namespace: 'default', tags: [], ttlSeconds: null, threshold: null
})
