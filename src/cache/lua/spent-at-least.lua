-- Sets what an API key spent in a month where nothing is there, and raises it where Postgres knows of more: it never falls.
-- KEYS[1] spent; ARGV[1] what Postgres knows of; ARGV[2] the most that is known, where nothing is there; ARGV[3] its life then, s
local spent = tonumber(redis.call('GET', KEYS[1]))
if not spent then
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
elseif spent < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1], 'KEEPTTL')
end
