#ifndef RAPPORT_TEXT_BREAKS_H_
#define RAPPORT_TEXT_BREAKS_H_

#include <cstdint>
#include <vector>

#include "text/token.h"

namespace rapport::text {

// Numbers sentences and clauses. A break is only noted when it is seen and takes effect with the
// next token, so there is never a sentence or a clause without one. Emoji and marks after the end
// of a sentence still belong to it ("Thanks! 😊"), unless a line break came between.
class Breaks {
 public:
  void EndClause();
  void EndSentence();
  void EndLine();

  // The numbers for a token of that kind that comes now.
  void Place(TokenKind kind, Token* token);
  uint32_t sentences() const { return any_ ? sentence_ + 1 : 0; }

 private:
  enum class Pending : uint8_t { kNone, kClause, kSentence, kLine };

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
