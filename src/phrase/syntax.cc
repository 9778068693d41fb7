#include "phrase/syntax.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "phrase/ast.h"
#include "phrase/issue.h"

namespace rapport::phrase {
namespace {

constexpr int kMaxDepth = 32;  // of parentheses; bounds the recursion here and over the AST

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsMark(char c) { return c == '?' || c == '!'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
// Every byte of a character beyond ASCII counts, so that no table is needed here.
bool IsAlphanumeric(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

// Length of the quotation mark at the start of `text`: straight, curly or angular; 0 for none.
size_t QuotationMark(std::string_view text) {
  constexpr std::string_view kQuotes[] = {"\"", "“", "”", "„", "«", "»"};
  for (std::string_view quote : kQuotes) {
    if (text.substr(0, quote.size()) == quote) return quote.size();
  }
  return 0;
}

class SyntaxReader {
 public:
  SyntaxReader(std::string_view phrase, std::vector<PhraseIssue>* issues)
      : phrase_(phrase), issues_(issues) {}

  SyntaxSequence Read() {
    SyntaxSequence sequence = ReadSequence();
    CheckAnchors(&sequence);
    return sequence;
  }

 private:
  bool AtEnd() const { return pos_ >= phrase_.size(); }
  char Peek(size_t ahead = 0) const {
    return pos_ + ahead < phrase_.size() ? phrase_[pos_ + ahead] : '\0';
  }
  // Whether the element that was just read is closed by a space, the end or the group around it.
  bool AtBoundary() const {
    return AtEnd() || IsSpace(Peek()) || (depth_ > 0 && (Peek() == '|' || Peek() == ')'));
  }
  std::string_view Source(size_t begin, size_t end) const {
    return phrase_.substr(begin, end - begin);
  }

  void Issue(std::string_view code, size_t begin, size_t end, std::string message,
             std::string hint) {
    issues_->push_back(MakeIssue(code, begin, end, std::move(message), std::move(hint)));
  }

  SyntaxSequence ReadSequence();
  SyntaxItem ReadGap();
  SyntaxItem ReadAnchor();
  SyntaxItem ReadChunk();
  // The readers of what a chunk holds; each advances.
  bool ReadGroup(SyntaxItem* chunk);
  bool ReadPlaceholder(SyntaxItem* chunk);
  bool ReadMarks(SyntaxItem* chunk);
  bool ReadStar(SyntaxItem* chunk);
  bool ReadPunctuation();
  void ReadText(SyntaxItem* chunk);
  bool CheckAlternatives(size_t begin, const std::vector<size_t>& bars, Piece* group);
  void ReportBar();
  void CheckAnchors(SyntaxSequence* sequence);
  bool InText() const;
  bool IsMasking() const;

  const std::string_view phrase_;
  std::vector<PhraseIssue>* const issues_;
  size_t pos_ = 0;
  int depth_ = 0;
  size_t reported_bars_ = 0;  // bars before this offset are part of a reported chunk
};

SyntaxSequence SyntaxReader::ReadSequence() {
  SyntaxSequence sequence;
  sequence.begin = static_cast<uint32_t>(pos_);
  while (!AtEnd()) {
    const char c = Peek();
    if (IsSpace(c)) {
      ++pos_;
      continue;
    }
    if (depth_ > 0 && (c == '|' || c == ')')) break;
    if (c == '|') {
      ReportBar();
    } else if (c == ')') {
      Issue("phrase-parenthesis", pos_, pos_ + 1, "')' without '('", "remove it");
      ++pos_;
    } else if (c == '<') {
      sequence.items.push_back(ReadGap());
    } else if (c == '^' || c == '$') {
      sequence.items.push_back(ReadAnchor());
    } else {
      sequence.items.push_back(ReadChunk());
    }
  }
  sequence.end = static_cast<uint32_t>(pos_);
  return sequence;
}

void SyntaxReader::ReportBar() {
  size_t begin = pos_;
  size_t end = pos_;
  while (begin > 0 && !IsSpace(phrase_[begin - 1])) --begin;
  while (end < phrase_.size() && !IsSpace(phrase_[end])) ++end;
  if (pos_ >= reported_bars_) {
    const std::string_view around = Source(begin, end);
    const bool complete = around.front() != '|' && around.back() != '|';
    Issue("phrase-bar", pos_, pos_ + 1, "'|' outside parentheses",
          StrCat("write '(", complete ? around : "a|b", ")', or two phrases"));
    reported_bars_ = end;
  }
  ++pos_;
}

SyntaxItem SyntaxReader::ReadGap() {
  SyntaxItem item;
  item.kind = SyntaxItem::Kind::kGap;
  const size_t begin = pos_;
  item.begin = static_cast<uint32_t>(begin);
  if (Peek(1) == '=' && Peek(2) >= '1' && Peek(2) <= '0' + kMaxGap) {
    item.gap = static_cast<uint32_t>(Peek(2) - '0');
    pos_ += 3;
    if (AtBoundary()) {
      item.end = static_cast<uint32_t>(pos_);
      return item;
    }
  }
  while (!AtBoundary()) ++pos_;
  const std::string_view source = Source(begin, pos_);
  std::string hint = "a gap is '<=1' to '<=8' with spaces around it: '<=3'";
  if (source == "<link>") hint = "write '{link}'";
  if (source == "<email>") hint = "write '{email}'";
  Issue("phrase-gap", begin, pos_, StrCat("'", source, "' is not a gap"), hint);
  item.kind = SyntaxItem::Kind::kChunk;
  item.broken = true;
  item.end = static_cast<uint32_t>(pos_);
  return item;
}

SyntaxItem SyntaxReader::ReadAnchor() {
  SyntaxItem item;
  item.kind = SyntaxItem::Kind::kAnchor;
  const size_t begin = pos_;
  const char c = Peek();
  while (Peek() == c && pos_ < begin + 2) ++pos_;
  if (AtBoundary()) {
    if (depth_ > 0) {
      Issue("phrase-anchor", begin, pos_, StrCat("'", Source(begin, pos_), "' inside parentheses"),
            "anchors stand only first or last in a phrase; write two phrases");
      item.broken = true;
    }
  } else {
    const bool money = c == '$' && IsDigit(Peek());
    while (!AtBoundary()) ++pos_;
    Issue("phrase-anchor", begin, pos_,
          StrCat("'", Source(begin, pos_), "' is neither an anchor nor a word"),
          money ? "write '{money}' for any sum"
                : "anchors are '^', '^^', '$' and '$$' with a space beside them");
    item.broken = true;
  }
  item.kind = item.broken ? SyntaxItem::Kind::kChunk : SyntaxItem::Kind::kAnchor;
  item.begin = static_cast<uint32_t>(begin);
  item.end = static_cast<uint32_t>(pos_);
  item.anchor = Source(begin, pos_);
  return item;
}

void SyntaxReader::CheckAnchors(SyntaxSequence* sequence) {
  std::vector<SyntaxItem>& items = sequence->items;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind != SyntaxItem::Kind::kAnchor) continue;
    const bool at_start = items[i].anchor[0] == '^';
    if (at_start ? i == 0 : i + 1 == items.size()) continue;
    Issue(
        "phrase-anchor", items[i].begin, items[i].end,
        StrCat("'", items[i].anchor, "' stands only ", at_start ? "first" : "last", " in a phrase"),
        "write two phrases, one for each sentence");
    items[i].kind = SyntaxItem::Kind::kChunk;
    items[i].broken = true;
  }
}

bool SyntaxReader::InText() const {
  const char c = Peek();
  if (c == '.' || c == ',' || c == ':') {
    // "4.5", "e.g": whether it belongs to the word is for the tokenizer to say.
    return pos_ > 0 && IsAlphanumeric(phrase_[pos_ - 1]) && IsAlphanumeric(Peek(1));
  }
  if (c == '*') return IsMasking();
  constexpr std::string_view kSpecial = "()|{}?!<^$;";
  return !IsSpace(c) && kSpecial.find(c) == std::string_view::npos &&
         QuotationMark(phrase_.substr(pos_)) == 0;
}

// Stars inside a word, and more than one at its end, stand for letters: "f**k", "f***".
bool SyntaxReader::IsMasking() const {
  size_t begin = pos_;
  size_t end = pos_;
  while (begin > 0 && phrase_[begin - 1] == '*') --begin;
  while (end < phrase_.size() && phrase_[end] == '*') ++end;
  if (begin == 0 || !IsAlphanumeric(phrase_[begin - 1])) return false;
  if (end < phrase_.size() && IsAlphanumeric(phrase_[end])) return true;
  const bool at_boundary =
      end == phrase_.size() || IsSpace(phrase_[end]) || phrase_[end] == '|' || phrase_[end] == ')';
  return end - begin > 1 && at_boundary;
}

SyntaxItem SyntaxReader::ReadChunk() {
  SyntaxItem chunk;
  chunk.begin = static_cast<uint32_t>(pos_);
  while (!AtBoundary() && Peek() != '|' && Peek() != ')') {
    bool ok = true;
    switch (Peek()) {
      case '(':
        ok = ReadGroup(&chunk);
        break;
      case '{':
        ok = ReadPlaceholder(&chunk);
        break;
      case '}':
        Issue("phrase-brace", pos_, pos_ + 1, "'}' without '{'", "remove it");
        ++pos_;
        ok = false;
        break;
      case '?':
      case '!':
        ok = ReadMarks(&chunk);
        break;
      case '*':
        ok = ReadStar(&chunk);
        break;
      case '<':
        Issue("phrase-gap", pos_, pos_ + 1, "'<' inside a word",
              "a gap is '<=1' to '<=8' with spaces around it: '<=3'");
        ++pos_;
        ok = false;
        break;
      case '^':
      case '$':
        Issue("phrase-anchor", pos_, pos_ + 1, StrCat("'", Peek(), "' inside a word"),
              "anchors are '^', '^^', '$' and '$$' with a space beside them");
        ++pos_;
        ok = false;
        break;
      default:
        if (InText()) {
          ReadText(&chunk);
        } else {
          ok = ReadPunctuation();
        }
    }
    if (!ok) chunk.broken = true;
  }
  chunk.end = static_cast<uint32_t>(pos_);
  return chunk;
}

void SyntaxReader::ReadText(SyntaxItem* chunk) {
  Piece piece;
  piece.begin = static_cast<uint32_t>(pos_);
  while (!AtEnd() && InText()) ++pos_;
  piece.end = static_cast<uint32_t>(pos_);
  piece.text = Source(piece.begin, pos_);
  chunk->pieces.push_back(piece);
}

bool SyntaxReader::ReadGroup(SyntaxItem* chunk) {
  Piece group;
  group.kind = Piece::Kind::kGroup;
  const size_t open = pos_;
  group.begin = static_cast<uint32_t>(open);
  if (chunk->pieces.size() == 1 && chunk->pieces[0].kind == Piece::Kind::kText &&
      chunk->pieces[0].text == "CAPS") {
    group.capitals = true;
    group.begin = chunk->pieces[0].begin;
    chunk->pieces.pop_back();
  }
  if (depth_ == kMaxDepth) {
    Issue("limit", open, open + 1, StrCat("parentheses nest deeper than ", kMaxDepth),
          "write several phrases");
    pos_ = phrase_.size();
    return false;
  }
  ++depth_;
  ++pos_;
  std::vector<size_t> bars;
  group.alternatives.push_back(ReadSequence());
  while (Peek() == '|') {
    bars.push_back(pos_++);
    group.alternatives.push_back(ReadSequence());
  }
  --depth_;
  bool ok = true;
  if (!AtEnd()) {
    ++pos_;  // ')'
    ok = CheckAlternatives(open, bars, &group);
  } else {
    // One issue is enough when the depth was the reason.
    if (issues_->empty() || issues_->back().code != "limit") {
      Issue("phrase-parenthesis", open, open + 1, "'(' without ')'", "close it");
    }
    ok = false;
  }
  group.end = static_cast<uint32_t>(pos_);
  chunk->pieces.push_back(std::move(group));
  return ok;
}

// `begin` is the offset of '('; the reader stands behind ')'.
bool SyntaxReader::CheckAlternatives(size_t begin, const std::vector<size_t>& bars, Piece* group) {
  std::string present;
  bool empty = false;
  for (const SyntaxSequence& alternative : group->alternatives) {
    if (alternative.items.empty()) {
      empty = true;
      continue;
    }
    StrAppend(&present, present.empty() ? "" : "|",
              Source(alternative.items.front().begin, alternative.items.back().end));
  }
  if (present.empty()) {
    Issue("phrase-alternative", begin, pos_, "empty parentheses", "remove them");
    return false;
  }
  if (empty) {
    Issue("phrase-alternative", begin, pos_, "an empty alternative",
          StrCat("write '(", present, ")?' for what may be absent"));
    return false;
  }
  for (size_t bar : bars) {
    if (!IsSpace(phrase_[bar - 1]) && !IsSpace(phrase_[bar + 1])) continue;
    Issue("phrase-alternative", bar, bar + 1, "a space beside '|'",
          StrCat("write '(", present, ")', or '(", present, ")?' if it may be absent"));
    return false;
  }
  return true;
}

bool SyntaxReader::ReadPlaceholder(SyntaxItem* chunk) {
  const size_t begin = pos_;
  const size_t close = phrase_.find('}', begin);
  const size_t space = phrase_.find_first_of(" \t\r\n", begin);
  if (close == std::string_view::npos || space < close) {
    Issue("phrase-brace", begin, begin + 1, "'{' without '}'",
          "a placeholder is a name in braces without spaces: '{money}'");
    ++pos_;
    return false;
  }
  pos_ = close + 1;
  Piece piece;
  piece.kind = Piece::Kind::kPlaceholder;
  piece.begin = static_cast<uint32_t>(begin);
  piece.end = static_cast<uint32_t>(pos_);
  piece.text = Source(begin + 1, close);
  chunk->pieces.push_back(piece);
  return true;
}

bool SyntaxReader::ReadMarks(SyntaxItem* chunk) {
  const size_t begin = pos_;
  Piece* const last = chunk->pieces.empty() ? nullptr : &chunk->pieces.back();
  if (Peek() == '?' && last != nullptr && last->kind == Piece::Kind::kGroup && !last->optional &&
      !last->capitals) {
    last->optional = true;
    last->end = static_cast<uint32_t>(++pos_);
    return true;
  }
  while (IsMark(Peek())) ++pos_;
  const std::string_view run = Source(begin, pos_);
  const std::string_view before = Source(chunk->begin, begin);
  if (run != "?" || last == nullptr) {
    const bool question = run.find('?') != std::string_view::npos;
    const bool exclamation = run.find('!') != std::string_view::npos;
    const std::string_view repeated = run.size() > 1 ? "??" : "?";
    const std::string_view cried = run.size() > 1 ? "!!" : "!";
    std::string hint = StrCat("write '{", question ? repeated : cried, "}'");
    if (question && exclamation) StrAppend(&hint, " or '{", cried, "}'");
    if (last != nullptr) StrAppend(&hint, " with a space before it");
    Issue("phrase-mark", begin, pos_, StrCat("'", run, "' is not a word"), hint);
    return false;
  }
  std::string hint;
  if (last->kind == Piece::Kind::kGroup && last->optional) {
    hint = "one '?' is enough; a question mark is '{?}'";
  } else if (chunk->pieces.size() == 1 && last->kind == Piece::Kind::kText) {
    size_t letter = before.size() - 1;
    while (letter > 0 && (before[letter] & 0xC0) == 0x80) --letter;
    hint = StrCat("write '(", before, ")?' for an optional word, ");
    if (letter > 0) {
      StrAppend(&hint, "'", before.substr(0, letter), "(", before.substr(letter),
                ")?' for an optional letter, ");
    }
    StrAppend(&hint, "'", before, " {?}' for a question mark");
  } else {
    hint = StrCat("write '(", before, ")?', or '{?}' for a question mark");
  }
  Issue("phrase-optional", begin, pos_, "'?' makes only a group optional", hint);
  return false;
}

bool SyntaxReader::ReadStar(SyntaxItem* chunk) {
  const size_t begin = pos_;
  while (Peek() == '*') ++pos_;
  if (chunk->pieces.empty()) {
    while (!AtEnd() && InText()) ++pos_;
    Issue("phrase-star", begin, pos_, "'*' without the beginning of a word",
          "write '{word}' for any word; only beginnings can be given: 'deliver*'");
    return false;
  }
  if (pos_ > begin + 1 || !AtBoundary()) {
    Issue("phrase-star", begin, pos_, "'*' stands only once, at the end of a word",
          "write 'deliver*', or the endings in parentheses: 'deliver(y|ies)'");
    return false;
  }
  Piece piece;
  piece.kind = Piece::Kind::kStar;
  piece.begin = static_cast<uint32_t>(begin);
  piece.end = static_cast<uint32_t>(pos_);
  chunk->pieces.push_back(piece);
  return true;
}

// Always an issue.
bool SyntaxReader::ReadPunctuation() {
  const size_t begin = pos_;
  if (Peek() == '.') {
    while (Peek() == '.') ++pos_;
  } else {
    pos_ += std::max<size_t>(1, QuotationMark(phrase_.substr(pos_)));
  }
  const std::string_view run = Source(begin, pos_);
  if (run.size() > 1 && run[0] == '.') {
    Issue("phrase-mark", begin, pos_, StrCat("'", run, "' is not a word"),
          "write '{...}' for an ellipsis, with spaces around it");
  } else {
    Issue("phrase-punctuation", begin, pos_, StrCat("'", run, "' is never a token"),
          "leave it out: a match passes commas and quotation marks, but no end of a sentence");
  }
  return false;
}

}  // namespace

SyntaxSequence ReadSyntax(std::string_view phrase, std::vector<PhraseIssue>* issues) {
  return SyntaxReader(phrase, issues).Read();
}

}  // namespace rapport::phrase
