# frozen_string_literal: true

require_relative "support"

class VectorsTest < Minitest::Test
  include Helpers

  Vectors.lines("conversations.jsonl").zip(Vectors.lines("decisions.jsonl")) do |line, answer|
    record = JSON.parse(line)

    define_method("test_record_#{record['id']}") { assert_equal answer, rules.decide_json(line) }

    define_method("test_typed_#{record['id']}") do
      decision = Vectors.conversation(record).decide(now: Vectors.time(record["now"]), id: record["id"])
      assert_equal answer, decision.json
    end
  end

  Vectors.lines("refused.jsonl").zip(Vectors.lines("refusals.jsonl")).each_with_index do |(line, answer), index|
    define_method("test_refusal_#{index}") do
      expected = JSON.parse(answer)["error"]
      if expected.nil?
        assert_equal answer, rules.decide_json(line)
      else
        error = refused(expected["status"].to_sym) { rules.decide_json(line) }
        assert_equal expected["message"], error.message
      end
    end
  end

  # Every option of a turn; leaving one out changes the answer, but for id and author.
  OPTIONS = '{"id":"options","turns":[{"by":"bot","text":"sorry"},' \
            '{"by":"third_party","visibility":"internal","text":"order","at":"2026-03-01T09:00:00Z"},' \
            '{"text":"<p>Ich warte und das ist nicht gut, <i>dis</i>count?</p>","format":"html",' \
            '"language":"en-GB","id":"m1","author":"Asha","at":"2026-03-01T10:00:00Z",' \
            '"end":"2026-03-01T10:40:00Z"}]}'

  def test_options
    decision = Vectors.conversation(JSON.parse(OPTIONS)).decide(id: "options")
    assert_equal rules.decide_json(OPTIONS), decision.json
    assert_equal "dis</i>count", decision.evidence.first[:text]
    assert_equal "care", decision.escalations.first[:to]
  end

  def test_batch
    assert_equal Vectors.read("decisions.jsonl"), rules.decide_lines(Vectors.read("conversations.jsonl"))
  end

  def test_batch_with_refusals
    assert_equal Vectors.read("refusals.jsonl"), rules.decide_lines(Vectors.read("refused.jsonl"))
  end
end

