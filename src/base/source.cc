#include "base/source.h"

#include <algorithm>
#include <utility>

namespace rapport {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

size_t CountCodePoints(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuation(c); }));
}

Source::Source(std::string name, std::string bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)), line_starts_{0} {
  for (size_t i = 0; i < bytes_.size(); ++i) {
    if (bytes_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

size_t Source::LineIndex(size_t offset) const {
  offset = std::min(offset, bytes_.size());
  return static_cast<size_t>(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset) -
                             line_starts_.begin() - 1);
}

LineColumn Source::Position(size_t offset) const {
  offset = std::min(offset, bytes_.size());
  const size_t line = LineIndex(offset);
  const size_t start = line_starts_[line];
  const size_t before = CountCodePoints(bytes().substr(start, offset - start));
  return {static_cast<uint32_t>(line + 1), static_cast<uint32_t>(before + 1)};
}

std::string_view Source::Line(size_t offset) const {
  const size_t start = line_starts_[LineIndex(offset)];
  std::string_view rest = bytes().substr(start);
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  return rest;
}

size_t Source::Offset(uint32_t line, uint32_t column) const {
  if (line == 0) return 0;
  if (line > line_starts_.size()) return bytes_.size();
  size_t offset = line_starts_[line - 1];
  for (uint32_t i = 1; i < column && offset < bytes_.size() && bytes_[offset] != '\n'; ++i) {
    do {
      ++offset;
    } while (offset < bytes_.size() && IsContinuation(bytes_[offset]));
  }
  return offset;
}

}  // namespace rapport
