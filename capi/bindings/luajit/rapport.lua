-- Rules about customers' conversations: who writes, how, and what to do.
--
--   local rapport = require "rapport"
--   local rules = assert(rapport.RuleSet.default())
--   local conversation = assert(rapport.Conversation.new(rules))
--   assert(conversation:add_turn("Still waiting!", {at = os.time()}))
--   print(assert(conversation:decide()).persona)  --> impatient
--
-- What the library refuses is answered with nil and an error (rapport.Error); mistakes of the caller's
-- own, such as using something closed, are raised. Texts are UTF-8 and may hold NUL. Times are seconds
-- since 1970 (os.time()), durations seconds. Memory is given back by the garbage collector, or at once
-- by close(), in any order. Objects belong to the Lua state that made them.

local ffi = require "ffi"
local native = require "rapport.native"
local decisions = require "rapport.decision"
local reviews = require "rapport.review"
local arguments = require "rapport.arguments"
local lib, out, failure = native.lib, native.out, native.failure
local get_text, get_count = native.get_text, native.get_count
local constant, options_of = arguments.constant, arguments.options
local text_of, json_of = arguments.text, arguments.json
local microseconds, duration = arguments.microseconds, arguments.duration

local rapport = {VERSION = "0.1.0", Error = native.Error, Decision = decisions.Decision,
                 Review = reviews.Review}

-- The version of the C library that is loaded.
function rapport.library_version() return ffi.string(lib.rapport_version()) end

-- A class whose objects own a C handle.
local function class(kind)
  local free = lib["rapport_" .. kind .. "_free"]
  local Class = {}
  Class.__index = Class

  function Class.own(handle, fields)
    fields = fields or {}
    fields.handle = ffi.gc(handle, free)
    return setmetatable(fields, Class)
  end

  -- Gives the memory back now, and may be called again.
  function Class:close()
    if self.handle then free(ffi.gc(self.handle, nil)) end
    if self.decision then self.decision:close() end
    if self.reviewer then self.reviewer:close() end
    self.handle, self.decision, self.reviewer = nil, nil, nil
  end

  function Class:is_closed() return self.handle == nil end

  -- The handle, for a call.
  function Class:open()
    return self.handle or error("the " .. kind .. " is closed", 3)
  end
  return Class
end

local Builder, RuleSet, Conversation = class("builder"), class("ruleset"), class("conversation")
local Workspace, Explanation, Reviewer = class("decision"), class("explanation"), class("review")
rapport.Builder, rapport.RuleSet, rapport.Conversation = Builder, RuleSet, Conversation

-- A new handle of C's. Running out of memory is the only way in which these fail.
local function new(Class, kind)
  local slot = ffi.new("rapport_" .. kind .. "*[1]")
  if lib["rapport_" .. kind .. "_new"](slot, out.error) ~= 0 then error(failure(), 0) end
  return Class.own(slot[0])
end

local SPEAKERS = {"customer", "agent", "bot", "system", "third_party"}
local VISIBILITIES = {"public", "internal"}
local FORMATS = {"text", "html", "email", "transcript"}
local ESCALATION_RULES = {"hold", "suppress"}
local UNKNOWN_FACTS = {"error", "ignore"}

local TURN_OPTIONS = {"by", "at", "ended", "visibility", "format", "language", "id", "author"}
local REVIEW_OPTIONS, REPLY_OPTIONS = {"unknown_facts", "draft"}, {"at", "format", "now", "id", "draft"}
local LIMITS, NOW_AND_ID, RECORD_OPTIONS = {"turns", "turn_bytes"}, {"now", "id"}, {"unknown_facts"}

-- ---- Packs -------------------------------------------------------------------------------------

-- Collects packs and compiles them.
function Builder.new()
  local slot = ffi.new("rapport_builder*[1]")
  if lib.rapport_builder_new(nil, slot, out.error) ~= 0 then error(failure(), 0) end
  return Builder.own(slot[0])
end

