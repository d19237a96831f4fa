-- Live policy of the answer cache, every version of it: the newest of each namespace applies.
-- namespace: '' is what applies to namespaces without a policy of their own
-- body: the fields that differ from the settings (schemas/policy.ts)
CREATE TABLE policies (
  tenant text NOT NULL,
  namespace text NOT NULL,
  version integer NOT NULL,
  body jsonb NOT NULL,
  author text NOT NULL,
  note text,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, namespace, version)
);
