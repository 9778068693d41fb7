#include "insight/dimension_values.h"

#include <algorithm>

#include "insight/id_hash.h"

namespace rapport::insight {

DimensionValues::DimensionValues(uint32_t limit) : limit_(limit) {
  values_.push_back({"", 0, true});
  values_.push_back({"(other)", UINT64_MAX, true});
}

uint32_t DimensionValues::Intern(std::string_view value) {
  if (value.empty()) return kNone;
  // Above that of kNone and below that of kOther.
  const uint64_t order = std::clamp<uint64_t>(IdHash(value), 1, UINT64_MAX - 1);
  if (const auto at = ids_.find(order); at != ids_.end()) return at->second;
  const bool full = by_order_.size() >= limit_;
  if (full && (by_order_.empty() || by_order_.top().first < order)) return kOther;
  if (full) {
    const auto [last, id] = by_order_.top();
    by_order_.pop();
    ids_.erase(last);
    values_[id].kept = false;
    values_[id].text = std::string();
  }
  const auto id = static_cast<uint32_t>(values_.size());
  values_.push_back({std::string(value), order, true});
  ids_.emplace(order, id);
  by_order_.emplace(order, id);
  return id;
}

std::vector<uint32_t> DimensionValues::Merge(const DimensionValues& other) {
  std::vector<uint32_t> ids = {kNone, kOther};
  for (size_t id = 2; id < other.values_.size(); ++id) {
    const Value& value = other.values_[id];
    ids.push_back(value.kept ? Intern(value.text) : kOther);
  }
  return ids;
}

std::vector<uint32_t> DimensionValues::Compacted(std::vector<std::string>* kept) const {
  std::vector<uint32_t> order;
  for (uint32_t id = 2; id < values_.size(); ++id) {
    if (values_[id].kept) order.push_back(id);
  }
  std::sort(order.begin(), order.end(),
            [this](uint32_t a, uint32_t b) { return Order(a) < Order(b); });
  std::vector<uint32_t> places(values_.size(), kOther);
  places[kNone] = kNone;
  for (const uint32_t id : order) {
    places[id] = static_cast<uint32_t>(kept->size()) + 2;
    kept->push_back(values_[id].text);
  }
  return places;
}

size_t DimensionValues::allocated_bytes() const {
  size_t bytes = values_.capacity() * sizeof(Value) + ids_.capacity() * 17 + by_order_.size() * 16;
  for (const Value& value : values_) {
    if (value.text.capacity() > std::string().capacity()) bytes += value.text.capacity() + 1;
  }
  return bytes;
}

}  // namespace rapport::insight
