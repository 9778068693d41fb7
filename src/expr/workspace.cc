#include "expr/workspace.h"

namespace rapport::expr {
namespace {
constexpr int32_t kNoSlot = -1;
constexpr int32_t kFirstPair = -2;
}  // namespace

Value Workspace::MergeUnknown(const Value& a, const Value& b) {
  const int32_t x = a.unknown_slot(), y = b.unknown_slot();
  if (x == y || y == kNoSlot) return a;
  if (x == kNoSlot) return b;
  pairs_.emplace_back(x, y);
  return Value::Unknown(kFirstPair - static_cast<int32_t>(pairs_.size() - 1));
}

void Workspace::CollectUnknown(const Value& unknown) {
  unknown_slots.clear();
  pending_.clear();
  pending_.push_back(unknown.unknown_slot());
  while (!pending_.empty()) {
    const int32_t reason = pending_.back();
    pending_.pop_back();
    if (reason >= 0) {
      unknown_slots.push_back(reason);
    } else if (reason <= kFirstPair) {
      const auto& [first, second] = pairs_[static_cast<size_t>(kFirstPair - reason)];
      pending_.push_back(first);
      pending_.push_back(second);
    }
  }
  std::sort(unknown_slots.begin(), unknown_slots.end());
  unknown_slots.erase(std::unique(unknown_slots.begin(), unknown_slots.end()), unknown_slots.end());
}

}  // namespace rapport::expr
