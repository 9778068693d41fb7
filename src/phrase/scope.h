#ifndef RAPPORT_PHRASE_SCOPE_H_
#define RAPPORT_PHRASE_SCOPE_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "phrase/phrase_set.h"

namespace rapport::phrase {

// Which tokens of a text a negator reaches; see docs/phrase-language.md. Immutable.
class NegationScopes {
 public:
  // `negators` holds the negators under tag kNegator and the exceptions under kException; `reach`
  // is in tokens behind the negator's last.
  static constexpr uint32_t kNegator = 0;
  static constexpr uint32_t kException = 1;

  NegationScopes(std::unique_ptr<const PhraseSet> negators, uint32_t reach);

  // For each token, the position of the nearest negator that reaches it, plus one; 0 for none. The
  // position of a negator is its first token, the nearest one is that which ends last. `hits` is
  // memory to work in. Allocates nothing once all three have grown; linear in the tokens.
  void Mark(const text::TokenizedText& text, MatchScratch* scratch, std::vector<Hit>* hits,
            std::vector<uint32_t>* negated_by) const;

 private:
  std::unique_ptr<const PhraseSet> negators_;
  uint32_t reach_;
};

// A negator before the hit reaches its first token. (Negators inside the hit do not count.)
bool IsNegated(const Hit& hit, const std::vector<uint32_t>& negated_by);
// Every token of the hit is quoted.
bool IsQuoted(const Hit& hit, const text::TokenizedText& text);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_SCOPE_H_
