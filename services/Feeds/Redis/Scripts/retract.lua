-- ARGV: id, revision, instant in ms, selectors as JSON, 1 for a replay
-- Answers: 0, then nothing, or epoch, version and the selectors that changed.
local id, revision, modified, selectors, replay = unpack(ARGV)
local article = 'synd:article:' .. id
local known = redis.call('HMGET', article, 'rev', 'selectors')
if known[1] and tonumber(revision) <= tonumber(known[1]) then return { 0 } end

local changed = leave(id, known[2])
for _, selector in ipairs(cjson.decode(selectors)) do changed[selector] = true end
-- The tombstone: it never expires, or a late message would bring the article back.
redis.call('HMSET', article, 'rev', revision, 'dead', '1', 'selectors', '[]')
redis.call('HDEL', article, 'data')
return { 0, unpack(change(changed, modified, replay == '1')) }
