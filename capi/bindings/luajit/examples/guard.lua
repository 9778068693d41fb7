-- Stands between a language model and the customer: each draft is reviewed before it is sent. The
-- argument is a pack with checks of replies, such as examples/guard.yaml of Rapport.

local rapport = require "rapport"

-- What a model wrote, and what it made of being told what is wrong.
local DRAFTS = {
  "Great news! I can give you 25% off if you order today.",
  "I can take 10% off today, Asha, or you get your money back.",
  "I can take 10% off today, Asha.",
}

local rules = assert(rapport.RuleSet.from_file((...)))
local conversation = assert(rapport.Conversation.new(rules))
assert(conversation:set_fact("first_name", "Asha"))
assert(conversation:add_turn("Found it 20 quid cheaper online. Is there a discount for me?"))

for _, draft in ipairs(DRAFTS) do
  local review = assert(conversation:review(draft, {draft = true}))
  if not review.blocked then
    print("sent: " .. draft)
    assert(conversation:add_turn(draft, {by = "agent"}))
    break
  end
  local tip = review.tip
  print("blocked: " .. draft)
  print("  why: " .. tip.why)
  if tip.limit then print(("  limit: %s is %d"):format(tip.limit, tip.limit_value)) end
  for _, span in ipairs(tip.spans) do print("  the words: " .. span.text) end
  if tip.suggestions[1] then print("  better: " .. tip.suggestions[1]) end
end
