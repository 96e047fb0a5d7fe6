-- ARGV: id, revision, publication in ms, modification in ms, data, selectors by lines, 1 for a replay
-- Answers: 1 if a rebuild ended with it, then nothing, or epoch, version and the selectors that changed.
local id, revision, published, modified, data, selectors, replay = unpack(ARGV)
revision = tonumber(revision)
local ended = 0

if replay == '1' and redis.call('HEXISTS', EPOCH, 'rebuild') == 1 then
  redis.call('SADD', CONFIRMED, id)
  redis.call('HSET', EPOCH, 'lively', string.format('%.0f', now()))
  if completeIfAllCame() then ended = 1 end
end

local known, before, there, member = find(id)
if known then
  -- A replay may tell the same revision in words, or in a form, that an older release could not write.
  local reworded = replay == '1' and known == revision and there ~= '' and there ~= data
  if revision <= known and not reworded then return { ended } end
end

local changed = leave(id, before, member)
for selector in string.gmatch(selectors, '[^\n]+') do
  redis.call('ZADD', 'synd:feed:' .. selector, published, id)
  changed[selector] = true
end
put(id, revision, selectors, data)
return { ended, unpack(change(changed, modified, replay ~= '1' and id, revision)) }
