#include "pack/name_forms.h"

#include <algorithm>

namespace rapport::pack {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlnum(char c) { return IsLower(c) || IsDigit(c) || (c >= 'A' && c <= 'Z'); }

template <typename Rest>
bool FirstAndRest(std::string_view name, bool digit_first, Rest rest) {
  if (name.empty() || name.size() > 64) return false;
  if (!IsLower(name.front()) && !(digit_first && IsDigit(name.front()))) return false;
  return std::all_of(name.begin(), name.end(), rest);
}

bool IsId(std::string_view name) {
  return FirstAndRest(name, false, [](char c) { return IsLower(c) || IsDigit(c) || c == '_'; });
}

bool IsPolicyId(std::string_view name) {
  return FirstAndRest(name, false,
                      [](char c) { return IsLower(c) || IsDigit(c) || c == '_' || c == '-'; });
}

bool IsPackId(std::string_view name) {
  return FirstAndRest(name, true, [](char c) { return IsLower(c) || IsDigit(c) || c == '-'; });
}

bool IsVersion(std::string_view text) {
  const size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    const std::string_view tail = text.substr(dash + 1);
    const bool good = std::all_of(tail.begin(), tail.end(),
                                  [](char c) { return IsAlnum(c) || c == '.' || c == '-'; });
    if (tail.empty() || tail.size() > 32 || !good) return false;
    text = text.substr(0, dash);
  }
  for (int part = 0; part < 3; ++part) {
    size_t digits = 0;
    while (digits < text.size() && IsDigit(text[digits])) ++digits;
    if (digits == 0 || digits > 9 || (digits > 1 && text.front() == '0')) return false;
    text.remove_prefix(digits);
    if (part == 2) return text.empty();
    if (text.empty() || text.front() != '.') return false;
    text.remove_prefix(1);
  }
  return false;
}

bool IsLanguage(std::string_view text) {
  const size_t primary = std::min(text.find('-'), text.size());
  if (primary < 2 || primary > 3 || text.size() > 32) return false;
  if (!std::all_of(text.begin(), text.begin() + primary, IsLower)) return false;
  size_t part = 0;
  for (size_t i = primary; i < text.size(); ++i) {
    if (text[i] == '-') {
      if (i > primary && part < 2) return false;
      part = 0;
    } else if (!IsAlnum(text[i]) || ++part > 8) {
      return false;
    }
  }
  return primary == text.size() || part >= 2;
}

// Relative, downwards, with forward slashes: a pack must not reach outside its folder.
bool IsFileName(std::string_view name) {
  if (name.empty() || name.size() > 255 || name.front() == '/' || name.back() == '/') return false;
  for (size_t begin = 0; begin <= name.size();) {
    const size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view part = name.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return name.find_first_of("\\:") == std::string_view::npos;
}

bool IsBase(std::string_view text) {
  const size_t at = text.find('@'), hash = text.find('#');
  if (at == std::string_view::npos || hash == std::string_view::npos || hash < at) return false;
  const std::string_view digits = text.substr(hash + 1);
  return IsPackId(text.substr(0, at)) && IsVersion(text.substr(at + 1, hash - at - 1)) &&
         digits.size() >= 16 && digits.size() <= 64 &&
         std::all_of(digits.begin(), digits.end(),
                     [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

}  // namespace

const NameForm& IdForm() {
  static constexpr NameForm kForm = {"an id",
                                     "lower-case letters, digits and underscores, a letter first",
                                     "^[a-z][a-z0-9_]{0,63}$", IsId};
  return kForm;
}

const NameForm& PolicyIdForm() {
  static constexpr NameForm kForm = {
      "a policy's id", "lower-case letters, digits, hyphens and underscores, a letter first",
      "^[a-z][a-z0-9_-]{0,63}$", IsPolicyId};
  return kForm;
}

const NameForm& PackIdForm() {
  static constexpr NameForm kForm = {"a pack's id", "lower-case letters, digits and hyphens",
                                     "^[a-z0-9][a-z0-9-]{0,63}$", IsPackId};
  return kForm;
}

const NameForm& VersionForm() {
  static constexpr NameForm kForm = {
      "a version", "three numbers and perhaps a suffix: 1.2.0, 1.2.0-rc1",
      "^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$", IsVersion};
  return kForm;
}

const NameForm& LanguageForm() {
  static constexpr NameForm kForm = {"a language", "a BCP 47 tag: en, pt-BR",
                                     "^[a-z]{2,3}(-[0-9A-Za-z]{2,8})*$", IsLanguage};
  return kForm;
}

const NameForm& FileNameForm() {
  static constexpr NameForm kForm = {"a file", "relative to this file, with '/', without '..'",
                                     "^[^/\\\\:]+(/[^/\\\\:]+)*$", IsFileName};
  return kForm;
}

const NameForm& BaseForm() {
  static constexpr NameForm kForm = {"the name of a pack", "id@version#hash, as decisions give it",
                                     "^[a-z0-9][a-z0-9-]*@[^#]+#[0-9a-f]{16,64}$", IsBase};
  return kForm;
}

bool IsReservedName(std::string_view name) {
  static constexpr std::string_view kReserved[] = {
      // literals, operators and functions of conditions
      "true", "false", "null", "in", "has", "all", "exists", "exists_one", "map", "filter", "size",
      "contains", "known", "duration", "timestamp", "int", "uint", "double", "string", "bool",
      "bytes", "list", "dyn", "type", "null_type", "matches",
      // reserved by CEL
      "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
      "package", "namespace", "return", "var", "void", "while",
      // what policies see of the decision
      "persona", "also", "probability", "abstained", "none",
      // placeholders of lines to say
      "limit"};
  return std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved);
}

}  // namespace rapport::pack
