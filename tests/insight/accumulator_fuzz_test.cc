// Saved accumulators from somebody who knows the checksum: bytes are changed and sealed again.
// Either they are refused, or they are what some accumulator would save, and work.

#include <gtest/gtest.h>

#include <random>

#include "base/archive.h"
#include "base/strings.h"
#include "insight/coaching.h"
#include "insight/coaching_report.h"
#include "rapport/accumulator.h"

namespace rapport::insight {
namespace {

constexpr size_t kHeaderBytes = 32, kSizeAt = 16, kSumAt = 24;

std::string Number(uint64_t value) {
  ArchiveWriter out;
  out.Number(value);
  return out.bytes();
}

std::string Sealed(std::string bytes) {
  const std::string body = bytes.substr(kHeaderBytes);
  bytes.replace(kSizeAt, 8, Number(body.size()));
  bytes.replace(kSumAt, 8, Number(Checksum(bytes.substr(0, kSumAt)) * 31 + Checksum(body)));
  return bytes;
}

std::shared_ptr<const RuleSet> Rules() {
  static const std::shared_ptr<const RuleSet> rules = [] {
    RuleSetBuilder builder;
    builder.AddFile("p.yaml", R"(
rapport: 1
pack: {id: p, version: 1.0.0, language: en}
cues: {hurries: [hurry], sorry: {phrases: [sorry], in: agent}}
personas:
  hasty: {label: Hasty, display_name: H, summary: H., evidence: {hurries: 3}, playbook: [be_quick]}
  none: {bias: 0.5}
actions: {be_quick: {label: Be quick, by: agent, kind: service}}
checks:
  apology: {label: A, expects: [sorry], why: No apology., suggest: [Sorry.]}
  short: {label: S, passes_when: reply.words < 3, fatal: true, why: Long.}
)");
    auto built = builder.Build();
    EXPECT_TRUE(built.ok()) << FormatDiagnostics(builder.diagnostics());
    return *built;
  }();
  return rules;
}

constexpr const char* kKinds[] = {"coaching", "acceptance"};

Accumulator Filled(const char* kind) {
  auto made = Accumulator::Create(Rules(), kind,
                                  kind == std::string("coaching") ? R"({"individuals":true})" : "");
  EXPECT_TRUE(made.ok());
  constexpr const char* kReplies[] = {"Sorry, soon.", "No.", "This is a long one. \xff"};
  for (int i = 0; i < 9; ++i) {
    const std::string line =
        StrCat(R"({"channel":"c)", i % 2, R"(","team":"t)", i % 3,
               R"(","turns":[{"text":"hurry"},)", R"({"by":"agent","author":"a)", i % 5,
               R"(","at":"2026-03-0)", i + 1, R"(T10:00:00Z","text":")", kReplies[i % 3],
               R"("}],"events":[{"kind":"accepted","action":"be_quick"}]})");
    const Status status = made->Add(line);
    EXPECT_TRUE(status.ok()) << status.message();
  }
  return *std::move(made);
}

std::string Saved(const Accumulator& accumulator) {
  std::string bytes;
  EXPECT_TRUE(accumulator.Save(&bytes).ok());
  return bytes;
}

TEST(SavedAccumulator, SealedDamageIsRefusedOrWorks) {
  std::mt19937 random(3);
  for (const char* kind : kKinds) {
    const Accumulator filled = Filled(kind);
    const std::string bytes = Saved(filled);
    ASSERT_EQ(Sealed(bytes), bytes);
    int loaded_ones = 0;
    for (int round = 0; round < 20'000; ++round) {
      std::string changed = bytes;
      const auto place = [&] { return kHeaderBytes + random() % (changed.size() - kHeaderBytes); };
      switch (random() % 4) {
        case 0:
          changed[place()] = static_cast<char>(random());
          break;
        case 1:
          changed[place()] ^= static_cast<char>(1 << random() % 8);
          break;
        case 2:  // numbers at the ends of what there is
          for (size_t at = place(), i = 0; i < 8 && at + i < changed.size(); ++i) {
            changed[at + i] = static_cast<char>(i < 7 || random() % 2 == 0 ? 0xFF : 0x7F);
          }
          break;
        default:
          changed.erase(place(), 1 + random() % 16);
      }
      auto loaded = Accumulator::Load(Rules(), Sealed(changed));
      if (!loaded.ok()) {
        EXPECT_FALSE(loaded.status().message().empty());
        continue;
      }
      ++loaded_ones;
      EXPECT_EQ(Saved(*loaded), Sealed(changed));
      std::string report;
      EXPECT_TRUE(loaded->Report(&report).ok());
      const Status merged = loaded->Merge(filled);
      EXPECT_TRUE(merged.ok() || merged.code() == StatusCode::kLimitExceeded ||
                  merged.code() == StatusCode::kInvalidArgument)
          << merged.message();
      EXPECT_TRUE(loaded->Report(&report).ok());
    }
    EXPECT_GT(loaded_ones, 10) << "the changes did not get past the first checks";
  }
}

// What is within the limit alone may be beyond it together.
TEST(SavedAccumulator, CountsDoNotGrowBeyondTheirLimit) {
  Accumulator accumulator = Filled("acceptance");
  const auto parts = Saved(accumulator);
  StatusCode code = StatusCode::kOk;
  int rounds = 0;
  while (code == StatusCode::kOk && ++rounds < 70) {
    auto copy = Accumulator::Load(Rules(), Saved(accumulator));
    ASSERT_TRUE(copy.ok()) << copy.status().message();
    code = accumulator.Merge(*copy).code();
  }
  EXPECT_EQ(code, StatusCode::kLimitExceeded);
  EXPECT_TRUE(Accumulator::Load(Rules(), Saved(accumulator)).ok());
}

TEST(SavedAccumulator, NamesThatNeverEndAreRefused) {
  Coaching coaching(Rules());
  Conversation conversation(Rules());
  Turn reply;
  reply.by = Speaker::kAgent;
  reply.text = "Sorry.";
  Review review;
  ASSERT_TRUE(ReviewReply(conversation, reply, std::nullopt, &review).ok());
  size_t people = 0;
  std::string agent;
  while (people < 2 * kMostPeople) {
    agent = StrCat("agent-", people);
    if (!coaching.HasRoomFor("team", {agent})) break;
    coaching.Add(review, {"r", 0, agent, "team", "", std::nullopt, reply.text});
    ++people;
  }
  EXPECT_GT(people, kMostPeople - 4);
  EXPECT_LE(people, kMostPeople);
  EXPECT_TRUE(coaching.HasRoomFor("team", {"agent-7"}));
  EXPECT_FALSE(coaching.HasRoomFor("other", {"agent-7"}));
  Coaching more(Rules());
  EXPECT_TRUE(coaching.HasRoomFor(more));
  for (int i = 0; i < 4; ++i) {
    more.Add(review, {"r", 0, StrCat("x", i), "team", "", std::nullopt, reply.text});
  }
  EXPECT_FALSE(coaching.HasRoomFor(more));
}

}  // namespace
}  // namespace rapport::insight
