-- answer_events: one row per served request, the source of the deflection report.
--   id           made by the server that answered (uuid v7); at-least-once delivery ends here, by its uniqueness
--   user_hash    pseudonym, 16 hex digits of sha256(tenant, user)
--   status       exact | semantic | coalesced (deflected), miss | bypass (the LLM was asked), error
--   similarity   cosine of the served entry, or of the nearest one on a miss
--   milliseconds the whole request; embed_ms, lookup_ms, llm_ms its parts, null where the step did not run
--   *_tokens     as first billed; saved ones where the request was deflected
--   window_tokens_saved  tokens of the whole history minus those of the window that was sent
-- answer_events_rejected: stream entries that are no event, kept for whoever looks for the cause.
CREATE TABLE answer_events (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  tenant text NOT NULL,
  user_hash text NOT NULL,
  namespace text NOT NULL,
  surface text NOT NULL CHECK (surface IN ('chat', 'gateway')),
  model text NOT NULL,
  status text NOT NULL CHECK (status IN ('exact', 'semantic', 'coalesced', 'miss', 'bypass', 'error')),
  reason text,
  similarity double precision,
  entry_id text,
  threshold double precision NOT NULL,
  conversation_id uuid,
  message_id uuid,
  milliseconds double precision NOT NULL,
  embed_ms double precision,
  lookup_ms double precision,
  llm_ms double precision,
  prompt_tokens integer NOT NULL,
  completion_tokens integer NOT NULL,
  window_tokens_saved integer NOT NULL
);

-- The report reads a stretch of time.
CREATE INDEX answer_events_at ON answer_events (at);
-- Erasing a conversation takes its events along.
CREATE INDEX answer_events_conversation ON answer_events (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE answer_events_rejected (
  stream_id text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  problem text NOT NULL,
  entry text NOT NULL
);
