// Random conditions: the compiled program against the naive evaluator, for every mixture of known,
// unknown and erroneous names.

#include <gtest/gtest.h>

#include <random>

#include "base/strings.h"
#include "expr/checker.h"
#include "expr/expressions.h"
#include "expr/naive_evaluator.h"
#include "expr/parser.h"
#include "expr/trace.h"
#include "sample.h"

namespace rapport::expr {
namespace {

enum class Want {
  kBool,
  kInt,
  kDouble,
  kString,
  kInts,
  kStrings,
  kMap,
  kDuration,
  kTimestamp,
  kDyn
};

// Writes a random expression of a wanted type over the sample names; well-typed unless `typed` is
// false.
class Generator {
 public:
  Generator(uint32_t seed, bool typed) : random_(seed), typed_(typed) {}

  std::string Expression() {
    locals_.clear();
    return Of(static_cast<Want>(Pick(10)), 5);
  }

  size_t Pick(size_t n) { return random_() % n; }

 private:
  template <size_t kSize>
  std::string One(const char* const (&texts)[kSize]) {
    return texts[Pick(kSize)];
  }

  std::string Of(Want want, int depth) {
    if (!typed_ && Pick(8) == 0) want = static_cast<Want>(Pick(10));
    // Leaves, and now and then a form that fits every type.
    if (depth <= 0 || Pick(5) == 0) return Leaf(want);
    if (Pick(10) == 0 && want != Want::kDyn) {
      const std::string condition = Of(Want::kBool, depth - 1);
      return StrCat("(", condition, " ? ", Of(want, depth - 1), " : ", Of(want, depth - 1), ")");
    }
    switch (want) {
      case Want::kBool:
        return Bool(depth);
      case Want::kInt:
        return Int(depth);
      case Want::kDouble:
        return Double(depth);
      case Want::kString:
        return String(depth);
      case Want::kInts:
        return StrCat("(", Of(want, depth - 1), " + [", Of(Want::kInt, depth - 1), "])");
      case Want::kStrings:
        return StrCat("(", Of(want, depth - 1), " + [", Of(Want::kString, depth - 1), ", 'new'])");
      case Want::kMap:
        return StrCat("{", Of(Want::kString, depth - 1), ": ", Of(Want::kInt, depth - 1),
                      ", 'b': ", Of(Want::kInt, depth - 1), "}");
      case Want::kDuration:
        return StrCat("(", Of(want, depth - 1), Pick(2) == 0 ? " + " : " - ", Of(want, depth - 1),
                      ")");
      case Want::kTimestamp:
        return StrCat("(", Of(want, depth - 1), Pick(2) == 0 ? " + " : " - ",
                      Of(Want::kDuration, depth - 1), ")");
      case Want::kDyn:
        return StrCat("dyn(", Of(static_cast<Want>(Pick(10)), depth - 1), ")");
    }
    return "null";
  }

  std::string Leaf(Want want) {
    for (const auto& [name, type] : locals_) {
      if (type == want && Pick(2) == 0) return name;
    }
    switch (want) {
      case Want::kBool:
        return One(
            {"true", "false", "vip", "vip", "known(contacts)", "known(tags)", "has(data.a)"});
      case Want::kInt:
        return One({"0", "1", "-1", "2", "7", "contacts", "contacts", "problem", "limit.discount",
                    "9223372036854775807", "-9223372036854775808", "counts.calls", "4294967296"});
      case Want::kDouble:
        return One({"0.0", "-0.0", "1.5", "2.0", "rating", "rating", "1e308",
                    "9223372036854775808.0", "(0.0 / 0.0)", "-1e-300"});
      case Want::kString:
        return One({"''", "'a'", "'new'", "name", "name", "'\\u00e9'", "'5'", "'2h'",
                    "'2026-03-01T10:20:00Z'", "'1e3'", "'true'"});
      case Want::kInts:
        return One({"[]", "[1]", "[0, 1, 2]", "[contacts, 1]", "[2, 2, problem]"});
      case Want::kStrings:
        return One({"[]", "tags", "tags", "['new']", "['a', name]"});
      case Want::kMap:
        return One({"counts", "counts", "{}", "{'calls': 1}", "{'a': contacts}"});
      case Want::kDuration:
        return One({"wait", "wait", "duration('0')", "duration('90m')", "duration('-1ns')",
                    "duration('2562047h')"});
      case Want::kTimestamp:
        return One({"opened", "opened", "timestamp(0)", "timestamp('9999-12-31T23:59:59Z')",
                    "timestamp('0001-01-01T00:00:00Z')"});
      case Want::kDyn:
        return One({"data", "data", "data.a", "data.b", "dyn(null)", "dyn(1)", "dyn('a')",
                    "dyn([1, 'a'])"});
    }
    return "null";
  }

