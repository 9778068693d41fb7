#include <algorithm>
#include <iterator>

#include "text/scanner.h"

namespace rapport::text {
namespace {

constexpr std::string_view kLinkKey = "<link>";
constexpr std::string_view kEmailKey = "<email>";

// Endings that make dotted words a domain. Those that are also words ("in", "it", "me") are left
// out: a missing blank after a full stop is more common than such a domain. Sorted.
constexpr std::string_view kDomains[] = {"ai", "app", "au", "biz", "br", "ca",   "ch",  "cn",
                                         "co", "com", "de", "dev", "dk", "edu",  "es",  "eu",
                                         "fr", "gov", "ie", "io",  "jp", "ly",   "net", "nl",
                                         "nz", "org", "pl", "ru",  "se", "shop", "tv",  "uk"};
constexpr size_t kMaxDomain = 4;

bool IsAsciiAlnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool IsLocalPart(char32_t c) {
  return IsAsciiAlnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

char32_t Lower(char32_t c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

}  // namespace

// Case does not matter; `ascii` is lower case.
bool Scanner::MatchesAt(size_t at, std::string_view ascii) const {
  for (size_t i = 0; i < ascii.size(); ++i) {
    if (Lower(CodeAt(at + i)) != static_cast<char32_t>(ascii[i])) return false;
  }
  return true;
}

bool Scanner::ScanLink(size_t word_end) {
  const size_t size = word_end - at_;
  const bool scheme = (size == 4 && MatchesAt(at_, "http://")) ||
                      (size == 5 && MatchesAt(at_, "https://")) ||
                      (size == 3 && MatchesAt(at_, "ftp://"));
  if (!scheme && !(size == 3 && MatchesAt(at_, "www."))) return false;
  const size_t rest = word_end + (scheme ? 3 : 1);
  const size_t end = LinkEnd(rest);
  if (end == rest) return false;
  AddToken(TokenKind::kLink, at_, end, kLinkKey, 0);
  at_ = end;
  return true;
}

// To the next blank, without the punctuation that belongs to the sentence around the link.
size_t Scanner::LinkEnd(size_t begin) const {
  size_t end = begin;
  bool opens = false;
  while (!IsGapAt(end) && ClassAt(end) != CharClass::kLess && ClassAt(end) != CharClass::kGreater &&
         ClassAt(end) != CharClass::kQuote && ClassAt(end) != CharClass::kEmoji) {
    opens |= CodeAt(end) == '(';
    ++end;
  }
  workspace_->steps += end - begin;
  while (end > begin) {
    const CharClass last = ClassAt(end - 1);
    const bool trailing = last == CharClass::kStop || last == CharClass::kComma ||
                          last == CharClass::kSemicolon || last == CharClass::kColon ||
                          last == CharClass::kQuestion || last == CharClass::kExclamation ||
                          last == CharClass::kApostrophe || last == CharClass::kStar ||
                          last == CharClass::kEllipsis || (last == CharClass::kBracket && !opens);
    if (!trailing) break;
    --end;
  }
  return end;
}

// Labels with stops between; `last_label` is where the last begins.
size_t Scanner::DomainEnd(size_t begin, size_t* last_label) const {
  size_t i = begin;
  *last_label = begin;
  while (true) {
    while (IsAsciiAlnum(CodeAt(i)) || (CodeAt(i) == '-' && i > *last_label)) ++i;
    if (CodeAt(i) != '.' || !IsAsciiAlnum(CodeAt(i + 1))) return i;
    *last_label = ++i;
  }
}

// "company.com", "company.co.uk/help".
bool Scanner::ScanDomain() {
  if (at_ < domain_known_) return false;
  size_t last_label = at_;
  size_t end = DomainEnd(at_, &last_label);
  workspace_->steps += end - at_;
  domain_known_ = end;
  const size_t size = end - last_label;
  if (last_label == at_ || size > kMaxDomain || IsAlnumAt(end) || CodeAt(end) == '@') return false;
  // "Done.Co" is the end of a sentence; "DONE.CO" and "done.co" are not.
  if (IsUpperAt(last_label) && !IsUpperAt(last_label + 1)) return false;
  const bool known = std::any_of(std::begin(kDomains), std::end(kDomains), [&](auto domain) {
    return domain.size() == size && MatchesAt(last_label, domain);
  });
  if (!known) return false;
  if (CodeAt(end) == '/') end = std::max(LinkEnd(end), end);
  AddToken(TokenKind::kLink, at_, end, kLinkKey, 0);
  at_ = end;
  return true;
}

bool Scanner::ScanAddress() {
  if (at_ < address_known_) return false;
  size_t i = at_;
  while (IsLocalPart(CodeAt(i))) ++i;
  workspace_->steps += i - at_;
  address_known_ = i + 1;
  if (CodeAt(i) != '@' || i == at_) return false;
  size_t last_label = 0;
  const size_t end = DomainEnd(i + 1, &last_label);
  workspace_->steps += end - i;
  if (last_label == i + 1 || end - last_label < 2 || !IsLetterAt(last_label)) return false;
  AddToken(TokenKind::kEmail, at_, end, kEmailKey, 0);
  at_ = end;
  return true;
}

// What stands for a link or an address where texts were made anonymous.
bool Scanner::ScanPlaceholder() {
  const bool link = MatchesAt(at_, kLinkKey);
  if (!link && !MatchesAt(at_, kEmailKey)) return false;
  const size_t end = at_ + (link ? kLinkKey : kEmailKey).size();
  AddToken(link ? TokenKind::kLink : TokenKind::kEmail, at_, end, link ? kLinkKey : kEmailKey, 0);
  at_ = end;
  return true;
}

// "@company"; what an apostrophe joins to it ("@company's") belongs to it.
void Scanner::ScanHandle() {
  size_t end = at_ + 1;
  while (IsAlnumAt(end) || ClassAt(end) == CharClass::kUnderscore) ++end;
  if (end == at_ + 1 || IsAlnumAt(at_ - 1)) return Skip();
  if (ClassAt(end) == CharClass::kApostrophe && IsLetterAt(end + 1)) end = LettersEnd(end + 1);
  AddToken(TokenKind::kHandle, at_, end, "@", 0);
  at_ = end;
}

}  // namespace rapport::text
