-- A conversation as it happens: decide after each turn, act on what is new, acknowledge it.

local rapport = require "rapport"

local TURNS = {
  {"customer", "Hi, my parcel says delivered but there is nothing here."},
  {"agent", "I am sorry to hear that. Which order is it?"},
  {"customer", "The same one I have asked about three times already! I am still waiting, this is " ..
               "ridiculous. Put me through to your manager, now."},
  {"agent", "I will fetch my supervisor, one moment please."},
  {"customer", "Hurry up then."},
}

local rules = assert(rapport.RuleSet.default())
local conversation = assert(rapport.Conversation.new(rules))
assert(conversation:set_fact("channel", "chat"))
assert(conversation:set_fact("contacts_same_issue_7d", 3))

local now = 1772442000  -- 2026-03-02T09:00:00Z
local decision
for number, turn in ipairs(TURNS) do
  now = now + 60
  assert(conversation:add_turn(turn[2], {by = turn[1], at = now}))
  decision = assert(conversation:decide {now = now})
  print(("turn %d: %s %.4f"):format(number, decision.persona, decision.probability))
  for _, escalation in ipairs(decision.escalations) do
    if escalation.new then
      local due = escalation.due and os.date("!%H:%M", escalation.due) or "any time"
      print(("  tell %s by %s: %s"):format(escalation.label, due, table.concat(escalation.reasons, ", ")))
      assert(conversation:acknowledge(escalation.to))
    end
  end
end

for _, scale in ipairs(rules:scales()) do print(scale.id .. ": " .. decision.scale_names[scale.id]) end
for i = 1, math.min(3, #decision.actions) do print("do: " .. decision.actions[i].label) end
for i = 1, math.min(3, #decision.evidence) do
  local item = decision.evidence[i]
  print(("because of %s %s: %s"):format(item.kind, item.id, item.text or ""))
end
