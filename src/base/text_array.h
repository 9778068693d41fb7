#ifndef RAPPORT_BASE_TEXT_ARRAY_H_
#define RAPPORT_BASE_TEXT_ARRAY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/archive.h"
#include "base/array.h"
#include "base/ends.h"

namespace rapport {

// Many texts in two arrays, each followed by a NUL. Reading them from an archive costs no step for
// each.
class TextArray {
 public:
  TextArray() = default;
  template <typename Texts>
  explicit TextArray(const Texts& texts) {
    std::vector<char> bytes;
    std::vector<uint32_t> ends;
    for (const std::string_view text : texts) {
      bytes.insert(bytes.end(), text.begin(), text.end());
      bytes.push_back('\0');
      ends.push_back(static_cast<uint32_t>(bytes.size()));
    }
    bytes_ = bytes;
    ends_ = Ends(ends);
  }

  uint32_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  std::string_view operator[](size_t i) const {
    const uint32_t begin = ends_.begin(i);
    return {bytes_.data() + begin, ends_[i] - begin - 1};
  }

  // Whether what was read is texts.
  bool IsValid() const {
    if (!ends_.IsValid(bytes_.size())) return false;
    uint32_t begin = 0, failed = 0;
    for (uint32_t i = 0; i < size(); ++i) {
      const uint32_t end = ends_[i];
      failed |= end == begin || bytes_[end - 1] != '\0' ? 1u : 0u;
      begin = end;
    }
    // No sequence of UTF-8 goes on beyond a NUL.
    return failed == 0 && IsUtf8({bytes_.data(), bytes_.size()});
  }

 private:
  template <typename A>
  friend void Visit(A& a, TextArray& t) {
    a.Items(t.bytes_);
    a.Item(t.ends_);
  }

  Array<char> bytes_;
  Ends ends_;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_TEXT_ARRAY_H_
