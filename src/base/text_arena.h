#ifndef RAPPORT_BASE_TEXT_ARENA_H_
#define RAPPORT_BASE_TEXT_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport {

// Texts that are made one after another and given up all at once. Where they stand they stay until
// Clear(), which keeps the memory: in one block, so that the same texts need no other.
class TextArena {
 public:
  std::string_view Add(std::string_view text) {
    if (text.size() > left_) AddBlock(text.size());
    // Empty texts have no bytes, perhaps not even a block.
    if (text.empty()) return std::string_view("", 0);
    std::memcpy(next_, text.data(), text.size());
    const std::string_view kept(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return kept;
  }

  // An empty string to make a text in; Keep() adds what is in it then. One at a time.
  std::string* Draft() {
    draft_.clear();
    return &draft_;
  }
  std::string_view Keep() { return Add(draft_); }

  // Every text is gone.
  void Clear() {
    if (blocks_.size() > 1) {
      blocks_.clear();
      next_ = nullptr;
      left_ = 0;
      AddBlock(std::exchange(allocated_, 0));
    } else if (!blocks_.empty()) {
      next_ = blocks_[0].get();
      left_ = allocated_;
    }
  }

 private:
  static constexpr size_t kLeastBlock = 4 * 1024;

  void AddBlock(size_t least) {
    const size_t size = std::max({least, allocated_, kLeastBlock});
    blocks_.push_back(std::unique_ptr<char[]>(new char[size]));
    next_ = blocks_.back().get();
    left_ = size;
    allocated_ += size;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
  size_t allocated_ = 0;
  std::string draft_;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_TEXT_ARENA_H_
