-- What the tests share: cases, expectations, and the vectors.

local rapport = require "rapport"

local harness = {}

local SOURCE = os.getenv("RAPPORT_SOURCE_DIR")

local passed, failed = 0, 0

function harness.case(name, test)
  local ok, why = xpcall(test, function(e) return debug.traceback(tostring(e), 2) end)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
    io.stderr:write(name, ": ", why, "\n")
  end
end

function harness.equal(expected, actual)
  if expected ~= actual then
    error(("expected: %s\n  actual: %s"):format(tostring(expected), tostring(actual)), 2)
  end
end

function harness.contains(text, part)
  if not text:find(part, 1, true) then error(("%q is not in: %s"):format(part, text), 2) end
end

-- The call is to answer nil and an error of that status.
function harness.refused(status, result, why)
  harness.equal(nil, result)
  harness.equal(status, why.status)
  harness.equal(rapport.Error, getmetatable(why))
  return why
end

-- The function is to raise an error that contains this.
function harness.raises(part, call, ...)
  local ok, why = pcall(call, ...)
  harness.equal(false, ok)
  harness.contains(tostring(why), part)
end

function harness.find(list, key, value)
  for _, item in ipairs(list) do
    if item[key] == value then return item end
  end
end

-- ---- Vectors -----------------------------------------------------------------------------------

function harness.read(path)
  local file = assert(io.open(SOURCE .. "/" .. path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

function harness.lines(path)
  local found = {}
  for line in harness.read(path):gmatch("([^\n]*)\n") do found[#found + 1] = line end
  return found
end

harness.PACK = harness.read("tests/vectors/pack.yaml")
local WORDS = harness.read("tests/vectors/words.tsv")

-- The pack, which lists a word table.
function harness.builder()
  return rapport.Builder.new():add_text(harness.PACK):add_text(WORDS, "words.tsv")
end

function harness.built()
  local builder = harness.builder()
  local built = assert(builder:build())
  builder:close()
  return built
end

local rules = harness.built()
harness.rules = rules
harness.records = harness.lines("tests/vectors/conversations.jsonl")
harness.answers = harness.lines("tests/vectors/decisions.jsonl")
local types = rules:fact_types()

local UNITS = {d = 86400, h = 3600, m = 60, s = 1}

local function seconds(text)
  local sum = 0
  for number, unit in text:gmatch("(%d+)([dhms])") do sum = sum + tonumber(number) * UNITS[unit] end
  return sum
end

-- "2026-03-01T10:00:00Z" as seconds since 1970; the vectors have no other form.
function harness.time(text)
  if not text then return nil end
  local year, month, day, hour, minute, second = text:match("^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)Z$")
  local y = month + 0 <= 2 and year - 1 or year + 0
  local of_year = math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  local days = 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400) + of_year - 719468
  return days * 86400 + hour * 3600 + minute * 60 + second
end

-- A record as turns, typed facts, acknowledgements and overrides.
function harness.conversation_of(record, conversation)
  conversation = conversation or assert(rapport.Conversation.new(rules))
  for _, turn in ipairs(record.turns) do
    assert(conversation:add_turn(turn.text, {
      by = turn.by, visibility = turn.visibility, format = turn.format, language = turn.language,
      id = turn.id, author = turn.author,
      at = harness.time(turn.at), ended = harness.time(turn["end"]),
    }))
  end
  for name, value in pairs(record.facts or {}) do
    if types[name] == "duration" then value = seconds(value) end
    if types[name] == "timestamp" then value = harness.time(value) end
    assert(conversation:set_fact(name, value))
  end
  for _, route in ipairs(record.acknowledged or {}) do assert(conversation:acknowledge(route)) end
  local overrides = record.overrides or {}
  if overrides.persona then assert(conversation:override_persona(overrides.persona)) end
  for scale, level in pairs(overrides.scales or {}) do assert(conversation:override_scale(scale, level)) end
  for route, rule in pairs(overrides.escalations or {}) do
    assert(conversation:override_escalation(route, rule))
  end
  return conversation
end

-- Prints the count and ends.
function harness.finish()
  print(("luajit: %d passed, %d failed"):format(passed, failed))
  os.exit(failed == 0 and 0 or 1)
end

return harness
