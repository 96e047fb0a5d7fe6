-- ARGV: quiet in ms, lease in ms, most. Answers the selectors that are due, each with the version of its last change and the
-- articles by which it changed, as in synd:news.
local quiet, lease, most = unpack(ARGV)
goOnWhileFull()
local answer, at = {}, now()
local due = redis.call('ZRANGEBYSCORE', 'synd:untold', '-inf', string.format('%.0f', at - quiet), 'LIMIT', 0, most)
-- What lies further ahead than any lease was noted before the clock was put back.
for _, selector in ipairs(redis.call('ZRANGEBYSCORE', 'synd:untold', string.format('(%.0f', at + lease), '+inf',
  'LIMIT', 0, math.max(most - #due, 0))) do due[#due + 1] = selector end
for _, selector in ipairs(due) do
  redis.call('ZADD', 'synd:untold', string.format('%.0f', at + lease), selector)
  answer[#answer + 1] = selector
  answer[#answer + 1] = redis.call('ZSCORE', 'synd:stamps', selector) or '0'
  answer[#answer + 1] = redis.call('HGET', 'synd:news', selector) or ''
end
return answer
