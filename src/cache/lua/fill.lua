-- Fills a key only while the filler's lease still stands: an invalidation deletes the lease, so a value read
-- before the write can never be stored after it.
-- KEYS[1] value key, KEYS[2] its lease
-- ARGV[1] lease token, ARGV[2] value, ARGV[3] TTL in seconds
-- returns 1 stored, 0 the lease was gone
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
redis.call('DEL', KEYS[2])
return 1
