-- Makes an entry another wording of one with the same answer: from now on the two learn as one.
-- KEYS[1] the entry that learns, KEYS[2] the other wording
-- ARGV[1] id of the first, ARGV[2] id of the second, ARGV[3] wordings it may have
-- returns 1 joined, 0 one of them is not there, or the first has wordings enough: then the second is found by its
-- own words only, and is listed and taken away like any other
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
if redis.call('HEXISTS', KEYS[1], 'scope') == 0 then return 0 end
local known = redis.call('HGET', KEYS[1], 'wordings')
local count = 0
for _ in string.gmatch(known or '', '%S+') do count = count + 1 end
if count >= tonumber(ARGV[3]) then
  redis.call('HDEL', KEYS[2], 'scope', 'held', 'vector', 'words')
  return 0
end
redis.call('HSET', KEYS[1], 'wordings', known and known .. ' ' .. ARGV[2] or ARGV[2])
redis.call('HSET', KEYS[2], 'wording_of', ARGV[1])
local learned = redis.call('HMGET', KEYS[1], 'learned', 'learned_at')
if learned[1] and learned[2] then redis.call('HSET', KEYS[2], 'learned', learned[1], 'learned_at', learned[2]) end
return 1
