-- Reads a value, or takes the right to fill it: the step that makes one filler out of many missers.
-- KEYS[1] value key, KEYS[2] its lease, KEYS[3] the key that says that there is no such thing
-- ARGV[1] lease token, ARGV[2] lease in milliseconds
-- returns the value; or -1 there is no such thing; or 1 leased to this token; or 0 somebody else is filling
local value = redis.call('GET', KEYS[1])
if value then return value end
if redis.call('EXISTS', KEYS[3]) == 1 then return -1 end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
