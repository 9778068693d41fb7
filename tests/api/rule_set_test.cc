// Building rule sets: from files, memory and the embedded default; several packs; errors.

#include <algorithm>
#include <filesystem>

#include "frozen.h"

namespace rapport::frozen {
namespace {

constexpr char kShop[] = R"(rapport: 1
pack: {id: shop, version: 2.0.0, language: en, extends: [core-en]}
cues:
  mentions_points:
    phrases: [loyalty points]
personas:
  loyalist:
    override: merge
    evidence: {mentions_points: 1.5}
)";

TEST(RuleSetBuilder, BuildsTheDefault) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  EXPECT_EQ((*rules)->name().substr(0, 8), "core-en@");
  EXPECT_EQ((*rules)->hash().size(), 64u);
  EXPECT_EQ((*rules)->language(), "en");
  EXPECT_EQ((*rules)->personas().size(), 10u);
  EXPECT_GE((*rules)->FindFact("channel"), 0);
  EXPECT_EQ((*rules)->FindFact("no_such_fact"), -1);
  for (const PersonaInfo& persona : (*rules)->personas()) {
    EXPECT_FALSE(persona.label.empty()) << persona.id;
    EXPECT_FALSE(persona.display_name.empty()) << persona.id;
  }
  for (const CueInfo& cue : (*rules)->cues()) EXPECT_FALSE(cue.help.empty()) << cue.id;
}

TEST(RuleSetBuilder, FindsTheDefaultThatAPackExtends) {
  RuleSetBuilder builder;
  builder.AddFile("shop.yaml", kShop);
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  EXPECT_EQ((*rules)->name().substr(0, 11), "shop@2.0.0#");
  EXPECT_EQ((*rules)->personas().size(), 10u);
}

TEST(RuleSetBuilder, ReportsEveryErrorAndMayBeUsedAgain) {
  RuleSetBuilder builder;
  builder.AddFile("bad.yaml",
                  "rapport: 1\npack: {id: bad, version: 1.0.0, language: en}\n"
                  "cues:\n  a: {phrase: [x]}\nconditions:\n  b: nothing > 3\n");
  const auto rules = builder.Build();
  ASSERT_FALSE(rules.ok());
  EXPECT_EQ(rules.status().code(), StatusCode::kInvalidPack);
  std::vector<std::string> codes;
  for (const Diagnostic& d : builder.diagnostics()) {
    if (d.severity != Severity::kError) continue;
    EXPECT_EQ(d.file, "bad.yaml");
    EXPECT_GT(d.line, 0u);
    codes.push_back(d.code);
  }
  EXPECT_GE(codes.size(), 2u);
  EXPECT_NE(std::find(codes.begin(), codes.end(), "unknown-key"), codes.end());
  EXPECT_NE(std::find(codes.begin(), codes.end(), "expr-unknown-name"), codes.end());

  RuleSetBuilder again;
  AddPack("frozen.yaml", ReadFile("pack.yaml"), &again);
  const auto first = again.Build();
  ASSERT_TRUE(first.ok());
  again.AddFile("shop.yaml", kShop);
  const auto second = again.Build();
  ASSERT_FALSE(second.ok()) << "two packs that declare the same ids do not go together";
  ASSERT_TRUE((*first)->personas().size() == 4u) << "the first rule set is as it was";
}

TEST(RuleSetBuilder, ReadsFilesAndWhatTheyList) {
  const auto folder =
      std::filesystem::temp_directory_path() /
      ("rapport-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
       std::to_string(reinterpret_cast<uintptr_t>(&kShop)));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "pack.yaml") << "rapport: 1\npack: {id: p, version: 1.0.0, language: en, "
                                         "files: [cues.yaml]}\npersonas:\n  q: {label: Q, "
                                         "display_name: Q, summary: Q., evidence: {c: 1}}\n";
  RuleSetBuilder missing;
  ASSERT_TRUE(missing.AddPath((folder / "pack.yaml").string()).ok());
  EXPECT_FALSE(missing.Build().ok());
  EXPECT_NE(FormatDiagnostics(missing.diagnostics()).find("cues.yaml"), std::string::npos);

  std::ofstream(folder / "cues.yaml") << "rapport: 1\ncues:\n  c: [hello there]\n";
  RuleSetBuilder builder;
  ASSERT_TRUE(builder.AddPath((folder / "pack.yaml").string()).ok());
  EXPECT_TRUE(builder.Build().ok()) << FormatDiagnostics(builder.diagnostics());
  std::filesystem::remove_all(folder);

  RuleSetBuilder nowhere;
  const Status status = nowhere.AddPath((folder / "pack.yaml").string());
  EXPECT_EQ(status.code(), StatusCode::kIo);
  EXPECT_NE(status.message().find("pack.yaml"), std::string::npos);
}

TEST(RuleSetBuilder, NamesTheSameForTheSameRules) {
  RuleSetBuilder a, b;
  AddPack("one.yaml", ReadFile("pack.yaml"), &a);
  AddPack("other.yaml", "# a comment more\n" + ReadFile("pack.yaml"), &b);
  const auto first = a.Build(), second = b.Build();
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ((*first)->name(), (*second)->name());
}

}  // namespace
}  // namespace rapport::frozen
