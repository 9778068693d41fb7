-- Arguments: the folder in which the module is installed. Prints what fails, and the count.

local ffi = require "ffi"
local json = require "json"
local harness = require "harness"
local rapport = require "rapport"

local INSTALLED = ...
local SOURCE, LIBRARY_FOLDER = os.getenv("RAPPORT_SOURCE_DIR"), os.getenv("RAPPORT_LIB_DIR")
local WORK = os.getenv("RAPPORT_WORK_DIR")

local case, equal, contains, refused = harness.case, harness.equal, harness.contains, harness.refused
local raises, find, read = harness.raises, harness.find, harness.read
local PACK, rules, records, answers = harness.PACK, harness.rules, harness.records, harness.answers
local time = harness.time

-- ---- Vectors -----------------------------------------------------------------------------------

for index, line in ipairs(records) do
  local record = json.read(line)
  case("record " .. record.id, function() equal(answers[index], rules:decide_json(line)) end)
  case("typed " .. record.id, function()
    local decision = assert(harness.conversation_of(record):decide {now = time(record.now), id = record.id})
    equal(answers[index], decision.json)
  end)
end

local refusals = harness.lines("tests/vectors/refusals.jsonl")
for index, line in ipairs(harness.lines("tests/vectors/refused.jsonl")) do
  case("refusal " .. index, function()
    local expected = json.read(refusals[index]).error
    if expected then
      equal(expected.message, refused(expected.status, rules:decide_json(line)).message)
    else
      equal(refusals[index], rules:decide_json(line))
    end
  end)
end

-- Every option of a turn; leaving one out changes the answer, but for id and author.
local OPTIONS = '{"id":"options","turns":[{"by":"bot","text":"sorry"},' ..
  '{"by":"third_party","visibility":"internal","text":"order","at":"2026-03-01T09:00:00Z"},' ..
  '{"text":"<p>Ich warte und das ist nicht gut, <i>dis</i>count?</p>","format":"html",' ..
  '"language":"en-GB","id":"m1","author":"Asha","at":"2026-03-01T10:00:00Z",' ..
  '"end":"2026-03-01T10:40:00Z"}]}'

case("options", function()
  local decision = assert(harness.conversation_of(json.read(OPTIONS)):decide {id = "options"})
  equal(assert(rules:decide_json(OPTIONS)), decision.json)
  equal("dis</i>count", decision.evidence[1].text)
  equal("care", decision.escalations[1].to)
end)
case("batch", function()
  equal(read("tests/vectors/decisions.jsonl"),
        rules:decide_lines(read("tests/vectors/conversations.jsonl")))
end)
case("batch with refusals", function()
  equal(read("tests/vectors/refusals.jsonl"), rules:decide_lines(read("tests/vectors/refused.jsonl")))
end)

-- ---- Reviews -----------------------------------------------------------------------------------

local FINDING = {"check", "label", "result", "reason", "weight", "fatal", "undetermined", "why", "limit",
                 "limit_value", "policy", "approval_from", {"spans", {"cue", "start", "end", "text"}},
                 "suggestions"}

-- A finding as the library writes it, out of what the getters gave.
local function finding_written(finding)
  local copy = setmetatable({}, {__index = finding})
  local keys = {unpack(FINDING)}
  if finding.result ~= "fail" then table.remove(keys) end
  return json.write(copy, keys)
end

