# frozen_string_literal: true

# Stands between a language model and the customer: each draft is reviewed before it is sent. The
# argument is a pack with checks of replies, such as examples/guard.yaml of Rapport.

require "rapport"

# What a model wrote, and what it made of being told what is wrong.
DRAFTS = [
  "Great news! I can give you 25% off if you order today.",
  "I can take 10% off today, Asha, or you get your money back.",
  "I can take 10% off today, Asha."
].freeze

rules = Rapport::RuleSet.from_file(ARGV.fetch(0))
conversation = Rapport::Conversation.new(rules)
conversation.set_fact(:first_name, "Asha")
conversation.add_turn("Found it 20 quid cheaper online. Is there a discount for me?")

DRAFTS.each do |draft|
  review = conversation.review(draft, draft: true)
  unless review.blocked?
    puts "sent: #{draft}"
    conversation.add_turn(draft, by: :agent)
    break
  end
  tip = review.tip
  puts "blocked: #{draft}", "  why: #{tip[:why]}"
  puts "  limit: #{tip[:limit]} is #{tip[:limit_value]}" if tip[:limit]
  tip[:spans].each { |span| puts "  the words: #{span[:text]}" }
  puts "  better: #{tip[:suggestions].first}" unless tip[:suggestions].empty?
end
