#include "text/scanner.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace rapport::text {
namespace {

constexpr uint32_t kUnits = kDurationUnit | kMoneyUnit | kPercentWord | kTimeWord;
constexpr size_t kMaxSuffix = 24;  // letters; longer ones are no unit

bool IsSeparator(CharClass cls) { return cls == CharClass::kStop || cls == CharClass::kComma; }

}  // namespace

void Scanner::ScanNumber() {
  if (ScanKeycap()) return;
  if (workspace_->has_at_sign && ScanAddress()) return;
  const size_t begin = at_;
  const size_t clock_end = ClockEnd(begin);
  if (clock_end > begin) {
    AddNumber(begin, clock_end, kNoDecimal);
    at_ = clock_end;
    return;
  }
  const Grouping number = ReadGroups(begin);
  if (!number.number) {
    while (at_ < number.end) {
      const size_t end = DigitsEnd(at_);
      AddNumber(at_, end, kNoDecimal);
      at_ = end < number.end ? end + 1 : end;
    }
    return;
  }
  if (number.plain && WordEnd(begin) == number.end) {
    AddNumber(begin, number.end, kNoDecimal);
    at_ = number.end;
    return;
  }
  ScanSuffix(begin, number);
}

// Vulgar fractions, circled numbers: always one token of one character.
void Scanner::ScanOtherNumber() {
  AddNumber(at_, at_ + 1, kNoDecimal);
  ++at_;
}

// "10:30", "23:59:59": hours, then pairs of digits. `begin` when it is no time.
size_t Scanner::ClockEnd(size_t begin) const {
  constexpr size_t kMaxPairs = 2;
  size_t end = begin;
  while (end < begin + 3 && IsDigitAt(end)) ++end;
  if (end == begin || end > begin + 2) return begin;
  size_t pairs = 0;
  while (ClassAt(end) == CharClass::kColon && IsDigitAt(end + 1)) {
    if (pairs == kMaxPairs || !IsDigitAt(end + 2) || IsDigitAt(end + 3)) return begin;
    end += 3;
    ++pairs;
  }
  return pairs == 0 ? begin : end;
}

size_t Scanner::DigitsEnd(size_t begin) const {
  while (IsDigitAt(begin)) ++begin;
  return begin;
}

size_t Scanner::LettersEnd(size_t begin) const {
  while (IsLetterAt(begin)) ++begin;
  return begin;
}

// Reads digits with single stops and commas between. Separators of thousands are all the same and
// have three digits after each (or two, with commas, in India); one more separator of the other
// kind is decimal. A lone separator is decimal, except a comma before exactly three digits. What
// fits neither, such as a date or a version, is no number but several.
Scanner::Grouping Scanner::ReadGroups(size_t begin) const {
  Grouping result;
  size_t i = DigitsEnd(begin);
  const size_t first_size = i - begin;
  size_t groups = 1;
  size_t last_size = first_size;
  CharClass first_separator = CharClass::kEnd;
  bool thousands = first_size >= 1 && first_size <= 3;  // as far as the group before the last
  bool pending = true;                                  // the same with the last group
  size_t last_separator = i;
  while (IsSeparator(ClassAt(i)) && IsDigitAt(i + 1)) {
    const CharClass separator = ClassAt(i);
    if (groups == 1) first_separator = separator;
    thousands = thousands && pending;
    last_separator = i;
    const size_t end = DigitsEnd(i + 1);
    last_size = end - i - 1;
    pending = separator == first_separator &&
              (last_size == 3 || (last_size == 2 && separator == CharClass::kComma));
    ++groups;
    i = end;
  }
  workspace_->steps += i - begin;
  result.end = i;
  result.plain = groups == 1;
  if (groups == 1) return result;
  const bool same = ClassAt(last_separator) == first_separator;
  if (groups == 2) {
    const bool is_thousands = thousands && last_size == 3 && first_separator == CharClass::kComma;
    if (!is_thousands) result.decimal = last_separator;
  } else if (!same) {
    result.decimal = last_separator;
    result.number = thousands;
  } else {
    result.number = thousands && pending && last_size == 3;
  }
  return result;
}

// Letters or more written to a number: "45mins" and "2h30m" are numbers and units, "3rd" and "10k"
// stay one number, "2nite" is a word.
void Scanner::ScanSuffix(size_t begin, const Grouping& number) {
  size_t end = number.end;
  const bool has_letters = IsLetterAt(end);
  if (has_letters && AllUnits(end, &end)) {
    AddNumber(begin, number.end, number.decimal);
    AddUnits(number.end, end);
    at_ = end;
    return;
  }
  end = LettersEnd(number.end);
  const bool ends_there = !IsDigitAt(end) && WordEnd(number.end) == end;
  if (has_letters && ends_there) {
    const uint32_t roles = RolesOf(number.end, end) & (kOrdinalSuffix | kNumberSuffix);
    if (roles != 0) {
      AddNumber(begin, end, number.decimal, roles);
      at_ = end;
      return;
    }
  }
  if (number.plain && begin < number.end) {
    const size_t word_end = WordEnd(begin);
    AddWord(TokenKind::kWord, begin, begin, word_end);
    at_ = word_end;
    return;
  }
  AddNumber(begin, number.end, number.decimal);
  at_ = number.end;
}

// Whether units and digits alternate from `begin`, where a unit stands, to the end of the word.
bool Scanner::AllUnits(size_t begin, size_t* end) {
  size_t i = begin;
  while (IsLetterAt(i)) {
    const size_t unit_end = LettersEnd(i);
    if ((RolesOf(i, unit_end) & kUnits) == 0) return false;
    i = DigitsEnd(unit_end);
  }
  workspace_->steps += i - begin;
  *end = i;
  return WordEnd(begin) == i;
}

void Scanner::AddUnits(size_t begin, size_t end) {
  while (begin < end) {
    const size_t unit_end = LettersEnd(begin);
    AddWord(TokenKind::kWord, begin, begin, unit_end);
    begin = DigitsEnd(unit_end);
    if (begin > unit_end) AddNumber(unit_end, begin, kNoDecimal);
  }
}

uint32_t Scanner::RolesOf(size_t begin, size_t end) {
  if (end - begin > kMaxSuffix) return 0;
  bool has_run = false;
  FoldRange(begin, end, &has_run);
  return lexicon_.Roles(workspace_->key);
}

// The number over chars [begin, end): digits, suffix letters and colons are in the key, and the
// decimal separator as a stop; `decimal` is its position or
// kNoDecimal.
void Scanner::AddNumber(size_t begin, size_t end, size_t decimal, uint32_t roles) {
  std::string& key = workspace_->key;
  key.clear();
  bool grouped = false;
  char32_t folded[kMaxFolded];
  for (size_t i = begin; i < end; ++i) {
    if (i == decimal) {
      if (key.empty()) key.push_back('0');
      key.push_back('.');
      continue;
    }
    if (IsSeparator(ClassAt(i))) {
      grouped = true;
      continue;
    }
    const uint8_t unit = chars_.UnitAt(i);
    if (options_.ascii_table && (IsDigitAt(i) || ClassAt(i) == CharClass::kColon) && unit < 0x80) {
      key.push_back(static_cast<char>(unit));
      continue;
    }
    const size_t count = FoldCodePoint(CodeAt(i), folded);
    for (size_t k = 0; k < count; ++k) AppendUtf8(folded[k], &key);
  }
  if (key.empty()) return;
  AddToken(TokenKind::kNumber, begin, end, workspace_->arena.Add(key), roles);
  workspace_->infos.back().grouped = grouped;
}

}  // namespace rapport::text
