-- Makes a question another name of an entry, while the entry is there and may be served, and the question has the answer it was judged
-- with: none that was asked for anew, or that an operator has written or pinned meanwhile. That answer goes.
-- KEYS[1] the entry, KEYS[2] the question's exact key, KEYS[3] the question's own entry, KEYS[4] its own exact answer, which may be its
-- asker's alone
-- ARGV[1] the pointer, ARGV[2] id of the question's own entry
-- returns 1 made, 0 not
if redis.call('HEXISTS', KEYS[1], 'scope') == 0 then return 0 end
local function isOwn(answer)
  return answer and string.match(answer, '^{"id":"([^"]+)"') == ARGV[2]
end
local own, stands = redis.call('GET', KEYS[4]), redis.call('GET', KEYS[2])
if not isOwn(own) or (stands and not isOwn(stands)) then return 0 end
if string.find(own, '"pinned":true', 1, true) or string.find(own, '"editedAt":', 1, true) then return 0 end
local ttl = redis.call('PTTL', KEYS[1])
if ttl <= 0 then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ttl)
redis.call('DEL', KEYS[3])
return 1
