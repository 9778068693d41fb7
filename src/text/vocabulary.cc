#include "text/vocabulary.h"

namespace rapport::text {

uint32_t Vocabulary::Intern(std::string_view word) {
  if (table_.built()) {
    const uint32_t id = table_.Find(word, ids_);
    if (id != kNone) return id;
    table_.Clear();
  }
  return ids_.Intern(word);
}

void Vocabulary::Freeze() {
  table_.Build(ids_);
  ids_.ReleaseSlots();
  ids_.ShrinkToFit();
}

}  // namespace rapport::text
