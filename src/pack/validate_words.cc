#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "base/strings.h"
#include "pack/lexicon.h"
#include "pack/names.h"
#include "pack/validate.h"
#include "phrase/terms.h"
#include "text/tokenizer.h"

namespace rapport::pack {
namespace {

class TermChecker {
 public:
  TermChecker(const TextSettings& text, DiagnosticSink* sink) : sink_(sink) {
    BuildLexicon(text, &lexicon_);
    tokenizer_ = std::make_unique<text::Tokenizer>(&lexicon_);
  }

  void Check(const TermRow& row) {
    const phrase::TermParts parts = *phrase::SplitTerm(row.term);
    if (!Word(parts.first, row)) return;
    if (!parts.second.empty() && Word(parts.second, row)) Pair(parts, row);
  }

 private:
  // What a text is read as, word by word.
  std::string Read(std::string_view text) {
    tokenizer_->Tokenize(text, text::Format::kText, &text_);
    std::string words;
    phrase::ForEachTermWord(text_, [&](std::string_view word, uint32_t, bool) {
      StrAppend(&words, words.empty() ? "" : " ", word);
    });
    return words;
  }

  void NoText(std::string_view what, std::string reason, std::string hint, const TermRow& row) {
    sink_->Error("table-term", row.span,
                 StrCat("no text holds ", Quoted(what), ": ", std::move(reason)), std::move(hint));
  }

  // Whether a text can hold the word in this form.
  bool Word(std::string_view word, const TermRow& row) {
    if (word == phrase::kSentenceBound || !Sample(word).empty()) return true;
    const std::string words = Read(word);
    if (words == word) return true;
    if (!words.empty()) {
      NoText(word, StrCat("it is read as ", Quoted(words)), Instead(word, words, row.term), row);
    } else if (text_.tokens().empty()) {
      NoText(word, "nothing in it is a word", "terms are words, numbers, emoji and marks", row);
    } else {
      NoText(word, "handles, links and addresses are left out", "remove the line", row);
    }
    return false;
  }

  // What to write in place of a term in which `word` is read as `words`.
  static std::string Instead(std::string_view word, std::string_view words, std::string_view term) {
    std::string out(term);
    out.replace(out.find(word), word.size(), words);
    if (phrase::SplitTerm(out)) return StrCat("write ", Quoted(out));
    return StrCat(Quoted(out), " is more than two words; a term has one or two");
  }

  // Whether the second word can follow the first in a sentence: a mark ends one.
  void Pair(const phrase::TermParts& parts, const TermRow& row) {
    if (parts.first == phrase::kSentenceBound || parts.second == phrase::kSentenceBound) return;
    const auto written = [](std::string_view word) {
      const std::string_view sample = Sample(word);
      return sample.empty() ? word : sample;
    };
    Read(StrCat(written(parts.first), " ", written(parts.second)));
    const text::Tokens& tokens = text_.tokens();
    if (tokens.empty() || tokens.front().sentence == tokens.back().sentence) return;
    NoText(row.term, StrCat(Quoted(parts.first), " ends its sentence"),
           "pairs are neighbours within a sentence", row);
  }

  // A text for a term that stands for many; empty for others.
  static std::string_view Sample(std::string_view word) {
    if (word == phrase::kNumberTerm) return "5";
    if (word == phrase::kCurrencyTerm) return "$";
    return {};
  }

  DiagnosticSink* sink_;
  text::Lexicon lexicon_;
  std::unique_ptr<text::Tokenizer> tokenizer_;
  text::TokenizedText text_;
};

// Whether it only takes a parent's cells away.
bool IsEmpty(const TermRow& row) {
  return std::all_of(row.weights.begin(), row.weights.end(),
                     [](const TermWeight& w) { return w.weight == 0; });
}

}  // namespace

void ValidateColumns(const Validation& v, const Pack& pack) {
  const Names names(v.draft);
  for (const Text& column : pack.words.columns) {
    const bool persona = names.Has(Section::kPersonas, column.value) || column.value == "none";
    const bool scale = names.Has(Section::kScales, column.value);
    if (persona && scale) {
      v.sink->Error("table-header", column.span,
                    StrCat(Quoted(column.value), " is both a persona and a scale"),
                    "rename one of them");
    } else if (!persona && !scale) {
      names.CheckEither(Section::kPersonas, Section::kScales, column.value, column.span, v.sink);
    }
  }
}

void ValidateTerms(const WordTable& words, const TextSettings& text, DiagnosticSink* sink) {
  if (words.empty()) return;
  TermChecker checker(text, sink);
  for (const TermRow& row : words.rows) {
    if (sink->full()) return;
    if (!IsEmpty(row)) checker.Check(row);
  }
}

}  // namespace rapport::pack
