-- What turned out about answers that were served, or might have been, for another question than their own.
-- id: the rated message of a feedback, so that a second rating replaces the first; else a fresh one
-- asked, entry_question: needed for tuning; they go with the conversation or user they came from, and with the entry
-- similarity, probability: as they were when it was decided; probability where it was computed
-- outcome: whether entry and question have the same answer; unknown where the check could not tell
-- source: feedback (a person's rating), shadow (a sampled hit, asked of the LLM again), explore (a miss whose fresh answer was
--   compared with the candidate's), judge (a miss in the grey zone, asked of the LLM as a judge)
-- served: the entry's answer was given to somebody; only these say anything about the false-hit rate
-- model, prompt_tokens, completion_tokens: what the check itself cost
-- alias: exact hash under which the question became another name of the entry
CREATE TABLE answer_checks (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  tenant text NOT NULL,
  namespace text NOT NULL,
  entry_id text NOT NULL,
  asked text NOT NULL,
  entry_question text NOT NULL,
  similarity double precision NOT NULL,
  probability double precision,
  outcome text NOT NULL CHECK (outcome IN ('same', 'different', 'unknown')),
  source text NOT NULL CHECK (source IN ('feedback', 'shadow', 'explore', 'judge')),
  served boolean NOT NULL,
  conversation_id uuid,
  user_hash text NOT NULL,
  model text NOT NULL,
  prompt_tokens integer NOT NULL DEFAULT 0,
  completion_tokens integer NOT NULL DEFAULT 0,
  alias text
);

-- The report reads a stretch of time.
CREATE INDEX answer_checks_at ON answer_checks (at);
-- Erasing an entry.
CREATE INDEX answer_checks_entry ON answer_checks (entry_id);
-- What an entry has learnt: an entry id begins with the 32 digits of its exact hash, which its successors share.
CREATE INDEX answer_checks_question ON answer_checks (tenant, left(entry_id, 32));
-- The evidence of a namespace.
CREATE INDEX answer_checks_evidence ON answer_checks (tenant, namespace, at) WHERE source = 'shadow';
-- Erasing a conversation, erasing a user.
CREATE INDEX answer_checks_conversation ON answer_checks (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX answer_checks_user ON answer_checks (user_hash);

-- By how many steps the semantic tier of a namespace has tightened itself; no row: as the operator set it.
-- checks, wrong: the evidence for the last step
CREATE TABLE tightenings (
  tenant text NOT NULL,
  namespace text NOT NULL,
  step smallint NOT NULL CHECK (step BETWEEN 0 AND 3),
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  checks integer NOT NULL,
  wrong integer NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (tenant, namespace)
);
