-- Receipts: what was erased, at whose wish. Of the erased user only the pseudonym (events/event.ts) is kept.
-- asked_by: 'self', or the operator who asked
-- until: requests that began before it leave nothing behind, whenever they end
-- finish_time: null while something is left to do; asked again, the erasure goes on
-- owed: Redis keys that were there or not, deleted as soon as Redis takes it (cache_outbox)
-- vectors: semantic entries; every count is of what was really deleted
CREATE TABLE erasures (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('conversation', 'user')),
  tenant text NOT NULL,
  user_hash text NOT NULL,
  conversation_id uuid,
  asked_by text NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  until timestamptz NOT NULL DEFAULT clock_timestamp(),
  finish_time timestamptz,
  conversations integer NOT NULL DEFAULT 0,
  messages integer NOT NULL DEFAULT 0,
  feedback integer NOT NULL DEFAULT 0,
  entries integer NOT NULL DEFAULT 0,
  aliases integer NOT NULL DEFAULT 0,
  events integer NOT NULL DEFAULT 0,
  vectors integer NOT NULL DEFAULT 0,
  checks integer NOT NULL DEFAULT 0,
  owed integer NOT NULL DEFAULT 0
);
-- One unfinished erasure of a user: a repeated call finds it. Also read for every event and every answer the gateway stores.
CREATE UNIQUE INDEX erasures_open ON erasures (tenant, user_hash) WHERE kind = 'user' AND finish_time IS NULL;
CREATE INDEX erasures_user ON erasures (tenant, user_hash, until) WHERE kind = 'user';
CREATE INDEX erasures_newest ON erasures (tenant, create_time DESC, id DESC);

-- Erasing a user takes the events of the gateway along, which belong to no conversation.
CREATE INDEX answer_events_user ON answer_events (tenant, user_hash);
