#ifndef RAPPORT_TEXT_LEXICON_INDEX_H_
#define RAPPORT_TEXT_LEXICON_INDEX_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/array.h"
#include "text/lexicon.h"
#include "text/token.h"
#include "text/vocabulary.h"

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
  // Not a set: the word has a spelling. In `MarksOf` alone.
  kSpelled = 1u << 17,
};

// Of a word with none of these no entity can start.
inline constexpr uint32_t kEntityStart =
    kNumberWord | kMoneyUnit | kMonthName | kDayName | kNumberArticle;
inline bool MayStartEntity(TokenKind kind, uint32_t roles) {
  return (roles & kEntityStart) != 0 || kind == TokenKind::kNumber || kind == TokenKind::kCurrency;
}

// All that the lexicon says about a word, found in one look-up. Immutable.
class LexiconIndex {
 public:
  struct Word {  // of a spelling
    uint32_t word = Vocabulary::kNone;
    uint32_t roles = 0;
  };
  struct Entry {
    uint32_t roles = 0;
    // In the words of all spellings; none: the word stands for itself.
    uint32_t spelling_begin = 0;
    uint32_t spelling_end = 0;

    bool has_spelling() const { return spelling_begin < spelling_end; }
  };

  // The words of the lexicon are added to the vocabulary, which must outlive the index.
  LexiconIndex(const Lexicon& lexicon, Vocabulary* vocabulary);
  // Without a lexicon: to be read from an archive (base/archive.h), as the vocabulary is.
  explicit LexiconIndex(const Vocabulary* vocabulary) : vocabulary_(*vocabulary) {}

  // The number of a key, or Vocabulary::kNone.
  uint32_t Find(std::string_view key) const { return vocabulary_.Find(key); }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  // What is known of a word; for one that the lexicon does not know, nothing.
  const Entry& EntryOf(uint32_t word) const {
    return entries_[entry_of_[std::min<size_t>(word, entry_of_.size() - 1)]];
  }
  // Its roles, and kSpelled.
  uint32_t MarksOf(uint32_t word) const {
    return marks_of_[std::min<size_t>(word, marks_of_.size() - 1)];
  }
  uint32_t RolesOf(uint32_t word) const { return EntryOf(word).roles; }
  uint32_t Roles(std::string_view key) const { return RolesOf(Find(key)); }

  const Word* SpellingBegin(const Entry& entry) const {
    return spellings_.data() + entry.spelling_begin;
  }
  const Word* SpellingEnd(const Entry& entry) const {
    return spellings_.data() + entry.spelling_end;
  }
  std::string_view Key(const Word& word) const { return vocabulary_.word(word.word); }

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const;

 private:
  template <typename A>
  friend void Visit(A& a, LexiconIndex& t) {
    a.Items(t.entry_of_);
    a.Items(t.marks_of_);
    a.Items(t.entries_);
    a.Items(t.spellings_);
  }

  void AddSet(const absl::flat_hash_set<std::string>& set, uint32_t role, Vocabulary* vocabulary);
  Entry* Add(uint32_t word);

  const Vocabulary& vocabulary_;
  Array<uint32_t> entry_of_;  // by word: the index of its entry; the last is for all others
  Array<uint32_t> marks_of_;  // the same for the marks
  Array<Entry> entries_;      // the first is of the words without one
  Array<Word> spellings_;
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_LEXICON_INDEX_H_
