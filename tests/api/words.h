#ifndef RAPPORT_TESTS_API_WORDS_H_
#define RAPPORT_TESTS_API_WORDS_H_

// What the tests of word tables share: a small pack around a table, and what a decision says of it.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "frozen.h"

namespace rapport::frozen {

inline constexpr char kPersonas[] = R"(
personas:
  calm:
    label: Calm
    display_name: Calm
  hasty:
    label: Hasty
    display_name: Hasty
    bias: 0.25
    evidence: {asks_time: 1}
  none:
    bias: 0.5
scales:
  calm: {levels: [no, yes], thresholds: [1]}
  heat: {levels: [cold, warm, hot], thresholds: [0.5, 1.5], bias: 0.1}
cues:
  asks_time: [what time]
scoring: {margin: 0, also_margin: 0, threshold: 0)";

inline constexpr char kDecay[] = ", decay: 0.8";

// A pack with the personas calm, hasty and none, the scales calm and heat, and a table in which an
// arrow stands for a tab.
inline std::shared_ptr<const RuleSet> RulesWith(std::string table, const std::string& scoring,
                                                const std::string& more = "",
                                                const std::string& more_personas = "") {
  constexpr std::string_view kArrow = "→";
  for (size_t at = table.find(kArrow); at != std::string::npos; at = table.find(kArrow, at)) {
    table.replace(at, kArrow.size(), "\t");
  }
  RuleSetBuilder builder;
  std::string manifest =
      StrCat("rapport: 1\npack: {id: p, version: 1.0.0, language: en, files: [w.tsv]}", kPersonas,
             scoring, "}\n", more);
  manifest.insert(manifest.find("  hasty:"), more_personas);
  builder.AddFile("p.yaml", manifest);
  builder.AddFile("w.tsv", table);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

inline void Add(std::string_view text, Conversation* conversation, Speaker by = Speaker::kCustomer,
                TextFormat format = TextFormat::kText) {
  Turn turn;
  turn.by = by;
  turn.text = text;
  turn.format = format;
  turn.language = "en";  // few words, that the language guard cannot tell
  ASSERT_TRUE(conversation->AddTurn(turn).ok());
}

inline int32_t ScoreOf(const Decision& decision, std::string_view persona) {
  for (const PersonaScore& score : decision.personas()) {
    if (score.id == persona) return score.score;
  }
  ADD_FAILURE() << persona;
  return 0;
}

inline int32_t ScaleOf(const Decision& decision, std::string_view scale) {
  for (const ScaleLevel& level : decision.scales()) {
    if (level.id == scale) return level.score;
  }
  ADD_FAILURE() << scale;
  return 0;
}

// The words that counted for a persona, one a line, strongest first:
//     hasty [slow] 0 5-9 "slow" 1342
inline std::string EvidenceOf(const Decision& decision, std::string_view persona) {
  std::string out;
  for (const Evidence& e : decision.evidence()) {
    if (e.kind != EvidenceKind::kWord || e.persona != persona) continue;
    StrAppend(&out, e.persona, " [", e.id, "] ", e.turn, " ", e.begin, "-", e.end, " \"", e.text,
              "\" ", e.weight, "\n");
  }
  return out;
}

}  // namespace rapport::frozen

#endif  // RAPPORT_TESTS_API_WORDS_H_
