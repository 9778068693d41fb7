-- As much JSON as the tests need: reading objects into tables, and writing decisions as the library does.

local json = {null = setmetatable({}, {__tostring = function() return "null" end})}

local ESCAPES = {b = "\b", f = "\f", n = "\n", r = "\r", t = "\t"}

local function utf8(code)
  if code < 0x80 then return string.char(code) end
  if code < 0x800 then return string.char(0xC0 + math.floor(code / 64), 0x80 + code % 64) end
  local low = string.char(0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
  if code < 0x10000 then return string.char(0xE0 + math.floor(code / 4096)) .. low end
  return string.char(0xF0 + math.floor(code / 262144), 0x80 + math.floor(code / 4096) % 64) .. low
end

local function unescape(text)
  text = text:gsub("\\u(d[89ab]%x%x)\\u(d[c-f]%x%x)", function(high, low)
    return utf8(0x10000 + (tonumber(high, 16) - 0xD800) * 1024 + tonumber(low, 16) - 0xDC00)
  end)
  text = text:gsub("\\u(%x%x%x%x)", function(digits) return utf8(tonumber(digits, 16)) end)
  return (text:gsub("\\(.)", function(letter) return ESCAPES[letter] or letter end))
end

-- Reads the value at `at`; returns it and where it ends.
local function read(text, at)
  local first = text:sub(at, at)
  if first == '"' then
    local stop = at + 1
    while text:sub(stop, stop) ~= '"' do
      stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1)
    end
    return unescape(text:sub(at + 1, stop - 1)), stop + 1
  elseif first == "{" or first == "[" then
    local result, value = {}, nil
    at = at + 1
    while not text:find("^[}%]]", at) do
      local key = #result + 1
      if first == "{" then
        key, at = read(text, at)
        at = at + 1  -- the colon
      end
      value, at = read(text, at)
      result[key] = value
      if text:sub(at, at) == "," then at = at + 1 end
    end
    return result, at + 1
  end
  local word = text:match("^[%w.+-]+", at)
  local value = ({["true"] = true, ["false"] = false, null = json.null})[word]
  if value == nil then value = tonumber(word) end
  return value, at + #word
end

-- Reads compact JSON.
function json.read(text) return (read(text, 1)) end

local function quote(text)
  text = text:gsub('[%z\1-\31"\\]', function(c)
    for letter, meaning in pairs(ESCAPES) do
      if c == meaning then return "\\" .. letter end
    end
    return (c == '"' or c == "\\") and "\\" .. c or ("\\u%04X"):format(c:byte())
  end)
  return '"' .. text .. '"'
end

local write

local function write_list(items, keys)
  local parts = {}
  for index, item in ipairs(items) do parts[index] = write(item, keys) end
  return "[" .. table.concat(parts, ",") .. "]"
end

-- Writes an object with these keys; a key is a name, or a list of name and the keys of its items.
-- Absent ones are left out. Other tables are lists.
function write(value, keys)
  if type(value) == "string" then return quote(value) end
  if type(value) == "number" then return ("%.14g"):format(value) end
  if type(value) ~= "table" or value == json.null then return tostring(value) end
  if not keys then return write_list(value) end
  local parts = {}
  for _, key in ipairs(keys) do
    local name, inner = key, nil
    if type(key) == "table" then name, inner = key[1], key[2] end
    if value[name] ~= nil then
      local text = inner and write_list(value[name], inner) or write(value[name])
      parts[#parts + 1] = quote(name) .. ":" .. text
    end
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

json.write = write
return json
