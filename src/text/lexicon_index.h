#ifndef RAPPORT_TEXT_LEXICON_INDEX_H_
#define RAPPORT_TEXT_LEXICON_INDEX_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "text/lexicon.h"

namespace rapport::text {

// The sets of the lexicon that a word is in.
enum Role : uint32_t {
  kNumberWord = 1u << 0,
  kDurationUnit = 1u << 1,
  kMoneyUnit = 1u << 2,
  kPercentWord = 1u << 3,
  kMonthName = 1u << 4,
  kDayName = 1u << 5,
  kClauseWord = 1u << 6,
  kAbbreviation = 1u << 7,
  kNumberArticle = 1u << 8,
  kNumberJoin = 1u << 9,
  kUnitModifier = 1u << 10,
  kDateJoin = 1u << 11,
  kTimeWord = 1u << 12,
  kOrdinalSuffix = 1u << 13,
  kNumberSuffix = 1u << 14,
  kReplyStart = 1u << 15,
  kReplyEnd = 1u << 16,
};

// All that the lexicon says about a word, found in one look-up. Immutable.
class LexiconIndex {
 public:
  struct Word {
    std::string_view key;  // in the lexicon
    uint32_t roles = 0;
  };
  struct Entry {
    uint32_t roles = 0;
    std::vector<Word> spelling;  // empty: stands for itself
  };

  // The lexicon must outlive the index and stay as it is.
  explicit LexiconIndex(const Lexicon& lexicon);

  // Null for a word that the lexicon does not know.
  const Entry* Find(std::string_view key) const;
  uint32_t Roles(std::string_view key) const;

 private:
  void AddSet(const absl::flat_hash_set<std::string>& set, uint32_t role);

  absl::flat_hash_map<std::string, Entry> entries_;
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_LEXICON_INDEX_H_
