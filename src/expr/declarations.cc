#include <algorithm>
#include <utility>

#include "base/absl_view.h"
#include "expr/program.h"

namespace rapport::expr {

bool Declarations::Add(std::string_view name, Declaration declaration) {
  const int32_t slot = declaration.slot;
  if (outer_ != nullptr && outer_->Find(name) != nullptr) return false;
  if (!by_name_.try_emplace(std::string(name), std::move(declaration)).second) return false;
  slot_count_ = std::max(slot_count_, slot + 1);
  return true;
}

const Declaration* Declarations::Find(std::string_view name) const {
  const auto found = by_name_.find(AbslView(name));
  if (found != by_name_.end()) return &found->second;
  return outer_ == nullptr ? nullptr : outer_->Find(name);
}

std::vector<std::string_view> Declarations::Names() const {
  std::vector<std::string_view> names;
  AddNames(&names);
  std::sort(names.begin(), names.end());
  return names;
}

void Declarations::AddNames(std::vector<std::string_view>* names) const {
  for (const auto& [name, declaration] : by_name_) names->push_back(name);
  if (outer_ != nullptr) outer_->AddNames(names);
}

bool Declarations::HasEnumValue(std::string_view value) const {
  const bool here = std::any_of(by_name_.begin(), by_name_.end(), [&](const auto& entry) {
    const std::vector<std::string>& values = entry.second.enum_values;
    return std::find(values.begin(), values.end(), value) != values.end();
  });
  return here || (outer_ != nullptr && outer_->HasEnumValue(value));
}

}  // namespace rapport::expr
