#ifndef RAPPORT_TEXT_SCANNER_H_
#define RAPPORT_TEXT_SCANNER_H_

// Characters to tokens: one pass that dispatches on the class of the next character.
//
// Each Scan... function takes chars[at], consumes what belongs to its token and moves at_ past it.
// Looking ahead is always paid for: either what was looked at is consumed, or it is looked at a
// bounded number of times (addresses and domains remember how far they have looked in vain).
//
// scanner.cc        dispatch, punctuation, marks, sentence and clause breaks
// scan_plain.cc     the fast path: words of ASCII letters, found with masks
// scan_words.cc     words, acronyms, hashtags; keys, spellings, letter counts
// scan_numbers.cc   numbers, with separators, suffixes and units written to them
// scan_links.cc     links, domains, addresses, handles, placeholders
// scan_emoji.cc     emoji sequences and emoticons

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/breaks.h"
#include "text/lexicon_index.h"
#include "text/masks.h"
#include "text/quotes.h"
#include "text/token.h"
#include "text/workspace.h"

namespace rapport::text {

struct LetterCounts {
  uint32_t letters = 0;
  uint32_t upper = 0;
  uint32_t non_latin = 0;
};

struct ScanOptions {
  bool caps_matter = true;  // false for transcripts: kAllCaps is never set
  bool ascii_table = true;  // false only in tests: fold ASCII through Unicode's tables too
};

// TokenInfo::before, by the unit that stands there.
constexpr std::array<char, 256> MakeBetween() {
  std::array<char, 256> table{};
  for (size_t i = 0; i < table.size(); ++i) {
    switch (UnitInfo(static_cast<uint8_t>(i)).cls) {
      case CharClass::kHyphen:
      case CharClass::kDash:
        table[i] = '-';
        break;
      case CharClass::kSlash:
        table[i] = '/';
        break;
      case CharClass::kStop:
        table[i] = '.';
        break;
      case CharClass::kColon:
        table[i] = ':';
        break;
      case CharClass::kComma:
        table[i] = ',';
        break;
      default:
        table[i] = ' ';
    }
  }
  return table;
}
inline constexpr std::array<char, 256> kBetween = MakeBetween();

class Scanner {
 public:
  Scanner(const LexiconIndex& lexicon, ScanOptions options, Workspace* workspace, Tokens* tokens);

  // Everything by dispatch, or plain words by masks: the same tokens.
  void Scan();
  void ScanWithMasks(const TextMasks& masks);
  const LetterCounts& letters() const { return letters_; }
  uint32_t sentences() const { return breaks_.sentences(); }
  bool may_have_entities() const { return may_have_entities_; }

 private:
  static constexpr size_t kNoDecimal = static_cast<size_t>(-1);

  // A run of digit groups: "1,299.50".
  struct Grouping {
    size_t end = 0;
    size_t decimal = kNoDecimal;  // the character of the decimal separator
    bool plain = true;            // one group
    bool number = true;           // else they are numbers of their own, like the parts of a date
  };

  // The class at i; kEnd on either side of the text (position -1 is wrapped around).
  CharClass ClassAt(size_t i) const { return chars_.ClassAt(i); }
  char32_t CodeAt(size_t i) const { return chars_.CodeAt(i); }
  bool IsLetterAt(size_t i) const { return ClassAt(i) == CharClass::kLetter; }
  bool IsDigitAt(size_t i) const { return ClassAt(i) == CharClass::kDigit; }
  bool IsAlnumAt(size_t i) const { return IsLetterAt(i) || IsDigitAt(i); }
  bool IsUpperAt(size_t i) const { return (chars_.FlagsAt(i) & kUpper) != 0; }
  bool IsGapAt(size_t i) const;

