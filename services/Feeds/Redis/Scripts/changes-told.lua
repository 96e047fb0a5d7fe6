-- ARGV: selectors, each with the version that was told. What has changed again meanwhile is due anew.
goOnWhileFull()
for i = 1, #ARGV, 2 do
  if redis.call('ZSCORE', 'synd:untold', ARGV[i]) then
    if redis.call('ZSCORE', 'synd:stamps', ARGV[i]) == ARGV[i + 1] then
      redis.call('ZREM', 'synd:untold', ARGV[i])
      redis.call('HDEL', 'synd:news', ARGV[i])
    else
      redis.call('ZADD', 'synd:untold', string.format('%.0f', now()), ARGV[i])
      local news = redis.call('HGET', 'synd:news', ARGV[i])
      -- Shorter than it was.
      if news then redis.call('HSET', 'synd:news', ARGV[i], newerThan(tonumber(ARGV[i + 1]), news)) end
    end
  end
end
return 1
