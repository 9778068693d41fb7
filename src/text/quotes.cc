#include "text/quotes.h"

namespace rapport::text {
namespace {

// In characters. Single quotes are apostrophes more often than not, so a pair must be close.
constexpr size_t kMaxQuotation = 2000;
constexpr size_t kMaxSingle = 300;

bool IsGap(CharClass cls) {
  return cls == CharClass::kBlank || cls == CharClass::kNewline || cls == CharClass::kEnd;
}

bool IsWordLike(CharClass cls) {
  return cls == CharClass::kLetter || cls == CharClass::kDigit || cls == CharClass::kOtherNumber;
}

}  // namespace

void QuoteTracker::OnMark(const Characters& chars, size_t at) {
  const CharClass before = chars.ClassAt(at - 1);
  const CharClass after = chars.ClassAt(at + 1);
  const bool may_open = !IsGap(after) && !IsWordLike(before);
  const bool may_close = !IsGap(before) && !IsWordLike(after);
  const auto either = [&](Style style) {
    if (open_[style].is_open && may_close) {
      CloseAt(style, at);
    } else if (may_open) {
      OpenAt(style, at);
    }
  };
  switch (chars.CodeAt(at)) {
    case '"':  // some keyboards open with a curly one and close with this
      if (open_[kCurly].is_open && !open_[kStraight].is_open && may_close) {
        return CloseAt(kCurly, at);
      }
      return either(kStraight);
    case 0x201E:  // low, opens everywhere
    case 0x201F:
      return OpenAt(kCurly, at);
    case 0x201C:  // opens in English, closes what a low one opened in German
    case 0x201D:  // closes in English, opens in Swedish
      return either(kCurly);
    case 0x00AB:
    case 0x00BB:
    case 0x2039:
    case 0x203A:
      return either(kAngle);
    case 0x300C:
      return OpenAt(kCorner, at);
    case 0x300D:
      return CloseAt(kCorner, at);
    case 0x2018:
    case 0x201A:
      if (may_open) return OpenAt(kSingle, at);
      return CloseAt(kSingle, at);
    case '\'':
    case 0x2019:
      return either(kSingle);
    default:
      return;
  }
}

void QuoteTracker::EndParagraph() {
  for (Open& open : open_) open.is_open = false;
}

void QuoteTracker::OpenAt(Style style, size_t at) { open_[style] = {true, at, tokens_->size()}; }

void QuoteTracker::CloseAt(Style style, size_t at) {
  Open& open = open_[style];
  if (!open.is_open) return;
  open.is_open = false;
  if (at - open.at > (style == kSingle ? kMaxSingle : kMaxQuotation)) return;
  for (size_t i = open.token; i < tokens_->size(); ++i) (*tokens_)[i].flags |= kQuoted;
}

void FlagQuotedRanges(const std::vector<ByteRange>& ranges, Tokens* tokens) {
  size_t range = 0;
  for (Token& token : *tokens) {
    while (range < ranges.size() && ranges[range].end <= token.begin) ++range;
    if (range == ranges.size()) return;
    if (token.begin >= ranges[range].begin) token.flags |= kQuoted;
  }
}

}  // namespace rapport::text
