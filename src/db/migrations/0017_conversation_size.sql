-- history_bytes: what the history holds, its texts and 500 bytes for whatever else a message is told with (db/turns.ts). Of conversations
-- from before, what they hold by now is not counted: to sum it would keep all readers waiting.
ALTER TABLE conversations ADD COLUMN history_bytes bigint NOT NULL DEFAULT 0;
