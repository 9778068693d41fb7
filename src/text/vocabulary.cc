#include "text/vocabulary.h"

namespace rapport::text {

uint32_t Vocabulary::Intern(std::string_view word) {
  if (table_.built()) {
    const uint32_t id = table_.Find(word);
    if (id != kNone) return id;
    for (uint32_t known = 0; known < table_.size(); ++known) ids_.Intern(table_.word(known));
    table_.Clear();
  }
  return ids_.Intern(word);
}

uint32_t Vocabulary::FindGrowing(uint64_t bytes) const {
  char word[WordTable::kShort];
  const size_t size = WordTable::Unpack(bytes, word);
  return ids_.Find({word, size});
}

void Vocabulary::Freeze() {
  if (table_.built()) return;
  table_.Build(ids_);
  ids_ = StringIds();
}

}  // namespace rapport::text