class ErrorsTest < Minitest::Test
  include Helpers

  def conversation = @conversation ||= Rapport::Conversation.new(rules)

  def test_broken_pack
    broken = Vectors.pack.sub("label: Bargain hunter", "labell: Bargain hunter").sub("bias: -0.5", "bias: x")
    error = refused(:invalid_pack) { Rapport::RuleSet.from_text(broken, name: "shop.yaml") }
    first = error.diagnostics.first
    assert_equal ["shop.yaml", first.line, first.column], [error.file, error.line, error.column]
    assert_operator error.message, :start_with?, "shop.yaml:#{first.line}:#{first.column}: #{first.message}"
    assert_operator error.diagnostics.size, :>=, 2
    assert(error.diagnostics.all? { |one| one.severity == :error && one.file == "shop.yaml" })
    misspelt = error.diagnostics.find { |one| one.code == "unknown-key" }
    assert_includes broken.lines[misspelt.line - 1], "labell"
    assert_includes misspelt.snippet, "labell"
    assert_includes error.report, "shop.yaml:#{first.line}:#{first.column}: error[#{first.code}]"
  end

  def test_missing_file
    error = refused(:io) { Rapport::RuleSet.from_file("#{WORK}/no such file.yaml") }
    assert_includes error.message, "no such file.yaml"
    assert_equal 6, error.code
  end

  def test_unknown_fact
    assert_includes refused(:not_found) { conversation.set_fact(:contacts_7, 3) }.message, "contacts_7"
    refused(:not_found) { conversation.clear_fact(:contacts_7) }
  end

  def test_unknown_facts_ignored
    record = '{"id":"x","facts":{"contacts_7":3},"turns":[]}'
    refused(:not_found) { rules.decide_json(record) }
    assert_equal "x", rules.decide({ id: "x", facts: { contacts_7: 3 }, turns: [] }, unknown_facts: :ignore).id
    assert_equal "x", JSON.parse(rules.explain_json(record, unknown_facts: :ignore))["id"]
    refused(:not_found) { rules.decide_json(record) }
    error = assert_raises(ArgumentError) { rules.decide_json(record, unknown_facts: :perhaps) }
    assert_equal "unknown_facts: must be error or ignore, not :perhaps", error.message
    assert_raises(ArgumentError) { rules.explain_json(record, unknown_facts: :perhaps) }
  end

  def test_out_of_range
    refused(:invalid_argument) { conversation.set_fact(:contacts_7d, -1) }
    refused(:invalid_argument) { conversation.set_fact(:tier, "platinum") }
  end

  def test_wrong_type
    refused(:invalid_argument) { conversation.set_fact(:contacts_7d, "three") }
    refused(:invalid_argument) { conversation.set_fact(:is_vip, 1) }
    assert_raises(TypeError) { conversation.set_fact(:is_vip, {}) }
    assert_raises(TypeError) { conversation.add_turn(nil) }
  end

  def test_beyond_64_bits
    assert_raises(RangeError) { conversation.set_fact(:contacts_7d, 2**63) }
    assert_raises(RangeError) { conversation.set_fact(:tenure, 2**60) }
    refused(:invalid_argument) { rules.decide({ facts: { contacts_7d: 2**64 }, turns: [] }) }
  end

  def test_undeclared_route
    refused(:not_found) { conversation.acknowledge("nobody") }
  end

  def test_unknown_speaker
    message = "by: must be customer, agent, bot, system or third_party, not "
    { parrot: ":parrot", "robot" => '"robot"', nil => "nil", 5 => "5" }.each do |word, shown|
      error = assert_raises(ArgumentError) { conversation.add_turn("hi", by: word) }
      assert_equal message + shown, error.message
    end
    assert_equal 1, conversation.add_turn("hi", by: "agent").turn_count
  end

  def test_what_is_no_time
    error = assert_raises(TypeError) { conversation.add_turn("hi", at: 5) }
    assert_equal "at: must be a Time, not 5 (Integer)", error.message
    error = assert_raises(TypeError) { conversation.add_turn("hi", ended: "today") }
    assert_equal "ended: must be a Time, not a String", error.message
    error = assert_raises(TypeError) { conversation.decide(now: 1.5) }
    assert_equal "now: must be a Time, not 1.5 (Float)", error.message
    assert_raises(TypeError) { conversation.explain(now: "today") }
    assert_raises(ArgumentError) { conversation.add_turn("hi", :agent) }
    assert_raises(ArgumentError) { conversation.decide(nwo: Time.now) }
  end

  def shown(value) = Rapport::Conversation.new(rules).set_fact(:tenure, value).explain[:facts][:tenure]

  def test_durations_as_text
    { "90d" => 90 * 86_400, "2h" => 7200, "1h30m" => 5400, "1.5h" => 5400, "2w" => 1_209_600, "250ms" => 0.25,
      "3us" => 0.000003r, "-5m" => -300, "0s" => 0 }.each do |text, seconds|
      assert_equal shown(seconds), shown(text)
      assert_equal shown(text), rules.explain({ facts: { tenure: text }, turns: [] })[:facts][:tenure]
    end
    ["", "-", "5", "h", "5 h", "1h-2m", "1.h", "5M", "90days", "1h\n"].each do |text|
      error = refused(:invalid_argument) { conversation.set_fact(:tenure, text) }
      assert_equal "fact 'tenure': not a duration such as \"2h\" or \"1h30m\": '#{text}'", error.message
    end
    assert_raises(RangeError) { conversation.set_fact(:tenure, "99999999999w") }
  end

  def test_nil_clears_a_fact
    own = Rapport::Conversation.new(rules).add_turn("Any deal?").set_fact(:max_discount_pct, 20)
    assert_equal 10, own.set_fact(:max_discount_pct, nil).decide.limits[:discount_pct]
    refused(:not_found) { own.set_fact(:contacts_7, nil) }
  end

  def test_too_many_turns
    small = Rapport::Conversation.new(rules, turns: 2)
    2.times { small.add_turn("hi") }
    refused(:limit_exceeded) { small.add_turn("hi") }
    assert_equal 2, small.turn_count
    assert_equal 0, small.reset.turn_count
  end
