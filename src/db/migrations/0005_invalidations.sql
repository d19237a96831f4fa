-- Invalidations of cached answers, each with who asked for it and when.
-- seq:   counts a tenant's invalidations without a gap: none is committed before the one it follows
-- kind:  what was taken away: everything of the tenant (value ''), a namespace, the answers of a model, those with a tag
CREATE TABLE invalidations (
  tenant text NOT NULL,
  seq integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('all', 'namespace', 'model', 'tag')),
  value text NOT NULL,
  author text NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, seq)
);
-- The latest invalidation of each thing: an answer asked for before it is not served any more.
CREATE TABLE generations (
  tenant text NOT NULL,
  kind text NOT NULL,
  value text NOT NULL,
  seq integer NOT NULL,
  PRIMARY KEY (tenant, kind, value)
);
-- How often an entry was served is counted from its events.
CREATE INDEX answer_events_entry ON answer_events (entry_id) WHERE status IN ('exact', 'semantic');
