-- Appends one message to a context window, only where it continues it: the window is a copy of Postgres in order,
-- or it is absent. A gap (an append that never came, or came late), or another message in its place, deletes it, to be rebuilt from Postgres.
-- Items start with {"seq":N so that the order is read without decoding the content.
-- KEYS[1] window
-- ARGV[1] seq of the message, ARGV[2] item, ARGV[3] longest window, ARGV[4] TTL in seconds, ARGV[5] most bytes: a window of more is deleted
-- returns 'appended' | 'present' | 'absent' | 'gap' | 'large'
local seq = tonumber(ARGV[1])
local last = redis.pcall('LINDEX', KEYS[1], -1)
-- Somebody's value of another type.
if type(last) == 'table' then
  redis.call('DEL', KEYS[1])
  last = false
end
if last then
  local have = tonumber(string.match(last, '^{"seq":(%d+)')) or 0
  if have >= seq then
    -- Ahead of Postgres, which lost its last rows (restored, failed over), something else stands in its place.
    local there = redis.call('LINDEX', KEYS[1], seq - have - 1)
    if not there or there == ARGV[2] then return 'present' end
    redis.call('DEL', KEYS[1])
    return 'gap'
  end
  if have + 1 ~= seq then
    redis.call('DEL', KEYS[1])
    return 'gap'
  end
elseif seq ~= 1 then
  return 'absent'
end
redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('LTRIM', KEYS[1], -ARGV[3], -1)
-- Not every user may ask: then a window has its 20 messages alone for a bound.
local bytes = redis.pcall('MEMORY', 'USAGE', KEYS[1], 'SAMPLES', 0)
if type(bytes) == 'number' and bytes > tonumber(ARGV[5]) then
  redis.call('DEL', KEYS[1])
  return 'large'
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 'appended'
