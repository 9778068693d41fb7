#include "pack/byte_check.h"

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace rapport::pack {
namespace {

constexpr int kMostReports = 5;  // a binary file would give one for every byte
constexpr char32_t kByteOrderMark = 0xFEFF;

std::string CodePointName(char32_t code_point) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (uint32_t v = code_point; v != 0 || out.size() < 4; v >>= 4) {
    out.insert(out.begin(), kDigits[v & 15]);
  }
  return "U+" + out;
}

}  // namespace

size_t DecodeCodePoint(std::string_view text, char32_t* code_point) {
  if (text.empty()) return 0;
  const auto byte = [&text](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    *code_point = first;
    return 1;
  }
  const size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return 0;
  char32_t value = first & (0x7Fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    value = (value << 6) | (byte(i) & 0x3Fu);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return 0;
  *code_point = value;
  return size;
}

bool IsAllowedCharacter(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n';
  return !(c >= 0x7F && c <= 0x9F) && c != kByteOrderMark && c != 0xFFFE && c != 0xFFFF;
}

bool CheckBytes(const Source& source, size_t limit, DiagnosticSink* sink) {
  const std::string_view bytes = source.bytes();
  if (bytes.size() > limit) {
    sink->Error("limit", {&source, 0, 0},
                StrCat("the file has ", bytes.size(), " bytes; at most ", limit, " are allowed"),
                "spread it over several files listed under `files:`");
    return false;
  }
  int reports = 0;
  size_t at = 0;
  char32_t c = 0;
  if (DecodeCodePoint(bytes, &c) == 3 && c == kByteOrderMark) at = 3;
  while (at < bytes.size() && reports < kMostReports) {
    if ((bytes[at] >= ' ' && bytes[at] <= '~') || bytes[at] == '\n') {  // nearly all
      ++at;
      continue;
    }
    const size_t size = DecodeCodePoint(bytes.substr(at), &c);
    if (size == 0) {
      sink->Error("encoding", {&source, at, at + 1}, "the file is not UTF-8 here",
                  "save it as UTF-8");
      ++reports;
      at = std::min(bytes.find('\n', at), bytes.size());  // one report a line
      continue;
    }
    const bool line_break = c == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
    if (!line_break && !IsAllowedCharacter(c)) {
      sink->Error("control-character", {&source, at, at + size},
                  StrCat("character ", CodePointName(c), " is not allowed"),
                  c == '\r' ? "end lines with LF or CR LF" : "remove it");
      ++reports;
      at = std::min(bytes.find('\n', at), bytes.size());
      continue;
    }
    at += size;
  }
  return reports == 0;
}

}  // namespace rapport::pack
