#include "text/fold.h"
#include "text/scanner.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace rapport::text {

void Scanner::ScanWord() {
  const size_t end = WordEnd(at_);
  const CharClass next = ClassAt(end);
  if (workspace_->has_at_sign && !IsGapAt(end) && ScanAddress()) return;
  if (next == CharClass::kStop && IsAlnumAt(end + 1)) {
    if (ScanAcronym() || ScanLink(end) || ScanDomain()) return;
  }
  if (next == CharClass::kColon && ScanLink(end)) return;
  if (ScanEmoticonWord(end) || ScanUnitBeforeNumber(end)) return;
  AddWord(TokenKind::kWord, at_, at_, end);
  at_ = end;
}

// One past the last character of the word: letters and digits, joined by apostrophes ("o'clock"),
// underscores, ampersands in short forms ("t&c") and the stars of masked words ("f**k").
size_t Scanner::WordEnd(size_t begin) const {
  size_t part = begin;
  size_t i = begin;
  for (;; ++workspace_->steps) {
    switch (ClassAt(i)) {
      case CharClass::kLetter:
      case CharClass::kDigit:
        ++i;
        continue;
      case CharClass::kApostrophe:
        if (i == begin || !IsAlnumAt(i - 1) || !IsLetterAt(i + 1)) return i;
        part = ++i;
        continue;
      case CharClass::kUnderscore: {
        size_t next = i + 1;
        while (ClassAt(next) == CharClass::kUnderscore) ++next;
        if (!IsAlnumAt(next)) return i;
        part = i = next;
        continue;
      }
      case CharClass::kAmpersand:
        if (!JoinsAmpersand(i, part)) return i;
        part = ++i;
        continue;
      case CharClass::kStar: {
        const size_t next = StarsEnd(i, part);
        if (next == i) return i;
        i = next;
        continue;
      }
      default:
        return i;
    }
  }
}

// "at&t", "t&cs", "b&b", but not "food&drink".
bool Scanner::JoinsAmpersand(size_t at, size_t part) const {
  constexpr size_t kMaxBefore = 2;
  constexpr size_t kMaxAfter = 3;
  if (at == part || at - part > kMaxBefore) return false;
  size_t after = 0;
  while (after <= kMaxAfter && IsAlnumAt(at + 1 + after)) ++after;
  return after >= 1 && after <= kMaxAfter;
}

// Stars between letters mask them, and so do two or more after a few letters; but stars on both
// sides of a word are emphasis. Returns `at` when they are not part of the word.
size_t Scanner::StarsEnd(size_t at, size_t part) const {
  if (!IsLetterAt(at - 1)) return at;
  size_t end = at;
  while (ClassAt(end) == CharClass::kStar) ++end;
  workspace_->steps += end - at;
  if (IsLetterAt(end)) return end;
  if (ClassAt(part - 1) == CharClass::kStar) return at;
  const size_t letters = at - part;
  const size_t stars = end - at;
  const bool masks = (letters <= 2 && stars >= 2) || (letters <= 5 && stars >= 3);
  return masks ? end : at;
}

// Single letters with stops between: "U.S.", "e.g.". The stops are not in the key.
bool Scanner::ScanAcronym() {
  size_t letters = 0;
  size_t last = at_;
  for (size_t i = at_; IsLetterAt(i) && !IsAlnumAt(i + 1); i += 2) {
    ++letters;
    last = i;
    if (ClassAt(i + 1) != CharClass::kStop) break;
  }
  if (letters < 2) return false;
  const size_t before = tokens_.size();
  AddWord(TokenKind::kWord, at_, at_, last + 1);
  if (tokens_.size() > before) workspace_->infos.back().acronym = true;
  at_ = last + 1;
  return true;
}

// "USD20": the money unit becomes a word of its own.
bool Scanner::ScanUnitBeforeNumber(size_t end) {
  if (!IsDigitAt(end - 1)) return false;
  const size_t unit_end = LettersEnd(at_);
  for (size_t i = unit_end; i < end; ++i) {
    if (!IsDigitAt(i)) return false;
  }
  if (unit_end - at_ < 2 || (RolesOf(at_, unit_end) & kMoneyUnit) == 0) return false;
  AddWord(TokenKind::kWord, at_, at_, unit_end);
  at_ = unit_end;
  return true;
}

// "#WorstService" is two words, "#1" a number.
void Scanner::ScanHashtag() {
  if (ScanKeycap()) return;
  const size_t hash = at_;
  size_t i = hash + 1;
  while (IsDigitAt(i)) ++i;
  if (!IsLetterAt(i) && !(ClassAt(i) == CharClass::kUnderscore && IsAlnumAt(i + 1))) return Skip();
  i = hash + 1;
  size_t span_begin = hash;
  while (IsAlnumAt(i) || ClassAt(i) == CharClass::kUnderscore) {
    if (!IsAlnumAt(i)) {
      ++i;
      continue;
    }
    const size_t end = HashtagPartEnd(i);
    AddWord(TokenKind::kHashtag, span_begin == hash ? hash : i, i, end);
    span_begin = i = end;
  }
  at_ = i;
}

// Digits, or letters up to a capital that starts a word: "WorstService", "BAFail".
size_t Scanner::HashtagPartEnd(size_t begin) const {
  size_t i = begin + 1;
  if (IsDigitAt(begin)) {
    while (IsDigitAt(i)) ++i;
    return i;
  }
  for (; IsLetterAt(i); ++i) {
    if (!IsUpperAt(i)) continue;
    if (!IsUpperAt(i - 1)) {
      if (i > begin + 1) return i;  // "#iPhone" and "#eBay" are one word
      continue;
    }
    if (IsLetterAt(i + 1) && !IsUpperAt(i + 1) && IsLetterAt(i + 2)) return i;
  }
  return i;
}