  std::string Bool(int depth) {
    const auto of = [&](Want want) { return Of(want, depth - 1); };
    const std::string comparison = One({" == ", " != ", " < ", " <= ", " > ", " >= "});
    switch (Pick(16)) {
      case 0:
      case 1:
        return StrCat("(", of(Want::kBool), " && ", of(Want::kBool), ")");
      case 2:
      case 3:
        return StrCat("(", of(Want::kBool), " || ", of(Want::kBool), " || ", of(Want::kBool), ")");
      case 4:
        return StrCat("(!", of(Want::kBool), ")");
      case 5:
        return StrCat("(", of(Want::kInt), comparison, of(Want::kDouble), ")");
      case 6: {
        constexpr Want kOrdered[] = {Want::kBool,   Want::kInt,      Want::kDouble,
                                     Want::kString, Want::kDuration, Want::kTimestamp};
        const Want want = kOrdered[Pick(6)];
        return StrCat("(", of(want), comparison, of(want), ")");
      }
      case 7: {
        constexpr Want kAny[] = {Want::kInts, Want::kStrings, Want::kMap, Want::kDyn};
        const Want want = kAny[Pick(4)];
        return StrCat("(", of(want), Pick(2) == 0 ? " == " : " != ", of(want), ")");
      }
      case 8:
        return StrCat("(", of(Want::kDyn), comparison, of(static_cast<Want>(Pick(4))), ")");
      case 9:
        return StrCat("(", of(Want::kInt), " in ", of(Want::kInts), ")");
      case 10:
        return StrCat("(", of(Want::kString), " in ", of(Want::kMap), ")");
      case 11:
        return StrCat(of(Want::kString), One({".contains(", ".startsWith(", ".endsWith("}),
                      of(Want::kString), ")");
      case 12:
      case 13:
        return Loop(depth);
      case 14:
        return StrCat("has(", of(Want::kMap), ".calls)");
      default:
        return StrCat("bool(", of(Want::kString), ")");
    }
  }

  std::string Loop(int depth) {
    const bool ints = Pick(2) == 0;
    std::string range = ints ? Of(Want::kInts, depth - 1)
                             : Of(Pick(2) == 0 ? Want::kStrings : Want::kMap, depth - 1);
    const std::string name = StrCat("v", locals_.size());
    locals_.emplace_back(name, ints ? Want::kInt : Want::kString);
    const std::string body = Of(Want::kBool, depth - 1);
    locals_.pop_back();
    return StrCat(range, One({".all(", ".exists(", ".exists_one("}), name, ", ", body, ")");
  }

  std::string Int(int depth) {
    const auto of = [&](Want want) { return Of(want, depth - 1); };
    switch (Pick(8)) {
      case 0:
      case 1:
      case 2:
        return StrCat("(", of(Want::kInt), One({" + ", " - ", " * ", " / ", " % "}), of(Want::kInt),
                      ")");
      case 3:
        return StrCat("(-(", of(Want::kInt), "))");
      case 4: {
        constexpr Want kSized[] = {Want::kString, Want::kInts, Want::kStrings, Want::kMap};
        return StrCat("size(", of(kSized[Pick(4)]), ")");
      }
      case 5: {
        constexpr Want kConvertible[] = {Want::kString, Want::kDouble, Want::kTimestamp,
                                         Want::kInt};
        return StrCat("int(", of(kConvertible[Pick(4)]), ")");
      }
      case 6:
        return StrCat(of(Want::kInts), "[", of(Want::kInt), "]");
      default:
        return StrCat(of(Want::kMap), Pick(2) == 0 ? ".b" : StrCat("[", of(Want::kString), "]"));
    }
  }

