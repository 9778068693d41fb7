#ifndef RAPPORT_BASE_STRING_POOL_H_
#define RAPPORT_BASE_STRING_POOL_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace rapport {

// Keeps texts, each followed by a NUL (hosts read them through C), in a few large blocks. The views
// are good for as long as the pool.
class StringPool {
 public:
  std::string_view Add(std::string_view text) {
    if (text.empty()) return std::string_view("", 0);
    if (text.size() >= left_) NewBlock(text.size() + 1);
    char* const copy = next_;
    std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = '\0';
    next_ += text.size() + 1;
    left_ -= text.size() + 1;
    return {copy, text.size()};
  }
  size_t allocated_bytes() const { return allocated_; }

 private:
  static constexpr size_t kBlock = 8 * 1024;

  void NewBlock(size_t least) {
    left_ = least > kBlock ? least : kBlock;
    blocks_.push_back(std::unique_ptr<char[]>(new char[left_]));
    next_ = blocks_.back().get();
    allocated_ += left_;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
  size_t allocated_ = 0;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_STRING_POOL_H_
