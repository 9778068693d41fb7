#ifndef RAPPORT_TEXT_BREAKS_H_
#define RAPPORT_TEXT_BREAKS_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/token.h"

namespace rapport::text {

// Numbers sentences and clauses. A break is only noted when it is seen and takes effect with the
// next token, so there is never a sentence or a clause without one. Emoji and marks after the end
// of a sentence still belong to it ("Thanks! 😊"), unless a line break came between.
class Breaks {
 public:
  void EndClause() { pending_ = std::max(pending_, Pending::kClause); }
  void EndSentence() { pending_ = std::max(pending_, Pending::kSentence); }
  void EndLine() { pending_ = Pending::kLine; }

  // A token of that kind comes now: in which sentence and clause it is can be asked for behind it.
  void Place(TokenKind kind) {
    if (pending_ != Pending::kNone) TakeEffect(kind);
    any_ = true;
  }
  uint32_t sentence() const { return sentence_; }
  uint32_t clause() const { return clause_; }
  uint32_t sentences() const { return any_ ? sentence_ + 1 : 0; }

 private:
  enum class Pending : uint8_t { kNone, kClause, kSentence, kLine };

  void TakeEffect(TokenKind kind);

  Pending pending_ = Pending::kNone;
  bool any_ = false;
  uint32_t sentence_ = 0;
  uint32_t clause_ = 0;
};

// Sets kSentenceStart and kSentenceEnd: one of each in every sentence. Where a sentence has nothing
// but what does not count, its first and last token have them.
void FlagSentences(std::vector<Token>* tokens);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_BREAKS_H_
