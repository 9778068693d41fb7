#include "text/workspace.h"

#include <algorithm>

namespace rapport::text {

namespace {

char* Append(std::string_view bytes, char* to) {
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
  return to + bytes.size();
}

}  // namespace

std::string_view KeyArena::Add(std::string_view key) {
  char* const to = Take(key.size());
  Append(key, to);
  return {to, key.size()};
}

std::string_view KeyArena::Add(std::string_view key, const ShortForm& short_form) {
  const uint32_t head[] = {short_form.word, static_cast<uint32_t>(short_form.key.size())};
  static_assert(sizeof head == ShortForm::kHead);
  char* const to = Take(key.size() + sizeof head + short_form.key.size());
  char* const behind = Append(key, to);
  std::memcpy(behind, head, sizeof head);
  Append(short_form.key, behind + sizeof head);
  return {to, key.size()};
}

char* KeyArena::Take(size_t size) {
  constexpr size_t kBlockSize = 4096;
  while (block_ < blocks_.size() && used_ + size > blocks_[block_].size) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const size_t block = std::max(kBlockSize << std::min<size_t>(block_, 8), size);
    blocks_.push_back({std::make_unique<char[]>(block), block});
    used_ = 0;
  }
  char* to = blocks_[block_].bytes.get() + used_;
  used_ += size;
  return to;
}

}  // namespace rapport::text
