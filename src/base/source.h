#ifndef RAPPORT_BASE_SOURCE_H_
#define RAPPORT_BASE_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// Where a byte stands, for people: both 1-based, the column in code points.
struct LineColumn {
  uint32_t line = 0;
  uint32_t column = 0;
};

// The bytes of one file with the name its author knows it by. Immutable.
class Source {
 public:
  Source(std::string name, std::string bytes);

  const std::string& name() const { return name_; }
  std::string_view bytes() const { return bytes_; }

  // Offsets past the end are taken as the end.
  LineColumn Position(size_t offset) const;
  // The line that holds `offset`, without its line break.
  std::string_view Line(size_t offset) const;
  // Offset of the first byte of the 1-based `line`, then `column` code points on; clamped.
  size_t Offset(uint32_t line, uint32_t column) const;

 private:
  size_t LineIndex(size_t offset) const;

  std::string name_;
  std::string bytes_;
  std::vector<size_t> line_starts_;
};

// A range of bytes of a source. A null source stands for "the pack as a whole".
struct SourceSpan {
  const Source* source = nullptr;
  size_t begin = 0;
  size_t end = 0;
};

// Number of code points in `text`; malformed bytes count one each.
size_t CountCodePoints(std::string_view text);

}  // namespace rapport

#endif  // RAPPORT_BASE_SOURCE_H_
