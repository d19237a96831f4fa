-- Stores an entry with its TTL in one step: a connection that ends in between leaves no key without one.
-- KEYS[1] the entry
-- ARGV[1] TTL in seconds, ARGV[2]... its fields, a name and a value each
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
redis.call('EXPIRE', KEYS[1], ARGV[1])
