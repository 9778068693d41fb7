#include <algorithm>
#include <utility>

#include "expr/program.h"

namespace rapport::expr {

bool Declarations::Add(std::string_view name, Declaration declaration) {
  const int32_t slot = declaration.slot;
  if (!by_name_.try_emplace(std::string(name), std::move(declaration)).second) return false;
  slot_count_ = std::max(slot_count_, slot + 1);
  return true;
}

const Declaration* Declarations::Find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Declarations::Names() const {
  std::vector<std::string_view> names;
  names.reserve(by_name_.size());
  for (const auto& [name, declaration] : by_name_) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

bool Declarations::HasEnumValue(std::string_view value) const {
  return std::any_of(by_name_.begin(), by_name_.end(), [&](const auto& entry) {
    const std::vector<std::string>& values = entry.second.enum_values;
    return std::find(values.begin(), values.end(), value) != values.end();
  });
}

}  // namespace rapport::expr
