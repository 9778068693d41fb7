#ifndef RAPPORT_PHRASE_SCOPE_H_
#define RAPPORT_PHRASE_SCOPE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "phrase/phrase_set.h"

namespace rapport::phrase {

// Which tokens of a text a negator reaches; see docs/phrase-language.md. Immutable.
class NegationScopes {
 public:
  // Negators and exceptions are phrases like others, under two tags above all other tags of their
  // set: first_tag + kNegator and first_tag + kException. `reach` is in tokens behind the negator's
  // last.
  static constexpr uint32_t kNegator = 0;
  static constexpr uint32_t kException = 1;

  NegationScopes(uint32_t first_tag, uint32_t reach) : first_tag_(first_tag), reach_(reach) {}

  // Whether what was read from an archive goes with phrases whose other tags are below `tags`.
  bool IsValid(uint32_t tags) const { return first_tag_ == tags; }

  // For each token, the position of the nearest negator that reaches it, plus one; 0 for none. The
  // position of a negator is its first token, the nearest one is that which ends last. `hits`, as
  // PhraseSet::Match leaves them, loses those of negators and exceptions. Allocates nothing once
  // `negated_by` has grown; linear in tokens and hits.
  void Mark(const text::TokenizedText& text, std::vector<Hit>* hits,
            std::vector<uint32_t>* negated_by) const;

  // Whether some of the hits, sorted, are those of other phrases.
  bool HasOthers(const std::vector<Hit>& hits) const {
    return !hits.empty() && hits.front().tag < first_tag_;
  }

 private:
  template <typename A>
  friend void Visit(A& a, NegationScopes& t) {
    a.Number(t.first_tag_);
    a.Number(t.reach_);
  }

  uint32_t negator_tag() const { return first_tag_ + kNegator; }
  uint32_t exception_tag() const { return first_tag_ + kException; }

  uint32_t first_tag_;
  uint32_t reach_;
};

// A negator before the hit reaches its first token. (Negators inside the hit do not count.)
bool IsNegated(const Hit& hit, const std::vector<uint32_t>& negated_by);
// Every token of the hit is quoted.
bool IsQuoted(const Hit& hit, const text::TokenizedText& text);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_SCOPE_H_
