#include "cli/layout.h"

#include <algorithm>

#include "base/strings.h"

namespace rapport::cli {
namespace {

// A run of text without a space, which may change its style on the way.
using Word = StyledText;

std::vector<Word> Words(const StyledText& text) {
  std::vector<Word> words;
  bool open = false;
  for (const StyledText::Piece& piece : text.pieces()) {
    std::string_view rest = piece.text;
    while (!rest.empty()) {
      if (rest.front() == ' ') {
        open = false;
        rest.remove_prefix(1);
        continue;
      }
      const size_t length = std::min(rest.find(' '), rest.size());
      if (!open) words.emplace_back();
      words.back().Add(rest.substr(0, length), piece.style);
      open = true;
      rest.remove_prefix(length);
    }
  }
  return words;
}

}  // namespace

StyledText& StyledText::Add(std::string_view text, Style style) {
  if (!text.empty()) pieces_.push_back({Printable(text), style});
  return *this;
}

size_t StyledText::width() const {
  size_t width = 0;
  for (const Piece& piece : pieces_) width += DisplayWidth(piece.text);
  return width;
}

std::string StyledText::Render(const Terminal& terminal) const {
  std::string out;
  for (const Piece& piece : pieces_) out += terminal.Paint(piece.style, piece.text);
  return out;
}

void AppendWrapped(const Terminal& terminal, const StyledText& lead, const StyledText& text,
                   std::string* out) {
  const size_t indent = lead.width();
  size_t column = indent;
  bool line_start = true;
  out->append(lead.Render(terminal));
  for (const Word& word : Words(text)) {
    const size_t width = word.width();
    if (!line_start && column + 1 + width > terminal.width) {
      StrAppend(out, '\n', std::string(indent, ' '));
      column = indent;
      line_start = true;
    }
    if (!line_start) {
      out->push_back(' ');
      ++column;
    }
    out->append(word.Render(terminal));
    column += width;
    line_start = false;
  }
  out->push_back('\n');
}

}  // namespace rapport::cli
