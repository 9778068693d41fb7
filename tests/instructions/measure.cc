// The work whose instructions are counted: fixed messages, the default pack, everything warm.
//
//     valgrind --tool=callgrind --collect-atstart=no ... instruction_count
//
// Instructions are the same on a busy machine as on an idle one, which times are not. callgrind
// counts between the two requests of Count() only, and writes one file for each part, named after
// it. guard.py reads these files and compares them with figures.txt. Without valgrind the program
// does the same work and counts nothing; it always prints what the figures depend on.

#include <gnu/libc-version.h>
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/rapport.h"
#include "record/decision_json.h"
#include "record/explanation_json.h"
#include "record/record_decider.h"
#include "ruleset/tables.h"

namespace rapport {
namespace {

constexpr std::string_view kMessages[] = {
    "I have been on hold for forty minutes and I'm still waiting for an answer. Please hurry up, "
    "I need this sorted right now, I can't wait another day!!",
    "Hello, could you tell me which of the two kettles keeps water warm for longer? I like the "
    "blue one but the reviews of the other are better. Thank you for your help!",
    "I found the very same drill for 20 quid less at the shop next door, can you match that price "
    "or give me a discount? Otherwise I will buy it there.",
    "WHAT A JOKE. Third time I write to you about the same broken zip and nobody has even "
    "answered... I want my money back and I want to speak to a manager, now.",
    "The manual says 2.5 bar, the label on the boiler says 3 bar. Which of them is right, and "
    "where is the valve of model KX-40 (the 2019 one)?",
    "ok thx, that worked :)",
    "My flight of 3rd of March at 10:30 was cancelled and the mail you sent has a link that does "
    "not open. Am I booked on the next one or not? The trip is on Monday and I have two children "
    "with me, so I would like seats next to each other.",
    "not sure what to pick tbh, everyone says something different & i dont wanna regret it again "
    "lol. is there a trial or smth",
};

constexpr char kRecord[] =
    R"({"id":"m1","channel":"chat","turns":[{"by":"customer","text":"Hi, my parcel has not come. )"
    R"(It was due on Monday \u2013 any news?","at":"2026-03-02T10:00:00Z"},{"by":"agent","text":)"
    R"("I am sorry. May I have the number?","at":"2026-03-02T10:02:00Z"},{"by":"customer","text":)"
    R"("40817. I'm still waiting and I can't wait any longer!","at":"2026-03-02T10:09:00Z"}],)"
    R"("now":"2026-03-02T10:30:00Z"})";

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "instruction_count: %s\n", what);
  std::exit(1);
}

template <typename Work>
void Count(const char* name, int warm_up, Work work) {
  for (int i = 0; i < warm_up; ++i) work();
  CALLGRIND_TOGGLE_COLLECT;
  work();
  CALLGRIND_TOGGLE_COLLECT;
  CALLGRIND_DUMP_STATS_AT(name);
}

std::shared_ptr<const RuleSet> LoadDefault() {
  RuleSetBuilder builder;
  builder.AddDefault();
  auto rules = builder.Build();
  Require(rules.ok(), "the default pack does not build");
  return *rules;
}

void CountReading(const RuleSet& rules) {
  const text::Tokenizer& tokenizer = *rules.tables().tokenizer;
  std::vector<text::TokenizedText> texts(std::size(kMessages));
  const auto tokenise = [&] {
    for (size_t i = 0; i < texts.size(); ++i) {
      tokenizer.Tokenize(kMessages[i], text::Format::kText, &texts[i]);
    }
  };
  Count("tokenise", 2, tokenise);

  phrase::MatchScratch scratch;
  std::vector<phrase::Hit> hits;
  size_t found = 0;
  Count("match", 2, [&] {
    for (const text::TokenizedText& text : texts) {
      rules.tables().phrases[ruleset::kCustomerPhrases]->Match(text, &scratch, &hits);
      found += hits.size();
    }
  });
  Require(found > 3 * std::size(kMessages), "hardly a phrase was found");
}

void CountExplaining(const std::shared_ptr<const RuleSet>& rules) {
  std::vector<Conversation> conversations;
  for (std::string_view message : kMessages) {
    Turn turn;
    turn.text = message;
    conversations.emplace_back(rules);
    Require(conversations.back().SetFact("channel", "chat").ok(), "SetFact");
    Require(conversations.back().AddTurn(turn).ok(), "AddTurn");
  }
  Explanation explanation;
  Count("explain", 2, [&] {
    for (const Conversation& conversation : conversations) {
      Require(Explain(conversation, std::nullopt, &explanation).ok(), "Explain");
    }
  });
  record::JsonWriter json;
  Count("write_explanation", 2, [&] {
    json.Clear();
    record::WriteExplanation("", explanation, &json);
  });
  Require(json.bytes().size() > 100'000, "the explanation is short");
}

void CountDeciding(const std::shared_ptr<const RuleSet>& rules) {
  Conversation conversation(rules);
  Decision decision;
  size_t evidence = 0;
  Count("read_and_decide", 2, [&] {
    for (std::string_view message : kMessages) {
      conversation.Reset();
      Turn turn;
      turn.text = message;
      Require(conversation.SetFact("channel", "chat").ok(), "SetFact");
      Require(conversation.AddTurn(turn).ok(), "AddTurn");
      Require(Decide(conversation, std::nullopt, &decision).ok(), "Decide");
      evidence += decision.evidence().size();
    }
  });
  Require(evidence > 3 * std::size(kMessages), "hardly any evidence was found");
  record::RecordDecider decider;
  record::JsonWriter json;
  Count("decide_record", 2, [&] {
    json.Clear();
    const Status status = decider.Decide(rules, kRecord, &decision);
    Require(status.ok(), status.message().c_str());
    record::WriteDecision(decider.id().value_or(""), decision, &json);
  });
  Require(decision.persona() == "impatient", "the record is decided wrongly");
}

void PrintSurroundings() {
  std::printf("compiler: %s\n", __VERSION__);
  std::printf("libc: %s\n", gnu_get_libc_version());
#ifdef __x86_64__
  std::printf("cpu: x86-64%s\n", __builtin_cpu_supports("avx2") ? " with avx2" : "");
#else
  std::printf("cpu: other\n");
#endif
}

}  // namespace
}  // namespace rapport

int main() {
  rapport::PrintSurroundings();
  std::shared_ptr<const rapport::RuleSet> rules;
  rapport::Count("load_default", 1, [&] { rules = rapport::LoadDefault(); });
  rapport::CountReading(*rules);
  rapport::CountDeciding(rules);
  rapport::CountExplaining(rules);
  return 0;
}
