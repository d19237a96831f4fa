-- Puts a quarantined entry back into its scope, and its exact answer where no other has taken the key.
-- KEYS[1] semantic entry, KEYS[2] exact answer of the same scope and question
-- returns 1 it is live now, 0 it is gone
local labels, held = unpack(redis.call('HMGET', KEYS[1], 'labels', 'held'))
if not labels then return 0 end
local live, changed = string.gsub(labels, 'quarantined', 'live')
if changed == 0 then return 1 end
if held then
  redis.call('HSET', KEYS[1], 'scope', held)
  redis.call('HDEL', KEYS[1], 'held')
end
redis.call('HSET', KEYS[1], 'labels', live)
local ttl = redis.call('PTTL', KEYS[1])
if ttl > 0 then redis.call('SET', KEYS[2], redis.call('HGET', KEYS[1], 'entry'), 'PX', ttl, 'NX') end
return 1
