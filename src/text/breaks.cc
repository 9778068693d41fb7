#include "text/breaks.h"

namespace rapport::text {
namespace {

bool CountsAtStart(TokenKind kind) {
  return kind != TokenKind::kHandle && kind != TokenKind::kEmoji && kind != TokenKind::kMark;
}

bool CountsAtEnd(TokenKind kind) {
  return kind != TokenKind::kMark && kind != TokenKind::kEmoji && kind != TokenKind::kLink;
}

// Whether token i is the first of its sentence that counts, going by `step` from the near end.
template <typename Counts>
bool IsOuter(const Tokens& tokens, uint32_t i, uint32_t step, Counts counts) {
  const auto is_inside = [&](uint32_t at) {  // -1 wraps around
    return at < tokens.size() && tokens[at].sentence == tokens[i].sentence;
  };
  for (uint32_t at = i - step; is_inside(at); at -= step) {
    if (counts(tokens[at].kind)) return false;
  }
  if (counts(tokens[i].kind)) return true;
  if (is_inside(i - step)) return false;
  for (uint32_t at = i + step; is_inside(at); at += step) {
    if (counts(tokens[at].kind)) return false;
  }
  return true;
}

}  // namespace

// What is pending, for a token of that kind; not all of them take part in a break.
void Breaks::TakeEffect(TokenKind kind) {
  const bool attaches =
      kind == TokenKind::kMark || (kind == TokenKind::kEmoji && pending_ == Pending::kSentence);
  if (any_ && attaches && pending_ != Pending::kLine) return;
  if (any_) {
    if (pending_ != Pending::kClause) ++sentence_;
    ++clause_;
  }
  pending_ = Pending::kNone;
}

bool StartsSentence(const Tokens& tokens, uint32_t i) {
  return IsOuter(tokens, i, 1, CountsAtStart);
}

bool EndsSentence(const Tokens& tokens, uint32_t i) {
  return IsOuter(tokens, i, 0 - 1u, CountsAtEnd);
}

}  // namespace rapport::text
