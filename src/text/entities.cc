#include "text/entities.h"

#include <algorithm>

#include "text/lexicon_index.h"

namespace rapport::text {
namespace {

// In tokens: what keeps the search linear.
constexpr size_t kMaxNumber = 8;
constexpr size_t kMaxExtensions = 3;

constexpr size_t kEntityKinds = 7;

// "23:59", "7:05:09"; the form is known, the values are not.
bool IsTimeOfDay(std::string_view clock) {
  uint32_t value = 0;
  uint32_t limit = 24;
  for (const char c : clock) {
    if (c == ':') {
      value = 0;
      limit = 59;
    } else {
      value = value * 10 + static_cast<uint32_t>(c - '0');
      if (value > limit) return false;
    }
  }
  return true;
}

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// What the key of a number says.
struct Numeral {
  bool digits_only = false;
  size_t digits = 0;   // before anything else in the key
  uint32_t value = 0;  // of at most six of them
};

Numeral ReadNumeral(std::string_view key) {
  Numeral result;
  while (result.digits < key.size() && IsAsciiDigit(key[result.digits])) {
    if (result.digits < 6) {
      result.value = result.value * 10 + static_cast<uint32_t>(key[result.digits] - '0');
    }
    ++result.digits;
  }
  result.digits_only = result.digits == key.size();
  return result;
}

// All positions are tokens; a function that looks for something at `i` returns one past its last
// token, or 0 when it is not there.
class EntityFinder {
 public:
  EntityFinder(const Tokens& tokens, Workspace* workspace, std::vector<Entity>* entities)
      : tokens_(tokens.data()),
        infos_(workspace->infos.data()),
        size_(tokens.size()),
        steps_(&workspace->steps),
        entities_(entities) {}

  void Find() {
    for (size_t i = 0; i < size_; ++i) {
      if (!MayStartEntity(tokens_[i].kind, infos_[i].roles) || IsIdleArticle(i)) continue;
      const size_t before = entities_->size();
      FindAt(i);
      if (entities_->size() - before > 1) {
        std::sort(entities_->begin() + static_cast<ptrdiff_t>(before), entities_->end(),
                  [](const Entity& a, const Entity& b) {
                    return a.end_token != b.end_token ? a.end_token < b.end_token : a.kind < b.kind;
                  });
      }
    }
  }

 private:
  bool Is(size_t i, uint32_t roles) const {
    return i < size_ && tokens_[i].kind == TokenKind::kWord && (infos_[i].roles & roles) != 0;
  }
  bool IsKind(size_t i, TokenKind kind) const { return i < size_ && tokens_[i].kind == kind; }
  bool IsClock(size_t i) const {
    return IsKind(i, TokenKind::kNumber) && tokens_[i].key.find(':') != std::string_view::npos;
  }
  bool IsNumeral(size_t i) const { return IsKind(i, TokenKind::kNumber) && !IsClock(i); }
  char Before(size_t i) const { return i < size_ ? infos_[i].before : ' '; }

  // Token i goes on from the one before: no comma or the like between. A clause that only a word
  // such as "and" begins does not count.
  bool Linked(size_t i) const {
    if (i == 0 || i >= size_ || tokens_[i].sentence != tokens_[i - 1].sentence) {
      return false;
    }
    return tokens_[i].clause == tokens_[i - 1].clause || Is(i, kClauseWord);
  }
  bool SameSentence(size_t i) const {
    return i > 0 && i < size_ && tokens_[i].sentence == tokens_[i - 1].sentence;
  }
  bool LinkedIs(size_t i, uint32_t roles) const { return Linked(i) && Is(i, roles); }

  // Leaves out what starts inside another of its kind.
  void Add(EntityKind kind, size_t first, size_t end) {
    size_t& last_end = ends_[static_cast<size_t>(kind)];
    if (end == 0 || first < last_end) return;
    last_end = end;
    entities_->push_back({kind, static_cast<uint32_t>(first), static_cast<uint32_t>(end)});
  }

  // "a" or "an" before something that is neither a number word nor a unit.
  bool IsIdleArticle(size_t i) const {
    constexpr uint32_t kBehind = kNumberWord | kDurationUnit | kMoneyUnit | kUnitModifier;
    return tokens_[i].kind == TokenKind::kWord &&
           (infos_[i].roles & kEntityStart) == kNumberArticle && !Is(i + 1, kBehind);
  }

  void FindAt(size_t i) {
    if (IsClock(i)) {
      if (IsTimeOfDay(tokens_[i].key)) Add(EntityKind::kTime, i, TimeWords(i + 1));
      return;
    }
    if (IsKind(i, TokenKind::kCurrency)) return Add(EntityKind::kMoney, i, MoneyAfterSign(i));
    if (!IsNumeral(i) && !Is(i, ~0u)) return;
    const size_t date = Date(i);
    Add(EntityKind::kDate, i, date);
    // The parts of "12/04/2026" are no quantities.
    if (date != 0 && IsNumeral(i) && date == NumericDate(i)) number_end_ = date;
    if (i >= number_end_) FindQuantities(i);
    if (Is(i, kMoneyUnit) && Linked(i + 1) && IsNumeral(i + 1) &&
        (Before(i + 1) == 0 || !IsNumeral(i - 1))) {
      Add(EntityKind::kMoney, i, Number(i + 1));
    }
    if (IsYear(i) && !InQuantity(i)) Add(EntityKind::kYear, i, i + 1);
  }

