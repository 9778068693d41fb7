#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "phrase/syntax_reader.h"

namespace rapport::phrase {
namespace {

bool IsMark(char c) { return c == '?' || c == '!'; }

// Length of the quotation mark at the start of `text`: straight, curly or angular; 0 for none.
size_t QuotationMark(std::string_view text) {
  // Asked for every character of every phrase, and most are letters.
  if (text.empty() || static_cast<unsigned char>(text[0]) < 0x80) {
    return !text.empty() && text[0] == '"' ? 1 : 0;
  }
  constexpr std::string_view kQuotes[] = {"“", "”", "„", "«", "»"};
  for (std::string_view quote : kQuotes) {
    if (text.substr(0, quote.size()) == quote) return quote.size();
  }
  return 0;
}

}  // namespace

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
        ok = ReadStray("phrase-brace", "without '{'", "remove it");
        break;
      case '?':
      case '!':
        ok = ReadMarks(&chunk);
        break;
      case '*':
        ok = ReadStar(&chunk);
        break;
      case '<':
        ok = ReadStray("phrase-gap", "inside a word",
                       "a gap is '<=1' to '<=8' with spaces around it: '<=3'");
        break;
      case '^':
      case '$':
        ok = ReadStray("phrase-anchor", "inside a word",
                       "anchors are '^', '^^', '$' and '$$' with a space beside them");
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
  while (!AtEnd() && InText()) {
    if (Peek() != '*') {
      ++pos_;
    } else {
      while (Peek() == '*') ++pos_;
    }
  }
  piece.end = static_cast<uint32_t>(pos_);
  piece.text = Source(piece.begin, pos_);
  chunk->pieces.push_back(std::move(piece));
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

// Stars inside a word, and more than one at its end, stand for letters: "f**k", "f***". The reader
// stands at the first of them.
bool SyntaxReader::IsMasking() const {
  if (pos_ == 0 || !IsAlphanumeric(phrase_[pos_ - 1])) return false;
  size_t end = pos_;
  while (end < phrase_.size() && phrase_[end] == '*') ++end;
  if (end < phrase_.size() && IsAlphanumeric(phrase_[end])) return true;
  const bool at_boundary =
      end == phrase_.size() || IsSpace(phrase_[end]) || phrase_[end] == '|' || phrase_[end] == ')';
  return end - pos_ > 1 && at_boundary;
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

// A character that has no business here.
bool SyntaxReader::ReadStray(std::string_view code, std::string_view what, std::string_view hint) {
  Issue(code, pos_, pos_ + 1, StrCat("'", Peek(), "' ", what), std::string(hint));
  ++pos_;
  return false;
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

}  // namespace rapport::phrase
