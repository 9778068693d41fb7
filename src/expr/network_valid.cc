// What NetworkState relies on, checked for a network that was read from an archive: indices are
// within their arrays, and whatever a node marks for a visit stands behind it, so that a round
// ends.

#include "expr/network.h"

namespace rapport::expr {
namespace {

// Counters this far from the ends of their type stay within it, whatever is added to them.
constexpr int64_t kMostCounter = int64_t{1} << 60;

class NetworkValidator {
 public:
  NetworkValidator(const Network& network, const std::vector<const Program*>& programs,
                   absl::Span<const TypeKind> slots)
      : n_(network), programs_(programs), slots_(slots) {}

  bool Run() {
    return HasSizes() && HasValidRows() && HasValidPrograms() && HasValidTests() && IsOrdered() &&
           n_.conjunctions.IsValid(slots_.size(), programs_.size());
  }

 private:
  using Kind = Network::Kind;

  bool HasSizes() {
    if (n_.nodes.empty()) return false;
    nodes_ = n_.nodes.size() - 1;
    const size_t programs = programs_.size();
    return n_.counters.size() == nodes_ && n_.reader_begins.size() == slots_.size() + 1 &&
           n_.result_slots.size() == programs && n_.truths.size() == programs &&
           n_.errors.size() == programs && n_.missing_begins.size() == programs + 1;
  }

  bool HasValidRows() const {
    uint32_t failed = 0;
    for (uint32_t i = 0; i < nodes_; ++i) {
      const Network::Node *const a = &n_.nodes[i], *const b = a + 1;
      failed |= (b->first_edge < a->first_edge) | (b->first_program < a->first_program) ? 1u : 0u;
    }
    const Network::Node& end = n_.nodes[nodes_];
    return failed == 0 && end.first_edge <= n_.edges.size() &&
           end.first_program <= n_.node_programs.size() && IsRising(n_.reader_begins) &&
           n_.reader_begins.back() <= n_.readers.size() && IsRising(n_.missing_begins) &&
           n_.missing_begins.back() <= n_.missing.size();
  }

  bool HasValidPrograms() const {
    const auto slots = static_cast<int32_t>(slots_.size());
    return AllBelow(n_.node_programs, programs_.size() * 2) &&
           AllBelow(n_.readers, size_t{nodes_} * 2) &&
           AllOf(n_.result_slots, [&](int32_t s) { return (s >= -1) & (s < slots); }) &&
           AllOf(n_.missing, [&](int32_t s) { return (s >= 0) & (s < slots); }) &&
           AllOf(n_.truths, [](Truth t) { return t <= Truth::kOpen; }) &&
           AllOf(n_.errors, [](ErrorCode e) { return e <= ErrorCode::kNoSuchName; });
  }

  bool HasValidTests() const {
    if (!AllOf(n_.counters, [](int64_t c) { return (c > -kMostCounter) & (c < kMostCounter); })) {
      return false;
    }
    for (uint32_t i = 0; i < nodes_; ++i) {
      const Network::Node& node = n_.nodes[i];
      const bool has_slot = node.slot >= 0;
      if (node.slot < -1 || node.slot >= static_cast<int32_t>(slots_.size())) return false;
      if (node.truth > Truth::kOpen || !HasValidData(node, has_slot)) return false;
    }
    for (const Network::Part& part : n_.parts) {
      if (part.program >= programs_.size() ||
          !programs_[part.program]->IsValidPart(part.begin, part.end, slots_)) {
        return false;
      }
    }
    return true;
  }

  bool HasValidData(const Network::Node& node, bool has_slot) const {
    switch (node.kind) {
      case Kind::kConstant:
      case Kind::kGate:
        return true;
      case Kind::kSum:
        return node.data < n_.ranges.size();
      case Kind::kInt:
        return has_slot && node.data < n_.ranges.size();
      case Kind::kNumber:
        return has_slot && node.data < n_.numbers.size();
      case Kind::kText:
        return has_slot && node.data < n_.texts.size();
      case Kind::kBool:
      case Kind::kKnown:
        return has_slot;
      case Kind::kPart:
        return node.data < n_.parts.size();
    }
    return false;
  }

  bool IsOrdered() const {
    for (uint32_t i = 0; i < nodes_; ++i) {
      const Network::Node *const a = &n_.nodes[i], *const b = a + 1;
      for (uint32_t e = a->first_edge; e < b->first_edge; ++e) {
        const uint32_t gate = n_.edges[e] >> 1;
        if (gate <= i || gate >= nodes_ || n_.nodes[gate].kind != Kind::kGate) return false;
      }
      for (uint32_t p = a->first_program; p < b->first_program; ++p) {
        const int32_t slot = n_.result_slots[n_.node_programs[p] >> 1];
        if (slot >= 0 && !IsReadBehind(static_cast<size_t>(slot), i)) return false;
      }
    }
    return true;
  }

  bool IsReadBehind(size_t slot, uint32_t node) const {
    for (uint32_t r = n_.reader_begins[slot]; r < n_.reader_begins[slot + 1]; ++r) {
      if (n_.readers[r] >> 1 <= node) return false;
    }
    return true;
  }

  const Network& n_;
  const std::vector<const Program*>& programs_;
  const absl::Span<const TypeKind> slots_;
  uint32_t nodes_ = 0;
};

}  // namespace

bool Network::IsValid(const std::vector<const Program*>& programs,
                      absl::Span<const TypeKind> slots) const {
  return NetworkValidator(*this, programs, slots).Run();
}

}  // namespace rapport::expr
