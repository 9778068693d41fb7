#ifndef RAPPORT_BASE_ARCHIVE_H_
#define RAPPORT_BASE_ARCHIVE_H_

// How compiled tables become bytes and come back. For each struct that is kept, one function
//
//     template <typename A> void Visit(A& a, T& t) { a.Number(t.level); a.Text(t.id); ... }
//
// names its members in order, and serves three archives: a writer, a reader and one that counts the
// memory that the struct's parts take. It stands near the struct, and `a.Item(t)` finds it.
//
// The form is the same on every target: numbers are little-endian and of fixed width, one after
// another; a text is its length, its bytes and a NUL; an array of trivial items is its count, then
// from the next multiple of eight the items as they stand in memory. So a reader copies neither
// texts nor arrays: it points into the bytes, which must outlive what was read and begin at a
// multiple of eight. Nothing in the bytes is an address.
//
// The reader trusts nothing: what does not fit into the bytes, a text that is not UTF-8, a choice
// that there is not, makes it fail, and from then on everything reads as empty. Whether numbers
// make sense (an index within its array) is for the owner of the struct to check after reading.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/array.h"

namespace rapport {

constexpr size_t kArchiveAlignment = 8;

// Items of arrays that are kept as they stand in memory: no padding, whose bytes would be
// anybody's, and the same layout everywhere. Their owner checks enums; a bool would be undefined
// before that.
template <typename T>
constexpr bool kIsPlain =
    std::is_trivially_copyable_v<T>&& std::has_unique_object_representations_v<T> &&
    !std::is_same_v<T, bool> && alignof(T) <= kArchiveAlignment;

class ArchiveWriter {
 public:
  static constexpr bool kReads = false;
  static constexpr bool kCounts = false;

  bool ok() const { return true; }
  void Fail(const char* /*why*/) {}

  const std::string& bytes() const { return bytes_; }

  template <typename T>
  void Number(const T& value) {
    static_assert(sizeof(T) <= 4 || sizeof(T) == 8);
    uint64_t rest;
    if constexpr (std::is_enum_v<T>) {
      rest = static_cast<uint64_t>(static_cast<std::underlying_type_t<T>>(value));
    } else {
      rest = static_cast<uint64_t>(value);
    }
    for (size_t i = 0; i < sizeof(T); ++i, rest >>= 8) {
      bytes_.push_back(static_cast<char>(rest & 0xFF));
    }
  }
  template <typename E>
  void Choice(const E& value, E /*last*/) {
    Number(value);
  }
  void Flag(bool value) { Number(static_cast<uint8_t>(value)); }
  void Real(double value) {
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    Number(bits);
  }
  void Text(std::string_view text) {
    Number(static_cast<uint32_t>(text.size()));
    bytes_.append(text);
    bytes_.push_back('\0');
  }
  template <typename T>
  void Items(const T& items) {
    using Item = typename T::value_type;
    static_assert(kIsPlain<Item>);
    Number(static_cast<uint32_t>(items.size()));
    bytes_.resize((bytes_.size() + kArchiveAlignment - 1) / kArchiveAlignment * kArchiveAlignment);
    if (items.size() == 0) return;
    bytes_.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item));
  }
  template <typename T>
  void Each(const std::vector<T>& items) {
    Number(static_cast<uint32_t>(items.size()));
    for (const T& item : items) Item(item);
  }
  template <typename T>
  void Maybe(const std::optional<T>& item) {
    Flag(item.has_value());
    if (item) Item(*item);
  }
  void Part(size_t /*bytes*/) {}
  // Visit is one function for all archives, and only the reader's changes what it visits.
  template <typename T>
  void Item(const T& item) {
    Visit(*this, const_cast<T&>(item));
  }

 private:
  std::string bytes_;
};

class ArchiveReader {
 public:
  static constexpr bool kReads = true;
  static constexpr bool kCounts = false;

  explicit ArchiveReader(std::string_view bytes) : begin_(bytes.data()), left_(bytes) {}

  bool ok() const { return why_ == nullptr; }
  size_t left() const { return left_.size(); }
  const char* why() const { return why_; }  // of static storage; null while all is well
  void Fail(const char* why) {
    if (why_ == nullptr) why_ = why;
    left_ = {};
  }

