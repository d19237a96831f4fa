-- Puts a quarantined entry back into its scope, and its exact answer where no other has taken the key.
-- KEYS[1] semantic entry, KEYS[2] exact answer of the same scope and question
-- returns 1 it is live now, 0 it is gone
local held = redis.call('HGET', KEYS[1], 'held')
if not held then return redis.call('HEXISTS', KEYS[1], 'scope') end
redis.call('HSET', KEYS[1], 'scope', held, 'labels', (string.gsub(redis.call('HGET', KEYS[1], 'labels'), 'quarantined', 'live')))
redis.call('HDEL', KEYS[1], 'held')
local ttl = redis.call('PTTL', KEYS[1])
if ttl > 0 then redis.call('SET', KEYS[2], redis.call('HGET', KEYS[1], 'entry'), 'PX', ttl, 'NX') end
return 1
