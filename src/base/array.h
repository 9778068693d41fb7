#ifndef RAPPORT_BASE_ARRAY_H_
#define RAPPORT_BASE_ARRAY_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace rapport {

// A vector of trivial items that can also be a view: of memory that outlives it, such as that of a
// compiled rule set (archive.h). A view is only read; sixteen bytes; not copied by accident.
template <typename T>
class Array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  using value_type = T;

  Array() = default;
  Array(const std::vector<T>& items) {  // NOLINT: what a vector collected, in exactly the room
    append(items.data(), items.data() + items.size());
  }
  static Array View(const T* items, uint32_t size) {
    Array array;
    array.items_ = const_cast<T*>(items);  // never written: a view has no capacity
    array.size_ = size;
    return array;
  }
  ~Array() {
    if (capacity_ > 0) std::allocator<T>().deallocate(items_, capacity_);
  }
  Array(Array&& other) noexcept { Swap(&other); }
  Array& operator=(Array&& other) noexcept {
    Swap(&other);
    return *this;
  }

  const T* data() const { return items_; }
  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* begin() const { return items_; }
  const T* end() const { return items_ + size_; }
  const T& operator[](size_t i) const { return items_[i]; }
  const T& front() const { return items_[0]; }
  const T& back() const { return items_[size_ - 1]; }
  size_t allocated_bytes() const { return capacity_ * sizeof(T); }

  // Building; not for views.
  T* data() { return items_; }
  T* begin() { return items_; }
  T* end() { return items_ + size_; }
  T& operator[](size_t i) { return items_[i]; }
  T& back() { return items_[size_ - 1]; }
  void clear() { size_ = 0; }
  void reserve(size_t capacity) {
    if (capacity > capacity_) Move(static_cast<uint32_t>(capacity));
  }
  void resize(size_t size, const T& fill = T()) {
    reserve(size);
    if (size > size_) std::uninitialized_fill(items_ + size_, items_ + size, fill);
    size_ = static_cast<uint32_t>(size);
  }
  void assign(size_t size, const T& fill) {
    clear();
    resize(size, fill);
  }
  void push_back(const T& item) {
    const T copy = item;  // may be one of ours
    if (size_ == capacity_) reserve(std::max<size_t>(8, size_t{capacity_} * 2));
    new (items_ + size_++) T(copy);
  }
  void append(const T* begin, const T* end) {
    const auto count = static_cast<size_t>(end - begin);
    if (count == 0) return;
    if (size_ + count > capacity_) {
      reserve(size_ == 0 ? count : std::max(size_ + count, size_t{capacity_} * 2));
    }
    std::uninitialized_copy(begin, end, items_ + size_);
    size_ += static_cast<uint32_t>(count);
  }
  // Grows by so many items, which the caller has to fill; returns the first of them.
  T* Extend(size_t count) {
    if (size_ + count > capacity_) reserve(std::max(size_ + count, size_t{capacity_} * 2));
    size_ += static_cast<uint32_t>(count);
    return items_ + size_ - count;
  }
  void shrink_to_fit() {
    if (capacity_ > size_) Move(size_);
  }

 private:
  void Move(uint32_t capacity) {
    T* const moved = capacity > 0 ? std::allocator<T>().allocate(capacity) : nullptr;
    if (size_ > 0) std::uninitialized_copy(items_, items_ + size_, moved);
    if (capacity_ > 0) std::allocator<T>().deallocate(items_, capacity_);
    items_ = moved;
    capacity_ = capacity;
  }
  void Swap(Array* other) {
    std::swap(items_, other->items_);
    std::swap(size_, other->size_);
    std::swap(capacity_, other->capacity_);
  }

  T* items_ = nullptr;
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;  // 0: a view, or empty
};

// Whether `holds` is true of every item. Looks at all of them: for checks that nearly always hold
// and that a compiler can do several at a time, if `holds` has no && in it.
template <typename T, typename Predicate>
bool AllOf(const Array<T>& items, Predicate holds) {
  uint32_t failed = 0;
  for (const T& item : items) failed |= static_cast<uint32_t>(!holds(item));
  return failed == 0;
}
inline bool AllBelow(const Array<uint32_t>& numbers, size_t bound) {
  const auto most = static_cast<uint32_t>(std::min<size_t>(bound, UINT32_MAX));
  return AllOf(numbers, [&](uint32_t n) { return n < most; });
}
inline bool IsRising(const Array<uint32_t>& numbers) {
  uint32_t failed = 0;
  for (uint32_t i = 1; i < numbers.size(); ++i) failed |= numbers[i] < numbers[i - 1] ? 1u : 0u;
  return failed == 0;
}

}  // namespace rapport

#endif  // RAPPORT_BASE_ARRAY_H_
