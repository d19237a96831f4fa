-- Events that have grown old go (EVENT_RETENTION_DAYS), and what was summed of them stays: who deletes them says so for its
-- transaction. What else deletes events takes them out of the sums, as before.
CREATE OR REPLACE FUNCTION sum_answer_events () RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign constant bigint := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  IF sign < 0 AND current_setting('deflect.keeps_sums', true) = 'on' THEN RETURN NULL; END IF;
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
