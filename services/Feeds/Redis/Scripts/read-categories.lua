-- Answers: epoch, version, and every definition.
local epoch, version = stamp()
return { epoch, version, unpack(redis.call('HVALS', 'synd:categories')) }
