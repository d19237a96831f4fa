-- Replaces a context window by what Postgres holds, unless Redis already holds something newer.
-- KEYS[1] window
-- ARGV[1] seq of the last item, ARGV[2] TTL in seconds, ARGV[3..] items, oldest first
-- returns 1 replaced, 0 left alone
local last = redis.pcall('LINDEX', KEYS[1], -1)
-- A table is the error of a value of another type, which goes.
local have = type(last) == 'string' and tonumber(string.match(last, '^{"seq":(%d+)')) or 0
if have > tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('RPUSH', KEYS[1], unpack(ARGV, 3))
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
