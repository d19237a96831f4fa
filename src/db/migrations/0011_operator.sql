-- What operators did, for the operators of the same tenant.
--   actor   the operator's name
--   target  a namespace ('' is the default policy), an entry's id, `tag:x`, `namespace:x`, `model:x`, `all`, or a user's pseudonym
--   before, after  versions and bodies of policies, states, counts and ids: never a question, an answer or a user's name, so
--                  that nothing here outlives an erasure
CREATE TABLE operator_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  tenant text NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  target text NOT NULL,
  before jsonb,
  after jsonb,
  note text
);
CREATE INDEX operator_audit_newest ON operator_audit (tenant, id DESC);
CREATE INDEX operator_audit_action ON operator_audit (tenant, action, id DESC);
