#ifndef RAPPORT_ENGINE_NEAR_MISS_H_
#define RAPPORT_ENGINE_NEAR_MISS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
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

// Memory for describing; grows, then is reused.
class NearMiss {
 public:
  // Appends why a traced condition is not true, said as the smallest change that would make it so:
  // of `a || b` the nearer side, of `a && b` every failing side, down to comparisons with how much
  // they fall short: "contacts_7d >= 3: it is 2, short by 1". Nothing when the condition is true.
  // With `inside`, the same of a condition that is named in it: "third_contact is false
  // (contacts_7d >= 3: it is 2, short by 1)".
  void Describe(std::string_view source, absl::Span<const expr::TraceNode> trace,
                const NamedReasons& inside, std::string* out);

 private:
  enum class Wish : uint8_t { kNone, kTrue, kFalse };
  struct Cost {  // of a node's becoming true, and false
    double if_true = 0, if_false = 0;
    double Of(bool wish) const { return wish ? if_true : if_false; }
  };

  // Of nodes [begin, end).
  void FindCosts(absl::Span<const expr::TraceNode> trace, uint32_t begin, uint32_t end);
  // The part of `node` that costs least.
  uint32_t Cheapest(absl::Span<const expr::TraceNode> trace, uint32_t node, bool wish);

  uint32_t costs_end_ = 0;    // where costs have been found to
  std::vector<Cost> costs_;   // by node
  std::vector<Wish> wishes_;  // likewise
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_NEAR_MISS_H_
