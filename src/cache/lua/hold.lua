-- Prolongs a lease, or gives it back, only while this token holds it.
-- KEYS[1] lease
-- ARGV[1] its token, ARGV[2] milliseconds to go on, 0 to give it back
-- returns 1 it was this token's, 0 it was not
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1
