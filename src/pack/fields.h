#ifndef RAPPORT_PACK_FIELDS_H_
#define RAPPORT_PACK_FIELDS_H_

// Takes values out of a map that CheckStructure has passed: what is there has the right form, what
// was wrong is absent and has been reported.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/draft.h"
#include "pack/model.h"
#include "pack/node.h"
#include "pack/scalars.h"

namespace rapport::pack {

Text TextOf(const Node& scalar);
ActionRef RefOf(const Node& scalar);

class Fields {
 public:
  explicit Fields(const Node& map) : map_(map) {}

  const Node* Find(std::string_view key) const { return map_.Find(key); }
  // Whether it was written, well or badly.
  bool Has(std::string_view key) const { return map_.FindKey(key) != nullptr; }

  std::string String(std::string_view key) const;  // empty when absent
  std::optional<std::string> MaybeString(std::string_view key) const;
  std::optional<Text> MaybeText(std::string_view key) const;
  bool Bool(std::string_view key, bool otherwise) const;
  std::optional<int64_t> Int(std::string_view key) const;
  std::optional<Milli> Weight(std::string_view key) const;
  std::optional<Duration> Span(std::string_view key) const;
  std::optional<Time> Instant(std::string_view key) const;

  std::vector<std::string> Strings(std::string_view key) const;
  std::vector<Text> Texts(std::string_view key) const;
  std::vector<ActionRef> Refs(std::string_view key) const;
  std::vector<const Node*> Items(std::string_view key) const;  // of a list, without bad ones

  // The position of the value among `names`; that of `otherwise` when absent.
  template <typename E, size_t N>
  E Enum(std::string_view key, const std::array<std::string_view, N>& names, E otherwise) const {
    const Node* node = Find(key);
    for (size_t i = 0; node != nullptr && i < N; ++i) {
      if (names[i] == node->value) return static_cast<E>(i);
    }
    return otherwise;
  }

 private:
  const Node& map_;
};

// The id, its place and the help text.
void FillItem(const DraftItem& from, Item* item);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_FIELDS_H_
