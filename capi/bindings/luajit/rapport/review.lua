-- Reads a review through the getters of c.h into a table with the keys of docs/records.md.

local native = require "rapport.native"
local out, lib, list = native.out, native.lib, native.list

local Review = {__tostring = function(self) return self.json end}
Review.__index = Review

-- Nil instead of the empty text, for keys that are absent then.
local function some(text) return text ~= "" and text or nil end

-- True, or nil for a key that is absent then.
local function mark(condition) return condition or nil end

-- The finding at an index from 0.
local function finding(review, index)
  local function text(name, ...) return native.get_text("review_finding_" .. name, review, index, ...) end
  local function count(name) return native.get_count("review_finding_" .. name, review, index) end
  local function int32(name) return native.get_int32("review_finding_" .. name, review, index) end
  local function bool(name) return native.get_bool("review_finding_" .. name, review, index) end

  local result = {
    check = text("check"),
    label = text("label"),
    result = native.word("check_result", int32("result")),
    reason = some(native.word("fail_reason", int32("reason"))),
    weight = int32("weight") / 1000,
    fatal = mark(bool("is_fatal")),
    undetermined = mark(bool("is_undetermined")),
    why = some(text("why")),
    limit = some(text("limit")),
    policy = some(text("policy")),
    approval_from = some(text("approval_from")),
    spans = list(count("span_count"), function(i)
      lib.rapport_review_finding_span(review, index, i, out.uint32, out.uint32 + 1)
      local start, stop = out.uint32[0], out.uint32[1]
      return {cue = text("span_cue", i), start = start, ["end"] = stop, text = text("span_text", i)}
    end),
    suggestions = list(count("suggestion_count"), function(i) return text("suggestion", i) end),
  }
  if result.limit then result.limit_value = native.get_int64("review_finding_limit_value", review, index) end
  return result
end

-- A number that there may be none of.
local function optional(name, review, slot)
  return lib["rapport_review_" .. name](review, slot) == 0 and tonumber(slot[0]) or nil
end

-- Of a draft: whether it is blocked, and the tip.
local function read(review, json, draft)
  local tip = optional("tip", review, out.count)
  local self = setmetatable({
    json = json,
    blocked = native.get_bool("review_blocked", review),
    ruleset = native.get_text("review_ruleset_name", review),
    tip = tip and finding(review, tip),
  }, Review)
  if draft then return self end
  local hundredths = optional("score", review, out.int32)
  self.score = hundredths and hundredths / 100
  self.findings = list(native.get_count("review_finding_count", review), function(index)
    return index == tip and self.tip or finding(review, index)
  end)
  return self
end

return {Review = Review, read = read}
