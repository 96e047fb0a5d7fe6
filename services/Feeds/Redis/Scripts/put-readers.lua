-- seconds to keep, the process's name, then pairs of key and JSON: what the process counted, whole.
-- Answers 0, and writes nothing, where the server is nearly full: what is left is for articles.
local info = redis.call('INFO', 'memory')
local most = tonumber(string.match(info, '\nmaxmemory:(%d+)') or 0)
if most > 0 and tonumber(string.match(info, '\nused_memory:(%d+)') or 0) >= 0.7 * most then return 0 end
for i = 3, #ARGV, 2 do
  local key = 'synd:readers:' .. ARGV[i]
  redis.call('HSET', key, ARGV[2], ARGV[i + 1])
  redis.call('EXPIRE', key, ARGV[1])
end
return 1
