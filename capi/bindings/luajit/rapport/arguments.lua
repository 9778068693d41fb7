-- What callers pass, checked and converted. Mistakes are raised where the module's caller stands. Not a
-- part of the interface.

local ffi = require "ffi"

local arguments = {}

-- The constant for a word, such as "agent"; that for the first when there is none.
function arguments.constant(words, word, what)
  if word == nil then return 0 end
  for index, known in ipairs(words) do
    if word == known then return index - 1 end
  end
  error(("no %s: %s; there are %s"):format(what, tostring(word), table.concat(words, ", ")), 3)
end

-- What was passed, for messages.
local function shown(value) return type(value) == "nil" and "nil" or "a " .. type(value) end

-- The options that a function was given: a table with keys out of `names`, or nothing.
function arguments.options(options, names)
  if options == nil then return {} end
  local known = table.concat(names, ", ")
  if type(options) ~= "table" then
    error(("options are a table with %s, not %s"):format(known, shown(options)), 3)
  end
  for key in pairs(options) do
    local found = false
    for _, name in ipairs(names) do found = found or key == name end
    if not found then error(("no option %s; there are %s"):format(tostring(key), known), 3) end
  end
  return options
end

-- A text, or JSON, as it was given.
function arguments.text(value, what)
  if type(value) ~= "string" then error(("%s is a string, not %s"):format(what, shown(value)), 3) end
  return value
end

function arguments.json(record)
  if type(record) ~= "string" then error("a record is JSON text, not " .. shown(record), 3) end
  return record
end

-- A number of seconds, in microseconds.
function arguments.microseconds(seconds)
  if type(seconds) ~= "number" then
    error("times are numbers of seconds such as os.time(), not " .. shown(seconds), 3)
  end
  local scaled = seconds * 1e6
  if not (scaled >= -2 ^ 63 and scaled < 2 ^ 63) then
    error(("%s seconds do not fit into 64 bits"):format(seconds), 3)
  end
  return ffi.cast("int64_t", math.floor(scaled + 0.5))
end

local UNITS = {w = 604800000000LL, d = 86400000000LL, h = 3600000000LL, m = 60000000LL, s = 1000000LL,
               ms = 1000LL, us = 1LL}

-- The microseconds of text such as "90d", "1h30m" or "1.5h"; nothing when it is no duration.
function arguments.duration(text)
  local sign, rest = text:match("^(-?)(.+)$")
  local total = 0LL
  while rest and rest ~= "" do
    local whole, decimals, unit, behind = rest:match("^(%d+)(%.?%d*)(%a+)(.*)$")
    local scale = UNITS[unit]
    if not scale or decimals == "." or tonumber(whole) * tonumber(scale) >= 2 ^ 62 then return nil end
    local millionths = (decimals:sub(2, 7) .. "000000"):sub(1, 6)
    total = total + ffi.cast("int64_t", tonumber(whole)) * scale +
            ffi.cast("int64_t", tonumber(millionths)) * scale / 1000000LL
    if total >= 0x4000000000000000LL then return nil end
    rest = behind
  end
  return rest and (sign == "-" and -total or total)
end

return arguments
