-- Stores an answer in the exact tier, and takes away what is left elsewhere of the one whose place it takes: two that were asked
-- for anew at once do not know of each other. What an operator wrote or pinned stays.
-- KEYS[1] the exact answer
-- ARGV[1] id of the entry, ARGV[2] the entry, ARGV[3] its TTL in seconds, ARGV[4]... what keys of entries begin with, before the id
local old = redis.pcall('GET', KEYS[1])
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
local id = type(old) == 'string' and string.match(old, '^{"id":"([^"]+)"')
if not id or id == ARGV[1] then return end
if string.find(old, '"pinned":true', 1, true) or string.find(old, '"editedAt":', 1, true) then return end
for i = 4, #ARGV do redis.call('UNLINK', ARGV[i] .. id) end
