-- Puts another version of an entry in its place, in both tiers, with a TTL of its own, while it is what it was read as. What an operator
-- wrote or pinned also takes the place of what the LLM said since under the same words.
-- KEYS[1] semantic entry, KEYS[2] exact answer of the same scope and question, KEYS[3]... its copies under other embedding
-- identities, then other questions that point to it
-- ARGV[1] id of the entry, ARGV[2] the entry as it was read, ARGV[3] the new one, ARGV[4] its TTL in ms, ARGV[5] what a pointer to it
-- begins with, ARGV[6] how many copies
-- returns 'amended' | 'changed' it is another by now | 'absent'
local function isOperators(entry)
  return string.find(entry, '"pinned":true', 1, true) or string.find(entry, '"editedAt":', 1, true)
end
local stored, labels = unpack(redis.call('HMGET', KEYS[1], 'entry', 'labels'))
local exact = redis.call('GET', KEYS[2])
-- Another entry may have taken the exact key since.
local own = exact and string.match(exact, '^{"id":"([^"]+)"') == ARGV[1]
if not stored and not own then return 'absent' end
if (stored or exact) ~= ARGV[2] then return 'changed' end
if stored then
  redis.call('HSET', KEYS[1], 'entry', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
local live = stored and labels and not string.find(labels, 'quarantined')
if not own and live and isOperators(ARGV[3]) and not (exact and isOperators(exact)) then
  local other = exact and string.match(exact, '^{"id":"([^"]+)"')
  if other then redis.call('UNLINK', string.sub(KEYS[1], 1, #KEYS[1] - #ARGV[1]) .. other) end
  own = true
end
if own then redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4]) end
local copies = tonumber(ARGV[6])
-- Whatever a copy says: left as it is, it would be served by the servers of its model, and copied back by the next move.
for i = 3, 2 + copies do
  if redis.call('HEXISTS', KEYS[i], 'entry') == 1 then
    redis.call('HSET', KEYS[i], 'entry', ARGV[3])
    redis.call('PEXPIRE', KEYS[i], ARGV[4])
  end
end
for i = 3 + copies, #KEYS do
  if redis.call('GETRANGE', KEYS[i], 0, #ARGV[5] - 1) == ARGV[5] then redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
end
return 'amended'
