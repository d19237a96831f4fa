-- Takes an entry out of its scope, so that no search finds it, and keeps it for the operator until it expires.
-- KEYS[1] semantic entry, KEYS[2] exact answer of the same scope and question
-- ARGV[1] id of the entry, ARGV[2] name of this quarantine
-- returns 'kept' | 'deleted' only its exact answer was there | 'absent'
local exact = redis.call('GET', KEYS[2])
-- Another entry may have taken the key since; whatever cannot be read goes.
local other = exact and string.match(exact, '^{"id":"([^"]+)"')
local deleted = exact and (not other or other == ARGV[1])
if deleted then redis.call('DEL', KEYS[2]) end
local labels = redis.call('HGET', KEYS[1], 'labels')
if not labels then return deleted and 'deleted' or 'absent' end
-- Each write has RediSearch index the hash again, vector and all: 5 to 15 ms among 40,000. So there are as few as can be.
local fields = { 'labels', (string.gsub(labels, 'live', 'quarantined')), 'quarantine', ARGV[2] }
-- One of the exact tier alone was never in a scope.
local scope = redis.call('HGET', KEYS[1], 'scope')
if scope then
  fields[5], fields[6] = 'held', scope
  redis.call('HDEL', KEYS[1], 'scope')
end
redis.call('HSET', KEYS[1], unpack(fields))
return 'kept'
