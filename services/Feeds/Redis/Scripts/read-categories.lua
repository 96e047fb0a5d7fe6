-- Answers: epoch, version, and every definition.
local epoch, version = stamp('#categories')
return { epoch, version, unpack(redis.call('HVALS', 'synd:categories')) }