  // Numbers and what units make of them.
  void FindQuantities(size_t i) {
    const size_t number = Number(i);
    if (number == 0) {
      // "half an hour" is found from its number; "20 an hour" is a rate.
      const bool after_number = Linked(i) && (IsNumeral(i - 1) || Is(i - 1, kNumberWord));
      if (!Is(i, kNumberArticle) || after_number) return;
      Add(EntityKind::kDuration, i, ExtendDuration(Unit(i + 1, kDurationUnit, kUnitModifier)));
      Add(EntityKind::kMoney, i, Unit(i + 1, kMoneyUnit, kUnitModifier));
      return;
    }
    Add(EntityKind::kNumber, i, number);
    number_end_ = number;
    // "half an hour", but "20 an hour" is a rate.
    const uint32_t between =
        uint32_t{kUnitModifier} | (IsNumeral(number - 1) ? 0u : uint32_t{kNumberJoin});
    Add(EntityKind::kDuration, i, ExtendDuration(Unit(number, kDurationUnit, between)));
    Add(EntityKind::kMoney, i, Unit(number, kMoneyUnit, between));
    Add(EntityKind::kPercent, i, Unit(number, kPercentWord, kUnitModifier));
    if (Linked(number) && IsKind(number, TokenKind::kPercent)) {
      Add(EntityKind::kPercent, i, number + 1);
    }
    if (SignAfter(number)) Add(EntityKind::kMoney, i, number + 1);
    if (number == i + 1 && IsHour(i) && LinkedIs(number, kTimeWord)) {
      Add(EntityKind::kTime, i, TimeWords(number));
    }
  }

  // "20", "two", "twenty-five", "5-10", "1/2", "2½", "a couple", "two and a half", "3 hundred".
  size_t Number(size_t i) const {
    ++*steps_;
    size_t end = i;
    if (Is(end, kNumberArticle) && LinkedIs(end + 1, kNumberWord)) ++end;
    if (IsNumeral(end)) {
      ++end;
      if (Linked(end) && IsNumeral(end) &&
          (Before(end) == '-' || Before(end) == '/' || Before(end) == 0)) {
        ++end;
      }
    } else if (Is(end, kNumberWord)) {
      ++end;
    } else {
      return 0;
    }
    while (end - i < kMaxNumber) {
      size_t next = end;
      ++*steps_;
      while (next < end + 2 && LinkedIs(next, kNumberJoin)) ++next;
      if (!LinkedIs(next, kNumberWord)) break;
      // "20 and a half", but "20 and two" are two numbers.
      if (next > end && IsNumeral(end - 1) && !Is(next - 1, kNumberArticle)) break;
      end = next + 1;
    }
    return end;
  }

  // A word with role `unit` at `i`, after at most three with a role in `between`.
  size_t Unit(size_t i, uint32_t unit, uint32_t between) const {
    for (size_t last = i + 3; i < last && !LinkedIs(i, unit); ++i) {
      if (!LinkedIs(i, between)) return 0;
    }
    return LinkedIs(i, unit) ? i + 1 : 0;
  }

  // "2 hours (and) 30 minutes", "an hour and a half", "2h30".
  size_t ExtendDuration(size_t end) const {
    if (end == 0) return 0;
    for (size_t n = 0; n < kMaxExtensions; ++n) {
      const size_t next = LinkedIs(end, kNumberJoin) ? end + 1 : end;
      const size_t number = Linked(next) ? Number(next) : 0;
      if (number == 0) break;
      const size_t unit =
          Unit(number, kDurationUnit, IsNumeral(number - 1) ? 0u : uint32_t{kNumberJoin});
      if (unit != 0) {
        end = unit;
        continue;
      }
      const bool half = next > end && Is(next, kNumberArticle) && number == next + 2 &&
                        !LinkedIs(number, kNumberJoin);
      if (half || (Before(end) == 0 && number == end + 1)) end = number;
      break;
    }
    return end;
  }

  size_t MoneyAfterSign(size_t sign) const {
    if (!Linked(sign + 1) || !IsNumeral(sign + 1)) return 0;
    const size_t number = Number(sign + 1);
    return LinkedIs(number, kMoneyUnit) ? number + 1 : number;
  }

  // A currency sign after a number, that is not the sign of the next number.
  bool SignAfter(size_t i) const {
    if (!Linked(i) || !IsKind(i, TokenKind::kCurrency)) return false;
    return Before(i) == 0 || !(Linked(i + 1) && IsNumeral(i + 1));
  }

  // One past the words such as "pm" at `i`; none will do.
  size_t TimeWords(size_t i) const {
    size_t end = i;
    while (end < i + 2 && LinkedIs(end, kTimeWord)) ++end;
    return end;
  }