  template <typename T>
  void Number(T& value) {
    if (left_.size() < sizeof(T)) {
      value = T();
      return Fail("it ends too early");
    }
    uint64_t read = 0;
    for (size_t i = 0; i < sizeof(T); ++i) {
      read |= uint64_t{static_cast<unsigned char>(left_[i])} << (8 * i);
    }
    value = static_cast<T>(read);
    left_.remove_prefix(sizeof(T));
  }
  template <typename E>
  void Choice(E& value, E last) {
    Number(value);
    using Bits = std::make_unsigned_t<E>;  // so that what is below 0 is out of range, too
    if (static_cast<Bits>(value) <= static_cast<Bits>(last)) return;
    value = E();
    Fail("a choice is out of range");
  }
  void Flag(bool& value) {
    uint8_t byte;
    Number(byte);
    value = byte == 1;
    if (byte > 1) Fail("a flag is neither set nor clear");
  }
  void Real(double& value) {
    uint64_t bits;
    Number(bits);
    std::memcpy(&value, &bits, sizeof value);
  }
  void Text(std::string_view& text);
  void Text(std::string& text) {
    std::string_view view;
    Text(view);
    text = view;
  }
  template <typename T>
  void Items(Array<T>& items) {
    uint32_t count = 0;
    const char* const at = Plain(sizeof(T), &count);
    items = Array<T>::View(reinterpret_cast<const T*>(at), count);
  }
  template <typename T>
  void Items(std::vector<T>& items) {
    Array<T> view;
    Items(view);
    items.assign(view.begin(), view.end());
  }
  void Items(std::string& items) {
    Array<char> view;
    Items(view);
    items.assign(view.begin(), view.end());
  }
  template <typename T>
  void Each(std::vector<T>& items) {
    items.clear();
    uint32_t count;
    Number(count);
    // Every item takes some bytes; what the count alone says takes no memory.
    if (count > left_.size()) return Fail("it ends too early");
    if (count * sizeof(T) <= kMostGrowth * left_.size()) items.reserve(count);
    for (uint32_t i = 0; i < count && ok(); ++i) {
      items.emplace_back();
      Item(items.back());
    }
  }
  template <typename T>
  void Maybe(std::optional<T>& item) {
    bool has = false;
    Flag(has);
    item.reset();
    if (has && ok()) Item(item.emplace());
  }
  void Part(size_t /*bytes*/) {}
  template <typename T>
  void Item(T& item) {
    Visit(*this, item);
  }

 private:
  static constexpr size_t kMostGrowth = 8;

  // The place of an array of `count` items.
  const char* Plain(size_t item_bytes, uint32_t* count);

  const char* begin_;
  std::string_view left_;
  const char* why_ = nullptr;
};

// Counts the bytes that the parts of what it visits take on the heap.
class MemoryCounter {
 public:
  static constexpr bool kReads = false;
  static constexpr bool kCounts = true;

  bool ok() const { return true; }
  void Fail(const char* /*why*/) {}

  size_t bytes() const { return bytes_; }
  void Part(size_t bytes) { bytes_ += bytes; }  // that is not in one of the following

  template <typename T>
  void Number(const T&) {}
  template <typename E>
  void Choice(const E&, E) {}
  void Flag(bool) {}
  void Real(double) {}
  void Text(std::string_view) {}  // in a pool or in the image
  void Text(const std::string& text) { Items(text); }
  template <typename T>
  void Items(const Array<T>& items) {
    bytes_ += items.allocated_bytes();
  }
  template <typename T>
  void Items(const std::vector<T>& items) {
    bytes_ += items.capacity() * sizeof(T);
  }
  void Items(const std::string& items) {
    if (items.capacity() > std::string().capacity()) bytes_ += items.capacity() + 1;
  }
  template <typename T>
  void Each(const std::vector<T>& items) {
    bytes_ += items.capacity() * sizeof(T);
    for (const T& item : items) Item(item);
  }
  template <typename T>
  void Maybe(const std::optional<T>& item) {
    if (item) Item(*item);
  }
  template <typename T>
  void Item(const T& item) {
    Visit(*this, const_cast<T&>(item));
  }

 private:
  size_t bytes_ = 0;
};

template <typename A>
void Visit(A& a, std::string& text) {
  a.Text(text);
}
template <typename A>
void Visit(A& a, std::string_view& text) {
  a.Text(text);
}

template <typename A, typename T>
void Visit(A& a, std::vector<T>& items) {
  a.Each(items);
}

// Whether all of `text` is well-formed UTF-8.
bool IsUtf8(std::string_view text);

// A sum over bytes by which accidents are noticed, not attackers; some ten gigabytes a second. It
// is of the machine's own byte order: archives are for one order only.
uint64_t Checksum(std::string_view bytes);

}  // namespace rapport

#endif  // RAPPORT_BASE_ARCHIVE_H_
