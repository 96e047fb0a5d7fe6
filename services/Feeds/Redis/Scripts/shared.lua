-- Before every script.
-- synd:a:<id>         string: revision and the selectors' length (4 bytes each, the greatest first), the selectors with line
--                     feeds between them, then the article (ArticlePack); a tombstone has none. Ids are 16 bytes, as the
--                     UUID's text has them: in the order of the text.
-- synd:feed:<sel>     sorted set of ids by publication, in milliseconds since 1970
-- synd:article:<uuid> an article as an earlier release filed it, whose members of sets are the UUID's text; hash: rev, dead
--                     (1: withdrawn), data (JSON), selectors (JSON array). It is read, and written anew with its next change.
-- synd:categories     hash: slug -> JSON
-- synd:version        counts every change, from the milliseconds at an epoch's beginning; synd:stamps sorted set: selector by the version of its last change
-- synd:untold         sorted set: selector by the instant from which it is due to be told as changed
-- synd:news           hash: selector in synd:untold -> the last articles by which it changed (id, revision, version: 16, 4, 8 bytes)
-- synd:modified       hash: selector -> instant of its newest change, in milliseconds since 1970
-- synd:epoch          hash: id, run (the server's run_id), complete, rebuild, lively, expected, ended
-- synd:readers:<day>:<feed>  hash: process -> its counts of the day (JSON); outside of epochs and versions
-- synd:confirmed      set of the ids that the pending rebuild has told

local EPOCH = 'synd:epoch'
local CONFIRMED = 'synd:confirmed'
local ARTICLE = 'synd:a:'
local EARLIER = 'synd:article:'
local TEXT = 36

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function stamp()
  return redis.call('HGET', EPOCH, 'id') or '', redis.call('GET', 'synd:version') or '0'
end

local function complete()
  redis.call('HSET', EPOCH, 'complete', '1')
  redis.call('HDEL', EPOCH, 'rebuild', 'lively', 'expected', 'ended')
  redis.call('DEL', CONFIRMED)
end

-- Articles are consumed side by side: the end of a rebuild may come before the last of them.
local function completeIfAllCame()
  local expected = redis.call('HGET', EPOCH, 'expected')
  if not expected or redis.call('SCARD', CONFIRMED) < tonumber(expected) then return false end
  complete()
  return true
end

-- Versions grow over epochs as well, as others remember the greatest that they were told: a new count begins at the clock.
local function countFrom(version)
  version = math.max(version, now())
  redis.call('SET', 'synd:version', string.format('%.0f', version))
  return version
end

local function nextVersion()
  local version = redis.call('INCR', 'synd:version')
  return version > 1 and version or countFrom(version)
end

-- As FeedChanged.MostArticles.
local MOST_NEWS = 64
local NEWS_BYTES = 28

-- Notes by which article the selectors have changed.
local function note(list, version, id, revision)
  local news = redis.call('HMGET', 'synd:news', unpack(list))
  local one = id .. struct.pack('>I4I8', revision, tonumber(version))
  local noted = {}
  for i, selector in ipairs(list) do
    noted[#noted + 1] = selector
    noted[#noted + 1] = string.sub((news[i] or '') .. one, -MOST_NEWS * NEWS_BYTES)
  end
  redis.call('HMSET', 'synd:news', unpack(noted))
end

-- Of what is noted, what is newer than a version; '' for nothing.
local function newerThan(version, news)
  for at = 1, #news, NEWS_BYTES do
    if struct.unpack('>I8', news, at + 20) > version then return string.sub(news, at) end
  end
  return ''
end

-- Marks the selectors (a table with them as keys) as changed and tells everybody; modified may be ''. Where no article is
-- told (id and revision), it is not told to other services.
local function change(selectors, modified, id, revision)
  local version = string.format('%.0f', nextVersion())
  local list = {}
  for selector in pairs(selectors) do
    list[#list + 1] = selector
    redis.call('ZADD', 'synd:stamps', version, selector)
    if id then redis.call('ZADD', 'synd:untold', 'NX', string.format('%.0f', now()), selector) end
    local before = redis.call('HGET', 'synd:modified', selector)
    if modified ~= '' and (not before or tonumber(before) < tonumber(modified)) then
      redis.call('HSET', 'synd:modified', selector, modified)
    end
  end
  if id and list[1] then note(list, version, id, revision) end
  local epoch = redis.call('HGET', EPOCH, 'id') or ''
  redis.call('PUBLISH', 'synd:changed', epoch .. '\n' .. version .. '\n' .. table.concat(list, '\n'))
  return { epoch, version, unpack(list) }
end

-- The text of an id. Strings compare by the server's locale, so that nothing but such text may be compared.
local function text(id)
  if #id == TEXT then return id end
  return string.format('%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x', string.byte(id, 1, 16))
end

-- The id of a member of a set.
local function idOf(member)
  if #member ~= TEXT then return member end
  local hex = string.gsub(member, '-', '')
  return (string.gsub(hex, '%x%x', function(byte) return string.char(tonumber(byte, 16)) end))
end

-- An article's revision, selectors, data ('' for a tombstone) and member; nothing where it was never filed.
local function find(id)
  local value = redis.call('GET', ARTICLE .. id)
  if value then
    local revision, length = struct.unpack('>I4I4', value)
    return revision, string.sub(value, 9, 8 + length), string.sub(value, 9 + length), id
  end
  local member = text(id)
  local known = redis.call('HMGET', EARLIER .. member, 'rev', 'dead', 'data', 'selectors')
  if not known[1] then return nil end
  local selectors = table.concat(cjson.decode(known[4] or '[]'), '\n')
  return tonumber(known[1]), selectors, known[2] ~= '1' and known[3] or '', member
end

local function put(id, revision, selectors, data)
  redis.call('SET', ARTICLE .. id, struct.pack('>I4I4', revision, #selectors) .. selectors .. data)
end

-- Takes an article out of its feeds, to be put anew; says which those were.
local function leave(id, selectors, member)
  local left = {}
  for selector in string.gmatch(selectors or '', '[^\n]+') do
    redis.call('ZREM', 'synd:feed:' .. selector, member)
    left[selector] = true
  end
  if member and member ~= id then redis.call('DEL', EARLIER .. member) end
  return left
end

-- What takes no memory goes on while there is none: Redis refuses a script only before its first write.
local function goOnWhileFull() redis.call('DEL', 'synd:none') end

