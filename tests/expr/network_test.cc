// Random programs that read each other: the network against every program evaluated by itself, for
// every mixture of known, unknown and erroneous names, round after round from one baseline.

#include <gtest/gtest.h>

#include <random>

#include "base/strings.h"
#include "expr/network_builder.h"
#include "sample.h"

namespace rapport::expr {
namespace {

constexpr size_t kPrograms = 24;
constexpr size_t kCount = 0;  // the slot of `contacts`, which is a count here

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}
  size_t Pick(size_t n) { return random_() % n; }

  // A condition that may read the results of the first `results` programs.
  std::string Condition(size_t results, int depth) {
    if (depth == 0 || Pick(4) == 0) return Test(results);
    switch (Pick(5)) {
      case 0:
        return StrCat("!(", Condition(results, depth - 1), ")");
      case 1:
        return StrCat("(", Condition(results, depth - 1), " ? ", Condition(results, depth - 1),
                      " : ", Condition(results, depth - 1), ")");
      default: {
        const char* const op = Pick(2) == 0 ? " && " : " || ";
        std::string text = Condition(results, depth - 1);
        for (size_t n = 1 + Pick(3); n > 0; --n) {
          StrAppend(&text, op, Condition(results, depth - 1));
        }
        return StrCat("(", text, ")");
      }
    }
  }

  // Tests of single names that are all to hold, said in one way or another.
  std::string Conjunction() {
    static const char* const kTests[] = {"vip",
                                         "!vip",
                                         "known(vip)",
                                         "!known(problem)",
                                         "problem > 0",
                                         "problem <= 2",
                                         "3 > problem",
                                         "!(problem != 2)",
                                         "problem < 9223372036854775807",
                                         "tier == 'gold'",
                                         "tier != 'gold'",
                                         "tier in ['silver', 'gold']",
                                         "!(tier in ['bronze'])",
                                         "tier in []",
                                         "!(tier == 'silver' || problem == 0)",
                                         "limit.discount >= 10",
                                         "limit.discount < 4",
                                         "(vip && known(tier))",
                                         "true",
                                         "known(wait)"};
    std::string text = kTests[Pick(std::size(kTests))];
    for (size_t n = Pick(5); n > 0; --n) StrAppend(&text, " && ", kTests[Pick(std::size(kTests))]);
    return text;
  }

 private:
  std::string Test(size_t results) {
    static const char* const kTests[] = {
        "contacts > 0",
        "contacts >= 2",
        "contacts + contacts > 2",
        "0 < contacts",
        "contacts != 1",
        "contacts < -9223372036854775807",
        "problem == 2",
        "problem > 9223372036854775806",
        "problem <= 0",
        "limit.discount >= 10",
        "vip",
        "known(vip)",
        "known(contacts)",
        "known(problem) && problem > 0",
        "rating > 1.5",
        "rating != 2.5",
        "tier == 'gold'",
        "tier != 'silver'",
        "tier in ['gold', 'bronze']",
        "name == 'new'",
        "name.contains('e')",
        "wait > duration('5m')",
        "wait + wait < duration('90m')",
        "opened < timestamp('2026-03-01T10:20:00Z')",
        "1 / problem > 0",
        "10 / contacts > 3",
        "tags.exists(t, t == 'new')",
        "'angry' in tags",
        "counts.calls > 1",
        "data.a == 1",
        "bool(data)",
        "true",
        "false",
    };
    if (results > 0 && Pick(3) == 0) {
      const std::string name = StrCat("c", Pick(results));
      return Pick(4) == 0 ? StrCat("known(", name, ")") : name;
    }
    return kTests[Pick(std::size(kTests))];
  }

  std::mt19937 random_;
};

std::vector<Value> RandomSlots(Generator* pick, const std::vector<SampleValues>& samples) {
  std::vector<Value> slots(samples[0].slots().size());
  for (size_t i = 0; i < slots.size(); ++i) {
    slots[i] = samples[pick->Pick(samples.size())].slots()[i];
  }
  slots[kCount] = Value::Int(static_cast<int64_t>(pick->Pick(4)));
  slots.resize(slots.size() + kPrograms);
  return slots;
}

