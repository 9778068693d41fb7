// Unknown and error as values: the tables of docs/conditions.md, and which slots an unknown result
// is put down to.

#include <gtest/gtest.h>

#include "base/strings.h"
#include "sample.h"

namespace rapport::expr {
namespace {

// && and || over true, false, unknown, error and a value that is no bool; U and E for the results.
TEST(Unknown, TruthTables) {
  const char* const kOperands[] = {"true", "false", "data", "dyn(1 / 0 > 0)", "dyn(7)"};
  const char* const kAnd[] = {"TFUEE", "FFFFF", "UFUUU", "EFUEE", "EFUEE"};
  const char* const kOr[] = {"TTTTT", "TFUEE", "TUUUU", "TEUEE", "TEUEE"};
  const SampleValues values;
  EvalScratch scratch;
  const auto letter = [&](const std::string& expr) {
    const auto program = CompileOrFail(expr);
    const Value v = program->Evaluate(values.slots(), &scratch);
    return v.is_true() ? 'T' : v.is_false() ? 'F' : v.is_unknown() ? 'U' : v.is_error() ? 'E' : '?';
  };
  for (size_t i = 0; i < 5; ++i) {
    for (size_t j = 0; j < 5; ++j) {
      EXPECT_EQ(letter(StrCat(kOperands[i], " && ", kOperands[j])), kAnd[i][j]) << i << " " << j;
      EXPECT_EQ(letter(StrCat(kOperands[i], " || ", kOperands[j])), kOr[i][j]) << i << " " << j;
      EXPECT_EQ(kAnd[i][j], kAnd[j][i]) << "not commutative";
      EXPECT_EQ(kOr[i][j], kOr[j][i]) << "not commutative";
    }
  }
  EXPECT_EQ(letter("!dyn(data)"), 'U');
  EXPECT_EQ(letter("!(1 / 0 > 0)"), 'E');
}

TEST(Unknown, IsPutDownToTheSlotsThatMattered) {
  const struct {
    const char* values;
    const char* expr;
    const char* result;
  } kCases[] = {
      {"", "contacts > 3", "unknown(contacts)"},
      {"", "contacts + problem > 3", "unknown(contacts, problem)"},
      {"", "problem + contacts + contacts > 3", "unknown(contacts, problem)"},
      {"contacts = 5", "contacts > 3 || vip", "true"},
      {"contacts = 1", "contacts > 3 && vip", "false"},
      {"contacts = 1", "vip && contacts > 3", "false"},
      {"contacts = 5", "contacts > 3 && vip", "unknown(vip)"},
      {"", "contacts > 3 && vip", "unknown(contacts, vip)"},
      {"vip = false", "contacts > 3 && vip || rating > 2.0", "unknown(rating)"},
      {"vip = false", "(contacts > 3 || problem > 1) && vip", "false"},
      {"vip = false", "vip ? contacts > 3 : problem > 3", "unknown(problem)"},
      {"contacts = 4; problem = 4", "vip ? contacts > 3 : problem > 3", "unknown(vip)"},
      {"", "known(contacts)", "false"},
      {"contacts = 0", "known(contacts)", "true"},
      {"contacts = error", "known(contacts)", "error: division by zero"},
      {"", "known(contacts) && contacts > 3", "false"},
      {"", "!known(wait) || wait > duration('1h')", "true"},
      {"data = null", "known(data)", "true"},
      {"contacts = error", "contacts > 3", "error: division by zero"},
      {"contacts = error", "contacts > problem", "unknown(problem)"},
      {"contacts = error", "contacts > 3 || vip", "unknown(vip)"},
      {"contacts = error; vip = true", "contacts > 3 || vip", "true"},
      {"contacts = error; vip = true", "contacts > 3 && vip", "error: division by zero"},
      {"vip = error", "vip ? 1 : 2", "error: division by zero"},
      {"", "'gold' == tier", "unknown(tier)"},
      {"", "tier in ['gold']", "unknown(tier)"},
      {"", "'new' in tags", "unknown(tags)"},
      {"", "[contacts, 1][1]", "unknown(contacts)"},
      {"", "{'a': contacts}.a", "unknown(contacts)"},
      {"", "{name: 1}.a", "unknown(name)"},
      {"", "counts.calls > 1", "unknown(counts)"},
      {"", "has(data.x)", "unknown(data)"},
      {"", "tags.exists(t, t == 'new')", "unknown(tags)"},
      {"", "size(tags) + size(name)", "unknown(name, tags)"},
      {"", "name.contains(tier)", "unknown(name, tier)"},
      {"", "-contacts", "unknown(contacts)"},
      {"", "string(contacts)", "unknown(contacts)"},
      {"", "[1, 2].all(x, x < contacts)", "unknown(contacts)"},
      {"", "[1, 2].exists(x, x < contacts || x < problem)", "unknown(contacts, problem)"},
      {"", "[1, 2].exists(x, x == 2 || x < contacts)", "true"},
      {"", "[1, 2].all(x, x == 2 && x < contacts)", "false"},
      {"", "[1, 2].exists_one(x, x == 2 || x < contacts)", "unknown(contacts)"},
      {"", "[0, 2].all(x, 2 / x < contacts)", "unknown(contacts)"},
      {"", "[0, 2].exists_one(x, 2 / x < contacts)", "unknown(contacts)"},
      {"", "[0, 2].exists_one(x, x < contacts || 2 / x < 1)", "unknown(contacts)"},
      {"", "contacts == contacts", "unknown(contacts)"},
      {"", "false ? contacts > 1 : true", "true"},
      {"", "limit.discount > 5", "unknown(limit.discount)"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(EvaluateText(c.expr, SampleValues(c.values)), c.result)
        << c.values << " | " << c.expr;
  }
}

TEST(Unknown, ResultNamesItsFirstSlot) {
  const auto program = CompileOrFail("problem > 1 && contacts > 1");
  EvalScratch scratch;
  const Value result = program->Evaluate(SampleValues().slots(), &scratch);
  EXPECT_EQ(result.unknown_slot(), 0);
  EXPECT_EQ(scratch.unknown_slots(), (std::vector<int32_t>{0, 11}));
}

}  // namespace
}  // namespace rapport::expr
