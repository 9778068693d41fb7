-- The C library: where it is found, and what calling it needs. Not a part of the interface.

local ffi = require "ffi"

local native = {ABI_VERSION = 0}

local NAME = ({OSX = "librapport.0.dylib", Windows = "rapport.dll"})[ffi.os] or "librapport.so.0"
local HERE = debug.getinfo(1, "S").source:match("^@(.*[/\\])") or "./"

-- RAPPORT_LIBRARY, else the library that stands beside this file, else the system's.
function native.find()
  local named = os.getenv("RAPPORT_LIBRARY")
  if named and named ~= "" then return named end
  local carried = io.open(HERE .. NAME, "rb")
  if not carried then return NAME end
  carried:close()
  return HERE .. NAME
end

local function load(path)
  local found, lib = pcall(ffi.load, path)
  if not found then
    error("rapport: " .. lib .. "; RAPPORT_LIBRARY may name the file " .. NAME, 0)
  end
  local abi = lib.rapport_abi_version()
  if abi ~= native.ABI_VERSION then
    error(("rapport: %s has ABI version %d, this module needs %d"):format(path, abi, native.ABI_VERSION), 0)
  end
  return lib
end

ffi.cdef(require "rapport.cdef")
local lib = load(native.find())
native.lib = lib

-- Room for the outputs of one call. One set is enough, as a Lua state runs one call at a time and
-- each is read at once.
local out = {
  text = ffi.new("const char*[1]"),
  length = ffi.new("size_t[1]"),
  count = ffi.new("size_t[1]"),
  int32 = ffi.new("int32_t[1]"),
  int64 = ffi.new("int64_t[1]"),
  uint32 = ffi.new("uint32_t[2]"),
  error = ffi.new("rapport_error*[1]"),
}
native.out = out

-- The text that a call has just put out.
function native.text() return ffi.string(out.text[0], out.length[0]) end

-- What functions return as their second result when the library refuses something: `status` is a
-- word such as "not_found", `code` its number; `file`, `line` and `column` are the place in a pack,
-- `diagnostics` lists all that is wrong with it, and `report` shows that.
local Error = {__tostring = function(self) return self.message end}
Error.__index = Error
native.Error = Error

-- Reads and frees the error that a call has just put out.
function native.failure()
  local handle = out.error[0]
  local function text(name) return ffi.string(lib[name](handle, out.length), out.length[0]) end
  local code = lib.rapport_error_status(handle)
  local failure = setmetatable({
    status = ffi.string(lib.rapport_status_name(code)),
    code = code,
    message = text("rapport_error_message"),
    file = text("rapport_error_file"),
    line = lib.rapport_error_line(handle),
    column = lib.rapport_error_column(handle),
    diagnostics = {},
    report = "",
  }, Error)
  lib.rapport_error_free(handle)
  if failure.file ~= "" then
    local place = failure.file .. ": "
    if failure.line > 0 then place = ("%s:%d:%d: "):format(failure.file, failure.line, failure.column) end
    if failure.message:sub(1, #place) ~= place then failure.message = place .. failure.message end
  end
  return failure
end

-- What this module refuses in place of the library.
function native.invalid(message)
  return setmetatable({status = "invalid_argument", code = 1, message = message, file = "", line = 0,
                       column = 0, diagnostics = {}, report = ""}, Error)
end

-- Getters that have no error: they fail only by a mistake of this module's.
local function check(status, name)
  if status ~= 0 then error(name .. ": " .. ffi.string(lib.rapport_status_name(status)), 3) end
end

-- The text that a getter puts out, such as get_text("ruleset_fact_id", handle, 0).
function native.get_text(name, handle, index, inner)
  local getter, status = lib["rapport_" .. name], nil
  if inner then
    status = getter(handle, index, inner, out.text, out.length)
  elseif index then
    status = getter(handle, index, out.text, out.length)
  else
    status = getter(handle, out.text, out.length)
  end
  check(status, name)
  return native.text()
end

local function get_number(slot, name, handle, index, inner)
  local getter, status = lib["rapport_" .. name], nil
  if inner then
    status = getter(handle, index, inner, slot)
  elseif index then
    status = getter(handle, index, slot)
  else
    status = getter(handle, slot)
  end
  check(status, name)
  return tonumber(slot[0])
end

function native.get_count(...) return get_number(out.count, ...) end
function native.get_int32(...) return get_number(out.int32, ...) end
function native.get_int64(...) return get_number(out.int64, ...) end
function native.get_bool(...) return get_number(out.int32, ...) ~= 0 end

-- Puts out a place: the turn as int32[0], its bytes as uint32[0] and [1].
function native.get_span(name, handle, index, inner)
  local getter, status = lib["rapport_" .. name], nil
  if inner then
    status = getter(handle, index, inner, out.int32, out.uint32, out.uint32 + 1)
  else
    status = getter(handle, index, out.int32, out.uint32, out.uint32 + 1)
  end
  check(status, name)
end

-- The word for a constant, such as word("fact_type", 1).
function native.word(kind, number) return ffi.string(lib["rapport_" .. kind .. "_name"](number)) end

-- A list of `count` items; `read` takes an index from 0 and returns one.
function native.list(count, read)
  local items = {}
  for index = 0, count - 1 do items[index + 1] = read(index) end
  return items
end

return native
