#include "learn/pack_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/diagnostic_sink.h"
#include "base/strings.h"
#include "pack/loader.h"
#include "ruleset/compile.h"

namespace rapport::learn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kPack[] = R"(
rapport: 1
pack: {id: tested, version: 1.0.0, language: en}
text: {negators: [not], negation_reach: 6}
facts:
  channel: {type: enum, values: [chat, phone]}
  contacts: {type: int, min: 0}
  tier: {type: enum, values: [bronze, gold]}
  wait_promised: {type: duration}
cues:
  cheaper:
    phrases: [cheaper elsewhere]
    examples: [It is cheaper elsewhere.]
    counter_examples: [It is not cheaper elsewhere.]
  waiting: {phrases: [still waiting]}
  insult: {phrases: [idiots]}
  sorry: {phrases: [sorry], in: agent, examples: [I am sorry.]}
personas:
  bargain_hunter:
    label: Bargain hunter
    display_name: Wants price clarity
    summary: Looks for the best deal.
    evidence: {cheaper: 2}
    playbook: [compare_prices]
  impatient:
    label: Impatient
    display_name: Wants speed
    summary: Has no time.
    evidence: {waiting: 2}
    playbook: [serve_fast]
  none: {bias: 0.5}
scoring: {threshold: 0.3, margin: 0.2, also_margin: 0.2}
scales:
  hostility:
    levels: [calm, angry]
    thresholds: [1]
    evidence: {insult: 2}
actions:
  compare_prices: {label: Compare prices, kind: information}
  serve_fast: {label: Serve fast}
  offer_discount: {label: Offer a discount, kind: offer}
limits:
  discount_pct: {unit: percent}
routes:
  supervisor: {level: 2, label: Supervisor}
  legal: {level: 3, label: Legal}
reasons:
  repeat_contact: Third contact
  abuse: Abuse
flags:
  vip: A VIP
policies:
  - {id: third-contact, when: contacts >= 3, escalate: {to: supervisor, reason: repeat_contact, within: 2h}}
  - {id: cap, when: tier != "gold", limit: {discount_pct: "10"}}
  - {id: calm-first, when: hostility >= 1, forbid: [offer_discount]}
  - {id: deal, when: cheaper > 0, recommend: [offer_discount]}
  - {id: approval, when: contacts > 5, require_approval: {actions: [offer_discount], from: supervisor}}
  - {id: gold-flag, when: tier == "gold", flag: [vip]}
tests:
)";

struct Outcome {
  std::string problem;  // of loading
  PackTestReport report;
};

Outcome RunTests(const std::string& tests, std::string_view filter = "") {
  Outcome out;
  const PackLimits limits;
  pack::Loader loader(limits);
  loader.AddFile("tested.yaml", kPack + tests);
  DiagnosticSink sink;
  const auto pack = loader.Load(&sink);
  if (pack != nullptr) {
    const auto rules = ruleset::Compile(*pack, limits, &sink);
    if (rules.ok()) {
      out.report = RunPackTests(*pack, *rules, filter);
      // Spans point into the pack, which goes away here.
      for (PackTestFailure& failure : out.report.failures) failure.span = {};
      return out;
    }
  }
  out.problem = FormatDiagnostics(sink.Take());
  return out;
}