void Scanner::AddWord(TokenKind kind, size_t span_begin, size_t begin, size_t end) {
  uint8_t flags = CountLetters(begin, end);
  bool has_run = false;
  FoldRange(begin, end, &has_run);
  std::string& key = workspace_->key;
  if (key.empty()) return;
  std::string_view written = key;
  ShortForm short_form;
  const LexiconIndex::Entry* short_entry = &lexicon_.EntryOf(Vocabulary::kNone);
  has_run = has_run && ShortenRuns(key, 1, &workspace_->shorter);
  if (has_run) {
    flags |= kElongated;
    short_form.key = workspace_->arena.Add(workspace_->shorter);
    short_form.word = lexicon_.Find(short_form.key);
    short_entry = &lexicon_.EntryOf(short_form.word);
    ShortenRuns(key, 2, &workspace_->shorter);
    written = workspace_->shorter;
  }
  const uint32_t word = lexicon_.Find(written);
  const LexiconIndex::Entry* entry = &lexicon_.EntryOf(word);
  const uint32_t roles = entry->roles | short_entry->roles;
  if (!entry->has_spelling()) entry = short_entry;
  if (!entry->has_spelling()) {
    written = has_run ? workspace_->arena.Add(written, short_form) : workspace_->arena.Add(written);
    AddToken(kind, span_begin, end, written, word, roles)->flags |= flags;
    return;
  }
  AddReplacement(kind, span_begin, end, *entry, roles, has_run, flags);
}

// The words of a spelling, for a written word with these roles of its own.
void Scanner::AddReplacement(TokenKind kind, size_t begin, size_t end,
                             const LexiconIndex::Entry& entry, uint32_t roles, bool elongated,
                             uint8_t flags) {
  // The written word's roles hold for one word that replaces it, not for each of several.
  const LexiconIndex::Word* const last = lexicon_.SpellingEnd(entry);
  const LexiconIndex::Word* word = lexicon_.SpellingBegin(entry);
  if (last - word > 1) {
    roles &= kAbbreviation;
    flags &= static_cast<uint8_t>(~kTitleCase);
  }
  for (; word != last; ++word) {
    std::string_view key = lexicon_.Key(*word);
    if (elongated) key = workspace_->arena.Add(key, {key, word->word});
    AddToken(kind, begin, end, key, word->word, word->roles | roles)->flags |= flags;
  }
}

// Adds to the letter counts and returns the flags that capitals give.
uint8_t Scanner::CountLetters(size_t begin, size_t end) {
  uint32_t upper = 0;
  uint32_t lower = 0;
  bool small_behind_capital = false;
  uint8_t before = 0;
  for (size_t i = begin; i < end; ++i) {
    const uint8_t flags = chars_.FlagsAt(i);
    letters_.letters += (flags & kCounted) != 0;
    letters_.non_latin += (flags & kNonLatin) != 0;
    upper += (flags & kUpper) != 0;
    lower += (flags & kLower) != 0;
    small_behind_capital |= (before & kUpper) != 0 && (flags & kLower) != 0;
    before = flags;
  }
  letters_.upper += upper;
  uint8_t result = 0;
  if (IsUpperAt(begin)) result |= kCapitalised;
  if (IsUpperAt(begin) && small_behind_capital) result |= kTitleCase;
  if (upper >= 2 && lower == 0 && options_.caps_matter) result |= kAllCaps;
  return result;
}

// FoldRange for most words: ASCII without characters that change more than their case. Returns
// false, with anything in the key, for other words.
bool Scanner::FoldPlain(size_t begin, size_t end, bool* has_run) {
  std::string& key = workspace_->key;
  key.resize(end - begin);
  char* const out = &key[0];
  for (size_t i = begin; i < end; ++i) {
    const uint8_t unit = chars_.UnitAt(i);
    if (unit >= 0x80 || unit == '`' || unit == '*' || unit == '.') return false;
    const size_t n = i - begin;
    out[n] = static_cast<char>((kUnitFlags[unit] & kUpper) != 0 ? unit + ('a' - 'A') : unit);
    *has_run |= n >= 2 && kUnitClasses[unit] == CharClass::kLetter && out[n] == out[n - 1] &&
                out[n] == out[n - 2];
  }
  return true;
}

// Builds the folded form in workspace_->key, stops left out and runs of stars made one. Says
// whether a letter stands three times or more in a row.
void Scanner::FoldRange(size_t begin, size_t end, bool* has_run) {
  if (options_.ascii_table && FoldPlain(begin, end, has_run)) return;
  std::string& key = workspace_->key;
  key.clear();
  *has_run = false;
  char32_t last = 0;
  uint32_t run = 0;
  char32_t folded[kMaxFolded];
  for (size_t i = begin; i < end; ++i) {
    const CharClass cls = ClassAt(i);
    if (cls == CharClass::kStop) continue;
    const size_t count = FoldCodePoint(CodeAt(i), folded);
    for (size_t k = 0; k < count; ++k) {
      run = folded[k] == last ? run + 1 : 1;
      last = folded[k];
      if (last == '*' && run > 1) continue;
      if (run == 3 && cls == CharClass::kLetter) *has_run = true;
      AppendUtf8(last, &key);
    }
  }
}

}  // namespace rapport::text
