#ifndef RAPPORT_BASE_TEXT_ARENA_H_
#define RAPPORT_BASE_TEXT_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport {

// Texts that are made one after another and given up all at once. Where they stand they stay until
// Clear(), which keeps the memory: in one block, so that the same texts need no other.
class TextArena {
 public:
  std::string_view Add(std::string_view text) {
    append(text);
    return Finish();
  }

  // A text can be put together piece by piece. One at a time.
  void append(std::string_view text) { SetEnd(Write(text, Room(text.size()))); }
  void push_back(char c) { append({&c, 1}); }
  // The same for a writer of its own: where it has room for `size` bytes, and where it ended.
  char* Room(size_t size) {
    if (size > left_ || next_ == nullptr) AddBlock(open_ + size);
    return next_ + open_;
  }
  void SetEnd(const char* end) {
    const auto size = static_cast<size_t>(end - next_);
    left_ -= size - open_;
    open_ = size;
  }
  // Returns where it ends.
  static char* Write(std::string_view text, char* at) {
    // Of nothing there may be no address.
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    return at + text.size();
  }
  size_t open_size() const { return open_; }
  std::string_view Finish() {
    if (next_ == nullptr) return {};
    const std::string_view text(next_, open_);
    next_ += std::exchange(open_, 0);
    return text;
  }

  // Drops a text if it is the last one.
  void GiveBack(std::string_view text) {
    if (text.empty() || text.data() + text.size() != next_) return;
    next_ -= text.size();
    left_ += text.size();
  }

  // So that texts of `size` bytes in all need no other block. For an arena without texts.
  void Reserve(size_t size) {
    if (size > left_) Replace(size);
  }
  size_t left() const { return left_; }  // bytes, before it needs another block
  bool is_one_block() const { return blocks_.size() == 1; }

  // Every text is gone.
  void Clear() {
    open_ = 0;
    if (blocks_.size() > 1) {
      Replace(allocated_);
    } else if (!blocks_.empty()) {
      next_ = blocks_[0].get();
      left_ = allocated_;
    }
  }

 private:
  static constexpr size_t kLeastBlock = 4 * 1024;

  // All blocks by one.
  void Replace(size_t size) {
    blocks_.clear();
    next_ = nullptr;
    open_ = left_ = allocated_ = 0;
    AddBlock(size);
  }

  void AddBlock(size_t least) {
    const size_t size = std::max({least, allocated_, kLeastBlock});
    blocks_.push_back(std::unique_ptr<char[]>(new char[size]));
    if (open_ > 0) std::memcpy(blocks_.back().get(), next_, open_);
    next_ = blocks_.back().get();
    left_ = size - open_;
    allocated_ += size;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;  // where the open text begins
  size_t open_ = 0;       // its bytes so far
  size_t left_ = 0;       // bytes behind it
  size_t allocated_ = 0;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_TEXT_ARENA_H_
