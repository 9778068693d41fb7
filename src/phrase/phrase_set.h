#ifndef RAPPORT_PHRASE_PHRASE_SET_H_
#define RAPPORT_PHRASE_PHRASE_SET_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "phrase/hit.h"
#include "phrase/match_memory.h"
#include "rapport/limits.h"
#include "text/lexicon.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

namespace rapport::phrase {

// What is wrong with a phrase; offsets are bytes of the phrase's source text.
struct PhraseIssue {
  std::string code;  // "phrase-bar", "phrase-optional", ... (docs/diagnostics.md)
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string message;
  std::string hint;
  uint32_t item = 0;  // from DeclareList: the item that the offsets are of
};

class Matcher;
class PhraseSet;

// Memory for one matcher at a time; grows, then is reused. Serves any number of phrase sets.
class MatchScratch {
 public:
  MatchScratch();
  ~MatchScratch();
  MatchScratch(MatchScratch&&) noexcept;
  MatchScratch& operator=(MatchScratch&&) noexcept;

  // How much work the last match was, in steps; for tests and benchmarks.
  uint64_t steps() const;

 private:
  friend class PhraseSet;
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
};

// Collects phrases and compiles them.
class PhraseSetBuilder {
 public:
  // The lexicon's spellings are applied to the words of phrases, which are added to the vocabulary:
  // that of the tokenizer whose texts will be matched. Both must outlive the builder.
  PhraseSetBuilder(const text::Lexicon* lexicon, const PackLimits& limits,
                   text::Vocabulary* vocabulary);
  // Only checks: issues are found as ever, and there is nothing to build.
  PhraseSetBuilder(const text::Lexicon* lexicon, const PackLimits& limits);
  ~PhraseSetBuilder();

  // Declares `{name}`. Lists may refer to lists declared before them. Returns false, with issues
  // appended, when an item is malformed.
  bool DeclareList(std::string_view name, const std::vector<std::string_view>& items,
                   std::vector<PhraseIssue>* issues);

  // Adds a phrase; its matches are reported under `tag` (several phrases may share one). Returns
  // false, with issues appended, when the phrase is malformed.
  bool Add(uint32_t tag, std::string_view phrase, std::vector<PhraseIssue>* issues);

  // Compiles what was added, best once the vocabulary is complete: words that come later are
  // compared as text where a phrase has "refund*". The builder is spent.
  std::unique_ptr<PhraseSet> Build();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Immutable; any number of threads may match with it.
class PhraseSet {
 public:
  ~PhraseSet();

  // Replaces `hits` by every distinct match in `text`, sorted by tag, first token, end token. Time
  // is linear in the number of tokens. Allocates nothing once `scratch` and `hits` have grown.
  void Match(const text::TokenizedText& text, MatchScratch* scratch, std::vector<Hit>* hits) const;
  // The same, but sentences that are what they were when the memory was last used, with this phrase
  // set, are not matched again.
  void MatchAgain(const text::TokenizedText& text, MatchScratch* scratch, MatchMemory* memory,
                  std::vector<Hit>* hits) const;

  size_t compiled_bytes() const;

  // Archives (base/archive.h). What was read is used only if it is valid, with tags below `tags`.
  PhraseSet();
  bool IsValid(uint32_t tags) const;

 private:
  template <typename A>
  friend void Visit(A& a, PhraseSet& t);
  friend class PhraseSetBuilder;
  explicit PhraseSet(std::unique_ptr<Matcher> matcher);
  std::unique_ptr<Matcher> matcher_;
};

// Keeps, for each tag, the leftmost match and of those the longest, then the next that does not
// overlap it. `hits` must be sorted as Match leaves them.
void KeepLeftmostLongest(std::vector<Hit>* hits);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_PHRASE_SET_H_
