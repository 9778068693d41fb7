#ifndef RAPPORT_RECORD_JSON_ALLOCATOR_H_
#define RAPPORT_RECORD_JSON_ALLOCATOR_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>

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

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_JSON_ALLOCATOR_H_
