#include "cli/layout.h"

#include <algorithm>

#include "base/strings.h"

namespace rapport::cli {
namespace {

// A run of text without a space, which may change its style on the way.
struct Word {
  StyledText text;
  size_t spaces = 0;  // before it
};

std::vector<Word> Words(const StyledText& text) {
  std::vector<Word> words;
  size_t spaces = 0;
  bool open = false;
  for (const StyledText::Piece& piece : text.pieces()) {
    std::string_view rest = piece.text;
    while (!rest.empty()) {
      if (rest.front() == ' ') {
        ++spaces;
        open = false;
        rest.remove_prefix(1);
        continue;
      }
      const size_t length = std::min(rest.find(' '), rest.size());
      if (!open) words.push_back({StyledText(), spaces});
      words.back().text.Add(rest.substr(0, length), piece.style);
      spaces = 0;
      open = true;
      rest.remove_prefix(length);
    }
  }
  return words;
}

}  // namespace

StyledText& StyledText::Add(std::string_view text, Style style) {
  if (text.empty()) return *this;
  if (!pieces_.empty() && pieces_.back().style == style) {
    pieces_.back().text += Printable(text);
  } else {
    pieces_.push_back({Printable(text), style});
  }
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
  StyledText line = lead;
  size_t column = indent;
  bool line_start = true;
  for (const Word& word : Words(text)) {
    const size_t width = word.text.width();
    if (!line_start && column + word.spaces + width > terminal.width) {
      StrAppend(out, line.Render(terminal), "\n");
      line = StyledText(std::string(indent, ' '));
      column = indent;
      line_start = true;
    }
    if (!line_start) {
      // Between two words of one style the space belongs to it, which saves codes.
      const Style before = line.pieces().back().style;
      const Style after = word.text.pieces().front().style;
      line.Add(std::string(word.spaces, ' '), before == after ? before : Style::kPlain);
      column += word.spaces;
    }
    for (const StyledText::Piece& piece : word.text.pieces()) line.Add(piece.text, piece.style);
    column += width;
    line_start = false;
  }
  StrAppend(out, line.Render(terminal), "\n");
}

}  // namespace rapport::cli
