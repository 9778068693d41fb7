// Random bytes and random rows of tokens: whatever they are, compiling gives a program or issues,
// with ranges inside the source, and a program evaluates and traces. Most of its worth is under
// sanitizers.

#include <gtest/gtest.h>

#include <random>

#include "expr/trace.h"
#include "sample.h"

namespace rapport::expr {
namespace {

size_t Try(const std::string& source, Checking checking) {
  static const SampleValues kValues(
      "contacts = 3; tags = ['new']; data = {'a': [1, 2]}; name = 'x'");
  static EvalScratch scratch;
  Issues issues;
  PackLimits limits;
  const auto program =
      Program::Compile(source, SampleNames(), TypeKind::kDyn, limits, &issues, checking);
  EXPECT_EQ(program == nullptr, !issues.empty()) << source;
  for (const ExprIssue& issue : issues) {
    EXPECT_LE(issue.begin, issue.end) << source;
    EXPECT_LE(issue.end, source.size()) << source;
    EXPECT_FALSE(issue.code.empty() || issue.message.empty()) << source;
  }
  if (program == nullptr) return 0;
  const std::string result = program->Evaluate(kValues.slots(), &scratch).ToString();
  TextArena texts;
  Trace trace;
  EXPECT_EQ(program->Trace(kValues.slots(), &scratch, &texts, &trace).ToString(), result) << source;
  EXPECT_EQ(trace.values[0].text, result) << source;
  return 1;
}

TEST(Fuzz, Bytes) {
  std::mt19937 random(1);
  for (int i = 0; i < 30'000; ++i) {
    std::string source(random() % 40, '\0');
    for (char& c : source) c = static_cast<char>(i % 2 == 0 ? random() % 256 : 32 + random() % 96);
    Try(source, i % 3 == 0 ? Checking::kDynamic : Checking::kStrict);
  }
}

TEST(Fuzz, Tokens) {
  const char* const kTokens[] = {
      "1",          "-",
      "2.5",        "'a'",
      "\"b\"",      "true",
      "null",       "in",
      "(",          ")",
      "[",          "]",
      "{",          "}",
      ",",          ":",
      "?",          ".",
      "&&",         "||",
      "!",          "==",
      "!=",         "<",
      ">=",         "+",
      "*",          "/",
      "%",          "contacts",
      "tags",       "name",
      "data",       "limit",
      "discount",   "x",
      "size",       "has",
      "known",      "all",
      "exists",     "exists_one",
      "contains",   "int",
      "string",     "duration",
      "matches",    "map",
      "for",        "and",
      "not",        "1u",
      "b'a'",       "`a`",
      "'",          "\"\"\"",
      "\\",         "//",
      "=",          "&",
      "\n",         "9223372036854775808",
      "data.a",     "[1, 2]",
      "(x, x > 1)",
  };
  std::mt19937 random(2);
  size_t compiled = 0;
  for (int i = 0; i < 60'000; ++i) {
    std::string source;
    for (size_t n = 1 + random() % 12; n > 0; --n) {
      source += kTokens[random() % (sizeof kTokens / sizeof *kTokens)];
      if (random() % 2 == 0) source += ' ';
    }
    compiled += Try(source, i % 2 == 0 ? Checking::kDynamic : Checking::kStrict);
  }
  EXPECT_GT(compiled, 1000u);  // or it would test refusals only
}

// Good conditions with a byte or a stretch changed reach deeper than noise does.
TEST(Fuzz, Mutations) {
  const std::string kSeeds[] = {
      "contacts >= 3 && known(wait) && wait > duration(\"30m\") && tier in [\"gold\", \"silver\"]",
      "tags.exists(t, t.startsWith('an') || [1, 2].all(i, i < contacts)) ? data.a[0] : counts['x']",
      "{'a': 1, true: [null, 2.5e3]}[name + 'b'] == -0x1F && has(data.a) // why",
      "r'\\d' + '''x''' + \"\\u00e9\\n\" == string(timestamp('2026-03-01T10:20:00Z') - wait)",
  };
  std::mt19937 random(3);
  size_t compiled = 0;
  for (int i = 0; i < 40'000; ++i) {
    std::string source = kSeeds[random() % 4];
    for (size_t n = random() % 4; n > 0; --n) {
      const size_t at = random() % source.size();
      switch (random() % 3) {
        case 0:
          source[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          source.erase(at, 1 + random() % 5);
          break;
        default:
          source.insert(at, source.substr(random() % source.size(), random() % 8));
          break;
      }
      if (source.empty()) source = "x";
    }
    compiled += Try(source, i % 2 == 0 ? Checking::kDynamic : Checking::kStrict);
  }
  EXPECT_GT(compiled, 1000u);
}

}  // namespace
}  // namespace rapport::expr
