#ifndef RAPPORT_ENGINE_FACT_STORE_H_
#define RAPPORT_ENGINE_FACT_STORE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expr/value.h"
#include "rapport/status.h"
#include "ruleset/tables.h"

namespace rapport::engine {

// The facts of one conversation: what the host set, else the pack's default, else unknown. Values
// read from it point into it and stay valid until that fact is set again.
class FactStore {
 public:
  // The tables must outlive the store.
  explicit FactStore(const ruleset::Tables* tables);

  void Reset();  // every fact back to its default

  // kNotFound and kInvalidArgument as Conversation::SetFact says.
  Status Set(std::string_view id, const pack::FactValue& value);
  Status Clear(std::string_view id);

  const expr::Value& value(ruleset::Index fact) const { return slots_[fact].value; }
  // Those that the host set, in no order; the others have the pack's default.
  const std::vector<ruleset::Index>& given() const { return given_; }
  // Changes when a value does.
  uint64_t version() const { return version_; }

 private:
  struct Slot {
    expr::Value value;  // points into the members below
    std::string text;
    std::vector<std::string> items;
    std::vector<expr::Value> item_values;
  };
  void Store(const pack::FactValue& value, Slot* slot);
  void StoreDefault(ruleset::Index fact);

  const ruleset::Tables* tables_;
  std::vector<Slot> slots_;
  std::vector<ruleset::Index> given_;
  std::vector<uint8_t> is_given_;  // by fact
  uint64_t version_ = 0;
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_FACT_STORE_H_
