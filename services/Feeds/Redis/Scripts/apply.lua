-- ARGV: id, revision, publication in ms, modification in ms, data, selectors as JSON, 1 for a replay
-- Answers: 1 if a rebuild ended with it, then nothing, or epoch, version and the selectors that changed.
local id, revision, published, modified, data, selectors, replay = unpack(ARGV)
local article = 'synd:article:' .. id
local ended = 0

if replay == '1' and redis.call('HEXISTS', EPOCH, 'rebuild') == 1 then
  redis.call('SADD', CONFIRMED, id)
  redis.call('HSET', EPOCH, 'lively', string.format('%.0f', now()))
  if completeIfAllCame() then ended = 1 end
end

local known = redis.call('HMGET', article, 'rev', 'dead', 'data', 'selectors')
if known[1] then
  local newer = tonumber(revision) > tonumber(known[1])
  -- A replay may tell the same revision in words that an older release could not write.
  local reworded = replay == '1' and known[1] == revision and known[2] ~= '1' and known[3] ~= data
  if not newer and not reworded then return { ended } end
end

local changed = leave(id, known[4])
for _, selector in ipairs(cjson.decode(selectors)) do
  redis.call('ZADD', 'synd:feed:' .. selector, published, id)
  changed[selector] = true
end
redis.call('HMSET', article, 'rev', revision, 'dead', '0', 'data', data, 'selectors', selectors)
return { ended, unpack(change(changed, modified, replay == '1')) }
