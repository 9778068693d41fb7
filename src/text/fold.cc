#include "text/fold.h"

#include "text/char_class.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace rapport::text {
namespace {

bool IsLetter(char32_t code) {
  return code < 0x80 ? kAsciiTable[code].cls == CharClass::kLetter
                     : Classify(code).cls == CharClass::kLetter;
}

bool HasRunOfThree(std::string_view folded) {
  char32_t last = 0;
  int run = 0;
  for (size_t i = 0; i < folded.size();) {
    const DecodedChar c = DecodeUtf8(folded, i);
    run = c.code == last ? run + 1 : 1;
    last = c.code;
    if (run == 3 && IsLetter(last)) return true;
    i += c.length;
  }
  return false;
}

}  // namespace

std::string Fold(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  char32_t folded[kMaxFolded];
  for (size_t i = 0; i < utf8.size();) {
    const DecodedChar c = DecodeUtf8(utf8, i);
    const size_t count = FoldCodePoint(c.code, folded);
    for (size_t k = 0; k < count; ++k) AppendUtf8(folded[k], &out);
    i += c.length;
  }
  return out;
}

bool ShortenRuns(std::string_view folded, int keep, std::string* out) {
  if (!HasRunOfThree(folded)) return false;
  out->clear();
  for (size_t i = 0; i < folded.size();) {
    const DecodedChar c = DecodeUtf8(folded, i);
    const size_t begin = i;
    size_t run = 0;
    while (i < folded.size() && DecodeUtf8(folded, i).code == c.code) {
      i += c.length;
      ++run;
    }
    const size_t kept = run >= 3 && IsLetter(c.code) ? static_cast<size_t>(keep) : run;
    for (size_t k = 0; k < kept; ++k) out->append(folded.substr(begin, c.length));
  }
  return true;
}

std::string WordKey(std::string_view word) {
  const std::string folded = Fold(word);
  std::string key;
  for (const char c : folded) {
    if (c == '.' || (c == '*' && !key.empty() && key.back() == '*')) continue;
    key.push_back(c);
  }
  std::string shortened;
  return ShortenRuns(key, 2, &shortened) ? shortened : key;
}

}  // namespace rapport::text
