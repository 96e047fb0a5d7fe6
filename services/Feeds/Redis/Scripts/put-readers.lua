-- seconds to keep, the process's name, then pairs of key and JSON: what the process counted, whole.
for i = 3, #ARGV, 2 do
  local key = 'synd:readers:' .. ARGV[i]
  redis.call('HSET', key, ARGV[2], ARGV[i + 1])
  redis.call('EXPIRE', key, ARGV[1])
end
return 1
