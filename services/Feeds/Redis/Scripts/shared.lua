-- Before every script.
-- synd:article:<id>   hash: rev, dead (1: withdrawn), data (JSON), selectors (JSON array)
-- synd:feed:<sel>     sorted set of ids by publication, in milliseconds since 1970
-- synd:categories     hash: slug -> JSON
-- synd:version        counts every change; synd:stamps sorted set: selector by the version of its last change
-- synd:untold         sorted set: selector by the instant from which it is due to be told as changed
-- synd:modified       hash: selector -> instant of its newest change, in milliseconds since 1970
-- synd:epoch          hash: id, run (the server's run_id), complete, rebuild, lively, expected, ended
-- synd:readers:<day>:<feed>  hash: process -> its counts of the day (JSON); outside of epochs and versions
-- synd:confirmed      set of the ids that the pending rebuild has told

local EPOCH = 'synd:epoch'
local CONFIRMED = 'synd:confirmed'

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

-- Marks the selectors (a table with them as keys) as changed and tells everybody; modified may be ''. What is quiet is not
-- told to other services.
local function change(selectors, modified, quiet)
  local version = string.format('%.0f', redis.call('INCR', 'synd:version'))
  local list = {}
  for selector in pairs(selectors) do
    list[#list + 1] = selector
    redis.call('ZADD', 'synd:stamps', version, selector)
    if not quiet then redis.call('ZADD', 'synd:untold', 'NX', string.format('%.0f', now()), selector) end
    local before = redis.call('HGET', 'synd:modified', selector)
    if modified ~= '' and (not before or tonumber(before) < tonumber(modified)) then
      redis.call('HSET', 'synd:modified', selector, modified)
    end
  end
  local epoch = redis.call('HGET', EPOCH, 'id') or ''
  redis.call('PUBLISH', 'synd:changed', epoch .. '\n' .. version .. '\n' .. table.concat(list, '\n'))
  return { epoch, version, unpack(list) }
end

-- Takes an article out of its feeds; says which those were.
local function leave(id, selectors)
  local left = {}
  for _, selector in ipairs(cjson.decode(selectors or '[]')) do
    redis.call('ZREM', 'synd:feed:' .. selector, id)
    left[selector] = true
  end
  return left
end

