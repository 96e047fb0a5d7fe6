-- key; answers process and JSON in turn.
return redis.call('HGETALL', 'synd:readers:' .. ARGV[1])
