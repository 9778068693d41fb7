#include "text/mail.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace rapport::text {
namespace {

// A line of at least this many characters may have been wrapped; a shorter one was ended on
// purpose.
constexpr size_t kWrapMinimum = 50;
constexpr size_t kRuleHyphens = 4;
constexpr size_t kRuleUnderscores = 20;
// "On Monday, 2 March 2026 at 10:30, Jane Doe <jane@company.example> wrote:" is wrapped at times.
constexpr size_t kIntroductionLines = 3;
constexpr size_t kIntroductionLength = 400;

struct Line {
  size_t begin = 0;
  size_t end = 0;  // its line break, or the end of the text
  bool quoted = false;
  bool empty() const { return begin == end; }
};

class MailPreparer {
 public:
  MailPreparer(const LexiconIndex& lexicon, Workspace* workspace)
      : lexicon_(lexicon), workspace_(workspace), chars_(workspace->chars) {}

  void Prepare() {
    Line line = NextLine(0);
    while (true) {
      if (!line.quoted && StartsOriginal(line)) {
        QuoteFrom(line.begin, chars_.size());
        return;
      }
      if (line.quoted) QuoteFrom(line.begin, line.end);
      if (ClassAt(line.end) == CharClass::kEnd) return;
      const Line next = NextLine(line.end + 1);
      if (IsWrapped(line, next)) {
        chars_.MakeBlank(line.end);
      }
      line = next;
    }
  }

 private:
  CharClass ClassAt(size_t i) const { return chars_.ClassAt(i); }

  // The line from `from` on, blanks and '>' before it taken off (and made blank).
  Line NextLine(size_t from) {
    Line line;
    line.begin = from;
    while (ClassAt(line.begin) == CharClass::kBlank || ClassAt(line.begin) == CharClass::kGreater) {
      if (ClassAt(line.begin) == CharClass::kGreater) line.quoted = true;
      chars_.MakeBlank(line.begin);
      ++line.begin;
    }
    line.end = line.begin;
    while (ClassAt(line.end) != CharClass::kNewline && ClassAt(line.end) != CharClass::kEnd) {
      ++line.end;
    }
    workspace_->steps += line.end - from;
    return line;
  }

  static bool StartsItem(CharClass cls) {
    return cls == CharClass::kHyphen || cls == CharClass::kDash || cls == CharClass::kStar ||
           cls == CharClass::kBar || cls == CharClass::kHash;
  }

  bool IsWrapped(const Line& line, const Line& next) const {
    return line.end - line.begin >= kWrapMinimum && !next.empty() && line.quoted == next.quoted &&
           !StartsItem(ClassAt(next.begin));
  }

  bool StartsOriginal(const Line& line) {
    return IsRule(line) || (HasRole(line.begin, line.end, kReplyStart) && IsIntroduction(line));
  }

  // "-----Original Message-----", "____________________".
  bool IsRule(const Line& line) const {
    const CharClass cls = ClassAt(line.begin);
    if (cls != CharClass::kHyphen && cls != CharClass::kUnderscore) return false;
    size_t first = line.begin;
    while (first < line.end && ClassAt(first) == cls) ++first;
    if (cls == CharClass::kUnderscore) return first - line.begin >= kRuleUnderscores;
    const size_t last = TrimmedEnd(line);
    size_t closing = last;
    while (closing > first && ClassAt(closing - 1) == cls) --closing;
    return first - line.begin >= kRuleHyphens && last - closing >= kRuleHyphens && closing > first;
  }

  size_t TrimmedEnd(const Line& line) const {
    size_t end = line.end;
    while (end > line.begin && ClassAt(end - 1) == CharClass::kBlank) --end;
    return end;
  }

  // Within a few lines, one ends with a word of the lexicon and a colon, and a digit stands before.
  bool IsIntroduction(const Line& first) {
    Line line = first;
    bool digit = false;
    for (size_t n = 0; n < kIntroductionLines && !line.empty() && !line.quoted; ++n) {
      if (line.end - first.begin > kIntroductionLength) return false;
      for (size_t i = line.begin; i < line.end; ++i) digit |= ClassAt(i) == CharClass::kDigit;
      workspace_->steps += line.end - line.begin;
      const size_t end = TrimmedEnd(line);
      if (end > line.begin + 1 && ClassAt(end - 1) == CharClass::kColon) {
        size_t word = end - 1;
        while (word > line.begin && ClassAt(word - 1) == CharClass::kLetter) --word;
        if (HasRole(word, end - 1, kReplyEnd)) return digit;
      }
      if (ClassAt(line.end) == CharClass::kEnd) return false;
      line = PeekLine(line.end + 1);
    }
    return false;
  }

  // As NextLine, but leaves the characters alone.
  Line PeekLine(size_t from) const {
    Line line;
    line.begin = from;
    while (ClassAt(line.begin) == CharClass::kBlank) ++line.begin;
    line.quoted = ClassAt(line.begin) == CharClass::kGreater;
    line.end = line.begin;
    while (ClassAt(line.end) != CharClass::kNewline && ClassAt(line.end) != CharClass::kEnd &&
           line.end - from <= kIntroductionLength) {
      ++line.end;
    }
    return line;
  }

  // The word that begins at `begin`.
  bool HasRole(size_t begin, size_t end, uint32_t role) {
    std::string& key = workspace_->key;
    key.clear();
    char32_t folded[kMaxFolded];
    for (size_t i = begin; i < end && ClassAt(i) == CharClass::kLetter; ++i) {
      const size_t count = FoldCodePoint(chars_.CodeAt(i), folded);
      for (size_t k = 0; k < count; ++k) AppendUtf8(folded[k], &key);
    }
    return (lexicon_.Roles(key) & role) != 0;
  }

  void QuoteFrom(size_t begin, size_t end) {
    const ByteRange range{chars_.BeginOf(begin), chars_.BeginOf(end)};
    if (range.begin < range.end) workspace_->quoted.push_back(range);
  }

  const LexiconIndex& lexicon_;
  Workspace* workspace_;
  Characters& chars_;
};

}  // namespace

void PrepareMail(const LexiconIndex& lexicon, Workspace* workspace) {
  MailPreparer(lexicon, workspace).Prepare();
}

}  // namespace rapport::text
