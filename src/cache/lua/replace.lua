-- Puts a newer answer in the place of one, only while it is that one: what was erased, quarantined or stored anew meanwhile stays so.
-- KEYS[1] where the answer is: a string (exact tier) or a hash (semantic tier)
-- ARGV[1] the entry that is replaced, ARGV[2] the new one, ARGV[3] its TTL in seconds, ARGV[4] when it was made, ms since the epoch
-- returns 1 replaced, 0 it is another or gone
local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'string' then
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  return 1
end
if kind ~= 'hash' or redis.call('HGET', KEYS[1], 'entry') ~= ARGV[1] then return 0 end
if string.find(redis.call('HGET', KEYS[1], 'labels') or 'quarantined', 'quarantined') then return 0 end
redis.call('HSET', KEYS[1], 'entry', ARGV[2], 'created', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
