# frozen_string_literal: true

# A conversation as it happens: decide after each turn, act on what is new, acknowledge it.

require "rapport"

TURNS = [
  [:customer, "Hi, my parcel says delivered but there is nothing here."],
  [:agent, "I am sorry to hear that. Which order is it?"],
  [:customer, "The same one I have asked about three times already! I am still waiting, this is " \
              "ridiculous. Put me through to your manager, now."],
  [:agent, "I will fetch my supervisor, one moment please."],
  [:customer, "Hurry up then."]
].freeze

rules = Rapport::RuleSet.default
conversation = Rapport::Conversation.new(rules)
conversation.set_fact(:channel, "chat")
conversation.set_fact(:contacts_same_issue_7d, 3)

now = Time.utc(2026, 3, 2, 9, 0)
decision = nil
TURNS.each_with_index do |(by, text), index|
  now += 60
  conversation.add_turn(text, by: by, at: now)
  decision = conversation.decide(now: now)
  puts "turn #{index + 1}: #{decision.persona} #{format('%.4f', decision.probability)}"
  decision.escalations.each do |escalation|
    next unless escalation[:new]

    due = escalation[:due]&.strftime("%H:%M") || "any time"
    puts "  tell #{escalation[:label]} by #{due}: #{escalation[:reasons].join(', ')}"
    conversation.acknowledge(escalation[:to])
  end
end

rules.scales.each { |scale| puts "#{scale.id}: #{scale.levels[decision.scales[scale.id.to_sym]]}" }
decision.actions.first(3).each { |action| puts "do: #{action[:label]}" }
decision.evidence.first(3).each { |item| puts "because of #{item[:kind]} #{item[:id]}: #{item[:text]}" }
