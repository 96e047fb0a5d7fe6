-- ARGV: rebuild, articles. Answers 1 if the rebuild ended with it.
local rebuild, articles = unpack(ARGV)
if redis.call('HGET', EPOCH, 'rebuild') ~= rebuild then return 0 end
redis.call('HMSET', EPOCH, 'expected', articles, 'ended', string.format('%.0f', now()))
return completeIfAllCame() and 1 or 0