-- Adds core-en, the pack that is built in.
function Builder:add_default()
  if lib.rapport_builder_add_default(self:open(), out.error) ~= 0 then return nil, failure() end
  return self
end

-- Adds a pack from disk: its only file, or its manifest and the files that it lists.
function Builder:add_file(path)
  if lib.rapport_builder_add_file(self:open(), path, #path, out.error) ~= 0 then return nil, failure() end
  return self
end

-- Adds a file from memory; `name` is for diagnostics and for a manifest's `files:`. A file whose
-- name ends in .tsv is a word table.
function Builder:add_text(text, name)
  name = name or "pack.yaml"
  if lib.rapport_builder_add_bytes(self:open(), name, #name, text, #text, out.error) ~= 0 then
    return nil, failure()
  end
  return self
end

function Builder:build()
  local slot = ffi.new("rapport_ruleset*[1]")
  if lib.rapport_builder_build(self:open(), slot, out.error) == 0 then return RuleSet.own(slot[0]) end
  local why = failure()
  if why.status == "invalid_pack" then
    why.diagnostics, why.report = self:diagnostics(), get_text("builder_report", self:open())
  end
  return nil, why
end

-- Errors and warnings of the last build.
function Builder:diagnostics()
  local handle = self:open()
  return native.list(get_count("builder_diagnostic_count", handle), function(index)
    local diagnostic = {
      severity = native.word("severity", native.get_int32("builder_diagnostic_severity", handle, index)),
    }
    for _, field in ipairs {"code", "file", "message", "snippet", "hint"} do
      diagnostic[field] = get_text("builder_diagnostic_" .. field, handle, index)
    end
    lib.rapport_builder_diagnostic_place(handle, index, out.uint32, out.uint32 + 1, nil)
    diagnostic.line, diagnostic.column = out.uint32[0], out.uint32[1]
    return diagnostic
  end)
end

local function build(add, ...)
  local builder = Builder.new()
  local rules, why = builder[add](builder, ...)
  if rules then rules, why = builder:build() end
  builder:close()
  return rules, why
end

-- The pack that is built in.
function RuleSet.default() return build("add_default") end
-- One pack from disk: its only file, or its manifest and the files that it lists.
function RuleSet.from_file(path) return build("add_file", path) end
-- One pack from memory.
function RuleSet.from_text(text, name) return build("add_text", text, name) end

-- "core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide alike.
function RuleSet:name() return get_text("ruleset_name", self:open()) end
-- Of the packs, 64 hexadecimal digits.
function RuleSet:hash() return get_text("ruleset_hash", self:open()) end
function RuleSet:language() return get_text("ruleset_language", self:open()) end

-- Every item of a kind, with the texts that `fields` names and what `add` adds.
local function declared(self, kind, fields, add)
  local handle = self:open()
  return native.list(get_count("ruleset_" .. kind .. "_count", handle), function(index)
    local item = {}
    for _, field in ipairs(fields) do
      item[field] = get_text("ruleset_" .. kind .. "_" .. field, handle, index)
    end
    if add then add(item, handle, index) end
    return item
  end)
end

local function texts(counter, name, handle, index)
  return native.list(get_count(counter, handle, index), function(inner)
    return get_text(name, handle, index, inner)
  end)
end

-- What the packs declare.
function RuleSet:facts()
  return declared(self, "fact", {"id", "help"}, function(fact, handle, index)
    fact.type = native.word("fact_type", native.get_int32("ruleset_fact_type", handle, index))
    fact.has_default = native.get_bool("ruleset_fact_has_default", handle, index)
    fact.values = texts("ruleset_fact_value_count", "ruleset_fact_value", handle, index)
  end)
end

function RuleSet:personas()
  return declared(self, "persona", {"id", "label", "display_name", "summary"})
end

function RuleSet:scales()
  return declared(self, "scale", {"id", "help"}, function(scale, handle, index)
    scale.levels = texts("ruleset_scale_level_count", "ruleset_scale_level_name", handle, index)
  end)
end

function RuleSet:cues() return declared(self, "cue", {"id", "help"}) end
function RuleSet:policies() return declared(self, "policy", {"id", "when", "help"}) end

-- What replies are held against.
function RuleSet:checks()
  return declared(self, "check", {"id", "label", "help"}, function(check, handle, index)
    check.weight = native.get_int32("ruleset_check_weight", handle, index) / 1000
    check.fatal = native.get_bool("ruleset_check_is_fatal", handle, index)
  end)
end

-- The type of every declared fact, such as fact_types().tier == "enum".
function RuleSet:fact_types()
  if not self.types then
    self.types = {}
    for _, fact in ipairs(self:facts()) do self.types[fact.id] = fact.type end
  end
  return self.types
end

-- ---- Records -----------------------------------------------------------------------------------

-- The decision handle of a rule set. It is kept, since it grows with use.
local function workspace(self, unknown)
  self.decision = self.decision or new(Workspace, "decision")
  lib.rapport_decision_set_unknown_facts(self.decision.handle, unknown)
  return self.decision.handle
end

local function decide_json(self, handle, record, unknown)
  local decision = workspace(self, unknown)
  if lib.rapport_decide_json(handle, record, #record, decision, out.text, out.length, out.error) ~= 0 then
    return nil, failure()
  end
  return native.text()
end

-- Decides about one record of JSON (docs/records.md). Options: unknown_facts = "ignore". Returns the
-- decision as a table with the keys of that page, and `json`.
function RuleSet:decide(record, options)
  options = options_of(options, RECORD_OPTIONS)
  local unknown = constant(UNKNOWN_FACTS, options.unknown_facts, "unknown_facts")
  local json, why = decide_json(self, self:open(), json_of(record), unknown)
  if not json then return nil, why end
  return decisions.read(self.decision.handle, json)
end

-- The same from JSON to JSON, exactly as the library writes it.
function RuleSet:decide_json(record, options)
  options = options_of(options, RECORD_OPTIONS)
  local unknown = constant(UNKNOWN_FACTS, options.unknown_facts, "unknown_facts")
  return decide_json(self, self:open(), json_of(record), unknown)
end

-- Decides about many records in one call, one a line: JSON Lines in and out. A record that is refused
-- is answered with its error.
function RuleSet:decide_lines(records, options)
  options = options_of(options, RECORD_OPTIONS)
  local unknown = constant(UNKNOWN_FACTS, options.unknown_facts, "unknown_facts")
  records = json_of(records)
  local handle, decision = self:open(), workspace(self, unknown)
  if lib.rapport_decide_lines(handle, records, #records, decision, out.text, out.length, nil,
                              out.error) ~= 0 then
    return nil, failure()
  end
  return native.text()
end

-- The review handle of a rule set or conversation. It is kept, since it grows with use, and knows the
-- conversation that it has reviewed a reply in.
local function reviewer(self)
  self.reviewer = self.reviewer or new(Reviewer, "review")
  return self.reviewer.handle
end

local function review_json(self, record, options, call)
  local unknown = constant(UNKNOWN_FACTS, options.unknown_facts, "unknown_facts")
  local handle, review = self:open(), reviewer(self)
  lib.rapport_review_set_unknown_facts(review, unknown)
  if call(handle, record, options.draft and 1 or 0, review) ~= 0 then return nil, failure() end
  return native.text()
end

local function review_record(handle, record, detail, review)
  return lib.rapport_review_json(handle, record, #record, detail, review, out.text, out.length, out.error)
end

local function review_records(handle, records, detail, review)
  return lib.rapport_review_lines(handle, records, #records, detail, review, out.text, out.length, nil,
                                  out.error)
end

-- Reviews the last turn of a record of JSON, which is a public one by an agent, after those before it.
-- Options: unknown_facts = "ignore"; draft = true for what helps while the reply is being written.
-- Returns a table with the keys of docs/records.md, in which the tip is the finding itself, and `json`.
function RuleSet:review(record, options)
  options = options_of(options, REVIEW_OPTIONS)
  local json, why = review_json(self, json_of(record), options, review_record)
  if not json then return nil, why end
  return reviews.read(self.reviewer.handle, json, options.draft)
end

-- The same from JSON to JSON, exactly as the library writes it.
function RuleSet:review_json(record, options)
  options = options_of(options, REVIEW_OPTIONS)
  return review_json(self, json_of(record), options, review_record)
end

-- Reviews the replies of many records in one call, JSON Lines in and out.
function RuleSet:review_lines(records, options)
  options = options_of(options, REVIEW_OPTIONS)
  return review_json(self, json_of(records), options, review_records)
end

-- Why and why not, as JSON.
function RuleSet:explain_json(record, options)
  options = options_of(options, RECORD_OPTIONS)
  local unknown = constant(UNKNOWN_FACTS, options.unknown_facts, "unknown_facts")
  record = json_of(record)
  local handle, explanation = self:open(), new(Explanation, "explanation")
  lib.rapport_explanation_set_unknown_facts(explanation.handle, unknown)
  local json, why
  if lib.rapport_explain_json(handle, record, #record, explanation.handle, out.text, out.length,
                              out.error) == 0 then
    json = native.text()
  else
    why = failure()
  end
  explanation:close()
  return json, why
end

-- ---- Conversations -----------------------------------------------------------------------------

-- The turns, facts, acknowledgements and overrides of one case. Options: `turns` and `turn_bytes`, the
-- most that it takes of them.
function Conversation.new(rules, options)
  options = options_of(options, LIMITS)
  local limits = ffi.new("rapport_conversation_limits", ffi.sizeof("rapport_conversation_limits"),
                         options.turns or 0, options.turn_bytes or 0)
  local slot = ffi.new("rapport_conversation*[1]")
  if lib.rapport_conversation_new(rules:open(), limits, slot, out.error) ~= 0 then return nil, failure() end
  return Conversation.own(slot[0], {types = rules:fact_types(), decision = new(Workspace, "decision")})
end

-- Appends a message. Options: by ("customer", "agent", "bot", "system", "third_party"), at (when it was
-- sent or began), ended (a call), visibility ("public", "internal"), format ("text", "html", "email",
-- "transcript"), language, id, author.
function Conversation:add_turn(text, options)
  text, options = text_of(text, "the text of a turn"), options_of(options, TURN_OPTIONS)
  local turn = ffi.new("rapport_turn")
  turn.struct_size = ffi.sizeof("rapport_turn")
  turn.by = constant(SPEAKERS, options.by, "speaker")
  turn.visibility = constant(VISIBILITIES, options.visibility, "visibility")
  turn.format = constant(FORMATS, options.format, "format")
  turn.text, turn.text_length = text, #text
  for _, field in ipairs {"language", "id", "author"} do
    local value = text_of(options[field] or "", field)
    turn[field], turn[field .. "_length"] = value, #value
  end
  turn.at, turn["end"] = microseconds(options.at or 0), microseconds(options.ended or 0)
  if lib.rapport_conversation_add_turn(self:open(), turn, out.error) ~= 0 then return nil, failure() end
  return self
end

local function set(self, kind, name, ...)
  local setter, status = lib["rapport_conversation_set_" .. kind], nil
  local value, length = ...
  if length then
    status = setter(self:open(), name, #name, value, length, out.error)
  else
    status = setter(self:open(), name, #name, value, out.error)
  end
  if status ~= 0 then return nil, failure() end
  return self
end

local function set_strings(self, name, values)
  local pointers, lengths = ffi.new("const char*[?]", #values), ffi.new("size_t[?]", #values)
  for index, value in ipairs(values) do
    pointers[index - 1], lengths[index - 1] = value, #value
  end
  if lib.rapport_conversation_set_strings(self:open(), name, #name, pointers, lengths, #values,
                                          out.error) ~= 0 then
    return nil, failure()
  end
  return self
end

-- Sets a declared fact to a boolean, a number, a string or a list of strings; nil clears it. Where the
-- pack declares a duration or a timestamp, a number is seconds; a duration may also be text such as "90d"
-- or "1h30m". An int64_t of the FFI's sets an int exactly.
function Conversation:set_fact(name, value)
  local kind = type(value)
  if kind == "boolean" then return set(self, "bool", name, value) end
  if kind == "nil" then return self:clear_fact(text_of(name, "the name of a fact")) end
  if kind == "string" and self.types[name] == "duration" then
    local length = duration(value)
    if length then return set(self, "duration", name, length) end
    local message = "fact '%s': not a duration such as \"2h\" or \"1h30m\": '%s'"
    return nil, native.invalid(message:format(name, value))
  end
  if kind == "string" then return set(self, "string", name, value, #value) end
  if kind == "table" then return set_strings(self, name, value) end
  if ffi.istype("int64_t", value) then return set(self, "int", name, value) end
  if kind ~= "number" then error(("no fact can be a %s: %s"):format(kind, name), 2) end

  local expected = self.types[name]
  if expected == "duration" or expected == "timestamp" then
    return set(self, expected, name, microseconds(value))
  elseif expected == "int" and value == math.floor(value) and value >= -2 ^ 63 and value < 2 ^ 63 then
    return set(self, "int", name, value)
  end
  return set(self, "double", name, value)
end

-- Calls the function that takes a name, and a number if there is one.
local function give(self, name, key, number)
  local call, status = lib["rapport_conversation_" .. name], nil
  if number then
    status = call(self:open(), key, #key, number, out.error)
  else
    status = call(self:open(), key, #key, out.error)
  end
  if status ~= 0 then return nil, failure() end
  return self
end

-- Makes a fact unknown again, or its default.
function Conversation:clear_fact(name)
  if lib.rapport_conversation_clear_fact(self:open(), name, #name, out.error) ~= 0 then
    return nil, failure()
  end
  return self
end

-- Notes that the host has acted on the escalation to `route`.
function Conversation:acknowledge(route)
  if lib.rapport_conversation_acknowledge(self:open(), route, #route, out.error) ~= 0 then
    return nil, failure()
  end
  return self
end

-- What a person, usually a supervisor, knows better than the rules: each of these holds until it is
-- released, whatever turns follow. `persona` may be "none". Scores and evidence stay what they are.
function Conversation:override_persona(persona) return give(self, "override_persona", persona) end
function Conversation:release_persona()
  lib.rapport_conversation_release_persona(self:open())
  return self
end

-- `level` is from 0.
function Conversation:override_scale(scale, level)
  if type(level) ~= "number" or level ~= math.floor(level) or math.abs(level) >= 2 ^ 31 then
    error("a level is a whole number of 32 bits, not " .. tostring(level), 2)
  end
  return give(self, "override_scale", scale, level)
end
function Conversation:release_scale(scale) return give(self, "release_scale", scale) end

-- With "hold" the escalation to `route` stands, whether or not a policy asks for it; with "suppress" it
-- does not, but for what policies of class `safety` ask for.
function Conversation:override_escalation(route, rule)
  return give(self, "override_escalation", route, constant(ESCALATION_RULES, rule or "nil", "rule"))
end
function Conversation:release_escalation(route) return give(self, "release_escalation", route) end

-- All of them.
function Conversation:release_overrides()
  lib.rapport_conversation_release_overrides(self:open())
  return self
end

-- Forgets turns, facts, acknowledgements and overrides.
function Conversation:reset()
  lib.rapport_conversation_reset(self:open())
  return self
end

function Conversation:turn_count() return get_count("conversation_turn_count", self:open()) end

-- Decides about the conversation as it stands. Options: `now` (by default the last turn's time), `id`.
-- Returns a table as RuleSet:decide does.
function Conversation:decide(options)
  options = options_of(options, NOW_AND_ID)
  local handle, id = self:open(), text_of(options.id or "", "id")
  local decision = self.decision.handle
  if lib.rapport_decide(handle, microseconds(options.now or 0), decision, out.error) ~= 0 or
     lib.rapport_decision_json(decision, id, #id, out.text, out.length, out.error) ~= 0 then
    return nil, failure()
  end
  return decisions.read(decision, native.text())
end

-- Reviews `reply` as the agent's next turn, one that is being written or one that was sent; it is not
-- added. Options: at (when it was sent), format, now (by default `at`, else the last turn's time), id,
-- draft. As long as the conversation and `now` are the same, a further call reads the reply and nothing
-- else. Returns a table as RuleSet:review does.
function Conversation:review(reply, options)
  reply, options = text_of(reply, "a reply"), options_of(options, REPLY_OPTIONS)
  local handle, id = self:open(), text_of(options.id or "", "id")
  local turn = ffi.new("rapport_turn")
  turn.struct_size = ffi.sizeof("rapport_turn")
  turn.by = constant(SPEAKERS, "agent", "speaker")
  turn.format = constant(FORMATS, options.format, "format")
  turn.text, turn.text_length = reply, #reply
  turn.at = microseconds(options.at or 0)
  local now, review = microseconds(options.now or 0), reviewer(self)
  if lib.rapport_review_reply(handle, turn, now, review, out.error) ~= 0 or
     lib.rapport_review_to_json(review, options.draft and 1 or 0, id, #id, out.text, out.length,
                                out.error) ~= 0 then
    return nil, failure()
  end
  return reviews.read(review, native.text(), options.draft)
end

-- Why and why not, as JSON.
function Conversation:explain_json(options)
  options = options_of(options, NOW_AND_ID)
  local now, id = microseconds(options.now or 0), text_of(options.id or "", "id")
  local handle, explanation = self:open(), new(Explanation, "explanation")
  local json, why
  if lib.rapport_explain(handle, now, id, #id, explanation.handle, out.text,
                         out.length, out.error) == 0 then
    json = native.text()
  else
    why = failure()
  end
  explanation:close()
  return json, why
end

-- ---- Many records ------------------------------------------------------------------------------

local Accumulator = class("accumulator")
rapport.Accumulator = Accumulator

-- What many records say together, of a kind, "coaching", "acceptance", "feedback" or "metrics": each is
-- added and forgotten, and the report may be asked for at any time. `options` is a JSON object; those of
-- each kind are in include/rapport/accumulator.h.
function Accumulator.new(rules, kind, options)
  kind, options = text_of(kind, "a kind"), text_of(options or "", "the options")
  local slot = ffi.new("rapport_accumulator*[1]")
  if lib.rapport_accumulator_new(rules:open(), kind, #kind, options, #options, slot, out.error) ~= 0 then
    return nil, failure()
  end
  return Accumulator.own(slot[0])
end

-- What save() gave, counted with rules of the same hash. The bytes are not trusted.
function Accumulator.load(rules, saved)
  saved = text_of(saved, "what was saved")
  local slot = ffi.new("rapport_accumulator*[1]")
  if lib.rapport_accumulator_load(rules:open(), saved, #saved, slot, out.error) ~= 0 then
    return nil, failure()
  end
  return Accumulator.own(slot[0])
end

function Accumulator:kind() return get_text("accumulator_kind", self:open()) end

-- Counts one record, as JSON. One that is refused changes nothing.
function Accumulator:add(record)
  record = json_of(record)
  if lib.rapport_accumulator_add_json(self:open(), record, #record, out.error) ~= 0 then
    return nil, failure()
  end
  return self
end

-- Adds what another of the same kind, options and rules has counted.
function Accumulator:merge(other)
  if lib.rapport_accumulator_merge(self:open(), other:open(), out.error) ~= 0 then return nil, failure() end
  return self
end

-- All that was counted, as bytes. It holds names and quotations, whatever the options show.
function Accumulator:save()
  if lib.rapport_accumulator_save(self:open(), out.text, out.length, out.error) ~= 0 then
    return nil, failure()
  end
  return native.text()
end

-- The report as JSON: what the command of the kind prints with --json.
function Accumulator:report_json()
  if lib.rapport_accumulator_report_json(self:open(), out.text, out.length, out.error) ~= 0 then
    return nil, failure()
  end
  return native.text()
end

return rapport
