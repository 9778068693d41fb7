#ifndef RAPPORT_EXPR_PROGRAM_H_
#define RAPPORT_EXPR_PROGRAM_H_

// A condition, compiled and type-checked, and its evaluation with unknown and error as values.
//
// Unknown and error travel like values: an operator with an unknown operand is unknown, one with an
// erroneous operand is an error, and unknown wins over error, because what is not known yet might
// still avoid it. `&&` and `||` absorb both where the other operand decides, whichever side it
// stands on. docs/conditions.md has the language and the truth tables.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "base/array.h"
#include "base/text_arena.h"
#include "expr/issue.h"
#include "expr/type.h"
#include "expr/value.h"
#include "rapport/limits.h"

namespace rapport::expr {

struct Code;
struct Trace;
struct TraceNode;
class Workspace;

// A name that conditions may use, and the slot its value is read from.
struct Declaration {
  Type type;
  int32_t slot = 0;
  // For a string with a closed set of values (an enum fact, `persona`): comparing it with, or
  // looking it up in a list of, other constants is an error at compile time.
  std::vector<std::string> enum_values;
};

// The names in scope of a condition. Names may contain dots ("limit.discount_pct"); resolution
// prefers the longest declared name.
class Declarations {
 public:
  Declarations() = default;
  // Has all names of `outer` too, which must outlive this and not change any more.
  explicit Declarations(const Declarations* outer)
      : outer_(outer), slot_count_(outer->slot_count()) {}

  // Returns false when the name is taken.
  bool Add(std::string_view name, Declaration declaration);
  const Declaration* Find(
      std::string_view name) const;             // null when there is none; until the next Add
  std::vector<std::string_view> Names() const;  // sorted; until the next Add
  // Whether some name's closed set of values has `value`.
  bool HasEnumValue(std::string_view value) const;
  int32_t slot_count() const { return slot_count_; }  // one more than the largest slot

 private:
  void AddNames(std::vector<std::string_view>* names) const;

  const Declarations* outer_ = nullptr;
  absl::flat_hash_map<std::string, Declaration> by_name_;
  int32_t slot_count_ = 0;
};

// Whether the types of names are taken at their word. Packs are checked strictly. kDynamic leaves
// types, and names that are not declared, to run time, as CEL does without its checker; conformance
// tests need it.
enum class Checking : uint8_t { kStrict = 0, kDynamic = 1 };

// What one evaluation may use up before it is the error kBudget, which nothing absorbs. An
// instruction is a step, and so is each item or 64 bytes that an operator looks at.
constexpr uint32_t kEvaluationSteps = 100'000;
constexpr size_t kEvaluationBytes =
    size_t{256} * 1024;  // of strings, lists and maps that it builds

// Memory for one evaluation at a time; grows, then is reused. Serves any number of programs.
class EvalScratch {
 public:
  EvalScratch();
  ~EvalScratch();
  EvalScratch(EvalScratch&&) noexcept;
  EvalScratch& operator=(EvalScratch&&) noexcept;

  // Slots that the last evaluation found unknown and that mattered to its result (a slot absorbed
  // by `false && unknown` did not matter). Sorted, distinct. Empty unless the result was unknown,
  // or when it was unknown only through an unknown item of a host's list or map.
  const std::vector<int32_t>& unknown_slots() const;

 private:
  friend class Program;
  friend class Expressions;
  std::unique_ptr<Workspace> work_;
};

// Immutable; any number of threads may evaluate it.
class Program {
 public:
  // Compiles `source`. On failure returns null, with at least one issue appended; several
  // independent errors of one expression are all reported, in the order of the text. `result` is
  // the type the caller needs (kBool for a condition; kDyn for any); where the expression's own
  // type is dyn, a value of another kind is an error at run time. Depths of nesting beyond 250,
  // and more than 65,535 bytes, are refused whatever `limits` says.
  static std::unique_ptr<Program> Compile(std::string_view source, const Declarations& names,
                                          const Type& result, const PackLimits& limits,
                                          std::vector<ExprIssue>* issues,
                                          Checking checking = Checking::kStrict);
  ~Program();

  // `slots[i]` is the value of slot i; a slot beyond the span is unknown. Allocates nothing once
  // `scratch` has grown. A list, map or string of the result may point into `scratch`, until its
  // next use, or into the program or the slots. An unknown result is of the first of
  // unknown_slots().
  Value Evaluate(absl::Span<const Value> slots, EvalScratch* scratch) const;

  // The same, and the value of every part. The values' texts are kept in `texts`. How many nodes
  // there are, and what of the text they are, depends on no value.
  Value Trace(absl::Span<const Value> slots, EvalScratch* scratch, TextArena* texts,
              expr::Trace* trace) const;

  // Whether the value of a trace's first node is that of the program, with nothing left to check.
  bool IsWhole(const TraceNode& root) const;

  const Type& type() const;         // of a program that was compiled here
  std::string_view source() const;  // as long as the program
  // Slots that the program may read; sorted, distinct.
  const Array<int32_t>& slots() const;

  // For expr/network.h: a part of the program by itself, from one instruction up to another.
  Value EvaluatePart(uint32_t begin, uint32_t end, absl::Span<const Value> slots,
                     EvalScratch* scratch) const;
  const Code& code() const { return *code_; }

  // Archives (base/archive.h). What was read is used only if it is valid, for slots of the types
  // `slots` and a result of `kind`.
  Program();
  bool IsValid(absl::Span<const TypeKind> slots, TypeKind kind, const PackLimits& limits) const;
  // Of a valid program, whether EvaluatePart may be asked for these instructions.
  bool IsValidPart(uint32_t begin, uint32_t end, absl::Span<const TypeKind> slots) const;

 private:
  template <typename A>
  friend void Visit(A& a, Program& t);
  explicit Program(std::unique_ptr<Code> code);
  std::unique_ptr<Code> code_;
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_PROGRAM_H_
