// Accumulators as hosts use them: the committed reports, by every road, and bytes that lie.

#include "rapport/accumulator.h"

#include <algorithm>
#include <cstdlib>
#include <random>

#include "frozen.h"

namespace rapport::frozen {
namespace {

struct Vector {
  const char* kind;
  const char* options;
  const char* report;  // its file
  const char* lines = "handled.jsonl";
};
constexpr Vector kVectors[] = {
    {"coaching", R"({"individuals":true,"min_sample":2})", "coaching.json"},
    {"acceptance", R"({"min_sample":1,"sort":"name"})", "acceptance.json"},
    {"metrics", R"({"by":["team"]})", "metrics.json", "service.jsonl"},
    {"feedback", R"({"by":"team"})", "feedback.json", "service.jsonl"},
};

const std::shared_ptr<const RuleSet>& SharedRules() {
  static const std::shared_ptr<const RuleSet> rules = Rules();
  return rules;
}

Accumulator New(const Vector& vector) {
  auto made = Accumulator::Create(SharedRules(), vector.kind, vector.options);
  EXPECT_TRUE(made.ok()) << made.status().message();
  return *std::move(made);
}

std::string Report(const Accumulator& accumulator) {
  std::string json;
  EXPECT_TRUE(accumulator.Report(&json).ok());
  return json;
}

std::string Saved(const Accumulator& accumulator) {
  std::string bytes;
  EXPECT_TRUE(accumulator.Save(&bytes).ok());
  return bytes;
}

Accumulator Loaded(std::string_view bytes) {
  auto loaded = Accumulator::Load(SharedRules(), bytes);
  EXPECT_TRUE(loaded.ok()) << loaded.status().message();
  return *std::move(loaded);
}

void Add(const std::string& line, Accumulator* accumulator) {
  const Status status = accumulator->Add(line);
  EXPECT_TRUE(status.ok()) << status.message() << "\n" << line;
}

TEST(Accumulator, ReportsAreThoseCommitted) {
  for (const Vector& vector : kVectors) {
    Accumulator all = New(vector);
    EXPECT_EQ(all.kind(), vector.kind);
    for (const std::string& line : Lines(ReadFile(vector.lines))) Add(line, &all);
    if (std::getenv("RAPPORT_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(std::string(RAPPORT_SOURCE_DIR) + "/tests/vectors/" + vector.report)
          << Report(all) << "\n";
    }
    EXPECT_EQ(Report(all) + "\n", ReadFile(vector.report));
    EXPECT_EQ(Saved(Loaded(Saved(all))), Saved(all));
    EXPECT_EQ(Report(Loaded(Saved(all))), Report(all));
  }
}

// In any order, in any parts, by any road: one report, and one form of saved bytes.
TEST(Accumulator, PartsInAnyOrderAreTheWhole) {
  std::mt19937 random(7);
  for (const Vector& vector : kVectors) {
    const std::string expected = ReadFile(vector.report);
    Accumulator whole = New(vector);
    std::vector<std::string> lines = Lines(ReadFile(vector.lines));
    for (const std::string& line : lines) Add(line, &whole);
    for (int round = 0; round < 30; ++round) {
      std::shuffle(lines.begin(), lines.end(), random);
      std::vector<Accumulator> parts;
      for (int i = 0; i < 3; ++i) parts.push_back(New(vector));
      for (const std::string& line : lines) Add(line, &parts[random() % parts.size()]);
      Accumulator sum = Loaded(Saved(parts[0]));
      ASSERT_TRUE(sum.Merge(Loaded(Saved(parts[1]))).ok());
      ASSERT_TRUE(sum.Merge(parts[2]).ok());
      ASSERT_EQ(Report(sum) + "\n", expected);
      ASSERT_EQ(Saved(sum), Saved(whole));
    }
  }
}

TEST(Accumulator, RefusedLinesChangeNothing) {
  struct Case {
    const char* line;
    StatusCode code;
    const char* message;
  };
  constexpr Case kCases[] = {
      {"", StatusCode::kInvalidArgument, "not JSON"},
      {"{", StatusCode::kInvalidArgument, "not JSON"},
      {R"({"turns":7})", StatusCode::kInvalidArgument, "turns"},
      {R"({"turns":[],"facts":{"shoe":1}})", StatusCode::kNotFound, "facts.shoe"},
      {R"({"turns":[{"text":"hurry"},{"by":"agent","text":"On it."},{"text":1}]})",
       StatusCode::kInvalidArgument, "turns[2].text"},
      {R"({"turns":[{"text":"hurry"},{"by":"agent","text":"On it."}],"acknowledged":["nobody"]})",
       StatusCode::kNotFound, "acknowledged"},
  };
  for (const Vector& vector : {kVectors[0], kVectors[1]}) {
    for (const Case& c : kCases) {
      Accumulator accumulator = New(vector);
      const std::string before = Report(accumulator);
      const Status status = accumulator.Add(c.line);
      EXPECT_EQ(status.code(), c.code) << c.line;
      EXPECT_NE(status.message().find(c.message), std::string::npos) << status.message();
      EXPECT_EQ(Report(accumulator), before);
    }
  }
}

TEST(Accumulator, OptionsAreStrict) {
  struct Case {
    const char* kind;
    const char* options;
    StatusCode code;
    const char* message;
  };
  constexpr StatusCode kOk = StatusCode::kOk, kBad = StatusCode::kInvalidArgument;
  constexpr Case kCases[] = {
      {"coaching", "", kOk, ""},
      {"coaching", "{}", kOk, ""},
      {"coaching", R"({"min_sample":1,"unknown_facts":"ignore","lessons":[]})", kOk, ""},
      {"coaching", R"({"lessons":[{"id":"a","label":"A","checks":["apology"],"text":"T"}]})", kOk,
       ""},
      {"coaching", R"({"lessons":[{"ids":"a"}]})", kBad, "options: lessons[0].ids: not an option"},
      {"coaching", R"({"min_sampel":1})", kBad, "did you mean 'min_sample'?"},
      {"coaching", R"({"min_sample":0})", kBad, "options: min_sample: must be a whole number"},
      {"coaching", R"({"min_sample":1e300})", kBad, "min_sample"},
      {"coaching", R"({"min_sample":9223372036854775808})", kBad, "min_sample"},
      {"coaching", R"({"min_sample":1,"min_sample":2})", kBad, "given twice"},
      {"coaching", R"({"individuals":1})", kBad, "must be a boolean, not a number"},
      {"coaching", "[]", kBad, "must be an object"},
      {"coaching", "{", kBad, "not JSON"},
      {"acceptance", R"({"sort":"best"})", kBad, "must be one of least, most"},
      {"acceptance", R"({"min_sample":0})", kOk, ""},
      {"acceptance", R"({"individuals":true})", kBad, "not an option"},
      {"metrics", R"({"by":["team","channel,persona"],"from":"2026-01-01T00:00:00Z"})", kOk, ""},
      {"feedback", R"({"by":"team","min_sample":2})", kOk, ""},
      {"feedback", R"({"by":"size"})", kBad, "options: by: must be one of channel, agent"},
      {"metrics", R"({"by":["size"]})", kBad, "options: by[0]: "},
      {"metrics", R"({"max_cases":7})", kBad, "max_cases"},
      {"metrics", R"({"to":"soon"})", kBad, "options: to: not an RFC 3339 time"},
      {"coachin", "", StatusCode::kNotFound, "did you mean 'coaching'?"},
      {"", "", StatusCode::kNotFound, "there is no accumulator"},
  };
  for (const Case& c : kCases) {
    const auto made = Accumulator::Create(SharedRules(), c.kind, c.options);
    EXPECT_EQ(made.status().code(), c.code) << c.options << made.status().message();
    EXPECT_NE(made.status().message().find(c.message), std::string::npos)
        << made.status().message();
  }
  EXPECT_EQ(Accumulator::Create(nullptr, "coaching").status().code(), kBad);
  std::string deep(100'000, '[');
  EXPECT_EQ(Accumulator::Create(SharedRules(), "coaching", deep).status().code(),
            StatusCode::kLimitExceeded);
}

// A rule set has no lessons; those of the options stand in the plan, as the command's from packs.
TEST(Accumulator, LessonsComeFromTheOptions) {
  const Vector with = {
      "coaching", R"({"lessons":[{"id":"sorry","label":"Saying sorry","text":"Say it."}]})", ""};
  Accumulator plain = New({"coaching", "", ""}), taught = New(with);
  for (int i = 0; i < 5; ++i) {
    const std::string line = R"({"turns":[{"text":"hurry"},{"by":"agent","text":"No."}]})";
    Add(line, &plain);
    Add(line, &taught);
  }
  EXPECT_EQ(Report(plain).find("Say it."), std::string::npos);
  EXPECT_NE(Report(taught).find(R"("lessons":[{"lesson":"sorry")"), std::string::npos);
  EXPECT_EQ(Report(Loaded(Saved(taught))), Report(taught));
}

TEST(Accumulator, RecordsWithoutAnIdGoByTheirNumber) {
  Accumulator accumulator = New(kVectors[0]);
  EXPECT_FALSE(accumulator.Add("{").ok());
  Add(R"({"turns":[{"text":"Still waiting!"},{"by":"agent","text":"No."}]})", &accumulator);
  EXPECT_NE(Report(accumulator).find(R"("id":"2")"), std::string::npos) << Report(accumulator);
}

TEST(Accumulator, OnlyLikeIsMerged) {
  RuleSetBuilder builder;
  builder.AddDefault();
  const auto others = builder.Build();
  ASSERT_TRUE(others.ok());
  Accumulator mine = New(kVectors[0]);
  Add(Lines(ReadFile("handled.jsonl"))[0], &mine);
  const std::string before = Report(mine);
  auto theirs = Accumulator::Create(*others, "coaching", kVectors[0].options);
  ASSERT_TRUE(theirs.ok());
  for (const Accumulator* other : std::vector<const Accumulator*>{&mine, &*theirs}) {
    EXPECT_EQ(mine.Merge(*other).code(), StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(mine.Merge(New(kVectors[1])).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(mine.Merge(New({"coaching", "", ""})).code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(Report(mine), before);
  EXPECT_TRUE(mine.Merge(New({"coaching", "{\"min_sample\":2, \"individuals\" : true}", ""})).ok());
  EXPECT_EQ(Report(mine), before);
  EXPECT_EQ(Accumulator::Load(*others, Saved(mine)).status().code(), StatusCode::kInvalidState);
  EXPECT_EQ(Accumulator::Load(nullptr, Saved(mine)).status().code(), StatusCode::kInvalidArgument);
}

// tests/insight/accumulator_fuzz_test.cc has the same without the checksum's help.
TEST(Accumulator, DamagedBytesAreRefused) {
  std::mt19937 random(11);
  for (const Vector& vector : kVectors) {
    Accumulator all = New(vector);
    for (const std::string& line : Lines(ReadFile(vector.lines))) Add(line, &all);
    const std::string bytes = Saved(all);
    const auto refused = [&](const std::string& changed) {
      const auto loaded = Accumulator::Load(SharedRules(), changed);
      return !loaded.ok() && !loaded.status().message().empty();
    };
    for (size_t size = 0; size < bytes.size(); size += 1 + size / 40) {
      EXPECT_TRUE(refused(bytes.substr(0, size))) << size;
    }
    EXPECT_TRUE(refused(bytes + std::string(1, '\0')));
    for (int round = 0; round < 2000; ++round) {
      std::string changed = bytes;
      changed[random() % changed.size()] ^= static_cast<char>(1 << random() % 8);
      EXPECT_TRUE(refused(changed));
    }
  }
}

}  // namespace
}  // namespace rapport::frozen
