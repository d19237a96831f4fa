-- Takes the right to refresh a value, only while the value is the one that wanted it: whoever saw it before another
-- refreshed it does not do so again.
-- KEYS[1] value key, KEYS[2] its lease
-- ARGV[1] lease token, ARGV[2] lease in milliseconds, ARGV[3] the bytes the value began with
-- returns 1 leased to this token, 0 the value is another or gone, or somebody holds the lease
if redis.call('GETRANGE', KEYS[1], 0, #ARGV[3] - 1) ~= ARGV[3] then return 0 end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
