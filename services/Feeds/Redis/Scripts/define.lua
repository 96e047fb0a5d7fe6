-- ARGV: slug, version, data
-- Answers: 0, then nothing, or epoch, version and the selectors that changed.
local slug, version, data = unpack(ARGV)
local known = redis.call('HGET', 'synd:categories', slug)
if known then
  local before = cjson.decode(known).version
  -- Version 0 is what is configured, and a configuration changes between two starts without counting.
  local reworded = tonumber(version) == 0 and before == 0 and known ~= data
  if tonumber(version) <= before and not reworded then return { 0 } end
end
redis.call('HSET', 'synd:categories', slug, data)
return { 0, unpack(change({ ['#categories'] = true }, '')) }
