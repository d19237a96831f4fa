-- Keeps what an entry has learnt, while the entry is there and knows nothing newer.
-- KEYS[1] the entry
-- ARGV[1] when the newest label was made, ms; ARGV[2] the labels
-- returns the ids of its other wordings, a space between two; nil where it has none or is not there
if redis.call('EXISTS', KEYS[1]) == 0 then return nil end
local known = redis.call('HGET', KEYS[1], 'learned_at')
if not known or tonumber(known) <= tonumber(ARGV[1]) then redis.call('HSET', KEYS[1], 'learned', ARGV[2], 'learned_at', ARGV[1]) end
return redis.call('HGET', KEYS[1], 'wordings')
