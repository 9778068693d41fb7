#include "engine/near_miss.h"

#include <gtest/gtest.h>

#include "expr/program.h"

namespace rapport::engine {
namespace {

// `inside`: what was said of the name of slot 0.
std::string WhyNot(const char* condition, const expr::Declarations& names,
                   const std::vector<expr::Value>& slots, std::string_view inside = {}) {
  std::vector<expr::ExprIssue> issues;
  const auto program =
      expr::Program::Compile(condition, names, expr::TypeKind::kBool, PackLimits(), &issues);
  if (program == nullptr) return issues.empty() ? "not compiled" : issues[0].message;
  expr::EvalScratch scratch;
  TextArena texts;
  expr::Trace trace;
  program->Trace(slots, &scratch, &texts, &trace);
  const NamedReasons reasons{0, {&inside, inside.empty() ? size_t{0} : 1}};
  std::vector<uint32_t> leaves;
  NearMiss().FindLeaves(ViewOf(trace), &leaves);
  return std::string(Describe(condition, ViewOf(trace), leaves, reasons, &texts));
}

TEST(NearMiss, LooksInsideNamedConditions) {
  expr::Declarations names;
  names.Add("third_contact", {expr::TypeKind::kBool, 0, {}});
  const std::vector<expr::Value> slots = {expr::Value::Bool(false)};
  EXPECT_EQ(WhyNot("third_contact", names, slots, "contacts >= 3: it is 2"),
            "third_contact is false (contacts >= 3: it is 2)");
  EXPECT_EQ(WhyNot("third_contact", names, slots), "third_contact is false");
}

TEST(NearMiss, NamesTheNearestPartThatFailed) {
  expr::Declarations names;
  names.Add("contacts", {expr::TypeKind::kInt, 0, {}});
  names.Add("wait", {expr::TypeKind::kDuration, 1, {}});
  names.Add("channel", {expr::TypeKind::kString, 2, {"chat", "email"}});
  names.Add("vip", {expr::TypeKind::kBool, 3, {}});
  names.Add("spend", {expr::TypeKind::kDouble, 4, {}});
  names.Add("missing", {expr::TypeKind::kInt, 5, {}});
  const std::vector<expr::Value> slots = {
      expr::Value::Int(2),          expr::Value::DurationMicros(12 * 60'000'000),
      expr::Value::String("email"), expr::Value::Bool(false),
      expr::Value::Double(0.5),     expr::Value::Unknown(5),
  };
  const struct {
    const char* condition;
    const char* why_not;
  } kCases[] = {
      {"contacts >= 2", ""},
      {"contacts >= 3", "contacts >= 3: it is 2, short by 1"},
      {"contacts > 2", "contacts > 2: it is 2"},
      {"contacts < 1", "contacts < 1: it is 2, over by 1"},
      {"contacts == 5", "contacts == 5: it is 2, not 5"},
      {"spend >= 2.0", "spend >= 2.0: it is 0.5, short by 1.5"},
      {"vip", "vip is false"},
      {"contacts >= 3 && channel == \"chat\"",
       "contacts >= 3: it is 2, short by 1; channel == \"chat\": it is \"email\""},
      {"contacts >= 3 && channel == \"email\"", "contacts >= 3: it is 2, short by 1"},
      {"contacts >= 30 || contacts >= 3", "contacts >= 3: it is 2, short by 1"},
      {"contacts >= 3 || vip", "contacts >= 3: it is 2, short by 1"},
      {"!(contacts >= 2)", "contacts >= 2: it is 2"},
      {"!(contacts >= 1 && channel == \"email\")",
       "contacts >= 1: it is 2, over by 1 (should not hold)"},
      {"channel in [\"chat\"]", "channel in [\"chat\"]: it is \"email\""},
      {"missing > 3", "missing > 3: missing is unknown"},
      {"contacts / 0 > 1", "contacts / 0 > 1: error: division by zero"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(WhyNot(c.condition, names, slots), c.why_not) << c.condition;
  }
}

TEST(NearMiss, SaysTimesAsPeopleDo) {
  expr::Declarations names;
  names.Add("wait", {expr::TypeKind::kDuration, 0, {}});
  const std::vector<expr::Value> slots = {expr::Value::DurationMicros(12 * 60'000'000)};
  const std::string why_not = WhyNot("wait > duration(\"30m\")", names, slots);
  EXPECT_NE(why_not.find("short by 18m"), std::string::npos) << why_not;
}

}  // namespace
}  // namespace rapport::engine
