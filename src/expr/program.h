#ifndef RAPPORT_EXPR_PROGRAM_H_
#define RAPPORT_EXPR_PROGRAM_H_

// A condition, compiled and type-checked, and its evaluation with unknown and error as values.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "expr/type.h"
#include "expr/value.h"
#include "rapport/limits.h"

namespace rapport::expr {

// A name that conditions may use, and the slot its value is read from.
struct Declaration {
  Type type;
  int32_t slot = 0;
  // For a string with a closed set of values (an enum fact, `persona`): comparing it with, or looking
  // it up in a list of, other constants is an error at compile time.
  std::vector<std::string> enum_values;
};

// The names in scope of a condition. Names may contain dots ("limit.discount_pct"); resolution prefers
// the longest declared name.
class Declarations {
 public:
  // Returns false when the name is taken.
  bool Add(std::string_view name, Declaration declaration);
  const Declaration* Find(std::string_view name) const;
  std::vector<std::string_view> Names() const;  // sorted
  int32_t slot_count() const { return slot_count_; }  // one more than the largest slot

 private:
  absl::flat_hash_map<std::string, Declaration> by_name_;
  int32_t slot_count_ = 0;
};

// What is wrong with an expression; offsets are bytes of its source text.
struct ExprIssue {
  std::string code;  // "expr-syntax", "expr-unknown-name", "expr-type", "expr-unsupported", ...
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string message;
  std::string hint;
};

// Memory for one evaluation at a time; grows, then is reused. Serves any number of programs.
class EvalScratch {
 public:
  EvalScratch();
  ~EvalScratch();
  EvalScratch(EvalScratch&&) noexcept;
  EvalScratch& operator=(EvalScratch&&) noexcept;

  // Slots that the last evaluation found unknown and that mattered to its result (a slot absorbed by
  // `false && unknown` did not matter). Sorted, distinct. Empty unless the result was unknown.
  const std::vector<int32_t>& unknown_slots() const;

 private:
  friend class Program;
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
};

// One sub-expression of a traced evaluation, in the order of the source text, parents first.
struct TraceNode {
  uint32_t begin = 0;   // bytes of the source text
  uint32_t end = 0;
  int32_t parent = -1;  // index into the trace
  // What explanations need to tell apart; everything else is kOther.
  enum class Kind : uint8_t { kOther, kAnd, kOr, kNot, kCompare, kIn, kName, kConstant, kKnown } kind =
      Kind::kOther;
  std::string op;       // "<", ">=", "==", ... of a kCompare
  std::string value;    // Value::ToString of the result
  bool is_true = false;
  bool is_false = false;
  bool is_unknown = false;
  bool is_error = false;
  bool evaluated = true;     // false where short-circuiting left it out
  // For a kCompare of two numbers, two durations or two timestamps: left minus right as a number, or
  // in seconds.
  bool has_difference = false;
  double difference = 0;
};

// Immutable; any number of threads may evaluate it.
class Program {
 public:
  // Compiles `source`. On failure returns null, with at least one issue appended; several independent
  // errors of one expression are all reported. `result` is the type the caller needs (kBool for a
  // condition; kDyn for any).
  static std::unique_ptr<const Program> Compile(std::string_view source, const Declarations& names,
                                                const Type& result, const PackLimits& limits,
                                                std::vector<ExprIssue>* issues);
  ~Program();

  // `slots[i]` is the value of slot i. Allocates nothing once `scratch` has grown. A list, map or
  // string of the result may point into `scratch`, until its next use.
  Value Evaluate(absl::Span<const Value> slots, EvalScratch* scratch) const;

  // The same, and the value of every part. For explanations: allocates.
  Value Trace(absl::Span<const Value> slots, EvalScratch* scratch,
              std::vector<TraceNode>* trace) const;

  const Type& type() const;
  const std::string& source() const;
  // Slots that the program may read; sorted, distinct.
  const std::vector<int32_t>& slots() const;

 private:
  struct Code;
  explicit Program(std::unique_ptr<const Code> code);
  std::unique_ptr<const Code> code_;
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_PROGRAM_H_