std::vector<NetworkSlot> SlotsOfSample() {
  std::vector<NetworkSlot> slots;
  for (const TypeKind type :
       {TypeKind::kInt, TypeKind::kDouble, TypeKind::kBool, TypeKind::kString, TypeKind::kDuration,
        TypeKind::kTimestamp, TypeKind::kString, TypeKind::kList, TypeKind::kMap, TypeKind::kDyn,
        TypeKind::kInt, TypeKind::kInt}) {
    const bool bounded = type != TypeKind::kList && type != TypeKind::kMap &&
                         type != TypeKind::kDyn && slots.size() != 3;
    slots.push_back({type, slots.size() == kCount, bounded ? 1u : 0u});
  }
  slots.resize(slots.size() + kPrograms, {TypeKind::kBool, false, 1});
  return slots;
}

struct Programs {
  std::vector<std::unique_ptr<const Program>> owned;
  std::vector<const Program*> views;
  std::vector<int32_t> result_slots;  // -1: nobody may read it
};

Programs RandomPrograms(Generator* generate, size_t first_slot) {
  Programs out;
  Declarations names = SampleNames();
  size_t results = 0;
  for (size_t p = 0; p < kPrograms; ++p) {
    // The last third is like policies, whose results no condition reads.
    const bool shown = p < kPrograms * 2 / 3;
    const std::string source = !shown && generate->Pick(2) == 0 ? generate->Conjunction()
                                                                : generate->Condition(results, 3);
    std::vector<ExprIssue> issues;
    auto program = Program::Compile(source, names, TypeKind::kBool, {}, &issues);
    EXPECT_NE(program, nullptr) << source << ": " << (issues.empty() ? "" : issues[0].message);
    if (program == nullptr) return out;
    out.views.push_back(program.get());
    out.owned.push_back(std::move(program));
    out.result_slots.push_back(shown ? static_cast<int32_t>(first_slot + results) : -1);
    if (shown) {
      names.Add(StrCat("c", results), {TypeKind::kBool, out.result_slots.back(), {}});
      ++results;
    }
  }
  return out;
}

// Every program by itself, in order, into `slots`.
void ExpectAsEvaluated(const Programs& programs, std::vector<Value> slots, NetworkState* state) {
  EvalScratch scratch;
  for (uint32_t p = 0; p < programs.views.size(); ++p) {
    const Value value = programs.views[p]->Evaluate(slots, &scratch);
    const std::string_view source = programs.views[p]->source();
    const int32_t slot = programs.result_slots[p];
    if (slot >= 0) {
      slots[static_cast<size_t>(slot)] = value.is_unknown() ? Value::Unknown(slot) : value;
      EXPECT_TRUE(
          state->slots()[static_cast<size_t>(slot)].IsSameScalar(slots[static_cast<size_t>(slot)]))
          << source;
    }
    ASSERT_EQ(static_cast<int>(state->truth(p)), static_cast<int>(TruthOf(value))) << source;
    if (TruthOf(value) != Truth::kOpen) continue;
    const std::vector<int32_t> missing =
        value.is_unknown() ? scratch.unknown_slots() : std::vector<int32_t>();
    const NetworkState::Reason reason = state->WhyOpen(p);
    EXPECT_EQ(reason.error, value.is_error() ? value.error() : ErrorCode::kNone) << source;
    EXPECT_EQ(std::vector<int32_t>(reason.missing.begin(), reason.missing.end()), missing)
        << source;
  }
}

