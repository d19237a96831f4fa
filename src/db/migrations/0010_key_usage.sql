-- answer_events.key_id: the API key a request of the gateway came with; null for tokens and the chat backend.
-- What a key used in a month is summed over its events.
ALTER TABLE answer_events ADD COLUMN key_id text;
CREATE INDEX answer_events_by_key ON answer_events (key_id, at) WHERE key_id IS NOT NULL;