end

class TextTest < Minitest::Test
  include Helpers

  def first_name(name)
    conversation = Rapport::Conversation.new(rules).add_turn("Any deal?").set_fact(:first_name, name)
    conversation.decide.actions.first[:say].first
  end

  def test_nul_emoji_and_empty
    assert_equal "Let us compare, A\0\u{1F642}b.", first_name("A\0\u{1F642}b")
    assert_equal "Let us compare, shall we.", first_name("")
    decision = Rapport::Conversation.new(rules).add_turn("\0\u{1F642} any deal").decide(id: "a\0\u{1F642}")
    assert_equal "a\0\u{1F642}", decision.id
    assert_equal "any deal", decision.evidence.first[:text]
    assert_equal Encoding::UTF_8, decision.json.encoding
  end

  def test_other_encodings
    assert_equal "Let us compare, Ünal.", first_name("Ünal".encode("ISO-8859-1"))
    assert_equal "Let us compare, Ünal.", first_name("Ünal".b)
    assert_equal "Let us compare, Ünal.", first_name("Ünal".encode("UTF-16LE"))
  end

  def test_ill_formed
    assert_equal "Let us compare, a\u{FFFD}.", first_name("a\xFF")
    assert_predicate first_name("a\xED\xA0\x80"), :valid_encoding?
    message = refused(:not_found) { Rapport::Conversation.new(rules).clear_fact("a\xFF\0") }.message
    assert_includes message, "'a\u{FFFD} '"
    assert_raises(JSON::GeneratorError) { rules.decide({ turns: [{ text: "a\xFF" }] }) }
  end

  def test_strings_fact
    conversation = Rapport::Conversation.new(rules).add_turn("Any deal?")
    conversation[:tags] = ["keen", "", "\0"]
    conversation.set_fact(:renewal_due, Time.utc(2026, 4, 1))
    assert_includes conversation.decide.actions.first[:reasons].map { |one| one[:id] }, "haggler-renewal"
    conversation[:tags] = []
    refute_includes conversation.decide.actions.first[:reasons].map { |one| one[:id] }, "haggler-renewal"
  end
end

class LifetimeTest < Minitest::Test
  include Helpers

  def test_any_order
    orders = %i[rules conversation builder].permutation
    orders.each do |order|
      builder = Vectors.builder
      own = builder.build
      conversation = Rapport::Conversation.new(own)
      conversation.add_turn("Any deal?")
      handles = { rules: own, conversation: conversation, builder: builder }
      decision = conversation.decide
      order.each { |name| handles[name].close }
      assert_equal "bargain_hunter", decision.persona
    end
  end

  def test_conversation_outlives_rules
    own = Vectors.built
    conversation = Rapport::Conversation.new(own)
    own.close
    conversation.set_fact(:max_discount_pct, 20).set_fact(:tenure, 60)
    assert_equal "bargain_hunter", conversation.add_turn("Any deal?").decide.persona
  end

  def test_use_after_close
    own = Vectors.built
    conversation = Rapport::Conversation.new(own)
    2.times { conversation.close }
    2.times { own.close }
    assert_predicate own, :closed?
    assert_includes refused(:invalid_state) { own.name }.message, "closed"
    refused(:invalid_state) { own.decide_json('{"turns":[]}') }
    refused(:invalid_state) { own.review_lines("") }
    refused(:invalid_state) { own.checks }
    refused(:invalid_state) { Rapport::Conversation.new(own) }
    refused(:invalid_state) { conversation.add_turn("hi") }
    refused(:invalid_state) { conversation.decide }
  end

  def churn(count)
    count.times do
      own = Vectors.built
      conversation = Rapport::Conversation.new(own).add_turn("Any deal?")
      conversation.decide
      conversation.review("Sorry.")
      own.decide_json('{"turns":[]}')
      refused(:not_found) { conversation.acknowledge("nobody") }
      yield own, conversation if block_given?
    end
  end

  def test_memory_of_closed_handles
    close = ->(own, conversation) { [own, conversation].each(&:close) }
    churn(50, &close)
    before = resident_megabytes
    churn(500, &close)
    assert_operator resident_megabytes - before, :<, 40
  end

  def test_memory_of_collected_handles
    collect = lambda do |*|
      @count = @count.to_i + 1
      GC.start if (@count % 25).zero?
    end
    churn(100, &collect)
    before = resident_megabytes
    churn(500, &collect)
    assert_operator resident_megabytes - before, :<, 40
  end
