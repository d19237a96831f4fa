-- Keeps what an entry has learnt, while the entry is there and knows nothing newer.
-- KEYS[1] the entry
-- ARGV[1] when the newest label was made, ms; ARGV[2] the labels
-- returns 1 kept, 0 not
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local known = redis.call('HGET', KEYS[1], 'learned_at')
if known and tonumber(known) > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'learned', ARGV[2], 'learned_at', ARGV[1])
return 1
