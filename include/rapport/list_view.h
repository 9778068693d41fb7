#ifndef RAPPORT_LIST_VIEW_H_
#define RAPPORT_LIST_VIEW_H_

#include <cstddef>

namespace rapport {

// A borrowed, read-only run of objects, valid as long as the object that returned it says. Works in
// range-based for; C++17 has no std::span.
template <typename T>
class ListView {
 public:
  ListView() = default;
  ListView(const T* data, size_t size) : data_(data), size_(size) {}

  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](size_t i) const { return data_[i]; }  // i < size()

 private:
  const T* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace rapport

#endif  // RAPPORT_LIST_VIEW_H_
