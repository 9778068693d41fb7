#ifndef RAPPORT_EXPR_WORKSPACE_H_
#define RAPPORT_EXPR_WORKSPACE_H_

// The memory and the budget of one evaluation. Vectors and the arena keep their memory from one
// evaluation to the next.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "expr/program.h"
#include "expr/value.h"

namespace rapport::expr {

// One all(), exists() or exists_one() under way.
struct LoopFrame {
  Value range;
  Value item;
  Value result;  // so far; of exists_one() the count of those that held
  uint32_t next = 0;
};

// A node that is to be traced.
struct TraceVisit {
  uint32_t node;   // of the code
  int32_t parent;  // in the trace
};

class Workspace {
 public:
  void Begin(uint32_t max_stack, uint32_t max_loops) {
    if (stack.size() < max_stack) stack.resize(max_stack);
    if (loops.size() < max_loops) loops.resize(max_loops);
    pairs_.clear();
    steps_left_ = kEvaluationSteps;
    arena_used_ = 0;
    exhausted_ = false;
  }

  // False, for good, when the budget is used up.
  bool Spend(size_t steps) {
    if (steps > steps_left_) return Exhaust();
    steps_left_ -= static_cast<uint32_t>(steps);
    return true;
  }
  bool exhausted() const { return exhausted_; }

  // Room for `count` objects of a trivial type, or null when the budget is used up.
  template <typename T>
  T* Allocate(size_t count) {
    constexpr size_t kAlignment = alignof(std::max_align_t);
    if (count > (kEvaluationBytes - arena_used_) / sizeof(T)) {
      Exhaust();
      return nullptr;
    }
    if (arena_ == nullptr) arena_.reset(new char[kEvaluationBytes]);
    char* memory = arena_.get() + arena_used_;
    const size_t bytes = (count * sizeof(T) + kAlignment - 1) / kAlignment * kAlignment;
    arena_used_ = std::min(arena_used_ + bytes, kEvaluationBytes);
    return reinterpret_cast<T*>(memory);
  }

  // Unknown for the reasons of both. A value holds one number: a slot, or -2 - i for the i-th pair.
  Value MergeUnknown(const Value& a, const Value& b);
  // The slots behind an unknown value, sorted and distinct, into `unknown_slots`.
  void CollectUnknown(const Value& unknown);

  std::vector<Value> stack;
  std::vector<LoopFrame> loops;
  std::vector<int32_t> unknown_slots;
  std::vector<TraceVisit> trace_visits;

 private:
  bool Exhaust() {
    steps_left_ = 0;
    exhausted_ = true;
    return false;
  }

  std::vector<std::pair<int32_t, int32_t>> pairs_;
  std::vector<int32_t> pending_;
  std::unique_ptr<char[]> arena_;
  size_t arena_used_ = 0;
  uint32_t steps_left_ = 0;
  bool exhausted_ = false;
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_WORKSPACE_H_
