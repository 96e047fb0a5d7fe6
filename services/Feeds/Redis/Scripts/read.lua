-- ARGV: limit, sources as JSON, exclusions as JSON, before in ms or '', its id, from in ms or '', until in ms or '',
-- depth or ''
-- Answers: epoch, version, complete, known, modified or '', older or '', newer or '', 1 where older is beyond the depth, then
-- the ids with their revisions; older and newer are "ms uuid".
local limit, sources, exclusions, beforeAt, beforeId, from, till, depth = unpack(ARGV)
local epoch, version = stamp()
if redis.call('HGET', EPOCH, 'complete') ~= '1' then return { epoch, version, '0', '0', '', '', '', '' } end
limit = tonumber(limit)
local CHUNK = limit + 10
-- An article that is left out costs a look; a request must end.
local MOST = 20000

exclusions = cjson.decode(exclusions)
-- What it costs grows with what is left out.
local LOOK = math.max(1, #exclusions / 3)

-- True where the first place comes after the second one.
local function isAfter(at, id, thanAt, thanId)
  return at < thanAt or (at == thanAt and text(id) < text(thanId))
end

local ways, known, modified, newer = {}, '0', '', ''
-- The newest place that is too deep in one of the sets.
local floorAt, floorId
local top = till ~= '' and '(' .. till or '+inf'
if beforeAt ~= '' and (till == '' or tonumber(beforeAt) < tonumber(till)) then top = beforeAt end
for _, selector in ipairs(cjson.decode(sources)) do
  ways[#ways + 1] = { key = 'synd:feed:' .. selector, offset = 0, at = 1, chunk = {} }
  if redis.call('ZSCORE', 'synd:stamps', selector) then known = '1' end
  local changed = redis.call('HGET', 'synd:modified', selector)
  if changed and (modified == '' or tonumber(changed) > tonumber(modified)) then modified = changed end
  if till ~= '' then
    local next = redis.call('ZRANGEBYSCORE', 'synd:feed:' .. selector, till, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if next[1] then
      local at, id = string.match(newer, '^(%S+) (%S+)')
      if not at or isAfter(tonumber(next[2]), next[1], tonumber(at), id) then
        newer = next[2] .. ' ' .. text(next[1])
      end
    end
  end
  if depth ~= '' then
    local deep = redis.call('ZREVRANGE', 'synd:feed:' .. selector, depth, depth, 'WITHSCORES')
    if deep[1] and (not floorAt or isAfter(floorAt, floorId, tonumber(deep[2]), deep[1])) then
      floorAt, floorId = tonumber(deep[2]), deep[1]
    end
  end
end

-- The place that a way stands at, as id and score; nothing at its end.
local function stand(way)
  if way.at > #way.chunk then
    if way.ended then return nil end
    way.chunk = redis.call('ZREVRANGEBYSCORE', way.key, top, '-inf', 'WITHSCORES', 'LIMIT', way.offset, CHUNK)
    way.offset, way.at = way.offset + CHUNK, 1
    if #way.chunk < 2 * CHUNK then way.ended = true end
    if #way.chunk == 0 then return nil end
  end
  return way.chunk[way.at], tonumber(way.chunk[way.at + 1])
end

local function excluded(member)
  for _, selector in ipairs(exclusions) do
    if redis.call('ZSCORE', 'synd:feed:' .. selector, member) then return true end
  end
  return false
end

local function revisionOf(id, member)
  local head = redis.call('GETRANGE', ARTICLE .. id, 0, 3)
  if #head == 4 then return (struct.unpack('>I4', head)) end
  -- 0 where its key is lost: it is then read as withdrawn.
  return tonumber(redis.call('HGET', EARLIER .. text(member), 'rev') or 0)
end

local answer = { epoch, version, '1', known, modified, '', newer, '' }
local taken, looked, last = 0, 0, nil
while true do
  local best, bestId, bestAt
  for _, way in ipairs(ways) do
    local id, at = stand(way)
    if id and (not best or isAfter(bestAt, bestId, at, id)) then best, bestId, bestAt = way, id, at end
  end
  if not best then break end
  best.at = best.at + 2
  local skipped = beforeAt ~= '' and bestAt == tonumber(beforeAt) and text(bestId) >= beforeId
  if bestId ~= last and not skipped then
    last = bestId
    looked = looked + LOOK
    local out = excluded(bestId)
    local beyond = floorAt and not isAfter(floorAt, floorId, bestAt, bestId)
    -- The newest entries are a feed whatever is left out; pages reach as deep as the sets.
    local ends = taken == limit or (from ~= '' and bestAt < tonumber(from)) or (beyond and beforeAt ~= '')
    if looked > MOST or (ends and not out) then
      answer[6] = string.format('%.0f', bestAt) .. ' ' .. text(bestId)
      answer[8] = beyond and '1' or ''
      break
    end
    if not out then
      taken = taken + 1
      local id = idOf(bestId)
      answer[#answer + 1] = id
      answer[#answer + 1] = revisionOf(id, bestId)
    end
  end
end
return answer
