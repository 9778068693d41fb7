#ifndef RAPPORT_PHRASE_SYNTAX_H_
#define RAPPORT_PHRASE_SYNTAX_H_

// A phrase as it is written: the first half of parsing, which knows brackets and spaces but neither
// words nor names. `match(es|ing)? <=2 {money}` is a chunk of two pieces, a gap and a chunk of one.

#include <cstdint>
#include <string_view>
#include <vector>

#include "phrase/phrase_set.h"

namespace rapport::phrase {

struct SyntaxSequence;

// A part of a chunk.
struct Piece {
  enum class Kind : uint8_t { kText, kGroup, kPlaceholder, kStar };
  Kind kind = Kind::kText;
  bool optional = false;  // of a group: followed by '?'
  bool capitals = false;  // of a group: CAPS(...)
  uint32_t begin = 0;     // bytes of the phrase
  uint32_t end = 0;
  std::string_view text;  // kText: the bytes; kPlaceholder: the name
  std::vector<SyntaxSequence> alternatives;
};

// What stands between spaces.
struct SyntaxItem {
  enum class Kind : uint8_t { kChunk, kGap, kAnchor };
  Kind kind = Kind::kChunk;
  bool broken = false;  // an issue was reported; stands for some element
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t gap = 0;
  std::string_view anchor;    // "^", "^^", "$" or "$$"
  std::vector<Piece> pieces;  // of a chunk; touching one another
};

struct SyntaxSequence {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::vector<SyntaxItem> items;
};

// Reads `phrase`, which must outlive the result, and appends what is wrong with it. The result is
// usable either way, so that the second half can report its own issues too.
SyntaxSequence ReadSyntax(std::string_view phrase, std::vector<PhraseIssue>* issues);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_SYNTAX_H_
