-- Fills a key only while the filler's lease still stands: an invalidation deletes the lease, so a value read
-- before the write can never be stored after it. Gives the lease back either way.
-- KEYS[1] value key, KEYS[2] its lease
-- ARGV[1] lease token, ARGV[2] value, or '' to only give the lease back, ARGV[3] TTL in seconds, 0 for none
-- returns 1 the lease stood (and the value, if any, is stored), 0 it was gone
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
if ARGV[2] ~= '' then
  if ARGV[3] == '0' then redis.call('SET', KEYS[1], ARGV[2]) else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
end
redis.call('DEL', KEYS[2])
return 1
