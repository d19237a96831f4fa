-- A repeated call finds what an interrupted one left unfinished. There are few of them at a time.
CREATE INDEX erasures_open_conversation ON erasures (conversation_id) WHERE kind = 'conversation' AND finish_time IS NULL;
