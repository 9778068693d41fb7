#ifndef RAPPORT_TESTS_EXPR_SAMPLE_H_
#define RAPPORT_TESTS_EXPR_SAMPLE_H_

// Names such as a pack declares them, and values for them written as text.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "expr/program.h"

namespace rapport::expr {

// contacts int; rating double; vip bool; name string; wait duration; opened timestamp; tier enum of
// bronze, silver, gold; tags list(string) of new, angry; counts map(string, int); data dyn;
// limit.discount int; problem int.
const Declarations& SampleNames();

// The values of the names, in slots. Every name is unknown until it is set.
class SampleValues {
 public:
  // "contacts = 3; wait = duration('5m'); vip = error": constant expressions, `unknown` or `error`
  // (a division by zero).
  explicit SampleValues(std::string_view text = "");
  const std::vector<Value>& slots() const { return slots_; }

 private:
  std::vector<Value> slots_;
  std::vector<std::unique_ptr<const Program>> programs_;  // own the values
  EvalScratch scratch_;
};

// Compiles for any result, or fails the test and returns null.
std::unique_ptr<const Program> CompileOrFail(std::string_view source,
                                             const Type& result = TypeKind::kDyn);

// The result's Value::ToString, with the slots of an unknown one by name: "unknown(contacts,
// wait)". Whatever is wrong with the expression instead: "expr-type: message".
std::string EvaluateText(std::string_view source, const SampleValues& values);

}  // namespace rapport::expr

#endif  // RAPPORT_TESTS_EXPR_SAMPLE_H_
