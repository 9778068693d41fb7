#ifndef RAPPORT_LEARN_MINE_SEQUENCES_H_
#define RAPPORT_LEARN_MINE_SEQUENCES_H_

// All sequences of one to four neighbours that enough records hold. A sequence is looked at only if
// both sequences that it is longer than by one are frequent enough (Agrawal and Srikant 1994), so
// memory grows with the text and not with what could be said.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "learn/mine_corpus.h"

namespace rapport::learn {

inline constexpr size_t kLongestSequence = 4;

// Where a sequence stands: its first token.
struct MinePlace {
  uint32_t record = 0;
  uint32_t token = 0;
};

struct MineSequence {
  std::vector<uint32_t> words;
  int32_t records = 0;            // that hold it
  std::vector<MinePlace> places;  // in the order of records
};

struct MineSequences {
  std::vector<MineSequence> all;  // by length, then as first met
  // By length less one, by persona: sequences of that length in its records, each once a record;
  // frequent or not.
  std::array<std::vector<int64_t>, kLongestSequence> totals;
};

// Sequences without names (MineCorpus::IsName) that at least `min_records` records hold.
MineSequences FindSequences(const MineCorpus& corpus, int32_t min_records);

// "been waiting {duration}".
std::string PhraseOf(const MineCorpus& corpus, const std::vector<uint32_t>& words);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MINE_SEQUENCES_H_
