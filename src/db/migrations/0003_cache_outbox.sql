-- Invalidations that belong to a write, committed with it: a row stays until Redis is known to have applied it.
-- keys: cache keys that the write made stale
-- Other services may insert rows for data of their own, and NOTIFY deflect_invalidate with the same keys (docs/caching.md).
CREATE TABLE cache_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  keys text[] NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
