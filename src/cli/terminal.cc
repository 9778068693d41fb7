#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/strings.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace rapport::cli {
namespace {

constexpr size_t kNarrowest = 40;
constexpr size_t kWidest = 120;  // longer lines are hard to read

// Characters that take two columns: East Asian wide ones and pictographs.
struct Range {
  char32_t first, last;
};
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE4F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

size_t CharacterWidth(char32_t c) {
  if (c < 0x300) return 1;
  switch (text::Classify(text::NormaliseWidth(c)).cls) {
    case text::CharClass::kIgnored:
    case text::CharClass::kAttached:
    case text::CharClass::kJoiner:
    case text::CharClass::kKeycap:
      return 0;
    default:
      break;
  }
  for (const Range& range : kWide) {
    if (c >= range.first && c <= range.last) return 2;
  }
  return 1;
}

bool IsUnsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029;
}

bool SetInEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

size_t WidthOf(int fd) {
  size_t width = 0;
  if (const char* columns = std::getenv("COLUMNS")) {
    const std::string_view text(columns);
    std::from_chars(text.data(), text.data() + text.size(), width);
  }
  winsize size{};
  if (width == 0 && ::ioctl(fd, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return width == 0 ? 100 : std::clamp(width, kNarrowest, kWidest);
}

}  // namespace

Terminal Terminal::Of(int fd, ColorMode mode) {
  Terminal terminal;
  terminal.is_terminal = ::isatty(fd) == 1;
  terminal.color =
      mode == ColorMode::kAlways ||
      (mode == ColorMode::kAuto && terminal.is_terminal && !SetInEnvironment("NO_COLOR"));
  terminal.width = WidthOf(fd);
  return terminal;
}

std::string Terminal::Paint(Style style, std::string_view text) const {
  if (!color || style == Style::kPlain || text.empty()) return std::string(text);
  return StrCat(StyleStart(style), text, kStyleEnd);
}

std::string_view StyleStart(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\x1b[1m";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kRed:
      return "\x1b[31m";
    case Style::kGreen:
      return "\x1b[32m";
    case Style::kYellow:
      return "\x1b[33m";
    case Style::kCyan:
      return "\x1b[36m";
    case Style::kMark:
      return "\x1b[1;4m";
    case Style::kIgnored:
      return "\x1b[2;9m";
  }
  return "";
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const text::DecodedChar c = text::DecodeUtf8(text, at);
    width += CharacterWidth(c.code);
    at += c.length;
  }
  return width;
}

std::string Printable(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const text::DecodedChar c = text::DecodeUtf8(text, at);
    at += c.length;
    if (c.code == '\n' || c.code == '\r' || c.code == '\t') {
      out.push_back(' ');
    } else {
      text::AppendUtf8(IsUnsafe(c.code) ? text::kReplacement : c.code, &out);
    }
  }
  return out;
}

std::string Clipped(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  size_t used = 1;  // the ellipsis
  size_t at = 0;
  while (at < text.size()) {
    const text::DecodedChar c = text::DecodeUtf8(text, at);
    used += CharacterWidth(c.code);
    if (used > width) break;
    at += c.length;
  }
  return StrCat(text.substr(0, at), "…");
}

}  // namespace rapport::cli
