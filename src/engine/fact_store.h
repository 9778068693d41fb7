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
// read from it point into it or into the tables and stay valid until that fact is set again.
class FactStore {
 public:
  // The tables must outlive the store.
  explicit FactStore(const ruleset::Tables* tables);

  void Reset();  // every fact back to its default

  // kNotFound and kInvalidArgument as Conversation::SetFact says.
  Status Set(std::string_view id, bool value);
  Status Set(std::string_view id, int64_t value);
  Status Set(std::string_view id, double value);
  Status Set(std::string_view id, std::string_view value);
  Status Set(std::string_view id, Duration value);
  Status Set(std::string_view id, Time value);
  Status Set(std::string_view id, const std::vector<std::string_view>& value);
  Status Clear(std::string_view id);

  const expr::Value& value(ruleset::Index fact) const { return slots_[fact].value; }
  // Those that the host set, in no order; the others have the pack's default.
  const std::vector<ruleset::Index>& given() const { return given_; }
  // Changes when a value does.
  uint64_t version() const { return version_; }

 private:
  static constexpr ruleset::Index kNone = UINT32_MAX;
  struct Slot {
    expr::Value value;     // points into `text`, `item_values` or the tables
    expr::Value standard;  // the pack's default, or unknown
    std::string_view id;
    FactType type = FactType::kString;
    bool is_given = false;
    bool has_range = false;
    ruleset::Index next = kNone;  // the fact that was set after this one, when it last was
    std::string text;
    std::vector<std::string> items;
    std::vector<expr::Value> item_values, standard_items;
  };

  ruleset::Index Find(std::string_view id);  // kNone when it is not declared
  template <typename T>
  Status SetFound(ruleset::Index fact, const T& value, FactType type, const expr::Value& as_value);
  void Keep(ruleset::Index fact, const expr::Value& value);
  Status NotDeclared(std::string_view id) const;
  Status Invalid(ruleset::Index fact, std::string_view what) const;
  Status IsOfOtherType(ruleset::Index fact, std::string_view given) const;

  const ruleset::Tables* tables_;
  std::vector<Slot> slots_;
  // Hosts set the same facts in the same order for one case after another: the next one is looked
  // for where it came the last time.
  ruleset::Index first_ = kNone, last_ = kNone;
  std::vector<ruleset::Index> given_;
  uint64_t version_ = 0;
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_FACT_STORE_H_
