#ifndef RAPPORT_RECORD_JSON_ALLOCATOR_H_
#define RAPPORT_RECORD_JSON_ALLOCATOR_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace rapport::record {

// RapidJSON's own allocator hands on malloc's null pointers, and RapidJSON writes to them. This one
// lets operator new fail as it does everywhere else.
struct JsonAllocator {
  static constexpr bool kNeedFree = true;
  static constexpr bool kRefCounted = false;

  void* Malloc(size_t size) { return size == 0 ? nullptr : ::operator new(size); }
  void* Realloc(void* old, size_t old_size, size_t new_size) {
    void* moved = Malloc(new_size);
    if (old != nullptr && moved != nullptr) std::memcpy(moved, old, std::min(old_size, new_size));
    Free(old);
    return moved;
  }
  static void Free(void* block) noexcept { ::operator delete(block); }
};

// For a stack of RapidJSON's, which has one block at a time and gives it back after every text:
// keeps the block for the next one.
class JsonStackAllocator {
 public:
  static constexpr bool kNeedFree = false;
  static constexpr bool kRefCounted = false;

  void* Malloc(size_t size) { return Realloc(nullptr, 0, size); }
  void* Realloc(void* old, size_t old_size, size_t new_size) {
    if (new_size == 0) return nullptr;
    if (new_size > size_) {
      std::unique_ptr<char[]> larger(new char[new_size]);
      if (old != nullptr) std::memcpy(larger.get(), old, std::min(old_size, new_size));
      block_ = std::move(larger);
      size_ = new_size;
    }
    return block_.get();
  }
  static void Free(void*) noexcept {}

 private:
  std::unique_ptr<char[]> block_;
  size_t size_ = 0;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_JSON_ALLOCATOR_H_