  bool IsHour(size_t i) const {
    if (!IsNumeral(i)) return true;  // a number word
    const Numeral n = ReadNumeral(tokens_[i].key);
    return n.digits <= 2 && n.value <= 24 && infos_[i].roles == 0;
  }

  bool IsDay(size_t i) const {
    if (!IsNumeral(i)) return false;
    const Numeral n = ReadNumeral(tokens_[i].key);
    const bool ordinal = (infos_[i].roles & kOrdinalSuffix) != 0;
    return n.digits <= 2 && n.value >= 1 && n.value <= 31 && (n.digits_only || ordinal);
  }

  bool IsYear(size_t i) const {
    if (!IsNumeral(i) || infos_[i].grouped) return false;
    const Numeral n = ReadNumeral(tokens_[i].key);
    return n.digits_only && n.digits == 4 && n.value >= 1900 && n.value <= 2099;
  }

  // A sum of money or a share is no year.
  bool InQuantity(size_t i) const {
    if (i > 0 && IsKind(i - 1, TokenKind::kCurrency) && Linked(i)) return true;
    return Linked(i + 1) &&
           (IsKind(i + 1, TokenKind::kCurrency) || IsKind(i + 1, TokenKind::kPercent) ||
            Is(i + 1, kMoneyUnit | kDurationUnit | kPercentWord));
  }

  size_t Date(size_t i) const {
    if (Is(i, kDayName)) {
      size_t next = i + 1;
      if (LinkedIs(next, kDateJoin)) ++next;
      const size_t rest = SameSentence(next) && !Is(next, kDayName) ? CalendarDate(next) : 0;
      return rest != 0 ? rest : i + 1;
    }
    return CalendarDate(i);
  }

  size_t CalendarDate(size_t i) const {
    if (IsNumeral(i)) {
      const size_t numeric = NumericDate(i);
      return numeric != 0 ? numeric : DayMonth(i);
    }
    return Is(i, kMonthName) ? MonthDay(i) : 0;
  }

  // "3rd of March", "3 March 2026".
  size_t DayMonth(size_t i) const {
    if (!IsDay(i)) return 0;
    size_t month = i + 1;
    while (month < i + 3 && LinkedIs(month, kDateJoin)) ++month;
    return LinkedIs(month, kMonthName) ? AfterComma(month + 1) : 0;
  }

  // "March 3", "March the 3rd, 2026", "March 2026".
  size_t MonthDay(size_t i) const {
    if (Linked(i + 1) && IsYear(i + 1)) return i + 2;
    const size_t day = LinkedIs(i + 1, kDateJoin) ? i + 2 : i + 1;
    if (!Linked(day) || !IsDay(day)) return 0;
    if (LinkedIs(day + 1, kDurationUnit | kMoneyUnit | kPercentWord)) return 0;
    return AfterComma(day + 1);
  }

  // With the year that may follow.
  size_t AfterComma(size_t end) const { return SameSentence(end) && IsYear(end) ? end + 1 : end; }

  // "12/04/2026", "2026-03-01", "12.04.26"; "12/04" only with a zero in front, or it is a fraction.
  size_t NumericDate(size_t i) const {
    const char separator = Before(i + 1);
    if (separator != '/' && separator != '-' && separator != '.') return 0;
    const auto joined = [&](size_t k) { return IsNumeral(k) && Before(k) == separator; };
    if (!joined(i + 1) || (i > 0 && IsNumeral(i - 1) && Before(i) == separator)) return 0;
    const Numeral a = ReadNumeral(tokens_[i].key);
    const Numeral b = ReadNumeral(tokens_[i + 1].key);
    if (!a.digits_only || !b.digits_only) return 0;
    if (!joined(i + 2)) {
      const bool padded = tokens_[i].key[0] == '0' || tokens_[i + 1].key[0] == '0';
      return separator == '/' && padded && IsDayAndMonth(a, b) ? i + 2 : 0;
    }
    const Numeral c = ReadNumeral(tokens_[i + 2].key);
    if (!c.digits_only || joined(i + 3)) return 0;
    const bool year_first = a.digits == 4 && c.digits <= 2 && IsDayAndMonth(b, c);
    const bool year_last = (c.digits == 4 || c.digits == 2) && IsDayAndMonth(a, b);
    return year_first || year_last ? i + 3 : 0;
  }

  static bool IsDayAndMonth(const Numeral& a, const Numeral& b) {
    return a.digits <= 2 && b.digits <= 2 && a.value >= 1 && b.value >= 1 &&
           std::max(a.value, b.value) <= 31 && std::min(a.value, b.value) <= 12;
  }

  const Token* tokens_;
  const TokenInfo* infos_;
  size_t size_;
  uint64_t* steps_;
  std::vector<Entity>* entities_;
  size_t number_end_ = 0;           // no quantity starts before this token
  size_t ends_[kEntityKinds] = {};  // of the last entity of each kind
};

}  // namespace

void FindEntities(const Tokens& tokens, Workspace* workspace, std::vector<Entity>* entities) {
  EntityFinder(tokens, workspace, entities).Find();
}

}  // namespace rapport::text
