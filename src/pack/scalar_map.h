#ifndef RAPPORT_PACK_SCALAR_MAP_H_
#define RAPPORT_PACK_SCALAR_MAP_H_

// Where the bytes of a scalar's value stand in the file. A plain scalar of one line is itself;
// quotes, escapes, folded lines and indentation make the value differ from what is written, and a
// diagnostic about the third word of a phrase should still point at that word.
//
// YAML's parser tells where a scalar begins and what its value is, nothing in between. So the value
// is laid beside the file's text again, form by form: double quotes, single quotes, block (`|`,
// `>`), plain. Where the two cannot be matched, the nearest place before is given.

#include <string_view>
#include <vector>

#include "base/source.h"
#include "pack/model.h"

namespace rapport::pack {

class ScalarMap {
 public:
  // `begin` is the offset in `file` of the scalar's first byte: its quote, block indicator or
  // letter.
  ScalarMap(std::string_view file, size_t begin, std::string_view value);

  // The offset in the file of a byte of the value; that of its end for the value's size and beyond.
  size_t Offset(size_t value_offset) const;
  // One past the scalar's last byte, its closing quote included.
  size_t end() const { return end_; }
  // False for a quoted scalar whose closing quote is missing.
  bool closed() const { return closed_; }

 private:
  bool as_written_ = false;      // the value stands in the file from begin_ to end_
  std::vector<size_t> offsets_;  // else: of each of its bytes
  size_t begin_ = 0;
  size_t end_ = 0;
  bool closed_ = true;
};

// The place of the bytes [begin, end) of text.value.
SourceSpan SpanWithin(const Text& text, size_t begin, size_t end);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_SCALAR_MAP_H_