TEST(PackTests, WhatHoldsPasses) {
  const Outcome out = RunTests(R"(
  - name: everything
    turns:
      - {customer: "It is cheaper elsewhere, you idiots", at: "2026-03-01T10:00:00Z"}
      - {by: agent, text: "I am sorry", at: "2026-03-01T10:01:00Z"}
    channel: chat
    now: "2026-03-01T10:20:00Z"
    facts: {contacts: 3, tier: gold, wait_promised: 2h}
    expect:
      persona: bargain_hunter
      not_persona: [impatient]
      scales: {hostility: angry}
      min_scales: {hostility: 1}
      max_scales: {hostility: 1}
      recommends: [compare_prices]
      recommends_not: [offer_discount]
      forbids: [offer_discount]
      flags: [vip]
      escalates: [supervisor]
      reasons: [repeat_contact]
      reasons_not: [abuse]
      cues: [cheaper, insult, sorry]
      cues_not: [waiting]
  - name: unknown
    customer: Hello
    expect: {persona: none, abstained: no_evidence, escalates: false, limits: {discount_pct: 10},
             undetermined: [third-contact]}
  - name: approval
    customer: It is cheaper elsewhere
    facts: {contacts: 6}
    expect: {recommends: [offer_discount], approvals: [offer_discount], escalates: true}
)");
  EXPECT_EQ(out.problem, "");
  EXPECT_EQ(out.report.failed, 0);
  for (const auto& f : out.report.failures) {
    ADD_FAILURE() << f.name << ": " << ::testing::PrintToString(f.messages);
  }
  EXPECT_EQ(out.report.passed, 3 + 3);  // and the cues' examples
}

TEST(PackTests, FailuresSayWhatCameAndWhy) {
  const struct {
    const char* test;     // members besides the name
    const char* message;  // part of the only message
  } kCases[] = {
      {"customer: still waiting, expect: {persona: bargain_hunter}",
       "persona: expected bargain_hunter, got impatient; bargain_hunter 0.0"},
      {"customer: still waiting, expect: {persona: bargain_hunter}", "(waiting +2)"},
      {"customer: hello, expect: {persona: impatient}", "got none (no_evidence)"},
      {"customer: still waiting, expect: {persona: none}", "expected none, got impatient"},
      {"customer: still waiting, expect: {not_persona: [impatient]}", "not_persona: got impatient"},
      {"customer: still waiting, expect: {also: [bargain_hunter]}",
       "also: no bargain_hunter; got none"},
      {"customer: still waiting, expect: {abstained: threshold}",
       "abstained: expected threshold, got impatient"},
      {"customer: idiots, expect: {scales: {hostility: calm}}",
       "scales: hostility expected calm, got 1 (angry), score 2; insult +2"},
      {"customer: hello, expect: {min_scales: {hostility: 1}}",
       "min_scales: hostility expected 1, got 0 (calm), score 0"},
      {"customer: idiots, expect: {max_scales: {hostility: 0}}",
       "max_scales: hostility expected 0"},
      {"customer: still waiting, expect: {recommends: [compare_prices]}",
       "recommends: no compare_prices; got serve_fast"},
      {"customer: hello, expect: {recommends: [offer_discount]}",
       "recommends: no offer_discount; got none; deal did not apply: cheaper > 0: "},
      {"customer: still waiting, expect: {recommends_not: [serve_fast]}",
       "recommends_not: got serve_fast because of persona impatient"},
      {"customer: hello, expect: {forbids: [offer_discount]}",
       "forbids: no offer_discount; got none; calm-first did not apply"},
      {"customer: It is cheaper elsewhere, facts: {contacts: 1}, expect: {approvals: "
       "[offer_discount]}",
       "approvals: no offer_discount; got none; approval did not apply: contacts > 5"},
      {"customer: hello, facts: {tier: gold}, expect: {limits: {discount_pct: 10}}",
       "limits: discount_pct expected 10, got no limit; cap did not apply"},
      {"customer: hello, expect: {limits: {discount_pct: 20}}",
       "limits: discount_pct expected 20, got 10 from cap"},
      {"customer: hello, facts: {tier: bronze}, expect: {flags: [vip]}",
       "flags: no vip; got none; gold-flag did not apply"},
      {"customer: hello, facts: {contacts: 3}, expect: {escalates: false}",
       "escalates: expected false, got supervisor (repeat_contact by third-contact)"},
      {"customer: hello, facts: {contacts: 2}, expect: {escalates: true}",
       "escalates: expected true, got none"},
      {"customer: hello, facts: {contacts: 2}, expect: {escalates: [supervisor]}",
       "escalates: no supervisor; got none; third-contact did not apply: contacts >= 3"},
      {"customer: hello, facts: {contacts: 3}, expect: {escalates: []}",
       "escalates: unexpected supervisor"},
      {"customer: hello, expect: {reasons: [repeat_contact]}",
       "reasons: no repeat_contact; got none; third-contact did not apply"},
      {"customer: hello, facts: {contacts: 3}, expect: {reasons_not: [repeat_contact]}",
       "reasons_not: got repeat_contact"},
      {"customer: It is not cheaper elsewhere, expect: {cues: [cheaper]}",
       "cues: cheaper does not fire; 'cheaper elsewhere' is negated"},
      {"customer: hello, expect: {cues: [waiting]}", "cues: waiting does not fire"},
      {"customer: still waiting, expect: {cues_not: [waiting]}",
       "cues_not: waiting fires on 'still waiting'"},
      {"customer: hello, facts: {contacts: 1}, expect: {undetermined: [third-contact]}",
       "undetermined: no third-contact; got "},
  };
  for (const auto& c : kCases) {
    const Outcome out = RunTests(StrCat("  - {name: case, ", c.test, "}\n"), "case");
    ASSERT_EQ(out.problem, "") << c.test;
    ASSERT_EQ(out.report.failures.size(), 1u) << c.test;
    EXPECT_EQ(out.report.failures[0].name, "case");
    EXPECT_THAT(out.report.failures[0].messages, ElementsAre(HasSubstr(c.message))) << c.test;
  }
}