end

class ThreadsTest < Minitest::Test
  include Helpers

  def test_threads_share_a_rule_set
    lines = Vectors.lines("conversations.jsonl")
    answers = Vectors.lines("decisions.jsonl")
    threads = Array.new(4) do
      Thread.new { Array.new(10) { lines.map { |line| rules.decide_json(line) } } }
    end
    threads.each { |thread| assert(thread.value.all?(answers)) }
  end
end

class ReviewTest < Minitest::Test
  include Helpers

  ANSWERS = { false => Vectors.lines("reviews.jsonl"), true => Vectors.lines("drafts.jsonl") }.freeze
  CONVERSATION = Rapport::Conversation.new(Vectors.rules)

  Vectors.lines("replies.jsonl").each_with_index do |line, index|
    record = JSON.parse(line)

    ANSWERS.each do |draft, answers|
      answer = answers.fetch(index)
      name = "#{draft ? 'draft' : 'reply'}_#{record['id']}"

      define_method("test_record_#{name}") do
        assert_equal answer, rules.review_json(line, draft: draft)
        assert_equal answer, rules.review(record, draft: draft).json
      end

      define_method("test_typed_#{name}") do
        *before, reply = record["turns"]
        Vectors.conversation(record.merge("turns" => before), CONVERSATION.reset)
        review = CONVERSATION.review(reply["text"], now: Vectors.time(record["now"]), at: Vectors.time(reply["at"]),
                                     format: reply.fetch("format", :text), draft: draft, id: record["id"])
        assert_equal answer, review.json
        assert_equal before.size, CONVERSATION.turn_count
      end

      define_method("test_fields_#{name}") do
        review = Rapport::Review.new(answer)
        expected = JSON.parse(answer, symbolize_names: true)
        tip = expected[:tip]
        tip = expected[:findings].find { |finding| finding[:check] == tip } if tip && !draft
        assert_equal({ findings: [], **expected, tip: tip }, review.to_h)
        assert_equal expected[:blocked], review.blocked?
        assert_equal expected.values_at(:id, :score, :persona, :ruleset),
                     [review.id, review.score, review.persona, review.ruleset]
        assert_equal [tip, expected.fetch(:findings, [])], [review.tip, review.findings]
      end
    end
  end

  def test_batches
    records = Vectors.read("replies.jsonl")
    assert_equal Vectors.read("reviews.jsonl"), rules.review_lines(records)
    assert_equal Vectors.read("drafts.jsonl"), rules.review_lines(records, draft: true)
    refused = JSON.parse(rules.review_lines('{"id":"a","turns":[]}'))
    assert_equal ["a", "invalid_argument"], [refused["id"], refused["error"]["status"]]
  end

  def haggler
    Rapport::Conversation.new(rules).set_fact(:tier, "silver").set_fact(:is_vip, false).set_fact(:contacts_7d, 1)
                         .add_turn("Still waiting! Any deal?")
  end

  def test_while_it_is_written
    conversation = haggler
    draft = "Sorry, I can take 25% off."
    (0..draft.size).each do |size|
      assert_equal draft[0, size].include?("25% off"), conversation.review(draft[0, size], draft: true).blocked?
    end
    review = conversation.review(draft)
    assert_equal ["over_limit", "discount_pct", 10, "discount-cap"],
                 review.tip.values_at(:reason, :limit, :limit_value, :policy)
    assert_equal [{ cue: "agent_percent", start: 18, end: 25, text: "25% off" }], review.tip[:spans]
    assert_equal "I can take 10% off, as you ask.", review.tip[:suggestions].first
    case review
    in { score: Integer => score, persona: "impatient" } then assert_equal 0, score
    end
    assert_raises(FrozenError) { review.findings << 1 }
    assert_equal Rapport::Review.new(review.json), review
    conversation.set_fact(:max_discount_pct, 30) # what is said meanwhile counts
    refute_predicate conversation.review(draft), :blocked?
    conversation.close
    refused(:invalid_state) { conversation.review(draft) }
  end

  def test_when_it_was_sent
    asked = Time.utc(2026, 3, 1, 10)
    conversation = Rapport::Conversation.new(rules).add_turn("Where is my order?", at: asked)
    { 5 => "pass", 90 => "fail" }.each do |minutes, expected|
      [{ at: asked + minutes * 60 }, { now: asked + minutes * 60 }].each do |times|
        findings = conversation.review("It comes today.", **times).findings
        assert_equal expected, findings.find { |finding| finding[:check] == "in_time" }[:result]
      end
    end
  end

  def test_refusals
    agent = { by: "agent", text: "Sorry." }
    [[], [{ text: "Any deal?" }], [agent.merge(visibility: "internal")]].each do |turns|
      refused(:invalid_argument) { rules.review({ turns: turns }) }
    end
    record = { turns: [agent], facts: { shoe: 3 } }
    refused(:not_found) { rules.review(record) }
    assert_nil rules.review(record, unknown_facts: :ignore).tip
    refused(:not_found) { rules.review(record) }
    error = assert_raises(ArgumentError) { haggler.review("Hi", format: :pdf) }
    assert_operator error.message, :start_with?, "format: must be text, "
    assert_raises(TypeError) { haggler.review(nil) }
    assert_raises(TypeError) { haggler.review("Hi", at: 5) }
    assert_raises(ArgumentError) { haggler.review("Hi", drafts: true) }
  end

  def test_checks
    assert_equal 8, rules.checks.size
    assert_equal ["apology", "Apologises for the trouble", "a long wait, or an angry customer", 2.5, false],
                 rules.checks.first.to_a
    assert_equal %w[discount refund_cap], rules.checks.select(&:fatal).map(&:id)
  end
