-- Sums of answer_events by the hour (UTC), so that a report or a chart of weeks does not read every event of them. A trigger keeps
-- them, in the statement that inserts or deletes events: they are never behind, and an erasure takes its events out of them.
-- answer_event_hours: what a report adds up. Times in whole µs: adding and taking away leaves nothing over.
--   reason        '' where the event has none
--   search_us     embedding and lookup
--   llm_requests  those with an llm_ms
-- answer_event_latencies: how many requests took how long, in steps of latency_step, for percentiles.
-- Rows of the present hour change with every batch of events: room on the page lets Postgres do that without touching an index.
CREATE TABLE answer_event_hours (
  tenant text NOT NULL,
  hour timestamptz NOT NULL,
  namespace text NOT NULL,
  model text NOT NULL,
  status text NOT NULL,
  reason text NOT NULL,
  requests bigint NOT NULL,
  us bigint NOT NULL,
  search_us bigint NOT NULL,
  llm_us bigint NOT NULL,
  llm_requests bigint NOT NULL,
  prompt_tokens bigint NOT NULL,
  completion_tokens bigint NOT NULL,
  window_tokens_saved bigint NOT NULL,
  PRIMARY KEY (tenant, hour, namespace, model, status, reason)
) WITH (fillfactor = 60);
-- The report of all tenants.
CREATE INDEX answer_event_hours_at ON answer_event_hours (hour);

CREATE TABLE answer_event_latencies (
  tenant text NOT NULL,
  hour timestamptz NOT NULL,
  namespace text NOT NULL,
  status text NOT NULL,
  step integer NOT NULL,
  requests bigint NOT NULL,
  PRIMARY KEY (tenant, hour, namespace, status, step)
) WITH (fillfactor = 60);

-- A tenth of a power of e: the middle of a step is at most 5.2 % from what is in it. Below 0.1 ms all is one step.
CREATE FUNCTION latency_step (milliseconds double precision) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN floor(ln(greatest(milliseconds, 0.1)) * 10)::integer;
CREATE FUNCTION latency_of (step integer) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN exp((step + 0.5) / 10);

CREATE FUNCTION sum_answer_events () RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign constant bigint := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  -- In the order of the key, so that two statements at once wait for each other and never in a circle.
  INSERT INTO answer_event_hours AS sums
    SELECT tenant, date_trunc('hour', at, 'UTC'), namespace, model, status, coalesce(reason, ''), sign * count(*),
      sign * sum(round(milliseconds * 1000)::bigint), sign * sum(round((coalesce(embed_ms, 0) + coalesce(lookup_ms, 0)) * 1000)::bigint),
      sign * sum(round(coalesce(llm_ms, 0) * 1000)::bigint), sign * count(llm_ms), sign * sum(prompt_tokens), sign * sum(completion_tokens), sign * sum(window_tokens_saved)
    FROM changed GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (tenant, hour, namespace, model, status, reason) DO UPDATE SET
      requests = sums.requests + excluded.requests, us = sums.us + excluded.us, search_us = sums.search_us + excluded.search_us,
      llm_us = sums.llm_us + excluded.llm_us, llm_requests = sums.llm_requests + excluded.llm_requests, prompt_tokens = sums.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = sums.completion_tokens + excluded.completion_tokens, window_tokens_saved = sums.window_tokens_saved + excluded.window_tokens_saved;
  INSERT INTO answer_event_latencies AS sums
    SELECT tenant, date_trunc('hour', at, 'UTC'), namespace, status, latency_step(milliseconds), sign * count(*)
    FROM changed GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (tenant, hour, namespace, status, step) DO UPDATE SET requests = sums.requests + excluded.requests;
  IF sign < 0 THEN
    DELETE FROM answer_event_hours WHERE requests = 0 AND (tenant, hour) IN (SELECT tenant, date_trunc('hour', at, 'UTC') FROM changed);
    DELETE FROM answer_event_latencies WHERE requests = 0 AND (tenant, hour) IN (SELECT tenant, date_trunc('hour', at, 'UTC') FROM changed);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION forget_answer_event_sums () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE answer_event_hours, answer_event_latencies;
  RETURN NULL;
END $$;

-- Processes of the version before may be writing events: they wait until this is committed, and are counted.
LOCK TABLE answer_events IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO answer_event_hours
  SELECT tenant, date_trunc('hour', at, 'UTC'), namespace, model, status, coalesce(reason, ''), count(*),
    sum(round(milliseconds * 1000)::bigint), sum(round((coalesce(embed_ms, 0) + coalesce(lookup_ms, 0)) * 1000)::bigint),
    sum(round(coalesce(llm_ms, 0) * 1000)::bigint), count(llm_ms), sum(prompt_tokens), sum(completion_tokens), sum(window_tokens_saved)
  FROM answer_events GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO answer_event_latencies
  SELECT tenant, date_trunc('hour', at, 'UTC'), namespace, status, latency_step(milliseconds), count(*) FROM answer_events GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER answer_events_inserted AFTER INSERT ON answer_events REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sum_answer_events();
CREATE TRIGGER answer_events_deleted AFTER DELETE ON answer_events REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sum_answer_events();
CREATE TRIGGER answer_events_truncated AFTER TRUNCATE ON answer_events FOR EACH STATEMENT EXECUTE FUNCTION forget_answer_event_sums();

-- Examples: the decisions nearest to a threshold.
CREATE INDEX answer_events_similarity ON answer_events (tenant, similarity, at) WHERE status IN ('semantic', 'miss');
