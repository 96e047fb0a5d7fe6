-- ARGV: ids. Answers the article of each, or ''.
local answer = {}
for i, id in ipairs(ARGV) do answer[i] = redis.call('HGET', 'synd:article:' .. id, 'data') or '' end
return answer
