#ifndef RAPPORT_CLI_LAYOUT_H_
#define RAPPORT_CLI_LAYOUT_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"

namespace rapport::cli {

// Text with styles, built piece by piece; pieces are made printable when added.
class StyledText {
 public:
  struct Piece {
    std::string text;
    Style style;
  };

  StyledText() = default;
  StyledText(std::string_view text) { Add(text); }    // NOLINT: implicit by intent
  StyledText(const char* text) { Add(text); }         // NOLINT: implicit by intent
  StyledText(const std::string& text) { Add(text); }  // NOLINT: implicit by intent

  StyledText& Add(std::string_view text, Style style = Style::kPlain);
  const std::vector<Piece>& pieces() const { return pieces_; }
  bool empty() const { return pieces_.empty(); }
  size_t width() const;  // columns on one line

  // On one line.
  std::string Render(const Terminal& terminal) const;

 private:
  std::vector<Piece> pieces_;
};

// Appends `text` to `out` in lines no wider than the terminal, broken at spaces: the first after
// `lead` (whose width is the indent of the others). Ends with a line break.
void AppendWrapped(const Terminal& terminal, const StyledText& lead, const StyledText& text,
                   std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_LAYOUT_H_
