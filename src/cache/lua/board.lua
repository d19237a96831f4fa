-- Takes the right to produce an answer, unless it is there by now or somebody else is producing it.
-- KEYS[1] value key, KEYS[2] its lease
-- ARGV[1] lease token, ARGV[2] lease in milliseconds, ARGV[3] token of a holder known to be dead ('' for none), ARGV[4] 1: the value does not do
-- returns {1} leased to this token; or {0, token of who holds it}; or {2, value}
if ARGV[4] ~= '1' then
  local value = redis.call('GET', KEYS[1])
  if value then return { 2, value } end
end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[3] then return { 0, holder } end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return { 1 }
