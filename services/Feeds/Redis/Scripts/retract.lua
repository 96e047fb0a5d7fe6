-- ARGV: id, revision, instant in ms, selectors by lines, 1 for a replay
-- Answers: 0, then nothing, or epoch, version and the selectors that changed.
local id, revision, modified, selectors, replay = unpack(ARGV)
revision = tonumber(revision)
local known, before, _, member = find(id)
if known and revision <= known then return { 0 } end

local changed = leave(id, before, member)
for selector in string.gmatch(selectors, '[^\n]+') do changed[selector] = true end
-- The tombstone: it never expires, or a late message would bring the article back.
put(id, revision, '', '')
return { 0, unpack(change(changed, modified, replay ~= '1' and id, revision)) }