end

class DecisionTest < Minitest::Test
  include Helpers

  def decide(id) = rules.decide(JSON.parse(Vectors.lines("conversations.jsonl").grep(/"id":"#{id}"/).first))

  def test_fields
    decision = decide("acknowledged")
    assert_equal ["acknowledged", "none", "margin", "impatient", 0.2828],
                 [decision.id, decision.persona, decision.abstained, decision.top, decision.probability]
    assert_predicate decision, :abstained?
    assert_equal({ churn_risk: 0, hostility: 2 }, decision.scales)
    assert_equal 0.3126, decision.personas[:impatient]
    assert_equal %w[stay_calm alert_security apologise], decision.actions.map { |action| action[:id] }
    assert_equal({ id: "offer_trial", policy: "no-offers-in-anger" }, decision.forbidden.last)
    care, supervisor = decision.escalations
    assert_equal [Time.utc(2026, 3, 1, 10, 30), true], care.values_at(:due, :new)
    assert_equal [%w[repeat_contact abuse], false], supervisor.values_at(:reasons, :new)
    assert_equal({ discount_pct: 10 }, decision.limits)
    assert_equal({ condition: "growing", error: "overflow", missing: [] }, decision.undetermined.first)
    assert_equal rules.name, decision.ruleset
  end

  def test_kinds_of_evidence
    assert_equal [%i[cue asks_discount], %i[word budget], [:word, :"{number} quid"],
                  %i[condition deal_without_doubt]],
                 decide("words-beside-cues").evidence.map { |item| [item[:kind], item[:id].to_sym] }
  end

  def test_unknown_scale_and_due
    assert_nil decide("greek").scales[:hostility]
    decision = Rapport::Conversation.new(rules).set_fact(:contacts_7d, 3).set_fact(:channel, "chat")
                                    .add_turn("Me again.").decide
    assert_nil decision.escalations.first[:due]
  end

  def test_fractions_of_seconds
    sent = Time.utc(2026, 3, 1, 10, 0, 0.25r)
    decision = Rapport::Conversation.new(rules).set_fact(:contacts_7d, 3).set_fact(:channel, "chat")
                                    .add_turn("Me again.", at: sent).decide
    assert_equal sent + 7200, decision.escalations.first[:due]
  end

  def test_all_fields_of_all_vectors
    Vectors.lines("decisions.jsonl").zip(Vectors.lines("conversations.jsonl")) do |answer, line|
      decision = Rapport::Decision.new(rules.decide_json(line))
      hash = decision.to_h
      assert_equal answer, JSON.generate(Vectors.plain(hash))
      hash.each { |key, value| assert value == decision.public_send(key), key }
    end
  end

  def test_what_the_case_is_about
    conversation = Rapport::Conversation.new(Rapport::RuleSet.default)
    conversation.add_turn("You idiots! Useless people! Where is my refund? I want my money back.",
                          at: Time.utc(2026, 3, 1, 10))
    conversation.add_turn("I am so sorry about this. I will call you back within 2 hours. That is not my fault.",
                          by: :agent, at: Time.utc(2026, 3, 1, 10, 5))
    decision = conversation.decide
    assert_equal decision.json, JSON.generate(Vectors.plain(decision.to_h))
    assert_equal "complaint", decision.contact[:kind]
    assert_equal 0, decision.needs.find { |one| one[:id] == "refund" }[:turn]
    assert_equal [["call", "open", Time.utc(2026, 3, 1, 12, 5)]],
                 decision.promises.map { |one| one.values_at(:id, :state, :due) }
    protocol = decision.protocols.first
    assert_equal %w[hostile_customer abused warn], protocol.values_at(:id, :state, :next)
    assert_equal ["made_excuse"], protocol[:faults].map { |one| one[:id] }
    reasons = decision.actions.flat_map { |one| one[:reasons] }
    assert_empty %i[policy persona need contact_kind] - reasons.map { |one| one[:kind] }
    assert(reasons.all? { |one| one[:id] == one[one[:kind]] })
    assert_empty decide("haggler").protocols
    assert_equal "Any deal for me?", decide("haggler").open_questions.first[:text]
  end

  def test_value
    decision = decide("haggler")
    assert_equal decide("haggler"), decision
    assert_raises(FrozenError) { decision.actions << 1 }
    assert_raises(FrozenError) { decision.limits[:x] = 1 }
    case decision
    in { persona: "bargain_hunter", limits: { discount_pct: Integer => percent } } then assert_equal 10, percent
    end
  end

  def test_explanations_agree
    record = { id: "x", turns: [{ text: "Any deal?" }] }
    explained = Rapport::Conversation.new(rules).add_turn("Any deal?").explain(id: "x")
    assert_equal rules.explain(record), explained
    assert_equal "bargain_hunter", explained[:personas].first[:id]
  end
