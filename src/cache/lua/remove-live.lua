-- Takes an entry away that a server never heard was quarantined; one that did was released since, where it is live.
-- KEYS[1] semantic entry
-- ARGV[1] name of the quarantine
local labels, quarantine = unpack(redis.call('HMGET', KEYS[1], 'labels', 'quarantine'))
if labels and quarantine ~= ARGV[1] and not string.find(labels, 'quarantined', 1, true) then redis.call('DEL', KEYS[1]) end
