#ifndef RAPPORT_PHRASE_NAIVE_MATCHER_H_
#define RAPPORT_PHRASE_NAIVE_MATCHER_H_

// The meaning of the phrase language in the plainest code: one phrase, one start and one element at
// a time, straight from the parsed phrase. It is the oracle of the matcher and never on the
// decision path.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "phrase/phrase_set.h"

namespace rapport::phrase {

class NaiveMatcher {
 public:
  // `lexicon` must outlive the matcher.
  NaiveMatcher(const text::Lexicon* lexicon, const PackLimits& limits);
  ~NaiveMatcher();
  // As in PhraseSetBuilder, without the issues.
  bool DeclareList(std::string_view name, const std::vector<std::string_view>& items);
  bool Add(uint32_t tag, std::string_view phrase);
  // The same contract as PhraseSet::Match.
  std::vector<Hit> Match(const text::TokenizedText& text) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_NAIVE_MATCHER_H_
