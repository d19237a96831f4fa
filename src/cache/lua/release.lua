-- Puts a quarantined entry back into its scope, and its exact answer where no other has taken the key; what an operator wrote or pinned
-- takes the place of what the LLM said meanwhile.
-- KEYS[1] semantic entry, KEYS[2] exact answer of the same scope and question
-- returns 1 it is live now, 0 it is gone
local function isOperators(entry)
  return string.find(entry, '"pinned":true', 1, true) or string.find(entry, '"editedAt":', 1, true)
end
local labels, held, entry = unpack(redis.call('HMGET', KEYS[1], 'labels', 'held', 'entry'))
if not labels then return 0 end
local live, changed = string.gsub(labels, 'quarantined', 'live')
if changed == 0 then return 1 end
-- As few writes as can be: with each, RediSearch indexes the hash again.
if held then
  redis.call('HDEL', KEYS[1], 'held')
  redis.call('HSET', KEYS[1], 'scope', held, 'labels', live)
else
  redis.call('HSET', KEYS[1], 'labels', live)
end
local ttl = redis.call('PTTL', KEYS[1])
if ttl <= 0 then return 1 end
local stands = redis.call('GET', KEYS[2])
if stands and (not isOperators(entry) or isOperators(stands)) then return 1 end
redis.call('SET', KEYS[2], entry, 'PX', ttl)
local id, other = string.match(entry, '^{"id":"([^"]+)"'), stands and string.match(stands, '^{"id":"([^"]+)"')
if id and other and other ~= id then redis.call('UNLINK', string.sub(KEYS[1], 1, #KEYS[1] - #id) .. other) end
return 1
