#ifndef RAPPORT_ENGINE_NEAR_MISS_H_
#define RAPPORT_ENGINE_NEAR_MISS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "base/text_arena.h"
#include "expr/trace.h"

namespace rapport::engine {

// What has been said of named conditions, by slot: `first_slot`'s is the first.
struct NamedReasons {
  int32_t first_slot = 0;
  absl::Span<const std::string_view> why_not;

  // Empty for any other name.
  std::string_view Of(int32_t slot) const {
    const int64_t i = int64_t{slot} - first_slot;
    const bool is_named = i >= 0 && i < static_cast<int64_t>(why_not.size());
    return is_named ? why_not[static_cast<size_t>(i)] : std::string_view();
  }
};

// Reasons within reasons are left out where a text would become longer: a chain of conditions that
// each name another twice would double it at every step.
constexpr size_t kMostReasonBytes = 4096;

// Memory for finding the leaves; grows, then is reused.
class NearMiss {
 public:
  // Appends the leaves of a traced condition that keep it from being true, those that the smallest
  // change would have to change: of `a || b` the nearer side's, of `a && b` those of every side
  // that fails. None when the condition is true.
  void FindLeaves(const expr::TraceView& trace, std::vector<uint32_t>* leaves);

 private:
  // From one node on to another.
  struct Jump {
    uint32_t from, to;
  };

  // Of nodes [begin, end).
  void FindCosts(const expr::TraceView& trace, uint32_t begin, uint32_t end);
  // The part of `node` that costs least.
  uint32_t Cheapest(const expr::TraceView& trace, uint32_t node);

  uint32_t costs_end_ = 0;     // where costs have been found to
  std::vector<double> costs_;  // by node: of its becoming as wished
  std::vector<Jump> jumps_;    // past parts that cost more; those from inside others come last
};

// Says of them how much they fall short, or what is missing: "contacts_7d >= 3: it is 2, short by
// 1", and, of a condition that is named, what was said of it: "third_contact is false (contacts_7d
// >= 3: it is 2, short by 1)".
std::string_view Describe(std::string_view source, const expr::TraceView& trace,
                          absl::Span<const uint32_t> leaves, const NamedReasons& inside,
                          TextArena* texts);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_NEAR_MISS_H_