  // scanner.cc
  void ScanNext();
  void ScanNewline();
  void ScanMarks();
  void ScanInverted();
  void ScanStop();
  bool EndsSentence(size_t stop) const;
  void ScanHyphen();
  void ScanDash();
  void ScanSign();
  void Skip() { ++at_; }
  // What the character between the last token and one at `begin` is for entities.
  char Between(size_t begin) const {
    if (begin == last_end_ + 1 && !tokens_.empty()) return kBetween[chars_.UnitAt(last_end_)];
    return begin == last_end_ && !tokens_.empty() ? 0 : ' ';
  }
  // A token over chars [begin, end), end > begin, whose key must live as long as the tokens.
  Token* AddToken(TokenKind kind, size_t begin, size_t end, std::string_view key, uint32_t word,
                  uint32_t roles);
  // The same for a key that is looked up here.
  Token* AddToken(TokenKind kind, size_t begin, size_t end, std::string_view key, uint32_t roles) {
    return AddToken(kind, begin, end, key, lexicon_.Find(key), roles);
  }

  // scan_plain.cc
  void LookUp(const TextMasks& masks);
  uint32_t AboutCapitals(const TextMasks& masks, const WordSpan& span, uint32_t about) const;
  size_t AddWordsBefore(const TextMasks& masks, size_t first, size_t limit);
  size_t AddPlainWords(const TextMasks& masks, size_t first, size_t limit);
  bool MayGoOn(const WordSpan& span) const;
  void ScanOther(const TextMasks& masks);

  // scan_words.cc
  void ScanWord();
  size_t WordEnd(size_t begin) const;
  bool JoinsAmpersand(size_t at, size_t part) const;
  size_t StarsEnd(size_t at, size_t part) const;
  bool ScanAcronym();
  bool ScanUnitBeforeNumber(size_t end);
  void ScanHashtag();
  size_t HashtagPartEnd(size_t begin) const;
  // The word over chars [begin, end); the span starts at `span_begin` <= begin.
  void AddWord(TokenKind kind, size_t span_begin, size_t begin, size_t end);
  void AddReplacement(TokenKind kind, size_t begin, size_t end, const LexiconIndex::Entry& entry,
                      uint32_t roles, bool elongated, uint8_t flags);
  void FoldRange(size_t begin, size_t end, bool* has_run);
  bool FoldPlain(size_t begin, size_t end, bool* has_run);
  uint8_t CountLetters(size_t begin, size_t end);

  // scan_numbers.cc
  void ScanNumber();
  void ScanOtherNumber();
  size_t ClockEnd(size_t begin) const;
  size_t DigitsEnd(size_t begin) const;
  size_t LettersEnd(size_t begin) const;
  Grouping ReadGroups(size_t begin) const;
  void ScanSuffix(size_t begin, const Grouping& number);
  bool AllUnits(size_t begin, size_t* end);
  void AddUnits(size_t begin, size_t end);
  uint32_t RolesOf(size_t begin, size_t end);
  void AddNumber(size_t begin, size_t end, size_t decimal, uint32_t roles = 0);

  // scan_links.cc
  bool ScanLink(size_t word_end);
  bool ScanDomain();
  bool ScanAddress();
  bool ScanPlaceholder();
  void ScanHandle();
  size_t LinkEnd(size_t begin) const;
  size_t DomainEnd(size_t begin, size_t* last_label) const;
  bool MatchesAt(size_t at, std::string_view ascii) const;

  // scan_emoji.cc
  void ScanEmoji();
  void ScanRegional();
  bool ScanKeycap();
  bool ScanEmoticon();
  bool ScanEmoticonWord(size_t word_end);
  void AddEmoji(size_t begin, size_t end, std::string_view key, bool repeated);

  const LexiconIndex& lexicon_;
  const ScanOptions options_;
  Workspace* const workspace_;
  const Characters& chars_;
  Tokens& tokens_;
  Breaks breaks_;
  QuoteTracker quotes_;
  LetterCounts letters_;
  bool may_have_entities_ = false;
  size_t at_ = 0;
  size_t last_end_ = 0;         // one past the last character of the last token
  size_t line_tokens_ = 0;      // tokens before this line
  bool line_has_text_ = false;  // since the last line break
  size_t address_known_ = 0;    // no address starts before this position
  size_t domain_known_ = 0;     // nor a domain before this one
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_SCANNER_H_
