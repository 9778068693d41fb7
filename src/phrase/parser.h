#ifndef RAPPORT_PHRASE_PARSER_H_
#define RAPPORT_PHRASE_PARSER_H_

#include <string_view>
#include <vector>

#include "phrase/ast.h"
#include "phrase/phrase_set.h"
#include "phrase/syntax.h"
#include "phrase/word_reader.h"
#include "rapport/limits.h"
#include "text/lexicon.h"

namespace rapport::phrase {

// Turns the text of phrases into their meaning. Finds all issues of a phrase at once, in order of
// their offsets; a phrase with issues has no meaning.
class Parser {
 public:
  // `lexicon` must outlive the parser.
  Parser(const text::Lexicon* lexicon, const PackLimits& limits);

  bool ParsePhrase(std::string_view source, const Lists& lists, Phrase* out,
                   std::vector<PhraseIssue>* issues);
  // An item of a list: a phrase without anchors. Sets `out` to a sequence.
  bool ParseItem(std::string_view source, const Lists& lists, Node* out,
                 std::vector<PhraseIssue>* issues);

 private:
  using Issues = std::vector<PhraseIssue>;

  Node LowerSequence(const SyntaxSequence& sequence);
  void LowerChunk(const SyntaxItem& chunk, std::vector<Node>* out);
  void LowerGroup(const Piece& group, std::vector<Node>* out);
  void LowerPlaceholder(const Piece& piece, std::vector<Node>* out);
  bool LowerPlainWord(const SyntaxItem& chunk, std::vector<Node>* out);
  void LowerWord(const SyntaxItem& chunk, std::vector<Node>* out);
  bool ExpandPieces(const std::vector<Piece>& pieces, std::vector<std::string>* variants);
  bool ExpandGroup(const Piece& group, std::vector<std::string>* variants);
  // Of item i, `nodes` holds those from ends[i - 1] to ends[i].
  void CheckGaps(const SyntaxSequence& syntax, const std::vector<Node>& nodes,
                 const std::vector<size_t>& ends);
  void CheckWhole(const Node& body);
  void Report(std::string_view code, uint32_t begin, uint32_t end, std::string message,
              std::string hint);
  bool ReportTooLarge(uint32_t begin, uint32_t end);

  WordReader words_;
  const PackLimits limits_;

  // Of the phrase that is being parsed:
  std::string_view source_;
  const Lists* lists_ = nullptr;
  Issues issues_;
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_PARSER_H_
