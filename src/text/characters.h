#ifndef RAPPORT_TEXT_CHARACTERS_H_
#define RAPPORT_TEXT_CHARACTERS_H_

// The characters of a text as the scanner sees them, one byte each.
//
// An ASCII character is its own byte. Every other character is a byte that says its class and
// flags (char_class.h); its code point stands in a parallel array that is read only for such
// bytes. So whatever the text is, the scanner and the masks over it walk a plain byte array, and
// for a text of ASCII alone that array is a copy of the text, where characters and bytes have the
// same positions. Otherwise a second array has the bytes of each character.
//
// Before the first and behind the last character stand kEndUnits, so that looking a few characters
// to either side, or loading a block, needs no check.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "text/char_class.h"

namespace rapport::text {

// A half-open range of bytes.
struct ByteRange {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Memory that grows and is reused; what is in it is lost when it grows.
template <typename T>
class Buffer {
 public:
  T* Get(size_t size) {
    if (size > size_) {
      const size_t grown = size + size / 2;
      data_.reset(new T[grown]);  // may throw, and then all is as it was
      size_ = grown;
    }
    return data_.get();
  }

 private:
  std::unique_ptr<T[]> data_;
  size_t size_ = 0;
};

class Characters {
 public:
  static constexpr size_t kMargin = 64;  // of kEndUnits, on either side

  // Begins a text of so many bytes; it may get as many characters.
  void Start(size_t bytes);
  // Appends what stands at these bytes; `code` is ASCII or of normal width.
  void Push(char32_t code, CharInfo info, uint32_t begin, uint32_t end) {
    if (spans_ == nullptr) AddSpans();
    spans_[size_] = {begin, end};
    if (code < 0x80) {
      units_[size_++] = static_cast<uint8_t>(code);
    } else {
      codes_[size_] = code;
      units_[size_++] = UnitOf(info);
    }
  }
  // Appends ASCII that stands at `begin`.
  void PushAscii(std::string_view ascii, uint32_t begin);
  // The last character, of which there must be one, has its end there.
  void ExtendLast(uint32_t end) {
    if (spans_ == nullptr) AddSpans();
    spans_[size_ - 1].end = end;
  }
  // The end of the text, which has so many bytes.
  void Finish(uint32_t bytes);

  size_t size() const { return size_; }
  const uint8_t* units() const { return units_; }
  // The bytes of each character, or null when they have the same positions.
  const ByteRange* spans() const { return spans_; }

  bool Contains(char ascii) const { return std::memchr(units_, ascii, size_) != nullptr; }

  // Positions may be up to kMargin characters before or behind the text; -1 may be wrapped around.
  uint8_t UnitAt(size_t i) const { return units_[static_cast<ptrdiff_t>(i)]; }
  CharClass ClassAt(size_t i) const { return kUnitClasses[UnitAt(i)]; }
  uint8_t FlagsAt(size_t i) const { return kUnitFlags[UnitAt(i)]; }
  // 0 on either side of the text.
  char32_t CodeAt(size_t i) const {
    const uint8_t unit = UnitAt(i);
    if (unit < 0x80) return unit;
    return unit == kEndUnit ? 0 : codes_[i];
  }
  uint32_t BeginOf(size_t i) const {
    return spans_ == nullptr ? static_cast<uint32_t>(i) : spans_[i].begin;
  }
  uint32_t EndOf(size_t i) const {
    return spans_ == nullptr ? static_cast<uint32_t>(i + 1) : spans_[i].end;
  }

  void MakeBlank(size_t i) { units_[i] = ' '; }

 private:
  void AddSpans();

  Buffer<uint8_t> unit_buffer_;
  Buffer<char32_t> code_buffer_;
  Buffer<ByteRange> span_buffer_;
  uint8_t* units_ = nullptr;    // of the first character
  char32_t* codes_ = nullptr;   // set only where the unit is not ASCII
  ByteRange* spans_ = nullptr;  // null while characters and bytes have the same positions
  size_t size_ = 0;
  size_t bytes_ = 0;
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_CHARACTERS_H_