TEST(Network, IsEveryProgramByItself) {
  Generator generate(20261126);
  std::vector<SampleValues> samples;
  for (const char* text :
       {"", "contacts = 1; vip = true; rating = 2.5; problem = 0; tier = 'gold'; data = true",
        "vip = false; rating = 0.0; problem = 2; tier = 'silver'; name = 'new'; limit.discount = "
        "10",
        "wait = duration('45m'); opened = timestamp(0); tags = ['new', 'angry']; data = {'a': 1}",
        "wait = error; tags = []; counts = {'calls': 2}; vip = error; data = 'text'; name = ''",
        "problem = error; rating = error; tier = 'bronze'; limit.discount = 3; counts = {}"}) {
    samples.emplace_back(text);
  }
  const std::vector<NetworkSlot> slots = SlotsOfSample();
  size_t conjunctions = 0;
  for (int network_number = 0; network_number < 300; ++network_number) {
    const Programs programs = RandomPrograms(&generate, slots.size() - kPrograms);
    ASSERT_EQ(programs.views.size(), kPrograms);
    std::vector<Value> baseline = RandomSlots(&generate, samples);
    baseline[kCount] = Value::Int(0);
    NetworkBuilder builder(slots, baseline);
    uint32_t first_nodes = 0;
    for (size_t p = 0; p < kPrograms; ++p) {
      if (programs.result_slots[p] < 0 && first_nodes == 0) first_nodes = builder.node_count();
      builder.Add(programs.views[p], programs.result_slots[p]);
    }
    const Network network = builder.Build();
    for (const uint64_t word : network.conjunctions.programs) {
      conjunctions += static_cast<size_t>(__builtin_popcountll(word));
    }
    NetworkState state;
    state.Bind(&network, programs.views, baseline);
    ExpectAsEvaluated(programs, baseline, &state);
    for (int round = 0; round < 12; ++round) {
      std::vector<Value> values = baseline;
      const std::vector<Value> others = RandomSlots(&generate, samples);
      state.Restore();
      for (size_t i = 0; i < slots.size() - kPrograms; ++i) {
        if (generate.Pick(3) != 0) continue;
        values[i] = others[i];
        if (i == kCount) {
          state.SetCount(static_cast<int32_t>(i), static_cast<int32_t>(values[i].as_int()));
        } else {
          state.Set(static_cast<int32_t>(i), values[i]);
        }
      }
      state.Propagate(first_nodes);
      if (round % 4 == 3) continue;  // given up half-way
      state.Finish();
      ExpectAsEvaluated(programs, values, &state);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(conjunctions, 1000u);
}

// A slot that is compared with thousands of constants would need too many rows.
TEST(Network, HasNodesForConjunctionsThatWouldTakeTooMuchRoom) {
  constexpr int kMany = 3000;
  const Declarations names = SampleNames();
  const std::vector<NetworkSlot> slots = SlotsOfSample();
  Programs programs;
  for (int p = 0; p < kMany; ++p) {
    const std::string source =
        p % 2 == 0 ? StrCat("problem >= ", p, " && vip") : "vip && rating > 1.0";
    std::vector<ExprIssue> issues;
    programs.owned.push_back(
        Program::Compile(p % 100 == 1 ? "vip" : source, names, TypeKind::kBool, {}, &issues));
    ASSERT_NE(programs.owned.back(), nullptr);
    programs.views.push_back(programs.owned.back().get());
    programs.result_slots.push_back(-1);
  }
  const SampleValues unknown("");
  std::vector<Value> baseline = unknown.slots();
  baseline.resize(slots.size());
  baseline[kCount] = Value::Int(0);
  NetworkBuilder builder(slots, baseline);
  for (const Program* program : programs.views) builder.Add(program, -1);
  const Network network = builder.Build();
  const Conjunctions& conjunctions = network.conjunctions;
  EXPECT_LE(conjunctions.rows.size(), ConjunctionBuilder::kMostWords);
  EXPECT_EQ(conjunctions.slot_count(), 1u);  // `vip`, in the programs that read nothing else
  EXPECT_GT(network.nodes.size(), static_cast<uint32_t>(kMany / 2));
  NetworkState state;
  state.Bind(&network, programs.views, baseline);
  ExpectAsEvaluated(programs, baseline, &state);
  for (const char* text : {"vip = true; problem = 1000", "vip = false; rating = 2.0", ""}) {
    state.Restore();
    std::vector<Value> values = SampleValues(text).slots();
    values.resize(slots.size());
    values[kCount] = Value::Int(0);
    for (size_t i = 1; i < slots.size() - kPrograms; ++i) {
      if (values[i].is_known()) state.Set(static_cast<int32_t>(i), values[i]);
    }
    state.Finish();
    ExpectAsEvaluated(programs, values, &state);
  }
}

}  // namespace
}  // namespace rapport::expr
