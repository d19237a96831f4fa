-- answer_events: one row per served request, the source of the deflection report.
--   id           made by the server that answered (uuid v7); at-least-once delivery ends here, by its uniqueness
--   user_hash    pseudonym, 16 hex digits of sha256(tenant, user)
--   status       exact | semantic | coalesced (deflected), miss | bypass (the LLM was asked), error
--   similarity   cosine of the served entry, or of the nearest one on a miss
--   milliseconds the whole request; embed_ms, lookup_ms, llm_ms its parts, null where the step did not run
--   *_tokens     as first billed; saved ones where the request was deflected
--   window_tokens_saved  tokens of the whole history minus those of the window that was sent
-- answer_events_rejected: stream entries that are no event, kept for whoever looks for the cause.
create table answer_events (
  id uuid primary key,
  at timestamptz not null,
  tenant text not null,
  user_hash text not null,
  namespace text not null,
  surface text not null check (surface in ('chat', 'gateway')),
  model text not null,
  status text not null check (status in ('exact', 'semantic', 'coalesced', 'miss', 'bypass', 'error')),
  reason text,
  similarity double precision,
  entry_id text,
  threshold double precision not null,
  conversation_id uuid,
  message_id uuid,
  milliseconds double precision not null,
  embed_ms double precision,
  lookup_ms double precision,
  llm_ms double precision,
  prompt_tokens integer not null,
  completion_tokens integer not null,
  window_tokens_saved integer not null
);

-- The report reads a stretch of time.
create index answer_events_at on answer_events (at);
-- Erasing a conversation takes its events along.
create index answer_events_conversation on answer_events (conversation_id) where conversation_id is not null;

create table answer_events_rejected (
  stream_id text primary key,
  at timestamptz not null default now(),
  problem text not null,
  entry text not null
);
