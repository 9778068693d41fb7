#ifndef RAPPORT_CLI_TERMINAL_H_
#define RAPPORT_CLI_TERMINAL_H_

// What the output looks like and how wide it is. Text from customers and packs goes through
// Printable() before it reaches a terminal, so that no message can move the cursor or change
// colours.

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::cli {

enum class ColorMode { kAuto, kAlways, kNever };

enum class Style : uint8_t { kPlain, kBold, kDim, kRed, kGreen, kYellow, kCyan, kMark, kIgnored };

struct Terminal {
  bool is_terminal = false;
  bool color = false;
  size_t width = 100;  // columns

  // `fd` as it is: a terminal's own width, or COLUMNS; colours on a terminal unless NO_COLOR is
  // set.
  static Terminal Of(int fd, ColorMode mode);

  // `text` with the codes that switch `style` on and off, or as it is without colours.
  std::string Paint(Style style, std::string_view text) const;
};

// The codes that switch a style on; static storage. kStyleEnd switches every style off.
std::string_view StyleStart(Style style);
inline constexpr std::string_view kStyleEnd = "\x1b[0m";

// Columns that `text` (well-formed UTF-8, without control characters) takes on a terminal.
size_t DisplayWidth(std::string_view text);

// The same text, safe to show on one line: line breaks and tabs become spaces; other control and
// bidirectional formatting characters and malformed bytes become U+FFFD.
std::string Printable(std::string_view text);

// At most `width` columns of `text`, with "…" where something was cut.
std::string Clipped(std::string_view text, size_t width);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_TERMINAL_H_
