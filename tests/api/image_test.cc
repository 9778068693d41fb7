// Compiled packs: they decide and explain as their sources do, come out the same however often they
// are written and read, and are refused when anything about them is wrong.

#include "ruleset/image.h"

#include <cstring>

#include "base/archive.h"
#include "base/strings.h"
#include "frozen.h"
#include "record/explanation_json.h"
#include "ruleset/embedded.h"

namespace rapport::frozen {
namespace {

std::shared_ptr<const RuleSet> Load(std::string image) {
  RuleSetBuilder builder;
  builder.AddFile("frozen.rpk", std::move(image));
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

std::shared_ptr<const RuleSet> DefaultFromSources() {
  RuleSetBuilder builder;
  EXPECT_TRUE(builder.AddPath(std::string(RAPPORT_SOURCE_DIR) + "/rules/core-en/pack.yaml").ok());
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

// The decisions and explanations of the frozen conversations.
std::vector<std::string> Answers(const std::shared_ptr<const RuleSet>& rules) {
  std::vector<std::string> answers;
  Conversation conversation(rules);
  Decision decision;
  Explanation explanation;
  for (const std::string& line : Lines(ReadFile("conversations.jsonl"))) {
    answers.push_back(DecideLine(line, &conversation, &decision));
    record::JsonWriter writer;
    if (Explain(conversation, std::nullopt, &explanation).ok()) {
      record::WriteExplanation("x", explanation, &writer);
    }
    answers.emplace_back(writer.bytes());
  }
  return answers;
}

TEST(Image, AnswersAsItsSources) {
  const auto sources = Rules();
  const auto compiled = Load(sources->Compiled());
  ASSERT_NE(compiled, nullptr);
  EXPECT_EQ(compiled->name(), sources->name());
  EXPECT_EQ(compiled->hash(), sources->hash());
  EXPECT_EQ(Answers(compiled), Answers(sources));
}

// Building falls back to the sources without a word, so that it must be asked for here.
TEST(Image, OfTheDefaultIsInTheLibrary) {
  const std::string_view image = ruleset::EmbeddedImage();
  ASSERT_FALSE(image.empty());
  EXPECT_TRUE(ruleset::ReadEmbedded(image, PackLimits()).ok());
  EXPECT_EQ(image, DefaultFromSources()->Compiled());
}

// Limits hold for the built-in pack as for any other, whichever form it would be read from.
TEST(Image, OfTheDefaultKeepsToLowerLimits) {
  const auto builds = [](const PackLimits& limits) {
    RuleSetBuilder builder(limits);
    builder.AddDefault();
    return builder.Build().ok();
  };
  PackLimits limits;
  EXPECT_TRUE(builds(limits));
  limits.phrases = 10;
  EXPECT_FALSE(builds(limits));
  limits = PackLimits();
  limits.themes = 3;
  EXPECT_FALSE(builds(limits));
  limits = PackLimits();
  limits.yaml_depth = 1;
  EXPECT_FALSE(builds(limits));
  limits = PackLimits();
  limits.expression_depth = 1;
  EXPECT_FALSE(builds(limits));
}

TEST(Image, OfTheDefaultIsWhatTheSourcesSay) {
  const auto sources = DefaultFromSources();
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto embedded = builder.Build();
  ASSERT_TRUE(embedded.ok());
  EXPECT_EQ((*embedded)->Compiled(), sources->Compiled());
  for (const char* text : {"How much longer? I've been waiting 3 weeks!", "Thanks, all fine."}) {
    std::string answers[2];
    for (int i = 0; i < 2; ++i) {
      Conversation conversation(i == 0 ? *embedded : sources);
      Turn turn;
      turn.text = text;
      ASSERT_TRUE(conversation.AddTurn(turn).ok());
      Decision decision;
      ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
      answers[i] = Json("x", decision);
    }
    EXPECT_EQ(answers[0], answers[1]);
  }
}

TEST(Image, OfTheDefaultIsUsed) {
  if (ruleset::EmbeddedImage().empty()) GTEST_SKIP() << "built without";
  const auto rules = ruleset::ReadEmbedded(ruleset::EmbeddedImage(), PackLimits());
  EXPECT_TRUE(rules.ok()) << rules.status().message();
}

TEST(Image, KeepsWhatRuleSetsShow) {
  const auto a = Rules(), b = Load(a->Compiled());
  ASSERT_EQ(a->facts().size(), b->facts().size());
  for (size_t i = 0; i < a->facts().size(); ++i) {
    const FactInfo &x = a->facts()[i], &y = b->facts()[i];
    EXPECT_EQ(x.id, y.id);
    EXPECT_EQ(x.type, y.type);
    EXPECT_EQ(x.has_default, y.has_default);
    EXPECT_EQ(x.help, y.help);
    EXPECT_EQ(std::vector<std::string_view>(x.values.begin(), x.values.end()),
              std::vector<std::string_view>(y.values.begin(), y.values.end()));
    EXPECT_EQ(b->FindFact(x.id), static_cast<int32_t>(i));
    EXPECT_EQ(y.id.data()[y.id.size()], '\0') << "hosts read texts through C";
  }
  ASSERT_EQ(a->personas().size(), b->personas().size());
  for (size_t i = 0; i < a->personas().size(); ++i) {
    EXPECT_EQ(a->personas()[i].label, b->personas()[i].label);
  }
  ASSERT_EQ(a->policies().size(), b->policies().size());
  for (size_t i = 0; i < a->policies().size(); ++i) {
    EXPECT_EQ(a->policies()[i].when, b->policies()[i].when);
  }
  EXPECT_EQ(a->cues().size(), b->cues().size());
  EXPECT_EQ(a->scales().size(), b->scales().size());
}

TEST(Image, IsTheSameHoweverOftenItIsMade) {
  const std::string image = Rules()->Compiled();
  EXPECT_EQ(Rules()->Compiled(), image);
  EXPECT_EQ(Load(image)->Compiled(), image);
}

TEST(Image, IsReadFromAnyAddress) {
  const std::string image = Rules()->Compiled();
  for (size_t shift = 0; shift < kArchiveAlignment; ++shift) {
    const std::string shifted = std::string(shift, 'x') + image;
    const auto rules = ruleset::ReadImage(std::string_view(shifted).substr(shift), PackLimits());
    ASSERT_TRUE(rules.ok()) << rules.status().message();
    EXPECT_EQ((*rules)->name(), Rules()->name());
  }
}

TEST(Image, OutlivesTheBuilderAndTheBytes) {
  auto image = std::make_unique<std::string>(Rules()->Compiled());
  auto builder = std::make_unique<RuleSetBuilder>();
  builder->AddFile("frozen.rpk", *image);
  const auto first = builder->Build(), second = builder->Build();
  ASSERT_TRUE(first.ok() && second.ok());
  builder.reset();
  image.reset();
  EXPECT_EQ(Answers(*first), Answers(*second));
}

struct Damage {
  const char* what;
  void (*apply)(std::string* image);
  std::string message;
};

TEST(Image, SaysWhatIsWrong) {
  constexpr uint32_t kLayout = ruleset::kLayoutVersion;
  const std::string image = Rules()->Compiled();
  const Damage damages[] = {
      {"a header alone", [](std::string* i) { i->resize(20); }, "the compiled pack ends too early"},
      {"another format", [](std::string* i) { (*i)[8] = 9; },
       StrCat("the pack was compiled by another version (format 9.", kLayout, ", not 1.", kLayout,
              "); compile it again")},
      {"another layout", [](std::string* i) { (*i)[13] = 1; },
       StrCat("the pack was compiled by another version (format 1.", kLayout + 256, ", not 1.",
              kLayout, "); compile it again")},
      {"a byte less", [](std::string* i) { i->pop_back(); },
       "the compiled pack is damaged: it has "},
      {"a byte more", [](std::string* i) { i->push_back(0); },
       "the compiled pack is damaged: it has "},
      {"a byte of it", [](std::string* i) { i->back() ^= 1; },
       "the compiled pack is damaged: its checksum is wrong"},
      {"its checksum", [](std::string* i) { (*i)[30] ^= 1; },
       "the compiled pack is damaged: its checksum is wrong"},
  };
  for (const Damage& damage : damages) {
    std::string bytes = image;
    damage.apply(&bytes);
    RuleSetBuilder builder;
    builder.AddFile("frozen.rpk", bytes);
    const auto rules = builder.Build();
    ASSERT_FALSE(rules.ok()) << damage.what;
    EXPECT_EQ(rules.status().code(), StatusCode::kInvalidPack) << damage.what;
    ASSERT_EQ(builder.diagnostics().size(), 1u) << damage.what;
    const Diagnostic& d = builder.diagnostics()[0];
    EXPECT_EQ(d.code, "compiled-pack") << damage.what;
    EXPECT_EQ(d.file, "frozen.rpk") << damage.what;
    EXPECT_EQ(d.message.substr(0, damage.message.size()), damage.message) << damage.what;
  }
}

TEST(Image, StandsAlone) {
  const std::string image = Rules()->Compiled();
  for (const bool with_default : {false, true}) {
    RuleSetBuilder builder;
    builder.AddFile("a.rpk", image);
    if (with_default) {
      builder.AddDefault();
    } else {
      builder.AddFile("b.rpk", image);
    }
    EXPECT_EQ(builder.Build().status().code(), StatusCode::kInvalidPack);
    EXPECT_EQ(FormatDiagnostics(builder.diagnostics()),
              "a.rpk: error[compiled-pack]: a compiled pack stands alone\n"
              "    hint: compile all of them together, from their sources\n");
  }
}

TEST(Image, KeepsToLimits) {
  const std::string image = Rules()->Compiled();
  PackLimits limits;
  limits.compiled_bytes = image.size() - 1;
  RuleSetBuilder builder(limits);
  builder.AddFile("a.rpk", image);
  EXPECT_EQ(builder.Build().status().code(), StatusCode::kLimitExceeded);
  ASSERT_EQ(builder.diagnostics().size(), 1u);
  EXPECT_EQ(builder.diagnostics()[0].code, "limit");
}

}  // namespace
}  // namespace rapport::frozen
