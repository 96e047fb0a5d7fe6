-- ARGV: limit, sources as JSON, exclusions as JSON, before in ms or '', its id, from in ms or '', until in ms or ''
-- Answers: epoch, version, complete, known, modified or '', older or '', newer or '', then the ids with their revisions;
-- older and newer are "ms id".
local limit, sources, exclusions, beforeAt, beforeId, from, till = unpack(ARGV)
local epoch, version = stamp()
if redis.call('HGET', EPOCH, 'complete') ~= '1' then return { epoch, version, '0', '0', '', '', '' } end
limit = tonumber(limit)
local CHUNK = limit + 10
-- An article that is left out costs a look; a request must end.
local MOST = 20000

local ways, known, modified, newer = {}, '0', '', ''
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
      if not at or tonumber(next[2]) < tonumber(at) or (next[2] == at and next[1] < id) then
        newer = next[2] .. ' ' .. next[1]
      end
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

local function excluded(id)
  for _, selector in ipairs(cjson.decode(exclusions)) do
    if redis.call('ZSCORE', 'synd:feed:' .. selector, id) then return true end
  end
  return false
end

local answer = { epoch, version, '1', known, modified, '', newer }
local taken, looked, last = 0, 0, nil
while true do
  local best, bestId, bestAt
  for _, way in ipairs(ways) do
    local id, at = stand(way)
    if id and (not best or at > bestAt or (at == bestAt and id > bestId)) then best, bestId, bestAt = way, id, at end
  end
  if not best then break end
  best.at = best.at + 2
  local skipped = beforeAt ~= '' and bestAt == tonumber(beforeAt) and bestId >= beforeId
  if bestId ~= last and not skipped then
    last = bestId
    looked = looked + 1
    local out = excluded(bestId)
    if looked > MOST or (not out and (taken == limit or (from ~= '' and bestAt < tonumber(from)))) then
      answer[6] = string.format('%.0f', bestAt) .. ' ' .. bestId
      break
    end
    if not out then
      taken = taken + 1
      answer[#answer + 1] = bestId
      answer[#answer + 1] = redis.call('HGET', 'synd:article:' .. bestId, 'rev')
    end
  end
end
return answer
