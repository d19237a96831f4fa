-- met_id: the entry whose question is `entry_question`. Under `verified` another entry may be the one that learns (entry_id), and the
-- words are to go with the entry they came from. Null in checks from before.
ALTER TABLE answer_checks ADD COLUMN met_id text;
-- Erasing an entry.
CREATE INDEX answer_checks_met ON answer_checks (met_id) WHERE met_id IS NOT NULL;
-- What a wording has learnt that comes back without the entry that learnt for it.
CREATE INDEX answer_checks_met_question ON answer_checks (tenant, left(met_id, 32)) WHERE met_id IS NOT NULL;
