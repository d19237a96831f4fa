-- What a what-if needs of a decision, beside status, similarity and threshold. No question text.
--   nearest_entry_id  the entry that similarity, guards and probability are of: the one served, else the nearest alive
--   guards            names of all guards that spoke against it, whether the policy asked them or not; null where it was not near enough to ask
--   probability       P(same answer); null where the policy did not need it
ALTER TABLE answer_events
  ADD COLUMN nearest_entry_id text,
  ADD COLUMN guards text[],
  ADD COLUMN probability double precision;

-- A what-if reads a stretch of one tenant's time.
CREATE INDEX answer_events_tenant ON answer_events (tenant, at);
