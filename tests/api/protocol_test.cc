// Protocols through the public interface: states, steps and faults after every turn; what counts as
// a turn; what a compiled pack may not say. The conversations of tests/protocol/ go further.

#include <functional>

#include "base/archive.h"
#include "frozen.h"
#include "ruleset/archive.h"
#include "ruleset/image.h"

namespace rapport::frozen {
namespace {

constexpr char kPack[] = R"yaml(rapport: 1
pack: {id: calm, version: 1.0.0, language: en}
facts: {first_name: {type: string}, strict: {type: bool}}
cues:
  shouts: [shame]
  threat: [knife]
  agent_name: {phrases: [your name], in: agent}
  agent_sorry: {phrases: [sorry, very sorry], in: agent}
  agent_warns: {phrases: [be polite], in: agent}
actions: {ask: {label: Ask}, apologise: {label: Apologise}, report: {label: Report}}
protocols:
  anger:
    label: Anger
    starts_on: [shouts, threat]
    starts_when: "!known(strict) || strict"
    states:
      - {id: hot, label: Hot, from: [cool], enter_when: protocol.quiet_turns == 0, steps: [calm, ask, sorry]}
      - {id: cool, label: Cool, from: [hot], enter_when: protocol.quiet_turns >= 1 && done.sorry, ends: true}
      - {id: danger, label: Danger, from: [hot, cool], on: [threat], steps: [report]}
    steps:
      calm: {label: Stay calm}
      ask: {label: Ask the name, done_by: [agent_name], needed_when: "!known(first_name)", recommend: ask}
      sorry: {label: Say sorry, done_by: [agent_sorry], recommend: apologise}
      report: {label: Report, done_by: [agent_warns], recommend: report}
    faults:
      twice: {label: Sorry twice, by: [agent_sorry], when: done.sorry}
      warned: {label: Warned, by: [agent_warns], when: "protocol.state == 'hot'"}
policies:
  - {id: in-danger, when: protocol.anger == "danger", recommend: [report]}
  - {id: not-started, when: protocol.anger == "", recommend: [ask]}
)yaml";

std::shared_ptr<const RuleSet> Calm() {
  RuleSetBuilder builder;
  builder.AddFile("calm.yaml", kPack);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

// "hot 0 0 next ask: calm throughout, ask next, sorry open; twice@3": one line a protocol.
std::string Progress(const Decision& decision) {
  std::string out;
  for (const ProtocolProgress& p : decision.protocols()) {
    out += std::string(p.state) + (p.ended ? " ended " : " ") + std::to_string(p.started_turn) +
           " " + std::to_string(p.since_turn) + " next " + std::string(p.next) + ":";
    for (const ProtocolStep& step : p.steps) {
      out += " " + std::string(step.id) + " " + StepStatusName(step.status);
      if (step.turn >= 0) out += "@" + std::to_string(step.turn);
    }
    for (const ProtocolFault& fault : p.faults) {
      out += "; " + std::string(fault.id) + "@" + std::to_string(fault.turn) + "[" +
             std::to_string(fault.begin) + "," + std::to_string(fault.end) + ")";
    }
  }
  return out;
}

struct Said {
  Speaker by;
  const char* text;
  const char* progress;
  Visibility visibility = Visibility::kPublic;
};

constexpr Speaker kC = Speaker::kCustomer, kA = Speaker::kAgent;

// One decision goes along, another is made of the whole conversation each time.
void ExpectProgress(const std::vector<Said>& turns) {
  Conversation conversation(Calm());
  Decision along;
  for (const Said& said : turns) {
    Turn turn;
    turn.by = said.by;
    turn.text = said.text;
    turn.visibility = said.visibility;
    ASSERT_TRUE(conversation.AddTurn(turn).ok());
    Decision whole;
    ASSERT_TRUE(Decide(conversation, std::nullopt, &along).ok());
    ASSERT_TRUE(Decide(conversation, std::nullopt, &whole).ok());
    EXPECT_EQ(Progress(along), said.progress) << said.text;
    EXPECT_EQ(Json("x", along), Json("x", whole)) << said.text;
  }
}

TEST(Protocol, FromAngerToCalmAndBack) {
  ExpectProgress({
      {kC, "Hello.", ""},
      {kA, "Sorry, what is your name?", ""},
      {kC, "For shame!", "hot 2 2 next ask: calm throughout ask next sorry open"},
      {kA, "I am very sorry.", "hot 2 2 next ask: calm throughout ask next sorry done@3"},
      {kC, "Well.", "cool ended 2 4 next : sorry done@3"},
      {kA, "Sorry again.", "cool ended 2 4 next : sorry done@3; twice@5[0,5)"},
      {kC, "Shame!", "hot 2 6 next ask: calm throughout ask next sorry done@3; twice@5[0,5)"},
      {kA, "Your name? Be polite.",
       "hot 2 6 next : calm throughout ask done@7 sorry done@3 report done@7; twice@5[0,5); "
       "warned@7[11,20)"},
  });
}

TEST(Protocol, StartsAndMovesInOneTurn) {
  ExpectProgress({{kC, "Shame, I have a knife!", "danger 0 0 next report: report next"},
                  {kA, "Be polite.", "danger 0 0 next : report done@1"}});
}

TEST(Protocol, OnlyPublicTurnsOfCustomersAndAgentsCount) {
  ExpectProgress({
      {kA, "Shame on us.", ""},
      {kC, "Shame!", "", Visibility::kInternal},
      {Speaker::kBot, "Shame!", ""},
      {Speaker::kThirdParty, "Shame!", ""},
      {kC, "Shame!", "hot 4 4 next ask: calm throughout ask next sorry open"},
      {Speaker::kBot, "Sorry, your name?", "hot 4 4 next ask: calm throughout ask next sorry open"},
      {kA, "Sorry.", "hot 4 4 next ask: calm throughout ask next sorry open",
       Visibility::kInternal},
      {Speaker::kSystem, "Sorry.", "hot 4 4 next ask: calm throughout ask next sorry open"},
      {kC, "It is not a shame?", "hot 4 4 next ask: calm throughout ask next sorry open"},
  });
}

TEST(Protocol, IsJudgedAnewWhenAFactChanges) {
  Conversation conversation(Calm());
  Decision decision;
  Turn turn;
  for (const char* text : {"Shame!", "Oh well."}) {
    turn.text = text;
    ASSERT_TRUE(conversation.AddTurn(turn).ok());
  }
  const auto progress = [&] {
    EXPECT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    return Progress(decision);
  };
  EXPECT_EQ(progress(), "hot 0 0 next ask: calm throughout ask next sorry open");
  ASSERT_TRUE(conversation.SetFact("first_name", "Ann").ok());
  EXPECT_EQ(progress(), "hot 0 0 next sorry: calm throughout ask not_needed sorry next");
  ASSERT_TRUE(conversation.SetFact("strict", false).ok());
  EXPECT_EQ(progress(), "");
  ASSERT_TRUE(conversation.ClearFact("strict").ok());
  EXPECT_EQ(progress(), "hot 0 0 next sorry: calm throughout ask not_needed sorry next");
}

TEST(Protocol, PoliciesSeeTheState) {
  Conversation conversation(Calm());
  Decision decision;
  const auto first = [&] {
    EXPECT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
    return decision.actions().size() == 1 ? std::string(decision.actions()[0].id) : "";
  };
  EXPECT_EQ(first(), "ask");
  Turn turn;
  turn.text = "Shame!";
  ASSERT_TRUE(conversation.AddTurn(turn).ok());
  EXPECT_EQ(first(), "");
  turn.text = "A knife.";
  ASSERT_TRUE(conversation.AddTurn(turn).ok());
  EXPECT_EQ(first(), "report");
}

// Each would lead beyond a table, or to a value of another kind.
TEST(Protocol, HostileTablesAreRefused) {
  using ruleset::ProtocolEntry;
  struct Damage {
    const char* what;
    std::function<void(ProtocolEntry*)> apply;
  };
  const auto set = [](Array<ruleset::Index>* items, ruleset::Index value) {
    items->assign(1, value);
  };
  const Damage damages[] = {
      {"no state", [](ProtocolEntry* p) { p->states.clear(); }},
      {"starts_on", [&](ProtocolEntry* p) { set(&p->starts_on, 5); }},
      {"starts on a cue that is not marked", [&](ProtocolEntry* p) { set(&p->starts_on, 0); }},
      {"from", [&](ProtocolEntry* p) { set(&p->states[1].from, 3); }},
      {"on", [&](ProtocolEntry* p) { set(&p->states[1].on, 5); }},
      {"steps", [&](ProtocolEntry* p) { set(&p->states[0].steps, 4); }},
      {"done_by", [&](ProtocolEntry* p) { set(&p->steps[0].done_by, 5); }},
      {"action", [](ProtocolEntry* p) { p->steps[0].action = 3; }},
      {"no action", [](ProtocolEntry* p) { p->steps[0].action = -2; }},
      {"by", [&](ProtocolEntry* p) { set(&p->faults[0].by, 5); }},
      {"a step more than there are slots", [](ProtocolEntry* p) { p->steps.emplace_back(); }},
      {"a step less", [](ProtocolEntry* p) { p->steps.pop_back(); }},
  };
  const std::string image = Calm()->Compiled();
  ASSERT_TRUE(ruleset::ReadImage(image, PackLimits()).ok());
  constexpr size_t kHeaderBytes = 32;
  for (const Damage& damage : damages) {
    ruleset::Tables tables;
    ArchiveReader reader(std::string_view(image).substr(kHeaderBytes));
    reader.Item(tables);
    ASSERT_EQ(reader.why(), nullptr);
    damage.apply(&tables.protocols[0]);
    EXPECT_FALSE(ruleset::ReadImage(ruleset::WriteImage(tables), PackLimits()).ok()) << damage.what;
  }
}

}  // namespace
}  // namespace rapport::frozen
