#include "text/breaks.h"

namespace rapport::text {
namespace {

bool CountsAtStart(TokenKind kind) {
  return kind != TokenKind::kHandle && kind != TokenKind::kEmoji && kind != TokenKind::kMark;
}

bool CountsAtEnd(TokenKind kind) {
  return kind != TokenKind::kMark && kind != TokenKind::kEmoji && kind != TokenKind::kLink;
}

void FlagSentence(Token* begin, Token* end) {
  Token* first = begin;
  while (first != end && !CountsAtStart(first->kind)) ++first;
  (first == end ? begin : first)->flags |= kSentenceStart;
  Token* last = end;
  while (last != begin && !CountsAtEnd((last - 1)->kind)) --last;
  ((last == begin ? end : last) - 1)->flags |= kSentenceEnd;
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

void FlagSentences(std::vector<Token>* tokens) {
  Token* const end = tokens->data() + tokens->size();
  for (Token* begin = tokens->data(); begin != end;) {
    Token* next = begin;
    while (next != end && next->sentence == begin->sentence) ++next;
    FlagSentence(begin, next);
    begin = next;
  }
}

}  // namespace rapport::text