  std::string Double(int depth) {
    const auto of = [&](Want want) { return Of(want, depth - 1); };
    switch (Pick(3)) {
      case 0:
        return StrCat("(", of(Want::kDouble), One({" + ", " - ", " * ", " / "}), of(Want::kDouble),
                      ")");
      case 1:
        return StrCat("(-(", of(Want::kDouble), "))");
      default:
        return StrCat("double(", of(Pick(2) == 0 ? Want::kInt : Want::kString), ")");
    }
  }

  std::string String(int depth) {
    const auto of = [&](Want want) { return Of(want, depth - 1); };
    switch (Pick(3)) {
      case 0:
        return StrCat("(", of(Want::kString), " + ", of(Want::kString), ")");
      case 1:
        return StrCat(of(Want::kStrings), "[", of(Want::kInt), "]");
      default: {
        constexpr Want kConvertible[] = {Want::kBool,     Want::kInt,       Want::kDouble,
                                         Want::kDuration, Want::kTimestamp, Want::kString};
        return StrCat("string(", of(kConvertible[Pick(6)]), ")");
      }
    }
  }

  std::mt19937 random_;
  const bool typed_;
  std::vector<std::pair<std::string, Want>> locals_;
};

// Values that the names may have, one line each; every name is unknown or an error now and then.
SampleValues RandomValues(Generator* pick) {
  const struct {
    const char* name;
    std::vector<const char*> values;
  } kNames[] = {
      {"contacts", {"0", "1", "3", "-9223372036854775808"}},
      {"rating", {"0.0", "2.5", "-1.0"}},
      {"vip", {"true", "false"}},
      {"name", {"''", "'new'", "'\\u00e9'"}},
      {"wait", {"duration('0')", "duration('45m')", "duration('-2562047h')"}},
      {"opened", {"timestamp(0)", "timestamp('2026-03-01T10:20:00.5Z')"}},
      {"tier", {"'gold'"}},
      {"tags", {"[]", "['new']", "['new', 'angry', 'new']"}},
      {"counts", {"{}", "{'calls': 2}", "{'calls': 0, 'b': 1, '': 7}"}},
      {"data", {"null", "1", "{'a': 1}", "{'a': [1], 'b': true}", "'text'", "[1, 2]"}},
      {"limit.discount", {"10"}},
      {"problem", {"0", "2"}},
  };
  std::string text;
  for (const auto& name : kNames) {
    const size_t kind = pick->Pick(8);
    StrAppend(&text, text.empty() ? "" : "; ", name.name, " = ",
              kind < 2   ? "unknown"
              : kind < 3 ? "error"
                         : name.values[pick->Pick(name.values.size())]);
  }
  return SampleValues(text);
}

void Compare(bool typed, uint32_t seed, int expressions) {
  Generator generate(seed, typed);
  EvalScratch scratch;
  constexpr int kRounds = 5;
  std::vector<SampleValues> values;
  for (int i = 0; i < 200; ++i) values.push_back(RandomValues(&generate));
  size_t kinds[11] = {};
  for (int i = 0; i < expressions; ++i) {
    const std::string source = generate.Expression();
    if (source.size() > PackLimits().expression_bytes) continue;
    Issues issues;
    const Checking checking = typed ? Checking::kStrict : Checking::kDynamic;
    const auto program =
        Program::Compile(source, SampleNames(), TypeKind::kDyn, {}, &issues, checking);
    if (typed && program == nullptr && issues[0].code == "expr-constant")
      continue;  // {'b': 1, 'b': 2}
    ASSERT_NE(program, nullptr) << source << "\n" << issues[0].code << ": " << issues[0].message;
    Issues more;
    const Parsed parsed = Parse(source, SampleNames(), {}, checking, &more);
    for (int round = 0; round < kRounds; ++round) {
      const SampleValues& sample = values[generate.Pick(values.size())];
      const Value value = program->Evaluate(sample.slots(), &scratch);
      NaiveValue fast = ToNaive(value);
      fast.unknown_slots = {scratch.unknown_slots().begin(), scratch.unknown_slots().end()};
      const NaiveValue naive = EvaluateNaively(parsed.ast, sample.slots());
      ASSERT_TRUE(fast == naive) << source << "\ncompiled: " << value.ToString()
                                 << "\nnaive kind: " << static_cast<int>(naive.kind);
      ++kinds[static_cast<size_t>(value.kind())];
      // The static type holds for whatever value there is.
      const TypeKind type = program->type().kind();
      if (value.is_known() && type != TypeKind::kDyn) {
        ASSERT_EQ(static_cast<int>(value.kind()), static_cast<int>(type) + 1) << source;
      }
      if (i % 10 == 0) {
        TextArena texts;
        Trace trace;
        program->Trace(sample.slots(), &scratch, &texts, &trace);
        ASSERT_EQ(trace.values[0].text, value.ToString()) << source;
      }
    }
  }
  for (size_t kind = 0; kind < 11; ++kind) {
    EXPECT_GT(kinds[kind], 0u) << "no result was of kind " << kind;
  }
}

// kBool is 2 as a type and 3 as a value, and so on.
static_assert(static_cast<int>(ValueKind::kNull) == static_cast<int>(TypeKind::kNull) + 1);
static_assert(static_cast<int>(ValueKind::kMap) == static_cast<int>(TypeKind::kMap) + 1);

// What is written the same in many programs is one expression, and finds its value from its parts.
TEST(Property, ExpressionsAreAsTheyAreTraced) {
  Generator generate(13, true);
  EvalScratch scratch;
  size_t nodes = 0, expressions = 0;
  for (int group = 0; group < 30; ++group) {
    std::vector<std::unique_ptr<Program>> programs;
    std::vector<Trace> traces;
    TextArena texts;
    const SampleValues first = RandomValues(&generate);
    Expressions shared;
    shared.Reset({});
    for (int i = 0; i < 60; ++i) {
      Issues issues;
      auto program = Program::Compile(generate.Expression(), SampleNames(), TypeKind::kDyn, {},
                                      &issues, Checking::kStrict);
      if (program == nullptr) continue;
      traces.emplace_back();
      program->Trace(first.slots(), &scratch, &texts, &traces.back());
      shared.Add(*program, &traces.back());
      nodes += traces.back().nodes.size();
      programs.push_back(std::move(program));
    }
    expressions += shared.size();
    for (int round = 0; round < 10; ++round) {
      const SampleValues values = RandomValues(&generate);
      for (uint32_t i = 0; i < shared.size(); ++i) {
        shared.Evaluate(i, values.slots(), &scratch, &texts);
      }
      for (size_t p = 0; p < programs.size(); ++p) {
        Trace whole;
        programs[p]->Trace(values.slots(), &scratch, &texts, &whole);
        for (const TraceNode& node : traces[p].nodes) {
          const TraceValue& value = shared.value(node.value);
          const TraceValue& wanted = whole.values[node.index];
          ASSERT_EQ(value.text, wanted.text) << programs[p]->source() << "\n" << node.begin;
          ASSERT_EQ(value.reached, wanted.reached) << programs[p]->source();
          ASSERT_EQ(value.has_difference, wanted.has_difference) << programs[p]->source();
          ASSERT_EQ(value.difference, wanted.difference) << programs[p]->source();
        }
      }
    }
  }
  EXPECT_LT(expressions, nodes * 3 / 4);
}

TEST(Property, WellTypedConditions) { Compare(true, 11, 15'000); }
TEST(Property, IllTypedConditions) { Compare(false, 12, 15'000); }

}  // namespace
}  // namespace rapport::expr
