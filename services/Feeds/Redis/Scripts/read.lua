-- ARGV: selector, limit. Answers: epoch, version, complete, modified or '', and the articles if complete.
local selector, limit = unpack(ARGV)
local epoch, version = stamp(selector)
if redis.call('HGET', EPOCH, 'complete') ~= '1' then return { epoch, version, '0', '' } end
local answer = { epoch, version, '1', redis.call('HGET', 'synd:modified', selector) or '' }
for _, id in ipairs(redis.call('ZREVRANGE', 'synd:feed:' .. selector, 0, limit - 1)) do
  answer[#answer + 1] = redis.call('HGET', 'synd:article:' .. id, 'data')
end
return answer
