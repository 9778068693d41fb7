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

#include <array>

#include "text/scanner.h"

namespace rapport::text {
namespace {

// What the scanner notes about a word in WordSpan::about: the roles of the word in the low bits,
// its TokenFlag in the high ones, and between them what stands in the way of taking it as it is.
constexpr uint32_t kRolesMask = kSpelled - 1;
constexpr uint32_t kForScanner = kSpelled << 1;  // not kSpelled: its words may be added here
constexpr int kAfterShift = 19;
// A full stop or a comma behind it, then a blank.
constexpr uint32_t kStopBehind = 1u << 22;
constexpr uint32_t kCommaBehind = 1u << 23;
constexpr int kAbbreviationToStop = 15;  // from one bit to the other
static_assert(kAbbreviation << kAbbreviationToStop == kStopBehind);
constexpr int kFlagsShift = 24;
static_assert(kForScanner < 1u << kAfterShift);

// What the character behind the letters says about them.
enum AfterWord : uint8_t {
  kEndsWord = 0,
  kStop = 1,
  kColon = 2,
  kApostrophe = 3,
  kAddress = 4,  // may stand in the first part of an address
  kGoesOn = 5,   // may be part of the word
};
constexpr uint32_t kAfterMask = 7u << kAfterShift;
constexpr uint32_t kNotPlain = kSpelled | kForScanner | kAfterMask;

// 1 when the bit is set, else 0.
constexpr uint32_t IsSet(uint32_t bits, uint32_t bit) { return (bits & bit) / bit; }

constexpr AfterWord AfterOf(uint8_t unit) {
  switch (UnitInfo(unit).cls) {
    case CharClass::kStop:
      return kStop;
    case CharClass::kColon:
      return kColon;
    case CharClass::kApostrophe:
      return kApostrophe;
    case CharClass::kLetter:
    case CharClass::kDigit:
    case CharClass::kUnderscore:
    case CharClass::kAmpersand:
    case CharClass::kStar:
    case CharClass::kAt:
      return kGoesOn;
    default:
      return unit == '%' || unit == '+' || unit == '-' ? kAddress : kEndsWord;
  }
}

// By the character, and behind all of them once more for breaks.
constexpr std::array<uint32_t, 512> MakeAfter() {
  std::array<uint32_t, 512> table{};
  for (size_t i = 0; i < 256; ++i) {
    table[i] = uint32_t{AfterOf(static_cast<uint8_t>(i))} << kAfterShift;
    table[256 + i] = i == '.' ? kStopBehind : kCommaBehind;
  }
  return table;
}

constexpr std::array<uint32_t, 512> kAfter = MakeAfter();

// The first bit from `from` on, or the end of the blocks.
size_t NextBit(const uint64_t* mask, size_t blocks, size_t from) {
  size_t block = from / 64;
  if (block >= blocks) return blocks * 64;
  uint64_t bits = mask[block] & ~uint64_t{0} << (from % 64);
  while (bits == 0) {
    if (++block == blocks) return blocks * 64;
    bits = mask[block];
  }
  return block * 64 + LowestBit(bits);
}

}  // namespace

void Scanner::ScanWithMasks(const TextMasks& masks) {
  letters_.letters = masks.letter_count;
  letters_.upper = masks.upper_count;
  LookUp(masks);
  for (size_t next = 0;;) {
    const size_t other = NextBit(masks.others, masks.blocks, at_);
    next = AddWordsBefore(masks, next, other);
    const bool at_word = next < masks.span_count && masks.spans[next].begin < other;
    if (!at_word && other >= chars_.size()) break;
    at_ = at_word ? masks.spans[next].begin : other;
    do {
      ScanOther(masks);
    } while (BitAt(masks.breaks, at_));  // whose word was not a plain one
    while (next < masks.span_count && masks.spans[next].begin < at_) ++next;
  }
  at_ = chars_.size();
  workspace_->steps += chars_.size();
}

// Notes the number of each word and all there is to know about it. A loop of its own, because then
// the look-ups of several words are under way at once.
void Scanner::LookUp(const TextMasks& masks) {
  const Vocabulary& vocabulary = lexicon_.vocabulary();
  const uint8_t* const units = chars_.units();
  WordSpan* const end = masks.spans + masks.span_count;
  for (WordSpan* span = masks.spans; span != end; ++span) {
    const size_t begin = span->begin;
    const size_t size = span->end - begin;
    uint32_t about = kAfter[units[span->end] + 256 * size_t{BitAt(masks.breaks, span->end)}];
    uint64_t key = LoadEight(masks.folded + begin);
    if (size <= WordTable::kShort) {
      const uint64_t mask = ~uint64_t{0} >> (64 - 8 * size);
      const uint64_t written = LoadEight(reinterpret_cast<const char*>(units + begin)) & mask;
      key &= mask;
      span->word = vocabulary.FindShort(key);
      if (key != written) about |= AboutCapitals(masks, *span, about);
    } else {
      span->word = vocabulary.Find({masks.folded + begin, size});
      about |= AboutCapitals(masks, *span, about);
    }
    span->about = about | lexicon_.MarksOf(span->word);
  }
  if (!masks.any_runs) return;
  for (WordSpan* span = masks.spans; span != end; ++span) {
    if (CountBits(masks.runs, span->begin, span->end) != 0) span->about |= kForScanner;
  }
}

// What capitals say about a word, which may have some.
uint32_t Scanner::AboutCapitals(const TextMasks& masks, const WordSpan& span,
                                uint32_t about) const {
  const size_t size = span.end - span.begin;
  if (size >= 64) return kForScanner;
  const uint64_t uppers = BitsFrom(masks.uppers, span.begin) & LowBits(size);
  if (uppers == 0) return 0;
  const char* const key = masks.folded + span.begin;
  if (key[0] == 'x' && key[1] == 'd') return kForScanner;  // perhaps "xD"
  const uint64_t letters = BitsFrom(masks.letters, span.begin) & LowBits(size);
  const bool last_is_upper = (uppers >> (size - 1) & 1) != 0;
  const bool before_is_letter = size > 1 && (letters >> (size - 2) & 1) != 0;
  const bool may_be_initial = last_is_upper && !before_is_letter;
  if (may_be_initial && (about & kStopBehind) != 0) return kForScanner;
  uint32_t flags = 0;
  if ((uppers & 1) != 0) flags |= kCapitalised;
  if ((uppers & (uppers - 1)) != 0 && uppers == letters && options_.caps_matter) flags |= kAllCaps;
  if ((uppers & 1) != 0 && (uppers << 1 & letters & ~uppers) != 0) flags |= kTitleCase;
  return flags << kFlagsShift;
}

// Adds the words from `first` on that begin before character `limit`, where all between them is
// blanks and breaks. Returns the number of the first that it did not add: one for the general
// scanner, perhaps.
size_t Scanner::AddWordsBefore(const TextMasks& masks, size_t first, size_t limit) {
  size_t next = first;
  while (next < masks.span_count && masks.spans[next].begin < limit) {
    const WordSpan& span = masks.spans[next];
    if ((span.about & kForScanner) != 0) break;
    if ((span.about & kAfterMask) != 0 && MayGoOn(span)) break;
    if ((span.about & kSpelled) == 0) {
      next = AddPlainWords(masks, next, limit);
    } else {
      const LexiconIndex::Entry& entry = lexicon_.EntryOf(span.word);
      AddReplacement(TokenKind::kWord, span.begin, span.end, entry, entry.roles, false,
                     static_cast<uint8_t>(span.about >> kFlagsShift));
      ++next;
    }
    const WordSpan& last = masks.spans[next - 1];
    if ((last.about & kCommaBehind) != 0) breaks_.EndClause();
    if ((last.about & kStopBehind) != 0 && EndsSentence(last.end)) breaks_.EndSentence();
  }
  line_has_text_ |= next != first;
  return next;
}

// Adds the word `first` and those behind it, up to `limit`, with which nothing needs a look. Only
// before the first may there be anything but blanks and breaks.
size_t Scanner::AddPlainWords(const TextMasks& masks, size_t first, size_t limit) {
  const WordSpan* span = masks.spans + first;
  const WordSpan* const spans_end = masks.spans + masks.span_count;
  const ByteRange* const bytes = chars_.spans();
  const char* const folded = masks.folded;
  char before = Between(span->begin);
  if ((span->about & kClauseWord) != 0) breaks_.EndClause();
  breaks_.Place(TokenKind::kWord);
  uint32_t sentence = breaks_.sentence();
  uint32_t clause = breaks_.clause();
  uint32_t all_roles = span->about;
  // Room for all that may come; what is left over is given back.
  const uint32_t tokens_before = tokens_.size();
  const size_t room = masks.span_count - first;
  Token* token = tokens_.Extend(room);
  TokenInfo* info = workspace_->infos.Extend(room);
  while (true) {
    const uint32_t about = span->about;
    const uint32_t begin = bytes == nullptr ? span->begin : bytes[span->begin].begin;
    const uint32_t behind = bytes == nullptr ? span->end : bytes[span->end - 1].end;
    *token++ =
        Token(begin, behind, {folded + span->begin, span->end - span->begin}, span->word, sentence,
              clause, TokenKind::kWord, static_cast<uint8_t>(about >> kFlagsShift));
    *info++ = {about & kRolesMask, before};
    before = ' ';
    ++span;
    if (span == spans_end || span->begin >= limit) break;
    // A stop behind it may end nothing.
    if ((about & about >> kAbbreviationToStop & kAbbreviation) != 0) break;
    if ((span->about & kNotPlain) != 0) {
      if ((span->about & (kSpelled | kForScanner)) != 0 || MayGoOn(*span)) break;
    }
    all_roles |= span->about;
    sentence += IsSet(about, kStopBehind);
    clause +=
        IsSet(about, kStopBehind) | IsSet(about, kCommaBehind) | IsSet(span->about, kClauseWord);
  }
  const auto added = static_cast<uint32_t>(token - tokens_.data()) - tokens_before;
  tokens_.resize(tokens_before + added);
  workspace_->infos.resize(tokens_before + added);
  breaks_.Continue(sentence, clause);
  may_have_entities_ |= (all_roles & kEntityStart) != 0;
  last_end_ = (span - 1)->end;
  return static_cast<size_t>(span - masks.spans);
}

// Whether the word that seems to end there may be more, or something else.
bool Scanner::MayGoOn(const WordSpan& span) const {
  switch (static_cast<AfterWord>((span.about & kAfterMask) >> kAfterShift)) {
    case kEndsWord:
      return false;
    case kStop:
      return IsAlnumAt(span.end + 1) || (workspace_->has_at_sign && !IsGapAt(span.end + 1));
    case kColon:
      return chars_.UnitAt(span.end + 1) == '/';
    case kApostrophe:
      return IsLetterAt(span.end + 1);
    case kAddress:
      return workspace_->has_at_sign;
    case kGoesOn:
      return true;
  }
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
