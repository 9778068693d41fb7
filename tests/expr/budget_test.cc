// What an evaluation may use, and that it allocates nothing once its scratch has grown.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "base/strings.h"
#include "sample.h"

namespace {
std::atomic<size_t> g_allocations{0};
}  // namespace

// Not inlined, or the compiler sees new paired with free and warns.
__attribute__((noinline)) void* operator new(size_t size) {
  ++g_allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
__attribute__((noinline)) void* operator new(size_t size, const std::nothrow_t&) noexcept {
  ++g_allocations;
  return std::malloc(size == 0 ? 1 : size);
}
__attribute__((noinline)) void operator delete(void* memory) noexcept { std::free(memory); }
__attribute__((noinline)) void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace rapport::expr {
namespace {

TEST(Budget, AllocatesNothingOnceWarm) {
  const char* const kExprs[] = {
      "contacts >= 3 && wait > duration('30m') && tier in ['silver', 'gold']",
      "vip || contacts + problem > 3 || rating > 2.0",
      "vip && known(problem) && problem > 3",
      "contacts + problem + limit.discount > 3 && wait > duration('1s')",
      "tags.exists(t, t.startsWith('an')) && [1, contacts].all(x, x > 0)",
      "name + ' ' + name == 'ann ann' && size(tags + tags) == 4",
      "string(contacts) + string(rating) + string(wait) == ''",
      "{'a': contacts}.a == [contacts][0] && name.contains('n')",
      "1 / (contacts - contacts) > 1 || int('x') == 1",
      "timestamp(string(opened)) == opened && duration(string(wait)) == wait",
  };
  const SampleValues values(
      "contacts = 3; wait = duration('45m'); tier = 'gold'; rating = 1.5; tags = ['new', 'angry']; "
      "name = 'ann'; opened = timestamp(60)");
  EvalScratch scratch;
  std::vector<std::unique_ptr<const Program>> programs;
  for (const char* expr : kExprs) {
    programs.push_back(CompileOrFail(expr));
    programs.back()->Evaluate(values.slots(), &scratch);
  }
  const size_t before = g_allocations;
  for (int round = 0; round < 100; ++round) {
    for (const auto& program : programs) program->Evaluate(values.slots(), &scratch);
  }
  EXPECT_EQ(g_allocations - before, 0u);
}

std::string Repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Budget, IsAnErrorThatNothingAbsorbs) {
  const std::string digits = "[0,1,2,3,4,5,6,7,8,9]";
  std::string loops = "true";
  for (const char* v : {"a", "b", "c", "d", "e", "f"}) {
    loops = StrCat(digits, ".all(", std::string(v), ", ", loops, ")");
  }
  std::vector<Value> many(3000, Value::Int(1));
  many.push_back(Value::Int(2));
  std::vector<Value> slots = SampleValues("name = 'x'").slots();
  const std::string long_name(60'000, 'a');
  slots[3] = Value::String(long_name);
  slots[9] = Value::List(many.data(), static_cast<uint32_t>(many.size()));
  const struct {
    std::string expr;
    bool exhausts;
  } kCases[] = {
      {loops, true},
      {StrCat("true || ", loops), false},
      {StrCat(loops, " || true"), true},
      {StrCat("false && ", loops), false},
      {"data.all(x, x > 0)", false},
      {"data.all(x, data.all(y, y > 0))", true},
      {"data == data", false},
      {"data.exists(x, data == [x])", false},
      {"data.exists(x, x == 3 || !(data == data))", true},
      {"data.exists(x, 5 in data)", true},
      {"size(name + name) == 120000", false},
      {"size(name + name + name) == 180000", true},
      {"[1, 2, 3, 4].exists(x, name + name + 'b' == '')", true},
      {"size(data + data + data) > 0", false},
      {"size(data + data + data + data) > 0", true},
      // Near misses everywhere: the work is bounded, not the length of the text.
      {StrCat("name.contains('", Repeat("a", 2000), "b')"), true},
      {"name.contains('b')", false},
      {"name == name && name <= name", false},
  };
  EvalScratch scratch;
  for (const auto& c : kCases) {
    const auto program = CompileOrFail(c.expr);
    ASSERT_NE(program, nullptr);
    const Value result = program->Evaluate(slots, &scratch);
    EXPECT_EQ(result.is_error() && result.error() == ErrorCode::kBudget, c.exhausts)
        << c.expr.substr(0, 80) << ": " << result.ToString();
    // The next evaluation starts afresh.
    EXPECT_TRUE(CompileOrFail("1 + 1 == 2")->Evaluate(slots, &scratch).is_true());
  }
}

TEST(Budget, HostsMayNestAsTheyLike) {
  std::vector<Value> nested(5000);
  nested[0] = Value::Int(1);
  for (size_t i = 1; i < nested.size(); ++i) nested[i] = Value::List(&nested[i - 1], 1);
  std::vector<Value> slots = SampleValues().slots();
  slots[9] = nested.back();
  EvalScratch scratch;
  EXPECT_TRUE(CompileOrFail("data == data")->Evaluate(slots, &scratch).is_error());
  EXPECT_NE(nested.back().ToString().find("..."), std::string::npos);
}

}  // namespace
}  // namespace rapport::expr
