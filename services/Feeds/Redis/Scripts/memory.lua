-- Answers what the server holds, may hold at most (0: no limit) and does when it is full; '' for what it does not tell.
local info = redis.call('INFO', 'memory')
local answer = {}
for i, name in ipairs({ 'used_memory', 'maxmemory', 'maxmemory_policy' }) do
  answer[i] = string.match(info, '\n' .. name .. ':([^\r\n]*)') or ''
end
return answer
