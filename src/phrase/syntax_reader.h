#ifndef RAPPORT_PHRASE_SYNTAX_READER_H_
#define RAPPORT_PHRASE_SYNTAX_READER_H_

// The recursive descent behind ReadSyntax.
//
// syntax.cc        sequences, gaps, anchors, groups
// syntax_chunk.cc  what stands between spaces: words, placeholders, stars, and what is no word

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "phrase/issue.h"
#include "phrase/syntax.h"

namespace rapport::phrase {

inline bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
// Every byte of a character beyond ASCII counts, so that no table is needed here.
inline bool IsAlphanumeric(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
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

  // syntax.cc
  SyntaxSequence ReadSequence();
  void ReportBar();
  SyntaxItem ReadGap();
  SyntaxItem ReadAnchor();
  void CheckAnchors(SyntaxSequence* sequence);
  bool ReadGroup(SyntaxItem* chunk);
  bool CheckAlternatives(size_t begin, const std::vector<size_t>& bars, Piece* group);

  // syntax_chunk.cc. Each advances over one piece of the chunk, and returns false after an issue.
  SyntaxItem ReadChunk();
  bool ReadPlaceholder(SyntaxItem* chunk);
  bool ReadMarks(SyntaxItem* chunk);
  bool ReadStar(SyntaxItem* chunk);
  bool ReadPunctuation();
  bool ReadStray(std::string_view code, std::string_view what, std::string_view hint);
  void ReadText(SyntaxItem* chunk);
  bool InText() const;
  bool IsMasking() const;

  const std::string_view phrase_;
  std::vector<PhraseIssue>* const issues_;
  size_t pos_ = 0;
  int depth_ = 0;
  size_t reported_bars_ = 0;  // bars before this offset are part of a reported chunk
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_SYNTAX_READER_H_
