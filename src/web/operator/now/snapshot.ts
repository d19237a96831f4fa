/** What `GET /operator/live` sends; an event stream has no schema in the OpenAPI document. */
export type Snapshot = {
  at: string
  requests: { from: string, to: string, exact: number, semantic: number, coalesced: number, miss: number, bypass: number, error: number, p50_ms: number | null, p95_ms: number | null } | null
  caches: { cache: string, hit_ratio: number | null }[]
  expected_hit_ratio: number
  redis: { used_memory_bytes: number, max_memory_bytes: number, evicted_keys: number, expired_keys: number } | null
  health: Record<'redis' | 'redis_events' | 'search' | 'postgres' | 'embedder' | 'upstream', 'ok' | 'degraded' | 'unavailable'>
  events_pending: number | null
  listeners: number
}
