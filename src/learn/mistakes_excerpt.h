#ifndef RAPPORT_LEARN_MISTAKES_EXCERPT_H_
#define RAPPORT_LEARN_MISTAKES_EXCERPT_H_

// A customer's words, shortened to what stands around the evidence.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::learn {

// A span of a turn's text that counted, and what it counted as.
struct WordMark {
  uint32_t begin = 0;  // bytes of the turn's text
  uint32_t end = 0;
  std::string id;
};

// A run of words: the customer's, or what stands for those left out.
struct ExcerptPiece {
  std::string text;  // the turn's bytes as they are
  std::string ids;   // of the evidence that counted here, joined by ", "; empty: none did
  bool is_gap = false;
};

struct ExcerptTurn {
  int32_t turn = 0;  // from 0, among all turns of the conversation
  std::vector<ExcerptPiece> pieces;
};

// The text with its marks; those that overlap become one. Of long stretches without a mark, about
// `window` bytes next to a mark (or at the start, when there is none) are kept, cut between words
// or at least between characters. Marks beyond the fortieth are left out.
std::vector<ExcerptPiece> Excerpt(std::string_view text, std::vector<WordMark> marks,
                                  size_t window);

// The pieces as one text, with "…" for gaps.
std::string PlainText(const std::vector<ExcerptPiece>& pieces);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MISTAKES_EXCERPT_H_
