// The fast path: words of ASCII letters.
//
// Most of a message is words of a few letters with a blank or a comma behind each. Where they start
// is a bit in a mask (masks.h), where they end is the next zero in another, and their key is their
// bytes in the folded copy of the text: nothing is copied, and the bytes are looked at eight at a
// time. Whatever else stands in the text is left to the general scanner, one token at a time, and
// so is a word that the general scanner might read as something else: where its letters go on in
// another script, where it may be the start of a link, an address or an acronym, and where a letter
// is repeated.
//
// The general scanner stays the definition. At any position where it may stand, ScanPlainWord adds
// the token that it would add or nothing, so the tokens are the same; a test compares them.
//
// The masks have no event inside a word. When the general scanner stops inside one, it goes on
// until it does not.

#include "text/scanner.h"

namespace rapport::text {
namespace {

// What the character behind the letters says about them.
enum class After : uint8_t {
  kEndsWord,
  kGap,
  kStop,
  kColon,
  kApostrophe,
  kAddress,  // may stand in the first part of an address
  kOther,    // may be part of the word
};

constexpr After AfterOf(uint8_t unit) {
  switch (UnitInfo(unit).cls) {
    case CharClass::kBlank:
    case CharClass::kNewline:
    case CharClass::kEnd:
      return After::kGap;
    case CharClass::kStop:
      return After::kStop;
    case CharClass::kColon:
      return After::kColon;
    case CharClass::kApostrophe:
      return After::kApostrophe;
    case CharClass::kLetter:
    case CharClass::kDigit:
    case CharClass::kUnderscore:
    case CharClass::kAmpersand:
    case CharClass::kStar:
    case CharClass::kAt:
      return After::kOther;
    default:
      return unit == '%' || unit == '+' || unit == '-' ? After::kAddress : After::kEndsWord;
  }
}

constexpr std::array<After, 256> MakeAfter() {
  std::array<After, 256> table{};
  for (size_t i = 0; i < table.size(); ++i) table[i] = AfterOf(static_cast<uint8_t>(i));
  return table;
}

constexpr std::array<After, 256> kAfter = MakeAfter();

}  // namespace

void Scanner::ScanWithMasks(const TextMasks& masks) {
  letters_.letters = CountBits(masks.letters, 0, chars_.size());
  letters_.upper = CountBits(masks.uppers, 0, chars_.size());
  for (size_t block = 0; block < masks.blocks;) {
    const size_t base = block * 64;
    uint64_t events = masks.events[block];
    if (at_ > base) events &= ~uint64_t{0} << (at_ - base);
    size_t next_block = block + 1;
    while (events != 0) {
      const size_t at = base + LowestBit(events);
      events &= events - 1;
      if (BitAt(masks.words, at) && ScanPlainWord(masks, at)) continue;
      at_ = at;
      ScanOther(masks);
      if (at_ >= base + 64) {
        next_block = at_ / 64;
        break;
      }
      events &= ~uint64_t{0} << (at_ - base);
    }
    block = next_block;
  }
  at_ = chars_.size();
  workspace_->steps += chars_.size();
}

// Returns false, and does nothing, when the word at `begin` is for the general scanner.
bool Scanner::ScanPlainWord(const TextMasks& masks, size_t begin) {
  const uint64_t behind = ~BitsFrom(masks.words, begin);
  if (behind == 0) return false;
  const size_t size = LowestBit(behind);
  const size_t end = begin + size;
  switch (kAfter[chars_.UnitAt(end)]) {
    case After::kGap:
    case After::kEndsWord:
      break;
    case After::kStop:
      if (IsAlnumAt(end + 1) || (workspace_->at_signs > 0 && !IsGapAt(end + 1))) return false;
      break;
    case After::kColon:
      if (chars_.UnitAt(end + 1) == '/') return false;
      break;
    case After::kApostrophe:
      if (IsLetterAt(end + 1)) return false;
      break;
    case After::kAddress:
      if (workspace_->at_signs > 0) return false;
      break;
    case After::kOther:
      return false;
  }
  const char* const folded = masks.folded + begin;
  if (folded[0] == 'x' && folded[1] == 'd') return false;  // perhaps "xD"
  if (masks.any_runs && (BitsFrom(masks.runs, begin) & LowBits(size)) != 0) return false;

  uint8_t flags = 0;
  if (const uint64_t uppers = BitsFrom(masks.uppers, begin) & LowBits(size)) {
    if ((uppers & 1) != 0) flags |= kCapitalised;
    const bool all = uppers == (BitsFrom(masks.letters, begin) & LowBits(size));
    if (all && (uppers & (uppers - 1)) != 0 && options_.caps_matter) flags |= kAllCaps;
  }
  const std::string_view key(folded, size);
  const uint32_t word = lexicon_.FindPlain(key);
  const LexiconIndex::Entry* const entry = lexicon_.EntryOf(word);
  line_has_text_ = true;
  if (entry != nullptr && !entry->spelling.empty()) {
    AddReplacement(TokenKind::kWord, begin, end, *entry, entry->roles, false, flags);
    return true;
  }
  const uint32_t roles = entry == nullptr ? 0 : entry->roles;
  AddToken(TokenKind::kWord, begin, end, key, word, roles)->flags |= flags;
  return true;
}

// One token or break of any kind at `at_`, and more until `at_` is not inside a word. The letters,
// which all were counted as those of words, are counted by the general scanner where they are.
void Scanner::ScanOther(const TextMasks& masks) {
  const size_t begin = at_;
  do {
    ScanNext();
  } while (at_ > 0 && BitAt(masks.words, at_) && BitAt(masks.words, at_ - 1));
  if (at_ == begin + 1 && !BitAt(masks.letters, begin)) return;
  letters_.letters -= CountBits(masks.letters, begin, at_);
  letters_.upper -= CountBits(masks.uppers, begin, at_);
}

}  // namespace rapport::text
