#ifndef RAPPORT_EXPR_EXPRESSIONS_H_
#define RAPPORT_EXPR_EXPRESSIONS_H_

// The sub-expressions of many programs, what is written the same in several places only once, and
// their values for some slots. One whose parts have new values is evaluated by itself, from them
// where that can be, since its number is higher than those of its parts.

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/types/span.h"
#include "base/text_arena.h"
#include "expr/trace.h"

namespace rapport::expr {

class EvalScratch;
class Program;
class Workspace;

class Expressions {
 public:
  // `long_slots`: by slot, whether its value may be a text or list of any length.
  void Reset(std::vector<bool> long_slots);
  // Takes in the parts of a program that was traced with the slots that all others were traced
  // with. TraceNode::value becomes the number of the expression. The program must outlive this.
  void Add(const Program& program, Trace* trace);
  // Gives back what only Add() needs.
  void Close();

  uint32_t size() const { return static_cast<uint32_t>(expressions_.size()); }
  const TraceValue* values() const { return values_.data(); }
  const TraceValue& value(uint32_t i) const { return values_[i]; }

  // The slot that it reads by itself, not by its parts; -1 for none. A loop may read any slot of
  // its program.
  int32_t slot(uint32_t i) const { return expressions_[i].slot; }

  struct Change {
    bool text = false;     // another result, which mostly is said otherwise too
    bool reached = false;  // TraceValue::reached
  };
  // Evaluates it anew once its parts are; a name has its slot's value.
  Change Evaluate(uint32_t i, absl::Span<const Value> slots, EvalScratch* scratch,
                  TextArena* texts);
  // The texts of all values are in `to` from then on, but for those that are always the same.
  void MoveTexts(TextArena* to);

 private:
  struct Expression {
    TraceNode::Kind kind = TraceNode::Kind::kOther;
    Op op = Op::kNot;
    // Whether it can be found from the values of its parts: that uses up no budget.
    bool by_parts = false;
    // Whether all parts are names and constants: what their values point to is there.
    bool of_given = true;
    int32_t slot = -1;                        // of a kName or kKnown
    uint32_t parts_begin = 0, parts_end = 0;  // in parts_
    uint32_t code_begin = 0, code_end = 0;    // of its program
    const Program* program = nullptr;         // where it stands first
  };

  uint32_t AddNode(const Program& program, const Trace& trace, uint32_t node);
  bool IsSame(uint32_t i, const Trace& trace, uint32_t node) const;
  // The value but for its text.
  void Find(const Expression& e, absl::Span<const Value> slots, EvalScratch* scratch,
            TraceValue* value) const;
  void Join(const Expression& e, TraceValue* value) const;
  bool Compare(const Expression& e, TraceValue* value) const;
  bool FindByParts(const Expression& e, Workspace* work, Value* result) const;
  const TraceValue& part(const Expression& e, uint32_t k) const {
    return values_[parts_[e.parts_begin + k]];
  }

  std::vector<Expression> expressions_;
  std::vector<TraceValue> values_;
  std::vector<uint32_t> parts_;
  std::vector<bool> long_slots_;
  // Not Abseil's, which does not survive that memory runs out while it grows.
  std::unordered_map<std::string_view, uint32_t> by_text_;
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_EXPRESSIONS_H_
