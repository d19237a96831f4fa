-- Counts requests and tokens of an API key in this minute and the one before, and what it spent in this month: asked before a
-- request, told after it. The server's clock, so that every process counts by the same one.
-- KEYS[1] hash: m minute, rc rp requests of this minute and the one before, tc tp tokens; KEYS[2] spent, there once it was loaded
-- ARGV[1] requests to count (0 or 1), ARGV[2] most requests in a minute, 0 for no limit; a request above it is not counted
-- ARGV[3] tokens to count, ARGV[4] spending to add where KEYS[2] is there
-- returns {1 counted | 0 above the limit, time in ms, rc, rp, tc, tp, spent or ''}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local minute = math.floor(now / 60000)
local have = redis.call('HMGET', KEYS[1], 'm', 'rc', 'rp', 'tc', 'tp')
for i = 1, 5 do have[i] = tonumber(have[i]) or 0 end
local was, rc, rp, tc, tp = unpack(have)
if minute - was == 1 then
  rp, rc, tp, tc = rc, 0, tc, 0
elseif minute - was > 1 then
  rp, rc, tp, tc = 0, 0, 0, 0
end
local requests, limit, tokens = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local fits = limit == 0 or requests == 0 or rp * (1 - (now % 60000) / 60000) + rc + requests <= limit
if fits then
  rc, tc = rc + requests, tc + tokens
  redis.call('HSET', KEYS[1], 'm', math.max(minute, was), 'rc', rc, 'rp', rp, 'tc', tc, 'tp', tp)
  redis.call('PEXPIRE', KEYS[1], 120000)
end
local spent = redis.call('GET', KEYS[2])
if spent and ARGV[4] ~= '0' then
  redis.call('INCRBY', KEYS[2], ARGV[4])
  -- Read as text: Lua would round a large number.
  spent = redis.call('GET', KEYS[2])
end
return {fits and 1 or 0, now, rc, rp, tc, tp, spent or ''}
