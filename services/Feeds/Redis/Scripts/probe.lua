-- ARGV: epoch and version as known, a fresh id, silence in ms, stragglers in ms
-- Answers: epoch, version, complete, rebuild or '', 1 to ask for it, 1 if it was given up, versions of what has changed since,
-- or 'many' where they are more than are worth telling: who was away so long would keep everybody waiting, and miss his deadline.
local MOST = 20000
local knownEpoch, knownVersion, fresh, silence, stragglers = unpack(ARGV)
local at = now()
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local epoch = redis.call('HMGET', EPOCH, 'id', 'run', 'complete', 'rebuild', 'lively', 'ended')
local ask, gaveUp = '0', '0'

local function begin(whole)
  redis.call('DEL', EPOCH, CONFIRMED)
  redis.call('HMSET', EPOCH, 'id', fresh, 'run', run, 'complete', whole, 'rebuild', fresh,
    'lively', string.format('%.0f', at))
  countFrom(tonumber(redis.call('GET', 'synd:version') or '0'))
  ask = '1'
end

if not epoch[1] then
  -- Emptied, or never filled.
  begin('0')
elseif epoch[2] ~= run then
  -- Another life of the server: its last second may be missing, or its file may be an old one.
  begin(epoch[3] or '0')
elseif epoch[4] then
  -- A clock that was put back by as much has waited long enough, too.
  if epoch[6] and math.abs(at - tonumber(epoch[6])) >= tonumber(stragglers) then
    complete()
    gaveUp = '1'
  elseif math.abs(at - tonumber(epoch[5] or 0)) >= tonumber(silence) then
    goOnWhileFull()
    redis.call('HSET', EPOCH, 'lively', string.format('%.0f', at))
    ask = '1'
  end
end

epoch = redis.call('HMGET', EPOCH, 'id', 'complete', 'rebuild')
local version = redis.call('GET', 'synd:version') or '0'
local answer = { epoch[1], version, epoch[2], epoch[3] or '', ask, gaveUp }
-- Of an epoch that is new to whoever asks, he knows nothing that could be old.
if epoch[1] == knownEpoch and version ~= knownVersion then
  if redis.call('ZCOUNT', 'synd:stamps', '(' .. knownVersion, '+inf') > MOST then
    answer[#answer + 1] = 'many'
  else
    local news = redis.call('ZRANGEBYSCORE', 'synd:stamps', '(' .. knownVersion, '+inf', 'WITHSCORES')
    for _, part in ipairs(news) do answer[#answer + 1] = part end
  end
end
return answer
