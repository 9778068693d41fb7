#ifndef RAPPORT_TEXT_QUOTES_H_
#define RAPPORT_TEXT_QUOTES_H_

#include <cstddef>
#include <vector>

#include "text/token.h"
#include "text/workspace.h"

namespace rapport::text {

// Pairs quotation marks and flags the tokens between them. A pair opens before and closes after
// something that is not blank, stays within a paragraph and is not longer than a quotation would
// be. Of each style one is open at a time, so every token is flagged at most once for each style.
class QuoteTracker {
 public:
  explicit QuoteTracker(Tokens* tokens) : tokens_(tokens) {}

  // A quotation mark or a stray apostrophe at chars[at]; all tokens before it are in place.
  void OnMark(const Characters& chars, size_t at);
  void EndParagraph();

 private:
  enum Style : size_t { kStraight, kCurly, kAngle, kSingle, kCorner, kStyles };
  struct Open {
    bool is_open = false;
    size_t at = 0;     // its character
    size_t token = 0;  // the first token after it
  };

  void OpenAt(Style style, size_t at);
  void CloseAt(Style style, size_t at);

  Tokens* tokens_;
  Open open_[kStyles];
};

// Flags the tokens inside the ranges; both are in order of position.
void FlagQuotedRanges(const std::vector<ByteRange>& ranges, Tokens* tokens);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_QUOTES_H_
