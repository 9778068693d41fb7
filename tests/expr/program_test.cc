// What conditions evaluate to.

#include "expr/program.h"

#include <gtest/gtest.h>

#include "sample.h"

namespace rapport::expr {
namespace {

std::vector<int32_t> SlotsOf(const Program& program) {
  return {program.slots().begin(), program.slots().end()};
}

struct Row {
  const char* expr;
  const char* result;
};

void Check(const std::vector<Row>& rows, std::string_view values = "") {
  const SampleValues sample(values);
  for (const Row& row : rows) EXPECT_EQ(EvaluateText(row.expr, sample), row.result) << row.expr;
}

TEST(Program, Literals) {
  Check({
      {"1", "1"},
      {"0x1F", "31"},
      {"007", "7"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"- 5", "-5"},
      {"-0x10", "-16"},
      {"2.50", "2.5"},
      {".5", "0.5"},
      {"1e3", "1000.0"},
      {"1E-7", "1e-07"},
      {"1e-999", "0.0"},
      {"true", "true"},
      {"null", "null"},
      {"'a' \"b\"", "expr-syntax: unexpected '\"b\"'"},
      {"\"it's\"", "\"it's\""},
      {"'say \\'hi\\''", "\"say 'hi'\""},
      {"r'\\d'", "\"\\\\d\""},
      {"R\"\\\\\"", "\"\\\\\\\\\""},
      {"'''a'b''c'''", "\"a'b''c\""},
      {"\"\"\"two\nlines\"\"\"", "\"two\\nlines\""},
      {"'\\x41\\101\\u00e9\\U0001F600\\t'", "\"AA\u00e9\U0001F600\\t\""},
      {"'\\a\\b\\f\\v\\?\\`' == '\\x07\\x08\\x0c\\x0b?`'", "true"},
      {"[1, 'a', null,]", "[1, \"a\", null]"},
      {"[,]", "[]"},
      {"{'a': 1, 2: [true]}", "{\"a\": 1, 2: [true]}"},
      {"{,}", "{}"},
      {"1 // one\n + 2 // two", "3"},
      {"\t1\r\n+\f1", "2"},
  });
}

TEST(Program, Integers) {
  Check({
      {"2 + 3 * 4", "14"},
      {"(2 + 3) * 4", "20"},
      {"7 - 2 - 1", "4"},
      {"-7 / 2", "-3"},
      {"-7 % 2", "-1"},
      {"7 % -2", "1"},
      {"--5", "5"},
      {"5--5", "10"},
      {"9223372036854775807 + 1", "error: overflow"},
      {"-9223372036854775808 - 1", "error: overflow"},
      {"4294967296 * 4294967296", "error: overflow"},
      {"-(-9223372036854775808)", "error: overflow"},
      {"-9223372036854775808 / -1", "error: overflow"},
      {"-9223372036854775808 % -1", "error: overflow"},
      {"9223372036854775807 % -1", "0"},
      {"1 / 0", "error: division by zero"},
      {"1 % 0", "error: division by zero"},
  });
}

TEST(Program, Doubles) {
  Check({
      {"0.1 + 0.2", "0.30000000000000004"},
      {"1.0 / 0.0", "Infinity"},
      {"-1.0 / 0.0", "-Infinity"},
      {"0.0 / 0.0 == 0.0 / 0.0", "false"},
      {"0.0 / 0.0 != 0.0 / 0.0", "true"},
      {"0.0 / 0.0 <= 1.0", "false"},
      {"-(0.0)", "-0.0"},
      {"-0.0 == 0.0", "true"},
      {"1e308 * 10.0", "Infinity"},
      {"dyn(5.5) % 2.0", "error: operands of the wrong type"},
  });
}

TEST(Program, Equality) {
  Check({
      {"1 == 1.0", "true"},
      {"1 != 1.5", "true"},
      {"dyn(1) == '1'", "false"},
      {"dyn(1) == true", "false"},
      {"dyn(null) == null", "true"},
      {"dyn(null) == 0", "false"},
      {"[1, 2] == [1.0, 2.0]", "true"},
      {"[1, 2] == [2, 1]", "false"},
      {"[1] == [1, 1]", "false"},
      {"{'a': 1, 'b': 2} == {'b': 2.0, 'a': 1}", "true"},
      {"{'a': 1} == {'b': 1}", "false"},
      {"{'a': 1} == {'a': 1, 'b': 1}", "false"},
      {"[[], [[]]] == [[], [[]]]", "true"},
      {"dyn([]) == {}", "false"},
      {"duration('60s') == duration('1m')", "true"},
      {"timestamp('2026-03-01T11:00:00+01:00') == timestamp('2026-03-01T10:00:00Z')", "true"},
  });
}

TEST(Program, Order) {
  Check({
      {"1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", "true"},
      {"1 < 1.5 && 2.5 > 2", "true"},
      {"false < true", "true"},
      {"'a' < 'b' && 'a' < 'aa' && 'Z' < 'a'", "true"},
      {"'\u00e9' > 'z' && '\U0001F600' > '\uffff'", "true"},
      {"duration('-1ns') < duration('0') && duration('1h') >= duration('59m')", "true"},
      {"timestamp(0) < timestamp('1970-01-01T00:00:00.000000001Z')", "true"},
      {"dyn(1) < 'a'", "error: operands of the wrong type"},
      {"dyn([1]) < dyn([2])", "error: operands of the wrong type"},
      {"dyn(null) <= dyn(null)", "error: operands of the wrong type"},
      // As CEL has it: next to a double an int is taken as a double.
      {"dyn(9223372036854775807) == 9223372036854775808.0", "true"},
      {"9223372036854775807 < 9223372036854777857.0", "true"},
  });
}

TEST(Program, Logic) {
  Check({
      {"!true || !false", "true"},
      {"true && true && false", "false"},
      {"false || false || true", "true"},
      {"true || false && false", "true"},
      {"1 > 2 ? 'a' : 3 > 2 ? 'b' : 'c'", "\"b\""},
      {"true ? 1 / 0 : 1", "error: division by zero"},
      {"false ? 1 / 0 : 1", "1"},
      {"1 / 0 > 1 ? 1 : 2", "error: division by zero"},
      {"dyn(1) ? 1 : 2", "error: operands of the wrong type"},
      {"false && 1 / 0 > 1", "false"},
      {"1 / 0 > 1 && false", "false"},
      {"1 / 0 > 1 || true", "true"},
      {"true && 1 / 0 > 1", "error: division by zero"},
      {"1 / 0 > 1 && dyn(5)", "error: division by zero"},
      {"dyn('x') && false", "false"},
      {"dyn('x') && true", "error: operands of the wrong type"},
      {"true || dyn(5)", "true"},
      {"false || dyn(5)", "error: operands of the wrong type"},
      {"!dyn(0)", "error: operands of the wrong type"},
  });
}

TEST(Program, Strings) {
  Check({
      {"'a' + 'b' + \"c\"", "\"abc\""},
      {"size('')", "0"},
      {"size('\u00e9\U0001F600')", "2"},
      {"'four'.size()", "4"},
      {"'price match'.contains('match')", "true"},
      {"'aab'.contains('ab')", "true"},
      {"'aab'.contains('')", "true"},
      {"''.contains('a')", "false"},
      {"'Stra\u00dfe'.contains('\u00df')", "true"},
      {"'refund'.startsWith('ref') && 'refund'.endsWith('fund')", "true"},
      {"'re'.startsWith('ref') || 'nd'.endsWith('fund')", "false"},
      {"'a\\x00b'.contains('\\x00')", "true"},
      {"dyn(1).contains('a')", "error: operands of the wrong type"},
      {"size(dyn(1))", "error: operands of the wrong type"},
  });
}

TEST(Program, ListsAndMaps) {
  Check({
      {"[1, 2] + [3]", "[1, 2, 3]"},
      {"[1] + ['a']", "[1, \"a\"]"},
      {"size([1, 2]) + {'a': 1}.size()", "3"},
      {"[7, 8, 9][1]", "8"},
      {"[7, 8, 9][dyn(2.0)]", "9"},
      {"[7, 8, 9][dyn(0.5)]", "error: index out of range"},
      {"[7][1]", "error: index out of range"},
      {"[7][-1]", "error: index out of range"},
      {"dyn([7])['0']", "error: operands of the wrong type"},
      {"dyn(7)[0]", "error: operands of the wrong type"},
      {"{'a': 1}['a']", "1"},
      {"{'a': 1}['b']", "error: no such key"},
      {"{1: 'one'}[1.0]", "\"one\""},
      {"{'a': {'b': 2}}.a.b", "2"},
      {"{'a': 1}.b", "error: no such key"},
      {"{'a.b': 1, 'as': 2}.`a.b`", "1"},
      {"{'as': 2}.as", "2"},
      {"dyn(5).a", "error: operands of the wrong type"},
      {"has({'a': 1}.a)", "true"},
      {"has({'a': 1}.b)", "false"},
      {"has({'a': {'b': 1}}.a.b)", "true"},
      {"has(dyn({'a': 1}).b.c)", "error: no such key"},
      {"has(dyn(1).a)", "error: operands of the wrong type"},
      {"2 in [1, 2]", "true"},
      {"2.0 in [1, 2]", "true"},
      {"3 in [1, 2]", "false"},
      {"'a' in {'a': 1}", "true"},
      {"dyn(1) in {'a': 1}", "false"},
      {"dyn(1) in dyn('1')", "error: operands of the wrong type"},
      {"0.0 / 0.0 in [0.0 / 0.0]", "false"},
      {"{dyn(1.5): 1}", "error: a map key that is not a bool, int or string"},
      {"[1, 1 / 0, 2]", "error: division by zero"},
      {"{true: 1, 1: 2, '1': 3}[1]", "2"},
  });
}

TEST(Program, Loops) {
  Check(
      {
          {"[1, 2, 3].all(x, x > 0)", "true"},
          {"[1, 2, 3].all(x, x > 1)", "false"},
          {"[].all(x, x > 1)", "true"},
          {"[1, 2, 3].exists(x, x == 2)", "true"},
          {"[].exists(x, x == 2)", "false"},
          {"[1, 2, 3].exists_one(x, x > 2)", "true"},
          {"[1, 2, 3].exists_one(x, x > 1)", "false"},
          {"{'a': 1, 'b': 2}.exists(k, k == 'b')", "true"},
          {"{'a': 1, 'b': 2}.all(k, {'a': 1, 'b': 2}[k] > 1)", "false"},
          {"[0, 1].all(x, 1 / x >= 1)", "error: division by zero"},
          {"[0, 2].all(x, 2 / x > 1)", "false"},
          {"[0, 1].exists(x, 1 / x == 1)", "true"},
          {"[0, 2].exists(x, 1 / x == 1)", "error: division by zero"},
          {"[0, 1].exists_one(x, 1 / x == 1)", "error: division by zero"},
          {"[1, 2].exists(x, [3, 4].exists(y, x + y == 6))", "true"},
          {"[1, 2].all(x, [x].all(x, x < 3))", "true"},
          {"[2].all(x, [3].exists(x, x == 3) && x == 2)", "true"},
          {"[[1], [2, 3]].exists(x, x.all(y, y > 1))", "true"},
          {"[1].exists(contacts, contacts == 1)", "true"},
          {"[1].exists(contacts, .contacts == 5)", "true"},
          {"[{'discount': 1}].exists(limit, limit.discount == 1 && .limit.discount == 10)", "true"},
          {"dyn(1).all(x, true)", "error: operands of the wrong type"},
          {"dyn([1]).all(x, x)", "error: operands of the wrong type"},
          {"[1, 'a'].exists(x, x == 'a')", "true"},
          {"'b' in ['a', 'b'] ? ['c'].exists(x, x == 'c') : false", "true"},
      },
      "contacts = 5; limit.discount = 10");
}

TEST(Program, Conversions) {
  Check({
      {"int(2.9) + int(-2.9)", "0"},
      {"int('42')", "42"},
      {"int('+42')", "42"},
      {"int('4 2')", "error: a text or number that cannot be converted"},
      {"int('')", "error: a text or number that cannot be converted"},
      {"int(1e19)", "error: overflow"},
      {"int(-9223372036854775808.0)", "error: overflow"},
      {"int(timestamp('1970-01-01T00:01:00.9Z'))", "60"},
      {"int(timestamp('1969-12-31T23:59:59.5Z'))", "-1"},
      {"double(3)", "3.0"},
      {"double('1e3')", "1000.0"},
      {"double('x')", "error: a text or number that cannot be converted"},
      {"string(12)", "\"12\""},
      {"string(2.50)", "\"2.5\""},
      {"string(100000.0)", "\"100000\""},
      {"string(true)", "\"true\""},
      {"string(duration('90m'))", "\"5400s\""},
      {"string(timestamp('2026-03-01T10:20:00.50Z'))", "\"2026-03-01T10:20:00.5Z\""},
      {"bool('TRUE') && !bool('0')", "true"},
      {"bool('yes')", "error: a text or number that cannot be converted"},
      {"duration(string(duration('90s')))", "duration(\"90s\")"},
      {"timestamp(60)", "timestamp(\"1970-01-01T00:01:00Z\")"},
      {"timestamp(timestamp(60)) == timestamp(60)", "true"},
      {"int(dyn(null))", "error: operands of the wrong type"},
      {"string(dyn([]))", "error: operands of the wrong type"},
      {"dyn(1) + dyn(2)", "3"},
      {"dyn(1) + 1.0", "error: operands of the wrong type"},
  });
}

TEST(Program, Time) {
  Check({
      {"duration('1h') + duration('30m')", "duration(\"5400s\")"},
      {"duration('1s') - duration('1500ms')", "duration(\"-0.5s\")"},
      {"timestamp(0) + duration('1ns')", "timestamp(\"1970-01-01T00:00:00.000000001Z\")"},
      {"duration('1h') + timestamp(0)", "timestamp(\"1970-01-01T01:00:00Z\")"},
      {"timestamp(60) - timestamp(0)", "duration(\"60s\")"},
      {"timestamp(0) - duration('1s')", "timestamp(\"1969-12-31T23:59:59Z\")"},
      {"timestamp('9999-12-31T23:59:59Z') + duration('1s')",
       "error: a duration or timestamp out of range"},
      {"timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
       "error: a duration or timestamp out of range"},
      {"duration('2562047h') + duration('2562047h')",
       "error: a duration or timestamp out of range"},
      {"timestamp('9999-01-01T00:00:00Z') - timestamp('0001-01-01T00:00:00Z')",
       "error: a duration or timestamp out of range"},
      {"dyn(timestamp(0)) + timestamp(0)", "error: operands of the wrong type"},
      {"-dyn(duration('1s'))", "error: operands of the wrong type"},
  });
}

TEST(Program, Names) {
  Check(
      {
          {"contacts + 1", "4"},
          {".contacts", "3"},
          {"limit.discount", "10"},
          {"limit . discount", "10"},
          {"counts.refunds + counts['calls']", "7"},
          {"data.a.b", "1"},
          {"has(data.a) && !has(data.z)", "true"},
          {"tier == 'gold' && tier in ['silver', 'gold']", "true"},
          {"'angry' in tags", "true"},
          {"wait > duration('30m') && opened < timestamp('2026-03-02T00:00:00Z')", "true"},
          {"rating < 3 && contacts > 2.5", "true"},
          {"vip ? limit.discount * 2 : limit.discount", "20"},
          {"tags.exists(t, t.startsWith('an')) && size(tags) == 2", "true"},
          {"known(contacts) && known(limit.discount)", "true"},
          {"double(contacts) * rating", "7.5"},
      },
      "contacts = 3; rating = 2.5; vip = true; tier = 'gold'; tags = ['new', 'angry']; "
      "limit.discount = 10; counts = {'refunds': 2, 'calls': 5}; data = {'a': {'b': 1}}; "
      "wait = duration('45m'); opened = timestamp('2026-03-01T10:20:00Z')");
}

TEST(Program, LongestDeclaredNameWins) {
  Declarations names;
  names.Add("a", {TypeKind::kDyn, 0, {}});
  names.Add("a.b", {TypeKind::kDyn, 1, {}});
  names.Add("a.b.c", {TypeKind::kInt, 2, {}});
  EXPECT_FALSE(names.Add("a.b", {TypeKind::kInt, 3, {}}));
  EXPECT_EQ(names.slot_count(), 3);
  EXPECT_EQ(names.Names(), (std::vector<std::string_view>{"a", "a.b", "a.b.c"}));
  const struct {
    const char* expr;
    int32_t slot;
  } kCases[] = {{"a", 0},     {"a.x", 0},     {"a.b", 1},    {"a.b.x", 1},
                {"a.b.c", 2}, {"a.b.x.c", 1}, {"(a).b.c", 0}};
  for (const auto& c : kCases) {
    Issues issues;
    const auto program = Program::Compile(c.expr, names, TypeKind::kDyn, {}, &issues);
    ASSERT_NE(program, nullptr) << c.expr;
    EXPECT_EQ(SlotsOf(*program), std::vector<int32_t>{c.slot}) << c.expr;
  }
}

TEST(Program, ScopesHaveTheNamesOfOuterOnes) {
  Declarations outer;
  outer.Add("b", {TypeKind::kInt, 0, {}});
  outer.Add("d", {TypeKind::kString, 4, {"x"}});
  Declarations names(&outer);
  EXPECT_EQ(names.slot_count(), 5);
  EXPECT_TRUE(names.Add("c", {TypeKind::kString, 6, {"y"}}));
  EXPECT_TRUE(names.Add("a", {TypeKind::kInt, 2, {}}));
  EXPECT_FALSE(names.Add("b", {TypeKind::kString, 9, {}}));  // taken
  EXPECT_FALSE(names.Add("a", {TypeKind::kString, 9, {}}));
  EXPECT_EQ(names.slot_count(), 7);
  EXPECT_EQ(names.Names(), (std::vector<std::string_view>{"a", "b", "c", "d"}));
  EXPECT_EQ(names.Find("b"), outer.Find("b"));
  EXPECT_EQ(outer.Find("a"), nullptr);
  EXPECT_TRUE(names.HasEnumValue("x") && names.HasEnumValue("y"));
  EXPECT_FALSE(names.HasEnumValue("z") || outer.HasEnumValue("y"));
}

TEST(Program, SaysWhatItReadsAndGives) {
  const struct {
    const char* expr;
    const char* type;
    std::vector<int32_t> slots;
  } kCases[] = {
      {"1 + 1", "int", {}},
      {"vip && contacts > 2 || vip", "bool", {0, 2}},
      {"known(wait)", "bool", {4}},
      {"[1, 2]", "list(int)", {}},
      {"[1, 'a']", "list(dyn)", {}},
      {"{'a': [true]}", "map(string, list(bool))", {}},
      {"[[1], []]", "list(list(dyn))", {}},
      {"tags + tags", "list(string)", {7}},
      {"data.x", "dyn", {9}},
      {"opened - opened", "duration", {5}},
      {"counts.x", "int", {8}},
      {"vip ? null : null", "null", {2}},
      {"timestamp(0)", "timestamp", {}},
      {"rating / 2.0", "double", {1}},
      {"tags[0]", "string", {7}},
  };
  for (const auto& c : kCases) {
    const auto program = CompileOrFail(c.expr);
    ASSERT_NE(program, nullptr);
    EXPECT_EQ(program->type().Name(), c.type) << c.expr;
    EXPECT_EQ(SlotsOf(*program), c.slots) << c.expr;
    EXPECT_EQ(program->source(), c.expr);
  }
}

// Where types are not known until run time, the caller still gets the kind it asked for.
TEST(Program, ResultOfTheKindAskedFor) {
  const struct {
    const char* data;
    TypeKind wanted;
    const char* result;
  } kCases[] = {
      {"data = true", TypeKind::kBool, "true"},
      {"data = 1", TypeKind::kBool, "error: operands of the wrong type"},
      {"data = 1", TypeKind::kInt, "1"},
      {"data = 1.0", TypeKind::kInt, "error: operands of the wrong type"},
      {"data = unknown", TypeKind::kInt, "unknown"},
      {"data = error", TypeKind::kInt, "error: division by zero"},
      {"data = 'a'", TypeKind::kString, "\"a\""},
      {"data = [1]", TypeKind::kList, "[1]"},
      {"data = {}", TypeKind::kMap, "{}"},
      {"data = null", TypeKind::kNull, "null"},
      {"data = 1.5", TypeKind::kDouble, "1.5"},
      {"data = duration('1s')", TypeKind::kDuration, "duration(\"1s\")"},
      {"data = duration('1s')", TypeKind::kTimestamp, "error: operands of the wrong type"},
  };
  EvalScratch scratch;
  for (const auto& c : kCases) {
    const SampleValues values(c.data);
    const auto program = CompileOrFail("data", c.wanted);
    ASSERT_NE(program, nullptr);
    EXPECT_EQ(program->Evaluate(values.slots(), &scratch).ToString(), c.result) << c.data;
  }
}

TEST(Program, MissingSlotsAreUnknown) {
  const auto program = CompileOrFail("contacts > 1");
  EvalScratch scratch;
  EXPECT_TRUE(program->Evaluate({}, &scratch).is_unknown());
  EXPECT_EQ(scratch.unknown_slots(), std::vector<int32_t>{0});
}

// A host's list or map should be known throughout; when it is not, nothing is made up.
TEST(Program, UnknownItemsOfAHost) {
  const Value items[] = {Value::Int(1), Value::Unknown(77)};
  std::vector<Value> slots = SampleValues().slots();
  slots[9] = Value::List(items, 2);
  const struct {
    const char* expr;
    const char* result;
  } kCases[] = {{"data[0]", "1"},
                {"data[1]", "unknown"},
                {"data[1] + 1", "unknown"},
                {"1 in data", "true"},
                {"2 in data", "unknown"},
                {"data.exists(x, x == 1)", "true"},
                {"data.all(x, x == 1)", "unknown"}};
  EvalScratch scratch;
  for (const auto& c : kCases) {
    const auto program = CompileOrFail(c.expr);
    EXPECT_EQ(program->Evaluate(slots, &scratch).ToString(), c.result) << c.expr;
    EXPECT_TRUE(scratch.unknown_slots().empty()) << c.expr;
  }
}

TEST(Program, OneScratchServesManyPrograms) {
  const SampleValues values("contacts = 3; name = 'ann'; tags = ['new']");
  const char* const kExprs[] = {"contacts > 2", "name + name + name == 'annannann'",
                                "tags.all(t, [1, 2].exists(x, x == 2))", "known(name)"};
  EvalScratch scratch;
  std::vector<std::unique_ptr<const Program>> programs;
  for (const char* expr : kExprs) programs.push_back(CompileOrFail(expr));
  for (int round = 0; round < 3; ++round) {
    for (const auto& program : programs) {
      EXPECT_TRUE(program->Evaluate(values.slots(), &scratch).is_true()) << program->source();
    }
  }
  EvalScratch moved = std::move(scratch);
  EXPECT_TRUE(programs[1]->Evaluate(values.slots(), &moved).is_true());
}

}  // namespace
}  // namespace rapport::expr