TEST(PackTests, EveryUnmetExpectationIsListed) {
  const Outcome out = RunTests(
      "  - {name: three, customer: still waiting, expect: {persona: none, escalates: true, cues: "
      "[cheaper]}}\n",
      "three");
  ASSERT_EQ(out.report.failures.size(), 1u);
  EXPECT_EQ(out.report.failures[0].messages.size(), 3u);
}

TEST(PackTests, ExamplesOfCues) {
  const Outcome out = RunTests("  - {name: any, customer: hello, expect: {}}\n", "cheaper");
  EXPECT_EQ(out.report.passed, 2);
  EXPECT_EQ(out.report.failed, 0);
}

TEST(PackTests, ExamplesThatDoNotHold) {
  const PackLimits limits;
  pack::Loader loader(limits);
  loader.AddFile("examples.yaml", R"(
rapport: 1
pack: {id: examples, version: 1.0.0, language: en}
text: {negators: [not]}
cues:
  waiting:
    phrases: [still waiting]
    examples: [I waited., I am not still waiting., I am still waiting.]
    counter_examples: [They are still waiting., No wait.]
)");
  DiagnosticSink sink;
  const auto pack = loader.Load(&sink);
  ASSERT_NE(pack, nullptr) << FormatDiagnostics(sink.Take());
  const auto rules = ruleset::Compile(*pack, limits, &sink);
  ASSERT_TRUE(rules.ok());
  const PackTestReport report = RunPackTests(*pack, *rules);
  EXPECT_EQ(report.passed, 2);
  ASSERT_EQ(report.failures.size(), 3u);
  EXPECT_EQ(report.failures[0].name, "cue waiting");
  EXPECT_EQ(report.failures[0].span.source->name(), "examples.yaml");
  EXPECT_EQ(report.failures[0].span.source->Position(report.failures[0].span.begin).line, 8u);
  EXPECT_THAT(report.failures[0].messages, ElementsAre("example does not fire: I waited."));
  EXPECT_THAT(report.failures[1].messages, ElementsAre(HasSubstr("; 'still waiting' is negated")));
  EXPECT_THAT(report.failures[2].messages,
              ElementsAre("counter-example fires on 'still waiting': They are still waiting."));
}

}  // namespace
}  // namespace rapport::learn
