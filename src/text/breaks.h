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
  // Behind a placed token: words follow, the last of them in that sentence and that clause.
  void Continue(uint32_t sentence, uint32_t clause) {
    sentence_ = sentence;
    clause_ = clause;
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

// One token of each sentence starts it: the first, not counting handles, emoji and marks before it.
// One ends it: the last, not counting marks, emoji and links behind it. Where nothing counts, they
// are the very first and last.
bool StartsSentence(const Tokens& tokens, uint32_t i);
bool EndsSentence(const Tokens& tokens, uint32_t i);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_BREAKS_H_
