// Whole decisions against the naive one: random conversations with the default pack and with packs
// made up of random conditions, policies and weights. One decision and one explanation serve them
// all, and every conversation is decided after each turn, while facts and overrides come, change
// and go.

#include <gtest/gtest.h>

#include <random>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "naive_decision.h"
#include "rapport/rapport.h"
#include "whole_explanation.h"

namespace rapport::engine {
namespace {

class Random {
 public:
  explicit Random(uint32_t seed) : random_(seed) {}
  size_t Pick(size_t n) { return random_() % n; }
  bool OneIn(size_t n) { return Pick(n) == 0; }
  template <typename T, size_t kSize>
  const T& One(const T (&items)[kSize]) {
    return items[Pick(kSize)];
  }

 private:
  std::mt19937 random_;
};

// Sets some fact to some value of its type, or clears it. What the pack's limits refuse stays.
void ChangeFact(Random* random, Conversation* conversation) {
  const auto& facts = conversation->state().tables->facts;
  const ruleset::FactEntry& fact = facts[random->Pick(facts.size())];
  Status status;
  if (random->OneIn(4)) {
    status = conversation->ClearFact(fact.id);
  } else if (fact.type == FactType::kBool) {
    status = conversation->SetFact(fact.id, random->OneIn(2));
  } else if (fact.type == FactType::kInt) {
    status = conversation->SetFact(fact.id, static_cast<int64_t>(random->Pick(6)));
  } else if (fact.type == FactType::kDouble) {
    status = conversation->SetFact(fact.id, static_cast<double>(random->Pick(4)) - 1.0);
  } else if (fact.type == FactType::kEnum) {
    status = conversation->SetFact(fact.id, fact.values[random->Pick(fact.values.size())]);
  } else if (fact.type == FactType::kDuration) {
    status = conversation->SetFact(fact.id, Duration(std::chrono::hours(random->Pick(3000))));
  } else if (fact.type == FactType::kTimestamp) {
    status = conversation->SetFact(fact.id, Time(std::chrono::hours(480'000 + random->Pick(99))));
  } else if (fact.type == FactType::kStrings) {
    status = conversation->SetFact(fact.id, std::vector<std::string_view>{"keen", "new"});
  } else {
    status = conversation->SetFact(fact.id, random->OneIn(3) ? "" : "Ann");
  }
  EXPECT_TRUE(status.ok() || status.code() == StatusCode::kInvalidArgument) << status.message();
}

// Sets or releases some override.
void ChangeOverride(Random* random, Conversation* conversation) {
  const ruleset::Tables& tables = *conversation->state().tables;
  const bool release = random->OneIn(3);
  Status status;
  switch (random->Pick(4)) {
    case 0:
      if (release) {
        conversation->ReleasePersona();
      } else {
        status =
            conversation->OverridePersona(tables.personas[random->Pick(tables.personas.size())].id);
      }
      break;
    case 1:
      if (!tables.scales.empty()) {
        const ruleset::ScaleEntry& scale = tables.scales[random->Pick(tables.scales.size())];
        const auto level = static_cast<int32_t>(random->Pick(scale.levels.size()));
        status = release ? conversation->ReleaseScale(scale.id)
                         : conversation->OverrideScale(scale.id, level);
      }
      break;
    case 2:
      if (!tables.routes.empty()) {
        const std::string_view route = tables.routes[random->Pick(tables.routes.size())].id;
        const auto rule =
            random->OneIn(2) ? EscalationOverride::kHold : EscalationOverride::kSuppress;
        status = release ? conversation->ReleaseEscalation(route)
                         : conversation->OverrideEscalation(route, rule);
      }
      break;
    default:
      if (random->OneIn(4)) conversation->ReleaseOverrides();
  }
  EXPECT_TRUE(status.ok()) << status.message();
}

template <size_t kSize>
void ExpectNaiveDecisions(const char* const (&pieces)[kSize], Random* random,
                          Conversation* conversation, Decision* decision,
                          Explanation* explanation) {
  conversation->Reset();
  Time at(std::chrono::hours(480'000));
  for (size_t turns = 1 + random->Pick(7); turns > 0; --turns) {
    std::string text;
    for (size_t n = random->Pick(7); n > 0; --n) StrAppend(&text, random->One(pieces), " ");
    Turn turn;
    constexpr Speaker kSpeakers[] = {Speaker::kCustomer, Speaker::kCustomer, Speaker::kCustomer,
                                     Speaker::kAgent, Speaker::kBot};
    turn.by = random->One(kSpeakers);
    turn.text = text;
    if (random->OneIn(12)) turn.visibility = Visibility::kInternal;
    at += std::chrono::minutes(random->Pick(90));
    if (!random->OneIn(4)) turn.at = at;
    ASSERT_TRUE(conversation->AddTurn(turn).ok());
    while (random->OneIn(2)) ChangeFact(random, conversation);
    const auto& routes = conversation->state().tables->routes;
    if (random->OneIn(8) && !routes.empty()) {
      ASSERT_TRUE(conversation->Acknowledge(routes[random->Pick(routes.size())].id).ok());
    }
    if (random->OneIn(3)) ChangeOverride(random, conversation);
    if (random->OneIn(5)) continue;
    const std::optional<Time> now =
        random->OneIn(2) ? std::nullopt : std::optional<Time>(at + std::chrono::hours(1));
    ASSERT_TRUE(Decide(*conversation, now, decision).ok());
    ASSERT_EQ(DescribeDecision(*decision), DecideNaively(*conversation, now)) << text;
    ASSERT_EQ(decision->rule_set_name(), conversation->rules()->name());
    ASSERT_TRUE(Explain(*conversation, now, explanation).ok());
    ExpectWhole(*conversation, now, *explanation);
    ASSERT_FALSE(testing::Test::HasFailure()) << text;
  }
}

TEST(Decision, IsTheNaiveOneWithTheDefaultPack) {
  static const char* const kPieces[] = {
      "I am still waiting for an answer.",
      "I have been on hold for two hours!",
      "This is the third time I write about this.",
      "You idiots,",
      "I want to speak to your supervisor.",
      "I will call my lawyer and sue you.",
      "Is there a discount?",
      "I found it cheaper elsewhere.",
      "I'm cancelling, that's it.",
      "I have been a loyal customer for years",
      "and I love your shop,",
      "thank you so much.",
      "It burned my hand and I was injured.",
      "Someone used my card, that's fraud.",
      "I want a refund.",
      "How does it work exactly?",
      "I can't decide, what would you recommend?",
      "Is this genuine or a scam?",
      "My father passed away.",
      "I want to talk to a human, not a bot.",
      "Sorry about that, what is your name?",
      "Please calm down and stay polite.",
      "I am bringing in my supervisor now.",
      "Thanks, that helps.",
      "I know where you live.",
      "Let me find out for you.",
      "haha, lovely weather today",
      "TERRIBLE SERVICE, WORST EVER",
      "I just want to end it all.",
      "not",
      "but",
      "Ich habe keine Antwort bekommen und bin sehr unzufrieden.",
  };
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok());
  Random random(5);
  Decision decision;
  Explanation explanation;
  Conversation conversation(*rules);
  for (int i = 0; i < 250; ++i) {
    ExpectNaiveDecisions(kPieces, &random, &conversation, &decision, &explanation);
    if (HasFatalFailure()) return;
  }
}

// Evidence is from the latest turns, however long the conversation, and each cue's latest hit.
TEST(Decision, OfALongConversationIsTheNaiveOne) {
  for (const char* decay : {"0", "0.5", "0.9", "1"}) {
    SCOPED_TRACE(decay);
    RuleSetBuilder builder;
    builder.AddFile("long.yaml", StrCat("rapport: 1\n"
                                        "pack: {id: long, version: 1.0.0, language: en}\n"
                                        "cues:\n  early: [once]\n  often: [again]\n"
                                        "  read: [noted]\n  late: [finally]\n"
                                        "personas:\n  p:\n    label: L\n    display_name: D\n"
                                        "    summary: S.\n"
                                        "    evidence: {early: 1, often: 1, late: 1}\n"
                                        "flags: {seen: Noted}\n"
                                        "policies:\n  - {id: note, when: read > 0, flag: [seen]}\n"
                                        "scoring: {threshold: 0, margin: 0, decay: ",
                                        decay, "}\n"));
    const auto rules = builder.Build();
    ASSERT_TRUE(rules.ok()) << rules.status().message();
    Conversation conversation(*rules);
    Decision decision;
    for (int turn = 0; turn < 100; ++turn) {
      Turn each;
      each.by = turn % 5 == 4 ? Speaker::kAgent : Speaker::kCustomer;
      each.text = turn == 0 ? "once noted once" : turn == 99 ? "finally" : "again and again";
      if (turn == 99) each.by = Speaker::kCustomer;
      ASSERT_TRUE(conversation.AddTurn(each).ok());
      ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
      ASSERT_EQ(DescribeDecision(decision), DecideNaively(conversation, std::nullopt)) << turn;
    }
    EXPECT_GE(decision.evidence().size(), 2u);
    EXPECT_LE(decision.evidence().size(), 2 * 64u + 3);
  }
}

// A pack of random parts over the words of kWords.
class PackGenerator {
 public:
  explicit PackGenerator(Random* random) : random_(*random) {}

  std::string Pack() {
    Header();
    Conditions();
    Personas();
    Actions();
    Protocols();
    Policies();
    Service();
    return std::move(out_);
  }

 private:
  template <typename... Parts>
  void Add(const Parts&... parts) {
    StrAppend(&out_, parts..., "\n");
  }

  void Header() {
    Add("rapport: 1\npack: {id: made, version: 1.0.0, language: en}");
    Add("text: {negators: [not], negation_reach: 3, other_words: {de: [nicht, und]},\n"
        "  question_starts: [^ w5], no_questions: [w6], yes_no_starts: [^ w0], "
        "figure_questions: [w1],\n"
        "  yes_no_answers: [^ sure], no_answers: [w3], word_endings: [s], filler_words: [hello],\n"
        "  duration_units: [hours], duration_values: {hours: 1h}}");
    Add("facts:\n  n: {type: int}\n  yes: {type: bool}\n  ratio: {type: double}\n"
        "  tier: {type: enum, values: [bronze, silver, gold]}\n  name: {type: string}\n"
        "  age: {type: duration}\n  tags: {type: strings}\n"
        "  cap: {type: int, default: 3}\n  open: {type: bool, default: true}\n"
        "  seen: {type: timestamp}");
    Add("cues:");
    for (int i = 0; i < 8; ++i) Add("  q", i, ": [w", i, "]");
    Add("  agent_q: {phrases: [sorry], in: agent}");
    Add("  agent_r: {phrases: [w0, w2, very sorry, within <=2 w1], in: agent}");
    Add("  any_q: {phrases: [w4], in: any}");
  }

  std::string Test(int conditions, bool policy) {
    if (conditions > 0 && random_.OneIn(3)) {
      const std::string id = StrCat("c", random_.Pick(static_cast<size_t>(conditions)));
      return random_.OneIn(5) ? StrCat("known(", id, ")") : id;
    }
    static const char* const kSeen[] = {
        "hostile >= 1",    "hostile == 2",      "churn > 0",
        "persona == 'pa'", "persona != 'pb'",   "'pb' in also",
        "abstained",       "probability > 0.4", "hostile + churn > 1"};
    static const char* const kOwn[] = {"protocol.state == 's1'",
                                       "protocol.state in ['s0', 's2']",
                                       "protocol.quiet_turns >= 1",
                                       "protocol.quiet_turns == 0",
                                       "done.t0",
                                       "!done.t1"};
    static const char* const kStates[] = {"protocol.pr0 == 's1'", "protocol.pr1 != ''",
                                          "protocol.pr0 in ['s0', 's2']"};
    if (in_protocol_ && random_.OneIn(3)) return random_.One(kOwn);
    if (policy && !in_protocol_ && random_.OneIn(5)) return random_.One(kStates);
    if (policy && random_.OneIn(3)) return random_.One(kSeen);
    static const char* const kTests[] = {"q0 > 0",
                                         "q1 > 0",
                                         "q2 >= 2",
                                         "q0 + q3 > 0",
                                         "q4 + q5 + q6 >= 2",
                                         "q7 == 0",
                                         "q1 != q2",
                                         "agent_q > 0",
                                         "n >= 2",
                                         "n * 9223372036854775807 > 0",
                                         "1 / n > 0",
                                         "yes",
                                         "known(yes)",
                                         "ratio > 0.5",
                                         "tier == 'gold'",
                                         "tier in ['gold', 'silver']",
                                         "name == 'Ann'",
                                         "known(n)",
                                         "age > duration('1000h')",
                                         "'keen' in tags",
                                         "cap <= 2",
                                         "open",
                                         "wait > duration('20m')",
                                         "total_words < 4",
                                         "customer_turns >= 2",
                                         "repeats > 0",
                                         "exclamations > 0",
                                         "caps_ratio > 0.3",
                                         "language_supported",
                                         "first_response > duration('1h')",
                                         "open_questions > 0",
                                         "promises_open > 1",
                                         "promises_overdue > 0",
                                         "overdue_for > duration('40m')",
                                         "known(first_response)",
                                         "true",
                                         "seen < timestamp('2024-10-06T00:00:00Z')"};
    return random_.One(kTests);
  }

  std::string Condition(int conditions, bool policy, int depth = 2) {
    if (depth == 0 || random_.OneIn(3)) return Test(conditions, policy);
    const auto inner = [&] { return Condition(conditions, policy, depth - 1); };
    switch (random_.Pick(6)) {
      case 0:
        return StrCat("!(", inner(), ")");
      case 1:
        return StrCat("(", inner(), " ? ", inner(), " : ", inner(), ")");
      case 2:
      case 3:
        return StrCat("(", inner(), " || ", inner(), " || ", inner(), ")");
      default:
        return StrCat("(", inner(), " && ", inner(), ")");
    }
  }

  void Conditions() {
    Add("conditions:");
    for (int i = 0; i < kConditions; ++i) Add("  c", i, ": \"", Condition(i, false), "\"");
  }

  void Evidence() {
    std::string list;
    for (int i = 0; i < 8; ++i) {
      if (random_.OneIn(2)) StrAppend(&list, "q", i, ": ", Weight(), ", ");
    }
    for (int i = 0; i < kConditions; ++i) {
      if (random_.OneIn(3)) StrAppend(&list, "c", i, ": ", Weight(), ", ");
    }
    Add("    evidence: {", list, "agent_q: 0.1}");
  }

  std::string Weight() {
    return StrCat(random_.OneIn(3) ? "-" : "", random_.Pick(3), ".", random_.Pick(10));
  }

  void Personas() {
    Add("personas:");
    for (const char* id : {"pa", "pb", "pc"}) {
      Add("  ", id, ":\n    label: L\n    display_name: D\n    summary: S.\n    bias: ", Weight());
      Evidence();
      Add("    playbook: [a", random_.Pick(kActions), "]");
    }
    Add("  none: {bias: ", Weight(), "}");
    Add("scoring: {decay: 0.8, threshold: 0.3, margin: 0.2, also_margin: 0.4}");
    Add("scales:");
    for (const char* id : {"hostile", "churn"}) {
      Add("  ", id, ":\n    levels: [low, mid, high]\n    thresholds: [1, 2]");
      Evidence();
    }
  }

  void Actions() {
    static const char* const kLines[] = {"[A line.]", "[\"{name}, well.\", Two.]",
                                         "[\"{limit.pct}% off, {name|friend}.\"]", "[]"};
    static const char* const kKinds[] = {"offer", "apology", "service", "boundary"};
    Add("actions:");
    for (size_t i = 0; i < kActions; ++i) {
      Add("  a", i, ": {label: A", i, ", kind: ", random_.One(kKinds),
          ", say: ", random_.One(kLines),
          random_.OneIn(3) ? StrCat(", available_when: \"", Condition(3, false, 1), "\"") : "",
          "}");
    }
    Add("limits: {pct: {unit: percent}, days: {unit: days}}");
    Add("routes: {up: {level: 2, label: Up}, out: {level: 1, label: Out}}");
    Add("reasons: {r0: Why, r1: Whynot}\nflags: {f0: F}");
  }

  std::string Cues(const char* also) {
    return StrCat("[q", random_.Pick(8), random_.OneIn(2) ? StrCat(", q", random_.Pick(8)) : "",
                  also, "]");
  }

  std::string Maybe(std::string_view key, std::string value) {
    return random_.OneIn(2) ? StrCat(", ", key, ": ", value) : "";
  }

  void Protocols() {
    in_protocol_ = true;
    const auto condition = [&] { return StrCat("\"", Condition(kConditions, true, 1), "\""); };
    const auto state = [&](std::string_view id) {
      const std::string from = StrCat("[s", random_.Pick(3), "]");
      const std::string steps = random_.OneIn(2)   ? "[t0, t1, t2]"
                                : random_.OneIn(2) ? "[t2, t0]"
                                                   : "[t1]";
      Add("      - {id: ", id, ", label: S, enter_when: ", condition(), ", steps: ", steps,
          Maybe("from", from), Maybe("on", Cues(", agent_q")), Maybe("ends", "true"), "}");
    };
    Add("protocols:");
    for (const char* id : {"pr0", "pr1"}) {
      Add("  ", id, ":\n    label: P\n    starts_on: ", Cues(""));
      if (random_.OneIn(2)) Add("    starts_when: ", condition());
      Add("    states:");
      for (const char* name : {"s0", "s1", "s2"}) state(name);
      Add("    steps:\n      t0: {label: T, done_by: [agent_q]", Maybe("needed_when", condition()),
          "}\n      t1: {label: T, done_by: [agent_r, agent_q]", Maybe("needed_when", condition()),
          Maybe("recommend", "a1"), "}\n      t2: {label: T", Maybe("needed_when", condition()),
          "}");
      Add("    faults:\n      f0: {label: F, by: [agent_q]", Maybe("when", condition()),
          "}\n      f1: {label: F, by: [agent_r]", Maybe("when", condition()), "}");
    }
    in_protocol_ = false;
  }

  std::string Effect(bool* done) {
    *done = true;
    switch (random_.Pick(8)) {
      case 0:
        return StrCat("    recommend: [a", random_.Pick(kActions), "]");
      case 1:
        return StrCat("    forbid: [a", random_.Pick(kActions), "]");
      case 2:
        return "    forbid_kinds: [offer, boundary]";
      case 3:
        return StrCat("    limit: {pct: \"", random_.OneIn(2) ? "cap" : "n + 1", "\"}");
      case 4:
        return "    flag: [f0]";
      case 5:
        return StrCat("    require_approval: {actions: [a", random_.Pick(kActions), "], from: up}");
      default:
        return StrCat("    escalate: {to: ", random_.OneIn(2) ? "up" : "out", ", reason: r",
                      random_.Pick(2), random_.OneIn(2) ? ", within: 2h}" : "}");
    }
  }

  void Policies() {
    static const char* const kClasses[] = {"safety", "policy", "hostility", "general"};
    Add("policies:");
    for (int i = 0; i < 24; ++i) {
      bool done = false;
      Add("  - id: p", i, "\n    when: \"", Condition(kConditions, true),
          "\"\n    class: ", random_.One(kClasses), "\n", Effect(&done),
          random_.OneIn(4) ? "\n    on_unknown: apply" : "",
          random_.OneIn(8) ? "\n    suppress_playbooks: true" : "");
    }
  }

  void Service() {
    const auto playbook = [&] { return StrCat("[a", random_.Pick(kActions), "]"); };
    Add("contact_kinds:");
    for (int i = 0; i < 4; ++i) {
      Add("  - {id: k", i, ", label: K, when: \"", Condition(kConditions, true),
          "\", playbook: ", playbook(), "}");
    }
    Add("needs:");
    for (int i = 0; i < 5; ++i) {
      const std::string cues = StrCat("cues: [q", random_.Pick(8), ", q", random_.Pick(8), "], ");
      Add("  m", i, ": {label: M, ", i > 0 ? cues : "",
          i < 3 ? StrCat("when: \"", Condition(kConditions, true), "\", ") : "",
          "playbook: ", playbook(), "}");
    }
    static const char* const kDue[] = {"", "due: 30m, ", "due: 2h, from_text: true, ",
                                       "from_text: true, "};
    static const char* const kKept[] = {"", "kept_by: [any_q], ", "kept_by: [q1, agent_q], "};
    Add("promises:");
    for (int i = 0; i < 3; ++i) {
      Add("  o", i, ": {label: O, ", random_.One(kDue), random_.One(kKept), "cues: [",
          random_.OneIn(2) ? "agent_q" : "agent_r, agent_q", "]}");
    }
  }

  bool in_protocol_ = false;
  static constexpr int kConditions = 12;
  static constexpr size_t kActions = 6;
  Random& random_;
  std::string out_;
};

TEST(Decision, IsTheNaiveOneWithPacksOfRandomParts) {
  static const char* const kPieces[] = {
      "w0",     "w1", "w2", "w3",  "w4",    "w5",          "w6",   "w7", "w0",   "w1",
      "not",    "!",  ".",  "und", "sorry", "HELLO THERE", "very", "?",  "sure", "within 2 hours",
      "letters"};
  Random random(6);
  Decision decision;
  Explanation explanation;
  for (int pack = 0; pack < 120; ++pack) {
    const std::string text = PackGenerator(&random).Pack();
    RuleSetBuilder builder;
    builder.AddFile("made.yaml", text);
    const auto rules = builder.Build();
    ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
    Conversation conversation(*rules);
    for (int i = 0; i < 12; ++i) {
      ExpectNaiveDecisions(kPieces, &random, &conversation, &decision, &explanation);
      if (HasFatalFailure()) {
        ADD_FAILURE() << text;
        return;
      }
    }
  }
}

}  // namespace
}  // namespace rapport::engine
