// Compiled packs from anywhere: whatever the bytes, reading them gives a rule set that can be used
// in every way or an error, and never harm, which the sanitizers would see. Every byte is changed,
// every length cut, neighbours exchanged, and bytes changed at random, all with the checksum made
// good, since that stops accidents and not people.

#include <algorithm>
#include <random>

#include "frozen.h"
#include "ruleset/image.h"

namespace rapport::frozen {
namespace {

constexpr size_t kChecksumAt = 24;
constexpr size_t kSizeAt = 16;
constexpr size_t kHeaderBytes = 32;

void Store(uint64_t value, size_t at, std::string* image) {
  for (size_t i = 0; i < 8; ++i, value >>= 8) (*image)[at + i] = static_cast<char>(value & 0xFF);
}

void MakeGood(std::string* image) {
  Store(image->size() - kHeaderBytes, kSizeAt, image);
  Store(ruleset::ImageChecksum(*image), kChecksumAt, image);
}

// The frozen pack, and beside it what that has not.
std::shared_ptr<const RuleSet> FuzzedRules() {
  RuleSetBuilder builder;
  AddPack("frozen.yaml", ReadFile("pack.yaml"), &builder);
  builder.AddFile("more.yaml", R"(rapport: 1
pack: {id: more, version: 1.0.0, language: en}
cues:
  impatience: [waiting, slow]
  agent_waits: {phrases: [please, waiting], in: agent}
actions: {stay: {label: Stay calm}}
protocols:
  impatient:
    label: Impatience
    starts_on: [impatience]
    starts_when: customer_turns >= 1
    states:
      - {id: a, label: A, steps: [ask, stay]}
      - {id: b, label: B, from: [a], on: [agent_waits], enter_when: done.ask && total_words > 2}
      - {id: c, label: C, enter_when: protocol.quiet_turns > 0 && protocol.state != "c", ends: true}
    steps:
      ask: {label: Ask, done_by: [agent_waits], needed_when: "agent_turns < 9", recommend: stay}
      stay: {label: Stay}
    faults:
      waits: {label: Waits, by: [agent_waits], when: "!done.ask"}
policies:
  - {id: more-one, when: protocol.impatient == "b", recommend: [stay]}
)");
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

// A text that touches much: words of the pack, numbers, links, quotes, negation, other scripts.
constexpr const char* kTexts[] = {
    "I've been waiting 3 weeks, this is the 2nd time I ask!! Where is my refund of $40?",
    "Can you match the price? It's cheaper elsewhere. I don't want to cancel, not really.",
    "> you wrote: \"please wait\"\nSooooo SLOW @support #fail http://x.example/a?b :-( "
    "\xF0\x9F\x98\xA1",
};

template <typename T>
void Any(const T&) {}

// One case after another, with one explanation, for what is kept of a case must serve the next.
void ExplainAll(const std::shared_ptr<const RuleSet>& rules) {
  Explanation explanation;
  for (int64_t number = 3; number < 5; ++number) {
    Conversation conversation(rules);
    Time now{};
    for (const char* text : kTexts) {
      for (const FactInfo& fact : rules->facts()) {
        Any(conversation.SetFact(fact.id, number));
        Any(conversation.SetFact(fact.id, number % 2 == 0));
        const size_t value = static_cast<size_t>(number) % (fact.values.size() + 1);
        Any(conversation.SetFact(fact.id, value > 0 ? fact.values[value - 1] : text));
      }
      Turn turn;
      turn.text = text;
      turn.at = now += std::chrono::hours(1);
      Any(conversation.AddTurn(turn));
      Any(Explain(conversation, now, &explanation));
      Any(Explain(conversation, now + std::chrono::hours(number), &explanation));
    }
    conversation.Reset();
    Any(Explain(conversation, std::nullopt, &explanation));
  }
}

// Uses the rules in every way; what comes out is anybody's.
void UseAll(const std::shared_ptr<const RuleSet>& rules) {
  Conversation conversation(rules);
  for (const FactInfo& fact : rules->facts()) {
    Any(conversation.SetFact(fact.id, int64_t{3}));
    Any(conversation.SetFact(fact.id, true));
    Any(conversation.SetFact(fact.id, fact.values.size() > 0 ? fact.values[0] : "x"));
  }
  Decision decision;
  for (const char* text : kTexts) {
    Turn turn;
    turn.text = text;
    Any(conversation.AddTurn(turn));
    turn.by = Speaker::kAgent;
    Any(conversation.AddTurn(turn));
    Any(Decide(conversation, std::nullopt, &decision));
    Json("x", decision);
  }
  ExplainAll(rules);
  Any(rules->Compiled());
}

// Whether the image was read; it is used then.
bool Try(const std::string& image) {
  // A copy of its own, so that a read beyond its end is seen.
  const auto rules = ruleset::ReadImage(image, PackLimits());
  if (!rules.ok()) {
    EXPECT_FALSE(rules.status().message().empty());
    return false;
  }
  UseAll(*rules);
  return true;
}

TEST(ImageFuzz, AccidentsAreNoticed) {
  const std::string image = FuzzedRules()->Compiled();
  for (size_t i = 8; i < image.size(); ++i) {
    std::string bytes = image;
    bytes[i] = static_cast<char>(bytes[i] ^ (1 << (i % 8)));
    ASSERT_FALSE(ruleset::ReadImage(bytes, PackLimits()).ok()) << i;
  }
  for (size_t size = 0; size < image.size(); ++size) {
    ASSERT_FALSE(ruleset::ReadImage(image.substr(0, size), PackLimits()).ok()) << size;
  }
}

TEST(ImageFuzz, EveryLength) {
  const std::string image = FuzzedRules()->Compiled();
  for (size_t size = kHeaderBytes; size < image.size(); ++size) {
    std::string bytes = image.substr(0, size);
    MakeGood(&bytes);
    ASSERT_FALSE(Try(bytes)) << size;
  }
}

TEST(ImageFuzz, EveryByte) {
  const std::string image = FuzzedRules()->Compiled();
  std::mt19937 random(1);
  size_t read = 0;
  for (size_t i = kHeaderBytes; i < image.size(); ++i) {
    std::string bytes = image;
    const char changes[] = {static_cast<char>(bytes[i] ^ (1 << (random() % 8))), '\0', '\x01',
                            static_cast<char>(0xFF), static_cast<char>(bytes[i] + 1)};
    bytes[i] = changes[random() % std::size(changes)];
    MakeGood(&bytes);
    read += Try(bytes) ? 1 : 0;
  }
  EXPECT_GT(read, 0u) << "weights and letters may be anything";
  EXPECT_LT(read, image.size() - kHeaderBytes);
}

// Tables are looked up and walked in their order, and every item may be good where another belongs.
TEST(ImageFuzz, NeighboursExchanged) {
  const std::string image = FuzzedRules()->Compiled();
  for (const size_t item : {4u, 8u, 12u, 16u}) {
    for (size_t at = kHeaderBytes; at + 2 * item <= image.size(); at += 4) {
      std::string bytes = image;
      std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       bytes.begin() + static_cast<std::ptrdiff_t>(at + item),
                       bytes.begin() + static_cast<std::ptrdiff_t>(at + item));
      if (bytes == image) continue;
      MakeGood(&bytes);
      Try(bytes);
    }
  }
}

TEST(ImageFuzz, ManyBytes) {
  const std::string image = FuzzedRules()->Compiled();
  std::mt19937 random(2);
  for (int round = 0; round < 4'000; ++round) {
    std::string bytes = image;
    const size_t changes = 1 + random() % 6;
    for (size_t c = 0; c < changes; ++c) {
      const std::string was = bytes;
      const size_t at = kHeaderBytes + random() % (bytes.size() - kHeaderBytes);
      switch (random() % 4) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:  // a number of four bytes, near another
          for (size_t i = at; i < std::min(at + 4, bytes.size()); ++i) bytes[i] = '\0';
          bytes[at] = static_cast<char>(random() % 32);
          break;
        case 2: {  // a part of it elsewhere
          const size_t from = kHeaderBytes + random() % (bytes.size() - kHeaderBytes);
          const size_t most = bytes.size() - std::max(at, from);
          const size_t size = std::min(size_t{random() % 64}, most);
          bytes.replace(at, size, was, from, size);
          break;
        }
        default:  // a part of it not at all, or twice
          if (random() % 2 == 0) {
            bytes.erase(at, random() % 32);
          } else {
            bytes.insert(at, was, at, random() % 32);
          }
      }
    }
    MakeGood(&bytes);
    Try(bytes);
  }
}

}  // namespace
}  // namespace rapport::frozen
