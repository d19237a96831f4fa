-- Copies a semantic entry to another embedding identity, with its expiry, as it is at this moment: one that was taken away or
-- quarantined meanwhile does not come back. One of the exact tier alone has neither vector nor scope, and its copy has neither.
-- KEYS[1] entry, KEYS[2] its copy
-- ARGV[1] vector of the copy, empty to leave as it is, ARGV[2] words of the copy, or empty, ARGV[3] scope of the copy
-- returns 'gone' | 'absent' (no copy yet: send its vector) | 'copied' | 'refreshed'
local fields = redis.call('HGETALL', KEYS[1])
local expires = redis.call('PEXPIRETIME', KEYS[1])
if #fields == 0 or expires < 0 then
  redis.call('DEL', KEYS[2])
  return 'gone'
end
local had = redis.call('EXISTS', KEYS[2]) == 1
if not had and ARGV[1] == '' and redis.call('HEXISTS', KEYS[1], 'vector') == 1 then return 'absent' end
-- A quarantined copy stays so, whatever the entry is.
if had and string.find(redis.call('HGET', KEYS[2], 'labels') or '', 'quarantined') then return 'refreshed' end
redis.call('HDEL', KEYS[2], 'scope', 'held')
for i = 1, #fields, 2 do
  local name = fields[i]
  -- held: the scope that a quarantined entry may come back to
  if name == 'scope' or name == 'held' then
    redis.call('HSET', KEYS[2], name, ARGV[3])
  elseif name ~= 'vector' and name ~= 'words' then
    redis.call('HSET', KEYS[2], name, fields[i + 1])
  end
end
if ARGV[1] ~= '' then redis.call('HSET', KEYS[2], 'vector', ARGV[1]) end
if ARGV[2] ~= '' then redis.call('HSET', KEYS[2], 'words', ARGV[2]) end
redis.call('PEXPIREAT', KEYS[2], expires)
return had and 'refreshed' or 'copied'
