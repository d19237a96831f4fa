-- Stores an answer in the exact tier, and takes away what is left elsewhere of those whose place it takes: two that were asked for
-- anew at once do not know of each other. Where an operator wrote or pinned one of them meanwhile, or one was asked for later than the
-- new one, that stays, and the new one goes. Of two that an operator gave (npm run warm, twice at once) the later stays.
-- KEYS[1] the exact answer
-- ARGV[1] id of the entry, ARGV[2] the entry, ARGV[3] its TTL in seconds, ARGV[4] the tenant's latest invalidation when it was asked
-- for, ARGV[5] ids of those it takes the place of: they were there when it was asked for, ARGV[6]... what keys of entries begin with, before the id
-- returns 1 stored, 0 one that stays stands there
local function isOperators(entry)
  return string.find(entry, '"pinned":true', 1, true) or string.find(entry, '"editedAt":', 1, true)
end
-- An invalidated tag takes an operator's away, too: one that was there before the latest invalidation may be served no more.
local function isInForce(entry)
  local ok, is = pcall(function()
    local has = cjson.decode(entry)
    return #has.tags == 0 or has.generation >= tonumber(ARGV[4])
  end)
  return ok and is
end
-- Its call was slow: after an invalidation, or a client who wanted it anew, somebody asked again and was faster.
local function isNewer(entry)
  local ok, is = pcall(function()
    local has, new = cjson.decode(entry), cjson.decode(ARGV[2])
    if has.generation ~= new.generation then return has.generation > new.generation end
    return has.askedAt ~= nil and new.askedAt ~= nil and has.askedAt > new.askedAt
  end)
  return ok and is
end
-- What is given takes the place of what was given before, but not of what an operator pinned, or changed since.
local given = isOperators(ARGV[2])
local function yields(entry)
  local ok, is = pcall(function()
    local has = cjson.decode(entry)
    return not has.pinned and has.editedAt == has.createdAt
  end)
  return given and ok and is
end
local stands, gone = false, {}
local old = redis.pcall('GET', KEYS[1])
local id = type(old) == 'string' and string.match(old, '^{"id":"([^"]+)"')
if id and id ~= ARGV[1] then
  if isOperators(old) then
    stands = isInForce(old) and not yields(old)
  else
    stands = not given and not string.find(ARGV[5], id, 1, true) and isNewer(old)
  end
  gone[1] = id
end
for known in string.gmatch(ARGV[5], '%S+') do
  for i = 6, #ARGV do
    local entry, labels = unpack(redis.pcall('HMGET', ARGV[i] .. known, 'entry', 'labels'))
    if entry and labels and not string.find(labels, 'quarantined') then
      if isOperators(entry) and not yields(entry) then stands = true else gone[#gone + 1] = known end
    end
  end
end
if stands then
  for i = 6, #ARGV do redis.call('UNLINK', ARGV[i] .. ARGV[1]) end
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
local function hashOf(each) return string.match(each, '^[^-]*') end
for _, each in ipairs(gone) do
  for i = 6, #ARGV do redis.call('UNLINK', ARGV[i] .. each) end
  -- One that was moved to another embedding model is found by its exact answer under the model before, which may come back.
  local was = string.sub(KEYS[1], 1, -1 - #hashOf(ARGV[1])) .. hashOf(each)
  if was ~= KEYS[1] and string.find(redis.pcall('GET', was) or '', '{"id":"' .. each .. '"', 1, true) == 1 then redis.call('UNLINK', was) end
end
return 1
