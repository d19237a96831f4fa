-- Takes an entry away, unless it is quarantined.
-- KEYS[1] semantic entry
local labels = redis.call('HGET', KEYS[1], 'labels')
if labels and not string.find(labels, 'quarantined', 1, true) then redis.call('DEL', KEYS[1]) end