end

class RuleSetTest < Minitest::Test
  include Helpers

  def test_declarations
    assert_match(/\Afrozen@1\.0\.0#\h{16}\z/, rules.name)
    assert_match(/\A\h{64}\z/, rules.pack_hash)
    assert_equal "en", rules.language
    tier = rules.facts.find { |fact| fact.id == "tier" }
    assert_equal [:enum, false, %w[bronze silver gold]], tier.to_a.last(3)
    assert_equal "contacts in the last 7 days", rules.facts.find { |fact| fact.id == "contacts_7d" }.help
    assert_equal [:bool, nil], rules.fact_types.values_at("trials", "nothing")
    assert_equal "Wants proof", rules.personas.find { |one| one.id == "skeptic" }.display_name
    assert_equal %w[calm frustrated angry], rules.scales.find { |one| one.id == "hostility" }.levels
    assert_equal "an insult", rules.cues.find { |one| one.id == "insult" }.help
    assert_equal "threat > 0", rules.policies.find { |one| one.id == "legal" }.when
  end

  def test_file_and_text_agree
    file = Rapport::RuleSet.from_file("#{SOURCE}/tests/vectors/pack.yaml")
    assert_equal rules.name, file.name
  end

  def test_several_packs
    shop = "rapport: 1\npack: {id: shop, version: 1.0.0, language: en, extends: [core-en]}\n" \
           "facts:\n  loyalty_card: {type: bool}\n"
    built = Rapport::Builder.new.add_default.add_text(shop, name: "shop.yaml").build
    assert_equal :bool, built.fact_types["loyalty_card"]
    assert_includes built.facts.map(&:id), "first_name"
  end

  def test_default_pack
    conversation = Rapport::Conversation.new(Rapport::RuleSet.default)
    conversation.add_turn("I have been waiting for half an hour now, this is taking forever. Please hurry up!")
    assert_equal "impatient", conversation.decide.persona
  end

  def test_overrides
    conversation = Rapport::Conversation.new(rules).add_turn("You idiots! Useless people!")
    plain = conversation.decide
    assert_empty plain.overridden
    conversation.override_persona("skeptic").override_scale(:hostility, 1)
    decision = conversation.override_escalation(:supervisor, :suppress).decide
    assert_equal ["skeptic", 1, []], [decision.persona, decision.scales[:hostility], decision.escalations]
    assert_equal [{ persona: "skeptic", found: "none" }, { scale: "hostility", level: 1, found: 2 },
                  { escalation: "supervisor", override: "suppress", found: ["abuse"], policies: ["abuse"] }],
                 decision.overridden
    conversation.release_persona.release_scale(:hostility)
    assert_equal plain, conversation.release_escalation(:supervisor).decide
    assert_equal "override", conversation.override_persona("none").decide.abstained
    assert_equal plain, conversation.release_overrides.decide
  end

  def test_overrides_that_are_refused
    conversation = Rapport::Conversation.new(rules)
    refused(:not_found) { conversation.override_persona("sceptic") }
    refused(:not_found) { conversation.override_scale("anger", 1) }
    refused(:invalid_argument) { conversation.override_scale("hostility", 3) }
    refused(:not_found) { conversation.override_escalation("boss", :hold) }
    refused(:not_found) { conversation.release_scale("anger") }
    refused(:not_found) { conversation.release_escalation("boss") }
    assert_raises(ArgumentError) { conversation.override_escalation("legal", :stop) }
    assert_raises(RangeError) { conversation.override_scale("hostility", 2**31) }
  end

  def test_clear_fact
    conversation = Rapport::Conversation.new(rules).add_turn("Any deal?").set_fact(:max_discount_pct, 20)
    assert_equal 20, conversation.decide.limits[:discount_pct]
    assert_equal 10, conversation.clear_fact(:max_discount_pct).decide.limits[:discount_pct]
  end
end

class PackageTest < Minitest::Test
  include Helpers

  PRINT = ["-r", "rapport", "-e", "puts Rapport::Native.find, Rapport.library_version"].freeze

  def test_installed
    loaded = $LOADED_FEATURES.grep(/rapport\.rb\z/).first
    assert loaded.start_with?(ENV.fetch("GEM_HOME")), loaded
    assert_equal Rapport::VERSION, Gem.loaded_specs["rapport"].version.to_s
  end

  def test_example
    output, status = ruby(File.join(Gem.loaded_specs["rapport"].full_gem_path, "examples/live_conversation.rb"))
    assert_predicate status, :success?, output
    assert_match(/^turn 5: \w+ \d\.\d{4}$/, output)
    assert_includes output, "tell Supervisor"
  end

  def test_guard
    guard = File.join(Gem.loaded_specs["rapport"].full_gem_path, "examples/guard.rb")
    output, status = ruby(guard, "#{SOURCE}/examples/guard.yaml")
    assert_predicate status, :success?, output
    assert_operator output, :start_with?, "blocked: Great news!"
    assert_includes output, "\n  limit: discount_pct is 10\n"
    assert_includes output, "\nsent: I can take 10% off today, Asha.\n"
  end

  def test_example_of_the_readme
    readme = File.read("#{SOURCE}/capi/bindings/ruby/README.md", encoding: "UTF-8")
    output, status = ruby("-e", readme.scan(/^```ruby\n(.*?)^```$/m).join("\n"))
    assert_predicate status, :success?, output
    assert_match(/\Aimpatient\nbecause of/, output)
  end

  def test_library_of_the_system
    output, = ruby(*PRINT, RAPPORT_LIBRARY: nil, LD_LIBRARY_PATH: LIBRARY_FOLDER)
    assert_equal "librapport.so.0\n0.1.0\n", output
  end

  def test_library_in_the_package
    place = File.join(Gem.loaded_specs["rapport"].full_gem_path, "lib/rapport/librapport.so.0")
    File.symlink("#{LIBRARY_FOLDER}/librapport.so.0", place)
    output, = ruby(*PRINT, RAPPORT_LIBRARY: nil)
    assert_equal "#{place}\n0.1.0\n", output
  ensure
    File.delete(place)
  end

  def test_missing_library
    output, status = ruby(*PRINT, RAPPORT_LIBRARY: "#{WORK}/nowhere.so")
    refute_predicate status, :success?
    assert_match(/nowhere\.so.*RAPPORT_LIBRARY may name the file librapport\.so\.0 \(LoadError\)/, output)
  end

  def test_other_abi
    output, status = ruby(*PRINT, RAPPORT_LIBRARY: "#{WORK}/wrong/librapport.so.0")
    refute_predicate status, :success?
    assert_match(/has ABI version 7, this gem needs 0 \(LoadError\)/, output)
  end

  def test_prototypes_are_those_of_the_header
    plain = ->(text) { text.gsub(%r{/\*.*?\*/}m, "").gsub("RAPPORT_API ", "").gsub(/\s+/, " ") }
    header = plain.call(Vectors.header)
    prototypes = plain.call(Rapport::Native::PROTOTYPES).split(";").map(&:strip).reject(&:empty?)
    assert_operator prototypes.size, :>, 50
    prototypes.each { |prototype| assert_includes header, "#{prototype};" }
  end

  def test_constants_are_those_of_the_header
    header = Vectors.header
    number = ->(name) { header[/\bRAPPORT_#{name}(?: =)? (\d+)/, 1].to_i }
    { SPEAKER: Rapport::Conversation::SPEAKERS, VISIBILITY: Rapport::Conversation::VISIBILITIES,
      FORMAT: Rapport::Conversation::FORMATS, UNKNOWN_FACTS: Rapport::UNKNOWN_FACTS,
      REVIEW: Rapport::Review::DETAILS }.each do |group, names|
      names.each { |name, value| assert_equal number["#{group}_#{name.upcase}"], value }
      assert_equal header.scan(/^  RAPPORT_#{group}_\w+ = \d/).size, names.size if group == :SPEAKER
    end
    assert_equal number["ABI_VERSION"], Rapport::Native::ABI_VERSION
  end
end

class AccumulatorTest < Minitest::Test
  include Helpers

  KINDS = { "coaching" => { individuals: true, min_sample: 2 },
            "acceptance" => { min_sample: 1, sort: "name" } }.freeze

  KINDS.each do |kind, options|
    define_method("test_#{kind}") do
      expected = Vectors.lines("#{kind}.json").first
      whole = Rapport::Accumulator.new(rules, kind, **options)
      parts = Array.new(2) { Rapport::Accumulator.new(rules, kind, **options) }
      Vectors.lines("handled.jsonl").each_with_index do |line, index|
        whole << (index.even? ? line : JSON.parse(line))
        parts[index % 2].add(line)
      end
      assert_equal kind, whole.kind
      assert_equal expected, whole.report_json
      assert_equal JSON.parse(expected, symbolize_names: true), whole.report
      saved = parts[0].save
      assert_equal Encoding::BINARY, saved.encoding
      assert_equal expected, Rapport::Accumulator.load(rules, saved).merge(parts[1]).report_json
    end
  end

  def test_refusals
    refused(:not_found) { Rapport::Accumulator.new(rules, "coach") }
    refused(:invalid_argument) { Rapport::Accumulator.new(rules, "coaching", min_sampel: 1) }
    some = Rapport::Accumulator.new(rules, "coaching")
    before = some.report_json
    refused(:invalid_argument) { some.add('{"turns":1}') }
    refused(:invalid_argument) { some.merge(some) }
    refused(:invalid_argument) { some.merge(Rapport::Accumulator.new(rules, "acceptance")) }
    assert_equal before, some.report_json
    saved = some.save
    refused(:invalid_argument) { Rapport::Accumulator.load(rules, saved[0..-2]) }
    refused(:invalid_state) { Rapport::Accumulator.load(Rapport::RuleSet.default, saved) }
    some.close
    refused(:invalid_state) { some.report }
  end
end
