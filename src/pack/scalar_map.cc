#include "pack/scalar_map.h"

#include <algorithm>

namespace rapport::pack {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsBreak(char c) { return c == '\n' || c == '\r'; }

// Walks the file's text and notes for each byte of the value where it came from.
class Aligner {
 public:
  Aligner(std::string_view file, size_t begin, std::string_view value, std::vector<size_t>* offsets)
      : file_(file), at_(std::min(begin, file.size())), value_(value), offsets_(offsets) {}

  bool closed() const { return closed_; }

  // Returns the end of the scalar.
  size_t Run() {
    const char first = at_ < file_.size() ? file_[at_] : '\0';
    if (first == '"' || first == '\'') return Quoted(first);
    if (first == '|' || first == '>') return Block();
    while (!Done() && at_ < file_.size()) Character();
    return at_;
  }

 private:
  bool Done() const { return offsets_->size() >= value_.size(); }
  char ValueHere() const { return Done() ? '\0' : value_[offsets_->size()]; }
  char Here(size_t ahead = 0) const {
    return at_ + ahead < file_.size() ? file_[at_ + ahead] : '\0';
  }

  void Place(size_t count) {
    for (; count > 0 && !Done(); --count) offsets_->push_back(at_);
  }

  // One character of a plain or quoted scalar, or a run of blanks and line breaks: one break stands
  // for a space, more for one line break less than there are.
  void Character() {
    if (!IsBlank(Here()) && !IsBreak(Here())) {
      Place(1);
      ++at_;
      return;
    }
    size_t end = at_, breaks = 0;
    for (; end < file_.size() && (IsBlank(file_[end]) || IsBreak(file_[end])); ++end) {
      if (file_[end] == '\n') ++breaks;
    }
    if (breaks == 0) {
      for (; at_ < end; ++at_) Place(1);
    } else {
      Place(breaks == 1 ? 1 : breaks - 1);
      at_ = end;
    }
  }

  size_t Quoted(char quote) {
    ++at_;
    while (at_ < file_.size()) {
      if (Here() == quote) {
        if (quote == '"' || Here(1) != '\'') return at_ + 1;
        Place(1);
        at_ += 2;
      } else if (quote == '"' && Here() == '\\') {
        Escape();
      } else {
        Character();
      }
    }
    closed_ = false;
    return at_;
  }

  void Escape() {
    const char kind = Here(1);
    if (IsBreak(kind)) {  // the line goes on without a space
      ++at_;
      while (at_ < file_.size() && IsBreak(file_[at_])) {
        if (file_[at_++] == '\n') break;
      }
      while (at_ < file_.size() && IsBlank(file_[at_])) ++at_;
      return;
    }
    const size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    size_t size = kind == 'L' || kind == 'P' ? 3 : 1;  // bytes of the value
    if (digits > 0) {
      uint32_t code_point = 0;
      for (size_t i = 0; i < digits; ++i) {
        const char c = Here(2 + i);
        const uint32_t digit = c >= 'a' ? c - 'a' + 10u : c >= 'A' ? c - 'A' + 10u : c - '0' + 0u;
        code_point = code_point * 16 + (digit & 15);
      }
      size = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    }
    Place(size);
    at_ += 2 + digits;
  }

  size_t LineEnd(size_t from) const { return std::min(file_.find('\n', from), file_.size()); }

  // A block scalar: the lines below the indicator without their indentation, which is what the
  // first line with text has more in the file than in the value.
  size_t Block() {
    size_t end = std::min(LineEnd(at_), file_.size());
    at_ = std::min(end + 1, file_.size());
    const size_t indent = BlockIndent();
    while (!Done() && at_ < file_.size()) {
      const size_t line_end = LineEnd(at_);
      size_t text_end = line_end;
      if (text_end > at_ && file_[text_end - 1] == '\r') --text_end;
      for (size_t i = 0; i < indent && at_ < text_end && Here() == ' '; ++i) ++at_;
      for (; at_ < text_end && !Done(); ++at_) {
        if (ValueHere() != Here()) break;  // lost; the rest is laid at this place
        Place(1);
      }
      if (at_ > end) end = at_;
      if (at_ < text_end) break;
      if (ValueHere() == '\n' || ValueHere() == ' ') Place(1);
      at_ = std::min(line_end + 1, file_.size());
    }
    return end;
  }

  size_t BlockIndent() const {
    size_t begin = at_;
    while (begin < file_.size()) {
      const size_t line_end = LineEnd(begin);
      const std::string_view line = file_.substr(begin, line_end - begin);
      const size_t text = line.find_first_not_of(" \r");
      if (text != std::string_view::npos) {
        const size_t first = value_.find_first_not_of(" \n");
        if (first == std::string_view::npos) return text;
        const size_t line_start = value_.substr(0, first).rfind('\n');
        const size_t kept = first - (line_start == std::string_view::npos ? 0 : line_start + 1);
        return text > kept ? text - kept : 0;
      }
      begin = line_end + 1;
    }
    return 0;
  }

  std::string_view file_;
  size_t at_;
  std::string_view value_;
  std::vector<size_t>* offsets_;
  bool closed_ = true;
};

// Whether the scalar is plain and stands on one line, as most do: then it is its value.
bool IsAsWritten(std::string_view file, size_t begin, std::string_view value) {
  constexpr std::string_view kOtherForms = "\"'|>";
  return !value.empty() && begin < file.size() && file.substr(begin, value.size()) == value &&
         kOtherForms.find(value.front()) == std::string_view::npos && !IsBlank(value.back()) &&
         value.find_first_of("\n\r") == std::string_view::npos;
}

}  // namespace

ScalarMap::ScalarMap(std::string_view file, size_t begin, std::string_view value)
    : as_written_(IsAsWritten(file, begin, value)), begin_(begin) {
  if (as_written_) {
    end_ = begin + value.size();
    return;
  }
  offsets_.reserve(value.size());
  Aligner aligner(file, begin, value, &offsets_);
  end_ = aligner.Run();
  closed_ = aligner.closed();
}

size_t ScalarMap::Offset(size_t value_offset) const {
  if (as_written_) return std::min(begin_ + value_offset, end_);
  return value_offset < offsets_.size() ? offsets_[value_offset] : end_;
}

SourceSpan SpanWithin(const Text& text, size_t begin, size_t end) {
  if (text.span.source == nullptr) return text.span;
  const ScalarMap map(text.span.source->bytes(), text.span.begin, text.value);
  // What is wrong with the end of a quoted text is shown at its closing quote, not behind it.
  const bool quoted = text.span.end > text.span.begin + text.value.size();
  const size_t first = begin >= text.value.size() && quoted ? map.end() - 1 : map.Offset(begin);
  // The end of what is marked is the end of its last byte, not the start of what follows a fold.
  const size_t last = end > begin ? map.Offset(end - 1) + 1 : first;
  size_t stop = std::max(first, last);
  const std::string_view file = text.span.source->bytes();
  while (stop < file.size() && (static_cast<unsigned char>(file[stop]) & 0xC0) == 0x80) ++stop;
  return {text.span.source, first, stop};
}

}  // namespace rapport::pack
