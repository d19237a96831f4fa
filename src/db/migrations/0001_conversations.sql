-- The record: conversations and their messages.
-- conversations.last_seq: sequence number of the newest message; taken under the row lock, so Postgres and the window agree on order
-- conversations.context: lineage of the answer cache (answer/lineage.ts); a value of its own while a turn is open
-- messages.reply_to: the question an answer belongs to; unique, so that no question is ever answered twice
-- messages.context: the lineage a question was asked in
-- messages.claimed_until: a process is answering this question and renews the claim; past it another may take over
CREATE TABLE conversations (
  id uuid PRIMARY KEY,
  tenant text NOT NULL,
  user_id text NOT NULL,
  title text NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  update_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seq integer NOT NULL DEFAULT 0,
  context text NOT NULL
);
CREATE INDEX conversations_by_user ON conversations (tenant, user_id, update_time DESC, id DESC);

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  seq integer NOT NULL,
  role text NOT NULL CHECK (role IN ('user', 'assistant')),
  content text NOT NULL,
  model text NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  reply_to uuid UNIQUE REFERENCES messages ON DELETE CASCADE,
  finish_reason text,
  cache jsonb,
  usage jsonb,
  context text,
  claimed_until timestamptz,
  UNIQUE (conversation_id, seq)
);

-- What a user said of an answer: the newest word counts.
CREATE TABLE feedback (
  message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  rating text NOT NULL CHECK (rating IN ('up', 'down')),
  reason text,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp()
);
