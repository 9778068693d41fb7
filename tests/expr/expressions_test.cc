#include "expr/expressions.h"

#include <gtest/gtest.h>

#include "expr/program.h"

namespace rapport::expr {
namespace {

// A name may be another's in another place: `own` has a slot of its own in each of two scopes.
class TwoScopes : public testing::Test {
 protected:
  void Add(int32_t own_slot, const char* source) {
    Declarations names;
    names.Add("count", {TypeKind::kInt, 0, {}});
    names.Add("own", {TypeKind::kBool, own_slot, {}});
    std::vector<ExprIssue> issues;
    programs_.push_back(Program::Compile(source, names, TypeKind::kBool, PackLimits(), &issues));
    ASSERT_NE(programs_.back(), nullptr) << issues[0].message;
    traces_.emplace_back();
    programs_.back()->Trace(slots_, &scratch_, &texts_, &traces_.back());
    expressions_.Add(*programs_.back(), &traces_.back());
  }
  std::string Values() {
    for (uint32_t i = 0; i < expressions_.size(); ++i) {
      expressions_.Evaluate(i, slots_, &scratch_, &texts_);
    }
    std::string all;
    for (const Trace& trace : traces_) {
      all += std::string(expressions_.value(trace.nodes[0].value).text) + " ";
    }
    return all;
  }

  std::vector<Value> slots_ = {Value::Int(1), Value::Bool(false), Value::Bool(false)};
  EvalScratch scratch_;
  TextArena texts_;
  Expressions expressions_;
  std::vector<std::unique_ptr<Program>> programs_;
  std::vector<Trace> traces_;
};

TEST_F(TwoScopes, ShareWhatIsTheSame) {
  Add(1, "count > 0 && own");
  Add(2, "count > 0 && own");
  Add(1, "own || count > 0 && own");
  EXPECT_EQ(traces_[0].nodes[1].value, traces_[1].nodes[1].value);  // count > 0
  EXPECT_NE(traces_[0].nodes[0].value, traces_[1].nodes[0].value);
  EXPECT_EQ(Values(), "false false false ");
  slots_[2] = Value::Bool(true);
  EXPECT_EQ(Values(), "false true false ");
  slots_[1] = Value::Bool(true);
  EXPECT_EQ(Values(), "true true true ");
  slots_[0] = Value();
  EXPECT_EQ(Values(), "unknown unknown true ");
}

// Former bug: what the body of a loop names was not looked at.
TEST_F(TwoScopes, DoNotShareLoops) {
  Add(1, "[1, 2].exists(n, n > count && own)");
  Add(2, "[1, 2].exists(n, n > count && own)");
  EXPECT_EQ(Values(), "false false ");
  slots_[2] = Value::Bool(true);
  EXPECT_EQ(Values(), "false true ");
}

TEST_F(TwoScopes, SayWhatHasChanged) {
  Add(1, "count > 2 && own");
  const uint32_t compare = traces_[0].nodes[1].value;
  const auto change = [&](uint32_t i) {
    return expressions_.Evaluate(i, slots_, &scratch_, &texts_);
  };
  slots_[0] = Value::Int(2);
  EXPECT_TRUE(change(traces_[0].nodes[2].value).text);
  EXPECT_FALSE(change(compare).text);
  EXPECT_EQ(expressions_.value(compare).difference, 0);
  EXPECT_EQ(expressions_.value(compare).text, "false");
  slots_[0] = Value::Int(12);
  EXPECT_TRUE(change(traces_[0].nodes[2].value).text);
  EXPECT_TRUE(change(compare).text);
  EXPECT_EQ(expressions_.value(compare).difference, 10);
  EXPECT_FALSE(change(traces_[0].nodes[0].value).text);
  EXPECT_EQ(expressions_.value(traces_[0].nodes[0].value).reached, 2u);
}

}  // namespace
}  // namespace rapport::expr
