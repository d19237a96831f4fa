-- Takes an entry away, unless it is quarantined: then its exact answer alone.
-- KEYS[1] semantic entry, KEYS[2] exact answer of the same scope and question
-- ARGV[1] id of the entry
local exact = redis.call('GET', KEYS[2])
-- Another entry may have taken the key since; whatever cannot be read goes.
local other = exact and string.match(exact, '^{"id":"([^"]+)"')
if exact and (not other or other == ARGV[1]) then redis.call('DEL', KEYS[2]) end
local labels = redis.call('HGET', KEYS[1], 'labels')
if labels and not string.find(labels, 'quarantined', 1, true) then redis.call('DEL', KEYS[1]) end
