-- ARGV: ids. Answers the article of each, or ''.
local answer = {}
for i, id in ipairs(ARGV) do
  local _, _, data = find(id)
  answer[i] = data or ''
end
return answer
