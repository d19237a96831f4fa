-- history_bytes: what the history holds, its texts and 500 bytes for whatever else a message is told with (db/messages.ts).
ALTER TABLE conversations ADD COLUMN history_bytes bigint NOT NULL DEFAULT 0;
UPDATE conversations c SET history_bytes = held.bytes
FROM (SELECT conversation_id, sum(octet_length(content) + 500) AS bytes FROM messages GROUP BY conversation_id) held WHERE held.conversation_id = c.id;
