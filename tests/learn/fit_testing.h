#ifndef RAPPORT_TESTS_LEARN_FIT_TESTING_H_
#define RAPPORT_TESTS_LEARN_FIT_TESTING_H_

// A small pack with words, scales, pins and bounds, and conversations on it, for tests of fitting.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic_sink.h"
#include "base/strings.h"
#include "learn/dataset.h"
#include "learn/fit.h"
#include "pack/loader.h"
#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "record/record_reader.h"
#include "ruleset/compile.h"

namespace rapport::learn {

inline constexpr char kFitPack[] = R"(
rapport: 1
pack: {id: fitted, version: 1.0.0, language: en, files: [words.tsv]}
facts:
  contacts: {type: int, min: 0}
cues:
  waits: [still waiting]
  haggles: [any discount]
  thanks: [thank you]
  shouts: [right now]
  angry: [so angry]
conditions:
  often: contacts >= 3
personas:
  impatient: {label: I, display_name: I, summary: I., evidence: {waits: 2, often: 1, thanks: -0.5}}
  bargain_hunter: {label: B, display_name: B, summary: B., bias: -0.5, evidence: {haggles: 2, waits: 0.25}}
  none: {bias: 0.5, evidence: {thanks: 0.3}}
scales:
  hostility:
    levels: [calm, frustrated, angry]
    thresholds: [1, 2]
    evidence: {angry: 1.5, waits: 0.25}
  escalation_need: {levels: ["no", "yes"], thresholds: [1], evidence: {angry: 1}}
scoring: {decay: 0.7, threshold: 0.3, margin: 0.2, word_mix: 0.75}
tests:
  - {name: waits, customer: I am still waiting, expect: {persona: impatient}}
  - {name: haggles, customer: Is there any discount, expect: {persona: bargain_hunter}}
)";

inline constexpr char kFitWords[] =
    "term\tbargain_hunter\thostility\timpatient\n"
    "price\t1.5\t\t-0.5\n"
    "hours\t\t0.75\t1.25\n"
    "| why\t\t0.5\t\n";

using PackFiles = std::vector<std::pair<std::string, std::string>>;

inline PackFiles FitPackFiles(const std::string& yaml = kFitPack) {
  return {{"pack.yaml", yaml}, {"words.tsv", kFitWords}};
}

struct Loaded {
  std::unique_ptr<const pack::LoadedPack> pack;
  std::shared_ptr<const RuleSet> rules;
  std::string problem;
};

inline Loaded LoadFiles(const PackFiles& files) {
  Loaded out;
  const PackLimits limits;
  pack::Loader loader(limits);
  for (const auto& [name, bytes] : files) loader.AddFile(name, bytes);
  DiagnosticSink sink;
  out.pack = loader.Load(&sink);
  if (out.pack != nullptr) {
    auto rules = ruleset::Compile(*out.pack, limits, &sink);
    if (rules.ok()) out.rules = *std::move(rules);
  }
  out.problem = FormatDiagnostics(sink.Take());
  return out;
}

// One customer turn a string.
inline std::string Record(const std::string& id, const std::vector<std::string>& turns,
                          const std::string& label, const std::string& source = "",
                          const std::string& facts = "{}") {
  std::string json =
      StrCat(R"({"id":")", id, R"(","source":")", source, R"(","facts":)", facts, R"(,"turns":[)");
  for (size_t t = 0; t < turns.size(); ++t) {
    StrAppend(&json, t == 0 ? "" : ",", R"({"text":")", turns[t], R"("})");
  }
  return StrCat(json, R"(],"label":)", label, "}");
}

// A labelled corpus in which every type says its own words, a third of them `none`.
inline std::vector<std::string> Corpus(int each) {
  std::vector<std::string> records;
  for (int i = 0; i < each; ++i) {
    const std::string n = std::to_string(i), source = i % 2 == 0 ? "shop" : "phone";
    records.push_back(Record("i" + n, {"It takes hours and I am still waiting", "Well " + n},
                             R"({"persona":"impatient","hostility":1,"escalate":false})", source));
    records.push_back(Record("b" + n, {"The price is high, any discount on it"},
                             R"({"persona":"bargain_hunter","hostility":0,"escalate":false})",
                             source));
    records.push_back(Record("n" + n, {"The door is blue, thank you", "I am so angry"},
                             i % 4 == 0 ? R"({"persona":"none","hostility":2,"escalate":true})"
                                        : R"({"persona":"none","hostility":1,"escalate":true})",
                             source));
  }
  return records;
}

inline Dataset DatasetOf(const Loaded& base, const std::vector<std::string>& records,
                         bool tests = true, std::vector<Milli> decays = {700}) {
  DatasetBuilder builder(base.rules, std::move(decays));
  Conversation conversation(base.rules);
  record::RecordReader reader;
  for (std::string json : records) {
    EXPECT_TRUE(reader.Parse(json.data(), json.size()).ok()) << json;
    EXPECT_TRUE(reader.Fill(&conversation).ok()) << json;
    const Status status = builder.Add(reader.record(), conversation, std::nullopt);
    EXPECT_TRUE(status.ok()) << status.message();
  }
  if (tests) builder.AddTests(base.pack->pack, 1);
  return builder.Finish(1, 1);
}

inline Result<FitResult> FitTo(const Loaded& base, const Dataset& data, const FitOptions& options) {
  return Fit(*base.pack, data, options, [](std::string_view, double) {});
}

inline Decision DecisionOf(const std::shared_ptr<const RuleSet>& rules, std::string json) {
  Conversation conversation(rules);
  record::RecordReader reader;
  Decision decision;
  EXPECT_TRUE(reader.Parse(json.data(), json.size()).ok()) << json;
  EXPECT_TRUE(reader.Fill(&conversation).ok());
  EXPECT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  return decision;
}

// The scores of all personas and scales and what was decided, as text to compare.
inline std::string Summary(const Decision& decision) {
  std::string out(decision.persona());
  for (const PersonaScore& p : decision.personas()) {
    StrAppend(&out, " ", p.id, "=", p.score, "/", p.probability);
  }
  for (const ScaleLevel& s : decision.scales())
    StrAppend(&out, " ", s.id, "=", s.score, ":", s.level);
  return out;
}

}  // namespace rapport::learn

#endif  // RAPPORT_TESTS_LEARN_FIT_TESTING_H_
