#include "text/workspace.h"

#include <algorithm>

namespace rapport::text {

std::string_view KeyArena::Add(std::string_view key) {
  constexpr size_t kBlockSize = 4096;
  while (block_ < blocks_.size() && used_ + key.size() > blocks_[block_].size) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const size_t size = std::max(kBlockSize << std::min<size_t>(block_, 8), key.size());
    blocks_.push_back({std::make_unique<char[]>(size), size});
    used_ = 0;
  }
  char* to = blocks_[block_].bytes.get() + used_;
  if (!key.empty()) std::memcpy(to, key.data(), key.size());
  used_ += key.size();
  return {to, key.size()};
}

}  // namespace rapport::text