local function review_written(review, id, draft, persona)
  local parts = {'{"id":' .. json.write(id), '"blocked":' .. tostring(review.blocked)}
  if not review.tip then
    parts[#parts + 1] = '"tip":null'
  else
    parts[#parts + 1] = '"tip":' .. (draft and finding_written(review.tip) or json.write(review.tip.check))
  end
  if not draft then
    local findings = {}
    for index, finding in ipairs(review.findings) do findings[index] = finding_written(finding) end
    parts[#parts + 1] = '"score":' .. (review.score and json.write(review.score) or "null")
    parts[#parts + 1] = '"findings":[' .. table.concat(findings, ",") .. "]"
    parts[#parts + 1] = '"persona":' .. json.write(persona)
  end
  return table.concat(parts, ",") .. ',"ruleset":' .. json.write(review.ruleset) .. "}"
end

local replies = harness.lines("tests/vectors/replies.jsonl")
local shared = assert(rapport.Conversation.new(rules))
for _, draft in ipairs {false, true} do
  local name = draft and "drafts.jsonl" or "reviews.jsonl"
  local expected = harness.lines("tests/vectors/" .. name)
  equal(#replies, #expected)
  assert(#replies > 30)
  for index, line in ipairs(replies) do
    local record, answer = json.read(line), expected[index]
    local reply = table.remove(record.turns)
    case(name .. " " .. record.id, function()
      equal(answer, rules:review_json(line, {draft = draft}))
      local review = assert(rules:review(line, {draft = draft}))
      equal(answer, tostring(review))
      equal(answer, review_written(review, record.id, draft, json.read(answer).persona))
    end)
    case(name .. " typed " .. record.id, function()
      local talk = harness.conversation_of(record, shared:reset())
      local review = assert(talk:review(reply.text, {
        at = time(reply.at), format = reply.format, now = time(record.now), id = record.id, draft = draft,
      }))
      equal(answer, review.json)
      equal(answer, review_written(review, record.id, draft, json.read(answer).persona))
      equal(#record.turns, talk:turn_count())
    end)
  end
  case(name .. " as a batch", function()
    equal(read("tests/vectors/" .. name),
          rules:review_lines(read("tests/vectors/replies.jsonl"), {draft = draft}))
  end)
end

local function haggler()
  local talk = assert(rapport.Conversation.new(rules))
  assert(talk:set_fact("tier", "silver"):set_fact("is_vip", false):set_fact("contacts_7d", 1))
  return assert(talk:add_turn("Still waiting! Any deal?"))
end

case("while a reply is written", function()
  local talk, draft = haggler(), "Sorry, I can take 25% off."
  for size = 0, #draft do
    local text = draft:sub(1, size)
    equal(text:find("25%% off") ~= nil, assert(talk:review(text, {draft = true})).blocked)
  end
  local review = assert(talk:review(draft))
  equal("over_limit discount_pct 10 discount-cap", table.concat({
    review.tip.reason, review.tip.limit, review.tip.limit_value, review.tip.policy}, " "))
  equal("25% off", draft:sub(review.tip.spans[1].start + 1, review.tip.spans[1]["end"]))
  equal("I can take 10% off, as you ask.", review.tip.suggestions[1])
  equal(0, review.score)
  equal(rapport.Review, getmetatable(review))
  assert(talk:set_fact("max_discount_pct", 30))  -- what is said meanwhile counts
  equal(false, assert(talk:review(draft)).blocked)
  equal(nil, assert(talk:reset():review("Sorry.")).tip)
  talk:close()
  raises("the conversation is closed", talk.review, talk, draft)
end)
case("when a reply was sent", function()
  local asked = time("2026-03-01T10:00:00Z")
  local talk = assert(rapport.Conversation.new(rules)):add_turn("Where is my order?", {at = asked})
  for minutes, expected in pairs {[5] = "pass", [90] = "fail"} do
    for _, key in ipairs {"at", "now"} do
      local review = assert(talk:review("It comes today.", {[key] = asked + minutes * 60}))
      equal(expected, find(review.findings, "check", "in_time").result)
    end
  end
end)
case("what cannot be reviewed", function()
  for _, turns in ipairs {"", '{"text":"Any deal?"}',
                          '{"by":"agent","visibility":"internal","text":""}'} do
    refused("invalid_argument", rules:review('{"turns":[' .. turns .. "]}"))
  end
  local shoe = '{"facts":{"shoe":3},"turns":[{"by":"agent","text":"Sorry."}]}'
  refused("not_found", rules:review(shoe))
  equal(false, assert(rules:review(shoe, {unknown_facts = "ignore"})).blocked)
  refused("not_found", rules:review_json(shoe))
  contains(assert(rules:review_lines('{"id":"a","turns":[]}')), '{"id":"a","error":{')
  local talk = haggler()
  raises("a reply is a string, not nil", talk.review, talk)
  raises("no format: pdf", talk.review, talk, "Hi", {format = "pdf"})
  raises("no option by; there are at, format, now, id, draft", talk.review, talk, "Hi", {by = "agent"})
  raises("no option now; there are unknown_facts, draft", rules.review, rules, shoe, {now = 1})
  raises("rapport_test.lua:", function() talk:review("Hi", {at = "now"}) end)
end)
case("checks", function()
  local checks = rules:checks()
  equal(8, #checks)
  equal("apology Apologises for the trouble 2.5 false a long wait, or an angry customer", ("%s %s %s %s %s"):format(
    checks[1].id, checks[1].label, checks[1].weight, checks[1].fatal, checks[1].help))
  equal(true, find(checks, "id", "discount").fatal)
end)

-- ---- Errors ------------------------------------------------------------------------------------

local conversation = assert(rapport.Conversation.new(rules))

case("broken pack", function()
  local broken = PACK:gsub("label: Bargain hunter", "labell: Bargain hunter"):gsub("bias: %-0.5", "bias: x")
  local why = refused("invalid_pack", rapport.RuleSet.from_text(broken, "shop.yaml"))
  local first = why.diagnostics[1]
  equal("shop.yaml", why.file)
  equal(first.line, why.line)
  equal(first.column, why.column)
  local place = ("shop.yaml:%d:%d: "):format(first.line, first.column)
  equal(1, (tostring(why):find(place .. first.message, 1, true)))
  assert(#why.diagnostics >= 2)
  for _, one in ipairs(why.diagnostics) do equal("error shop.yaml", one.severity .. " " .. one.file) end
  local misspelt = find(why.diagnostics, "code", "unknown-key")
  contains(misspelt.snippet, "labell")
  contains(why.report, ("shop.yaml:%d:%d: error[%s]"):format(first.line, first.column, first.code))
end)
case("missing file", function()
  local why = refused("io", rapport.RuleSet.from_file(WORK .. "/no such file.yaml"))
  contains(tostring(why), "no such file.yaml")
  equal(6, why.code)
end)
case("unknown fact", function()
  contains(refused("not_found", conversation:set_fact("contacts_7", 3)).message, "contacts_7")
  refused("not_found", conversation:clear_fact("contacts_7"))
end)
case("unknown facts ignored", function()
  local record = '{"id":"x","facts":{"contacts_7":3},"turns":[]}'
  refused("not_found", rules:decide_json(record))
  equal("none", assert(rules:decide(record, {unknown_facts = "ignore"})).persona)
  contains(assert(rules:explain_json(record, {unknown_facts = "ignore"})), '{"id":"x",')
  refused("not_found", rules:decide(record))
  raises("no unknown_facts: perhaps", rules.decide_json, rules, record, {unknown_facts = "perhaps"})
end)
case("out of range", function()
  refused("invalid_argument", conversation:set_fact("contacts_7d", -1))
  refused("invalid_argument", conversation:set_fact("tier", "platinum"))
end)
case("wrong type", function()
  refused("invalid_argument", conversation:set_fact("contacts_7d", "three"))
  refused("invalid_argument", conversation:set_fact("contacts_7d", 1.5))
  refused("invalid_argument", conversation:set_fact("is_vip", 1))
  raises("no fact can be a function", conversation.set_fact, conversation, "is_vip", print)
  raises("the text of a turn is a string, not nil", conversation.add_turn, conversation, nil)
end)
case("beyond 64 bits", function()
  refused("invalid_argument", conversation:set_fact("contacts_7d", 2 ^ 63))
  raises("do not fit into 64 bits", conversation.set_fact, conversation, "tenure", 1e300)
  raises("do not fit into 64 bits", conversation.set_fact, conversation, "renewal_due", 0 / 0)
  refused("invalid_argument", conversation:set_fact("contacts_7d", 9223372036854775807LL))
  assert(conversation:set_fact("contacts_7d", 7LL))
end)
case("undeclared route", function() refused("not_found", conversation:acknowledge("nobody")) end)
case("unknown speaker", function()
  raises("no speaker: parrot; there are customer, agent, bot, system, third_party",
         conversation.add_turn, conversation, "hi", {by = "parrot"})
end)
case("options that there are not", function()
  local talk = assert(rapport.Conversation.new(rules))
  raises("options are a table with by, at, ended, visibility, format, language, id, author, not a string",
         talk.add_turn, talk, "hi", "agent")
  raises("rapport_test.lua:", function() talk:add_turn("hi", "agent") end)
  raises("rapport_test.lua:", function() talk:add_turn("hi", {by = "parrot"}) end)
  raises("no option speaker; there are by, at", talk.add_turn, talk, "hi", {speaker = "agent"})
  raises("times are numbers of seconds", talk.add_turn, talk, "hi", {at = "now"})
  raises("author is a string, not a number", talk.add_turn, talk, "hi", {author = 5})
  equal(0, talk:turn_count())
  for _, method in ipairs {"decide", "explain_json"} do
    raises("options are a table with now, id, not a number", talk[method], talk, os.time())
    raises("no option nwo; there are now, id", talk[method], talk, {nwo = os.time()})
    raises("times are numbers", talk[method], talk, {now = "now"})
  end
  for _, method in ipairs {"decide", "decide_json", "decide_lines", "explain_json"} do
    raises("a record is JSON text, not a table", rules[method], rules, {turns = {}})
    raises("no option now; there are unknown_facts", rules[method], rules, "{}", {now = 1})
    raises("rapport_test.lua:", function() rules[method](rules, {}) end)
    raises("options are a table with unknown_facts", rules[method], rules, "{}", "ignore")
  end
  raises("no option turn; there are turns, turn_bytes", rapport.Conversation.new, rules, {turn = 2})
end)
case("too many turns", function()
  local small = assert(rapport.Conversation.new(rules, {turns = 2}))
  assert(small:add_turn("hi"):add_turn("hi"))
  refused("limit_exceeded", small:add_turn("hi"))
  equal(2, small:turn_count())
  equal(0, small:reset():turn_count())
end)

-- ---- Text --------------------------------------------------------------------------------------

local function first_name(name)
  local own = assert(rapport.Conversation.new(rules))
  return own:add_turn("Any deal?"):set_fact("first_name", name):decide().actions[1].say[1]
end

case("NUL, emoji and empty", function()
  equal("Let us compare, A\0\240\159\153\130b.", first_name("A\0\240\159\153\130b"))
  equal("Let us compare, shall we.", first_name(""))
  local own = assert(rapport.Conversation.new(rules))
  local decision = own:add_turn("\0\240\159\153\130 any deal"):decide {id = "a\0\240\159\153\130"}
  equal("a\0\240\159\153\130", json.read(decision.json).id)
  equal("any deal", decision.evidence[1].text)
  equal(6, decision.evidence[1].start)
end)
case("ill-formed UTF-8", function()
  for _, name in ipairs {"a\255", "a\237\160\128"} do
    local own = assert(rapport.Conversation.new(rules)):add_turn("Any deal? \255")
    contains(own:set_fact("first_name", name):decide().json, "Let us compare, a\239\191\189")
  end
end)
case("lists of strings", function()
  local own = assert(rapport.Conversation.new(rules)):add_turn("Any deal?"):set_fact("renewal_due", 2e9)
  assert(own:set_fact("tags", {"keen", "", "\0"}))
  equal("haggler-renewal", own:decide().actions[1].reasons[1].policy)
  assert(own:set_fact("tags", {}))
  equal("bargain_hunter", own:decide().actions[1].reasons[1].persona)
end)

-- ---- Lifetimes ---------------------------------------------------------------------------------

case("any order", function()
  for _, order in ipairs {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}} do
    local builder = harness.builder()
    local own = assert(builder:build())
    local talk = assert(rapport.Conversation.new(own)):add_turn("Any deal?")
    local decision = talk:decide()
    local handles = {builder, own, talk}
    for _, which in ipairs(order) do handles[which]:close() end
    equal("bargain_hunter", decision.persona)
  end
end)
case("a conversation outlives its rules", function()
  local own = harness.built()
  local talk = assert(rapport.Conversation.new(own))
  own:close()
  assert(talk:set_fact("max_discount_pct", 20):set_fact("tenure", 60))
  equal("bargain_hunter", talk:add_turn("Any deal?"):decide().persona)
end)
case("use after close", function()
  local own = harness.built()
  local talk = assert(rapport.Conversation.new(own))
  for _ = 1, 2 do
    talk:close()
    own:close()
  end
  equal(true, own:is_closed())
  raises("the ruleset is closed", own.name, own)
  raises("the ruleset is closed", own.decide_json, own, '{"turns":[]}')
  raises("the ruleset is closed", rapport.Conversation.new, own)
  raises("the conversation is closed", talk.add_turn, talk, "hi")
  raises("the conversation is closed", talk.decide, talk)
end)

local function resident_megabytes()
  local file = assert(io.open("/proc/self/statm"))
  local _, pages = file:read("*n", "*n")
  file:close()
  return pages * 4096 / 1e6
end

local function churn(count, after)
  for _ = 1, count do
    local own = harness.built()
    local talk = assert(rapport.Conversation.new(own)):add_turn("Any deal?")
    talk:decide()
    talk:review("Sorry.")
    own:decide_json('{"turns":[]}')
    refused("not_found", talk:acknowledge("nobody"))
    after(own, talk)
  end
end

local function grows_little(after)
  churn(100, after)
  collectgarbage()
  local before = resident_megabytes()
  churn(500, after)
  collectgarbage()
  local growth = resident_megabytes() - before
  assert(growth < 40, growth)
end

case("memory of closed handles", function()
  grows_little(function(own, talk)
    own:close()
    talk:close()
  end)
end)
case("memory of collected handles", function()
  local count = 0
  grows_little(function()
    count = count + 1
    if count % 25 == 0 then collectgarbage() end
  end)
end)

-- Lua has no threads; servers build their rules and then fork.
case("processes share a rule set", function()
  ffi.cdef "int fork(void); int waitpid(int, int*, int); void _exit(int);"
  local children = {}
  for child = 1, 3 do
    children[child] = ffi.C.fork()
    if children[child] == 0 then
      local same = pcall(function()
        for index, line in ipairs(records) do equal(answers[index], rules:decide_json(line)) end
      end)
      ffi.C._exit(same and 42 or 1)
    end
  end
  local status = ffi.new("int[1]")
  for _, child in ipairs(children) do
    equal(child, ffi.C.waitpid(child, status, 0))
    equal(42 * 256, status[0])
  end
end)

-- ---- Decisions ---------------------------------------------------------------------------------

local REASON = {"policy", "persona", "need", "contact_kind"}
local KEYS = {
  "persona", "abstained", "top", "probability", "personas", "also", "scales",
  "contact", {"needs", {"id", "label", "turn", "start", "end", "text"}},
  {"open_questions", {"turn", "start", "end", "text"}},
  {"promises", {"id", "label", "turn", "start", "end", "text", "due", "state"}},
  {"actions", {"id", "label", "by", "kind", {"reasons", REASON}, "say", "approval_from",
               "availability_unknown"}},
  {"forbidden", {"id", "policy", "undetermined"}}, {"approvals", {"action", "from"}}, "limits",
  {"limit_reasons", {"limit", "unit", "policy", "undetermined"}}, {"flags", {"id", "policy"}},
  {"escalations", {"to", "label", "level", "reasons", "policies", "due", "since_turn", "new"}},
  {"evidence", {"cue", "word", "turn", "start", "end", "text", "condition", "persona", "weight"}},
  {"undetermined", {"policy", "condition", "need", "contact_kind", "error", "missing"}},
  {"overridden", {"persona", "scale", "escalation", "level", "override", "found", "policies"}},
  {"protocols", {"id", "label", "state", "state_label", "ended", "started_turn", "since_turn", "next",
                 {"steps", {"id", "label", "status", "action", "turn", "start", "end"}},
                 {"faults", {"id", "label", "turn", "start", "end"}}}}, "ruleset",
}

local function rfc3339(instant) return os.date("!%Y-%m-%dT%H:%M:%SZ", instant) end

-- A decision by `deciding` as the library writes it, out of what the getters gave.
local function written(decision, id, deciding)
  local copy = setmetatable({}, {__index = decision})
  local personas, scales, limits = {}, {}, {}
  for _, score in ipairs(decision.scores) do
    personas[#personas + 1] = json.write(score.persona) .. ":" .. json.write(decision.personas[score.persona])
  end
  for _, scale in ipairs(deciding:scales()) do
    scales[#scales + 1] = json.write(scale.id) .. ":" .. json.write(decision.scales[scale.id] or json.null)
  end
  for _, reason in ipairs(decision.limit_reasons) do
    limits[#limits + 1] = json.write(reason.limit) .. ":" .. json.write(decision.limits[reason.limit])
  end
  local function raw(parts)
    local text = "{" .. table.concat(parts, ",") .. "}"
    return function() return text end
  end
  copy.personas, copy.scales, copy.limits = raw(personas), raw(scales), raw(limits)
  local kind, also = json.write(decision.contact.kind), json.write(decision.contact.also)
  copy.contact = raw {'"kind":' .. kind, '"also":' .. also}
  copy.promises = {}
  for index, promise in ipairs(decision.promises) do
    copy.promises[index] = setmetatable({due = promise.due and rfc3339(promise.due)}, {
      __index = function(_, key) if key ~= "due" then return promise[key] end end,
    })
  end
  copy.escalations = {}
  for index, escalation in ipairs(decision.escalations) do
    local due = escalation.due and rfc3339(escalation.due) or json.null
    copy.escalations[index] = setmetatable({due = due}, {__index = escalation})
  end
  copy.overridden = {}
  for index, item in ipairs(decision.overridden) do
    copy.overridden[index] = setmetatable({found = item.found or json.null}, {__index = item})
  end
  local parts = {'{"id":' .. json.write(id)}
  for _, key in ipairs(KEYS) do
    local name = type(key) == "table" and key[1] or key
    if (name == "overridden" or name == "protocols") and #copy[name] == 0 then
      -- Absent when it is empty.
    elseif type(copy[name]) == "function" then
      parts[#parts + 1] = ('"%s":%s'):format(name, copy[name]())
    elseif copy[name] ~= nil then
      parts[#parts + 1] = json.write(copy, {key}):sub(2, -2)
    end
  end
  return table.concat(parts, ",") .. "}"
end

case("all fields of all vectors", function()
  for index, line in ipairs(records) do
    local decision = assert(rules:decide(line))
    equal(answers[index], decision.json)
    equal(answers[index], tostring(decision))
    equal(answers[index], written(decision, json.read(line).id, rules))
  end
end)

-- A conversation in which everything that a decision says of the service is there.
local SERVICE = '{"id":"service","now":"2026-03-01T12:00:00Z","turns":[' ..
  '{"text":"You useless idiots! Where is my order? I want my money back for the broken lamp.",' ..
  '"at":"2026-03-01T10:00:00Z"},' ..
  '{"by":"agent","text":"Calm down. I apologise for the trouble. I will call you back within the hour.",' ..
  '"at":"2026-03-01T10:01:00Z"},' ..
  '{"text":"Where is my refund? Can you cancel my order?","at":"2026-03-01T10:05:00Z"}]}'

case("needs, promises and protocols", function()
  local default = assert(rapport.RuleSet.default())
  local decision = assert(default:decide(SERVICE))
  equal(decision.json, written(decision, "service", default))
  equal("cancellation", decision.contact.kind)
  assert(#decision.contact.label > 0 and #decision.contact.also > 0)
  local refund = find(decision.needs, "id", "refund")
  equal("2 9 18 my refund", table.concat({refund.turn, refund.start, refund["end"], refund.text}, " "))
  equal("Where is my order?", decision.open_questions[1].text)
  local promise = decision.promises[1]
  equal("call 1 open", table.concat({promise.id, promise.turn, promise.state}, " "))
  assert(promise.due > time("2026-03-01T10:01:00Z"))
  local kinds = {}
  for _, action in ipairs(decision.actions) do
    for _, reason in ipairs(action.reasons) do kinds[next(reason)] = true end
  end
  for _, kind in ipairs(REASON) do equal(true, kinds[kind]) end
  local protocol = decision.protocols[1]
  equal("hostile_customer abused warn 0", table.concat({
    protocol.id, protocol.state, protocol.next, protocol.started_turn}, " "))
  equal(nil, protocol.ended)
  local warning, apology = find(protocol.steps, "id", "warn"), find(protocol.steps, "id", "apologise")
  equal("next boundary_warning", warning.status .. " " .. warning.action)
  equal(nil, warning.turn)
  equal("done 1 11 22", table.concat({apology.status, apology.turn, apology.start, apology["end"]}, " "))
  equal("told_to_calm_down 1", protocol.faults[1].id .. " " .. protocol.faults[1].turn)
end)
case("nothing of the service", function()
  local decision = assert(rules:decide '{"turns":[]}')
  equal("none", decision.contact.kind)
  equal(nil, decision.contact.label)
  for _, key in ipairs {"needs", "open_questions", "promises", "protocols"} do equal(0, #decision[key]) end
end)
case("fields", function()
  local decision
  for _, line in ipairs(records) do
    if line:find('"id":"acknowledged"', 1, true) then decision = assert(rules:decide(line)) end
  end
  equal("none margin impatient 0.2828", ("%s %s %s %.4f"):format(decision.persona, decision.abstained,
                                                                 decision.top, decision.probability))
  equal(2, decision.scales.hostility)
  equal("angry", decision.scale_names.hostility)
  equal(0.3126, decision.personas.impatient)
  equal(time("2026-03-01T10:30:00Z"), decision.escalations[1].due)
  equal(false, decision.escalations[2].new)
  equal("repeat_contact abuse", table.concat(decision.escalations[2].reasons, " "))
  equal(10, decision.limits.discount_pct)
  equal("overflow", decision.undetermined[1].error)
  equal(rules:name(), decision.ruleset)
end)
case("overrides", function()
  local talk = assert(rapport.Conversation.new(rules)):add_turn("You idiots! Useless people!")
  local plain = assert(talk:decide())
  equal(0, #plain.overridden)
  assert(talk:override_persona("skeptic"):override_scale("hostility", 1))
  local decision = assert(talk:override_escalation("supervisor", "suppress"):decide())
  equal("skeptic", decision.persona)
  equal(1, decision.scales.hostility)
  equal(0, #decision.escalations)
  local persona, scale, escalation = unpack(decision.overridden)
  equal("skeptic none", persona.persona .. " " .. persona.found)
  equal("hostility 1 2", scale.scale .. " " .. scale.level .. " " .. scale.found)
  equal("supervisor suppress", escalation.escalation .. " " .. escalation.override)
  equal("abuse abuse", escalation.found[1] .. " " .. escalation.policies[1])
  assert(talk:release_persona():release_scale("hostility"):release_escalation("supervisor"))
  equal(plain.json, assert(talk:decide()).json)
  equal("override", assert(talk:override_persona("none"):decide()).abstained)
  equal(plain.json, assert(talk:release_overrides():decide()).json)
end)
case("overrides that are refused", function()
  local talk = assert(rapport.Conversation.new(rules))
  refused("not_found", talk:override_persona("sceptic"))
  refused("not_found", talk:override_scale("anger", 1))
  refused("invalid_argument", talk:override_scale("hostility", 3))
  refused("not_found", talk:override_escalation("boss", "hold"))
  refused("not_found", talk:release_scale("anger"))
  refused("not_found", talk:release_escalation("boss"))
  raises("no rule: stop; there are hold, suppress", talk.override_escalation, talk, "legal", "stop")
  raises("a level is a whole number", talk.override_scale, talk, "hostility", 2 ^ 31)
end)
case("kinds of evidence", function()
  local found = {}
  local own = assert(rapport.Conversation.new(rules)):add_turn("My budget is 300 quid. Any deal?")
  for _, item in ipairs(own:decide().evidence) do
    found[#found + 1] = table.concat({item.kind, item.id, item.text}, " ")
    equal(item.id, item[item.kind])
  end
  equal("cue asks_discount Any deal|word budget budget|word {number} quid 300 quid|" ..
        "condition deal_without_doubt", table.concat(found, "|"))
end)
case("unknown due", function()
  local own = assert(rapport.Conversation.new(rules)):set_fact("contacts_7d", 3):set_fact("channel", "chat")
  equal(nil, own:add_turn("Me again."):decide().escalations[1].due)
end)
case("fractions of seconds", function()
  local own = assert(rapport.Conversation.new(rules)):set_fact("contacts_7d", 3):set_fact("channel", "chat")
  equal(1772359200.25 + 7200,
        own:add_turn("Me again.", {at = 1772359200.25}):decide().escalations[1].due)
end)
case("explanations agree", function()
  local own = assert(rapport.Conversation.new(rules)):add_turn("Any deal?")
  local explained = assert(own:explain_json {id = "x"})
  equal(assert(rules:explain_json('{"id":"x","turns":[{"text":"Any deal?"}]}')), explained)
  equal("bargain_hunter", json.read(explained).personas[1].id)
end)

-- ---- Rule sets ---------------------------------------------------------------------------------

case("declarations", function()
  assert(rules:name():find("^frozen@1%.0%.0#%x+$"))
  equal(64, #rules:hash())
  equal("en", rules:language())
  local tier = find(rules:facts(), "id", "tier")
  equal("enum false bronze silver gold", ("%s %s %s"):format(tier.type, tier.has_default,
                                                             table.concat(tier.values, " ")))
  equal("contacts in the last 7 days", find(rules:facts(), "id", "contacts_7d").help)
  equal("bool", rules:fact_types().trials)
  equal("Wants proof", find(rules:personas(), "id", "skeptic").display_name)
  equal("calm frustrated angry", table.concat(find(rules:scales(), "id", "hostility").levels, " "))
  equal("an insult", find(rules:cues(), "id", "insult").help)
  equal("threat > 0", find(rules:policies(), "id", "legal").when)
end)
case("file and text agree", function()
  equal(rules:name(), assert(rapport.RuleSet.from_file(SOURCE .. "/tests/vectors/pack.yaml")):name())
end)
case("a word table that is not there", function()
  contains(refused("invalid_pack", rapport.RuleSet.from_text(PACK, "a/b.yaml")).message, "a/words.tsv")
end)
case("several packs", function()
  local shop = "rapport: 1\npack: {id: shop, version: 1.0.0, language: en, extends: [core-en]}\n" ..
               "facts:\n  loyalty_card: {type: bool}\n"
  local built = assert(rapport.Builder.new():add_default():add_text(shop, "shop.yaml"):build())
  equal("bool", built:fact_types().loyalty_card)
  equal("string", built:fact_types().first_name)
end)
case("default pack", function()
  local own = assert(rapport.Conversation.new(assert(rapport.RuleSet.default())))
  own:add_turn("I have been waiting for half an hour now, this is taking forever. Please hurry up!")
  equal("impatient", own:decide().persona)
end)
-- A fact as an explanation shows it.
local function shown(name, value)
  local own = assert(assert(rapport.Conversation.new(rules)):set_fact(name, value))
  return own:explain_json():match('"' .. name .. '":("[^"]*")')
end

case("durations as text", function()
  local durations = {
    ["90d"] = 90 * 86400, ["2h"] = 7200, ["1h30m"] = 5400, ["1.5h"] = 5400, ["2w"] = 1209600,
    ["250ms"] = 0.25, ["3us"] = 3e-6, ["-5m"] = -300, ["0s"] = 0,
  }
  for text, seconds in pairs(durations) do
    equal(shown("tenure", seconds), shown("tenure", text))
    local record = rules:explain_json(('{"facts":{"tenure":"%s"},"turns":[]}'):format(text))
    equal(record:match('"tenure":("[^"]*")'), shown("tenure", text))
  end
  for _, text in ipairs {"", "-", "5", "h", "5 h", "1h-2m", "1.h", "5M", "99999999999w", "90days"} do
    contains(refused("invalid_argument", conversation:set_fact("tenure", text)).message,
             "fact 'tenure': not a duration such as \"2h\"")
  end
end)
case("nil clears a fact", function()
  local own = assert(rapport.Conversation.new(rules)):add_turn("Any deal?"):set_fact("max_discount_pct", 20)
  equal(10, assert(own:set_fact("max_discount_pct", nil)):decide().limits.discount_pct)
  refused("not_found", own:set_fact("contacts_7", nil))
end)
case("clear a fact", function()
  local own = assert(rapport.Conversation.new(rules)):add_turn("Any deal?"):set_fact("max_discount_pct", 20)
  equal(20, own:decide().limits.discount_pct)
  equal(10, own:clear_fact("max_discount_pct"):decide().limits.discount_pct)
end)

-- ---- Package -----------------------------------------------------------------------------------

local function run(arguments, environment)
  local pipe = io.popen(("env %s luajit %s 2>&1; echo $?"):format(environment or "", arguments))
  local output = pipe:read("*a")
  pipe:close()
  return output
end

-- Prints which library is found.
local PRINT = [[-e 'print(require("rapport.native").find(), require("rapport").library_version())']]

case("installed", function()
  equal("@" .. INSTALLED .. "/rapport.lua", debug.getinfo(rapport.RuleSet.default, "S").source)
end)
case("example", function()
  local output = run(SOURCE .. "/capi/bindings/luajit/examples/live_conversation.lua")
  assert(output:find("\nturn 5: %l+ %d%.%d%d%d%d\n"), output)
  contains(output, "tell Supervisor")
  assert(output:find("\n0\n$"), output)
end)
case("example of a guard", function()
  local output = run(SOURCE .. "/capi/bindings/luajit/examples/guard.lua " .. SOURCE .. "/examples/guard.yaml")
  equal(1, (output:find("blocked: Great news!", 1, true)))
  contains(output, "\n  limit: discount_pct is 10\n")
  contains(output, "\nsent: I can take 10% off today, Asha.\n0\n")
end)
case("example of the README", function()
  local file = assert(io.open(WORK .. "/readme.lua", "wb"))
  for sample in read("capi/bindings/luajit/README.md"):gmatch("\n```lua\n(.-)```\n") do file:write(sample) end
  file:close()
  contains(run(WORK .. "/readme.lua"), "impatient\nbecause of")
end)
case("library of the system", function()
  equal("librapport.so.0\t0.1.0\n0\n",
        run(PRINT, "-u RAPPORT_LIBRARY 'LD_LIBRARY_PATH=" .. LIBRARY_FOLDER .. "'"))
end)
case("library in the package", function()
  local place = INSTALLED .. "/rapport/librapport.so.0"
  os.execute(("ln -s '%s/librapport.so.0' '%s'"):format(LIBRARY_FOLDER, place))
  local output = run(PRINT, "-u RAPPORT_LIBRARY")
  os.remove(place)
  equal(place .. "\t0.1.0\n0\n", output)
end)
case("missing library", function()
  contains(run(PRINT, "RAPPORT_LIBRARY=" .. WORK .. "/nowhere.so"),
           "RAPPORT_LIBRARY may name the file librapport.so.0")
end)
case("other ABI", function()
  contains(run(PRINT, "RAPPORT_LIBRARY=" .. WORK .. "/wrong/librapport.so.0"),
           "has ABI version 7, this module needs 0")
end)
case("declarations are those of the header", function()
  local function plain(text)
    return (text:gsub("/%*.-%*/", ""):gsub("RAPPORT_API ", ""):gsub("%s+", " "):gsub("^ ", ""):gsub(" ;", ";"))
  end
  local header, count = {}, 0
  for _, part in ipairs {"c", "c_case", "c_review", "c_service", "c_accumulator"} do
    header[#header + 1] = read("capi/include/rapport/" .. part .. ".h")
  end
  header = plain(table.concat(header))
  for declaration in plain(require "rapport.cdef"):gmatch("[^;{}]+;") do
    contains(header, declaration)
    count = count + 1
  end
  assert(count > 200, count)
end)

-- ---- Many records ------------------------------------------------------------------------------

for kind, options in pairs {coaching = '{"individuals":true,"min_sample":2}',
                            acceptance = '{"min_sample":1,"sort":"name"}'} do
  case("accumulator " .. kind, function()
    local expected = harness.lines("tests/vectors/" .. kind .. ".json")[1]
    local function accumulator() return assert(rapport.Accumulator.new(rules, kind, options)) end
    local whole, parts = accumulator(), {accumulator(), accumulator()}
    for index, line in ipairs(harness.lines("tests/vectors/handled.jsonl")) do
      assert(whole:add(line))
      assert(parts[index % 2 + 1]:add(line))
    end
    equal(kind, whole:kind())
    equal(expected, whole:report_json())
    local loaded = assert(rapport.Accumulator.load(rules, assert(parts[1]:save())))
    equal(expected, assert(loaded:merge(parts[2])):report_json())
  end)
end
case("accumulators refuse", function()
  refused("not_found", rapport.Accumulator.new(rules, "coach"))
  refused("invalid_argument", rapport.Accumulator.new(rules, "coaching", '{"min_sampel":1}'))
  local some = assert(rapport.Accumulator.new(rules, "coaching"))
  local before = some:report_json()
  refused("invalid_argument", some:add('{"turns":1}'))
  refused("invalid_argument", some:merge(some))
  refused("invalid_argument", some:merge(assert(rapport.Accumulator.new(rules, "acceptance"))))
  equal(before, some:report_json())
  local saved = some:save()
  refused("invalid_argument", rapport.Accumulator.load(rules, saved:sub(1, -2)))
  refused("invalid_state", rapport.Accumulator.load(assert(rapport.RuleSet.default()), saved))
  some:close()
  raises("the accumulator is closed", function() some:report_json() end)
end)

harness.finish()
