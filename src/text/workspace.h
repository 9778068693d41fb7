#ifndef RAPPORT_TEXT_WORKSPACE_H_
#define RAPPORT_TEXT_WORKSPACE_H_

// The memory of one tokenisation, kept inside TokenizedText and reused. Internal to this layer.
//
// Phases: read (bytes -> characters; decoding, HTML, entities, invisible characters), mail (quoted
// and wrapped lines), masks (characters -> bits, and where plain words are), scan (characters ->
// tokens with sentences, clauses, inline quotes), mark (sentence flags, quoted ranges), find
// entities. After reading, nothing looks at bytes again: a character knows its bytes, and so a
// token's span is that of its first and last character.

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/array.h"
#include "text/characters.h"
#include "text/masks.h"
#include "text/token.h"

namespace rapport::text {

// What later phases want to know about a token and callers do not.
struct TokenInfo {
  TokenInfo() = default;
  TokenInfo(uint32_t roles_, char before_) : roles(roles_), before(before_) {}

  // Role of the key, and of the written word when a spelling replaced it; of a number, its
  // suffix's.
  uint32_t roles = 0;
  char before = ' ';  // what stands between it and the token before: 0 nothing, else '-', '/', '.',
                      // ':', ',', or ' ' for anything else
  bool acronym = false;  // "U.S": a stop after it need not end the sentence
  bool grouped = false;  // a number with separators of thousands
  uint8_t unused = 0;
};

// Keys live here: blocks that never move, so views stay good while it grows and when it is moved.
class KeyArena {
 public:
  void Clear() {
    block_ = 0;
    used_ = 0;
  }
  std::string_view Add(std::string_view key);
  // A key with its short form behind it.
  std::string_view Add(std::string_view key, const ShortForm& short_form);

 private:
  char* Take(size_t size);

  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };
  std::vector<Block> blocks_;
  size_t block_ = 0;  // the one being filled
  size_t used_ = 0;   // bytes of it
};

struct Workspace {
  Characters chars;
  MaskBuffers masks;              // the folded text among them, which keys point into
  Array<TokenInfo> infos;         // parallel to the tokens
  std::vector<ByteRange> quoted;  // quoted lines of mail, block quotes of HTML; ordered, disjoint
  std::string key;                // the key being built
  std::string shorter;            // and its form with shorter runs
  KeyArena arena;
  uint64_t steps = 0;        // characters and tokens looked at, for the test of linear time
  bool has_at_sign = false;  // so there may be addresses

  void Clear() {
    infos.clear();
    quoted.clear();
    arena.Clear();
    steps = 0;
    has_at_sign = false;
  }
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_WORKSPACE_H_
