#include "phrase/phrase_set.h"

#include <optional>
#include <utility>

#include "base/archive.h"
#include "base/strings.h"
#include "phrase/ast.h"
#include "phrase/compiler.h"
#include "phrase/issue.h"
#include "phrase/list_declaration.h"
#include "phrase/matcher.h"
#include "phrase/parser.h"

namespace rapport::phrase {

struct MatchScratch::Buffers {
  MatchBuffers buffers;
};

MatchScratch::MatchScratch() : buffers_(std::make_unique<Buffers>()) {}
MatchScratch::~MatchScratch() = default;
MatchScratch::MatchScratch(MatchScratch&&) noexcept = default;
MatchScratch& MatchScratch::operator=(MatchScratch&&) noexcept = default;
uint64_t MatchScratch::steps() const { return buffers_->buffers.steps; }

struct PhraseSetBuilder::State {
  State(const text::Lexicon* lexicon, const PackLimits& pack_limits, text::Vocabulary* vocabulary)
      : limits(pack_limits), parser(lexicon, pack_limits) {
    if (vocabulary != nullptr) compiler.emplace(&lists, vocabulary);
  }

  const PackLimits limits;
  Parser parser;
  Lists lists;
  std::optional<Compiler> compiler;
  uint64_t phrases = 0;
  uint64_t steps = 0;
};

PhraseSetBuilder::PhraseSetBuilder(const text::Lexicon* lexicon, const PackLimits& limits,
                                   text::Vocabulary* vocabulary)
    : state_(std::make_unique<State>(lexicon, limits, vocabulary)) {}
PhraseSetBuilder::PhraseSetBuilder(const text::Lexicon* lexicon, const PackLimits& limits)
    : PhraseSetBuilder(lexicon, limits, nullptr) {}
PhraseSetBuilder::~PhraseSetBuilder() = default;

bool PhraseSetBuilder::DeclareList(std::string_view name,
                                   const std::vector<std::string_view>& items,
                                   std::vector<PhraseIssue>* issues) {
  return phrase::DeclareList(name, items, &state_->parser, &state_->lists, issues);
}

bool PhraseSetBuilder::Add(uint32_t tag, std::string_view source,
                           std::vector<PhraseIssue>* issues) {
  Phrase phrase;
  if (!state_->parser.ParsePhrase(source, state_->lists, &phrase, issues)) return false;
  // The memory of the matcher is bounded before it is taken. A step is an edge, a state and an
  // entry of a row.
  constexpr uint64_t kBytesOfStep = sizeof(Edge) + sizeof(phrase::State) + sizeof(Guards);
  const uint64_t steps = state_->steps + Steps(phrase.body, state_->lists);
  std::string message;
  if (state_->phrases + 1 > state_->limits.phrases) {
    message = StrCat("more than ", state_->limits.phrases, " phrases");
  } else if (steps * kBytesOfStep > state_->limits.compiled_bytes) {
    message = StrCat("the phrases compile to more than ", state_->limits.compiled_bytes, " bytes");
  }
  if (!message.empty()) {
    issues->push_back(MakeIssue("limit", 0, source.size(), std::move(message), ""));
    return false;
  }
  ++state_->phrases;
  state_->steps = steps;
  if (state_->compiler) state_->compiler->Add(tag, std::move(phrase));
  return true;
}

std::unique_ptr<PhraseSet> PhraseSetBuilder::Build() {
  auto matcher = state_->compiler->Finish();
  state_.reset();
  return std::unique_ptr<PhraseSet>(new PhraseSet(std::move(matcher)));
}

PhraseSet::PhraseSet() : matcher_(std::make_unique<Matcher>()) {}
PhraseSet::PhraseSet(std::unique_ptr<Matcher> matcher) : matcher_(std::move(matcher)) {}
PhraseSet::~PhraseSet() = default;

void PhraseSet::Match(const text::TokenizedText& text, MatchScratch* scratch,
                      std::vector<Hit>* hits) const {
  matcher_->Match(text, &scratch->buffers_->buffers, nullptr, hits);
}

void PhraseSet::MatchAgain(const text::TokenizedText& text, MatchScratch* scratch,
                           MatchMemory* memory, std::vector<Hit>* hits) const {
  matcher_->Match(text, &scratch->buffers_->buffers, memory, hits);
}

size_t PhraseSet::compiled_bytes() const {
  MemoryCounter counter;
  counter.Item(*this);
  return sizeof(*this) + counter.bytes();
}

bool PhraseSet::IsValid(uint32_t tags) const { return matcher_->IsValid(tags); }

template <typename A>
void Visit(A& a, PhraseSet& t) {
  a.Part(sizeof(Matcher));
  a.Item(*t.matcher_);
}
template void Visit(ArchiveWriter& a, PhraseSet& t);
template void Visit(ArchiveReader& a, PhraseSet& t);
template void Visit(MemoryCounter& a, PhraseSet& t);

void KeepLeftmostLongest(std::vector<Hit>* hits) {
  size_t kept = 0;
  for (size_t i = 0; i < hits->size(); ++i) {
    // Sorted: of the hits with one tag and first token, the last is the longest.
    const Hit hit = (*hits)[i];
    const bool longest = i + 1 == hits->size() || (*hits)[i + 1].tag != hit.tag ||
                         (*hits)[i + 1].first_token != hit.first_token;
    if (!longest) continue;
    const bool free = kept == 0 || (*hits)[kept - 1].tag != hit.tag ||
                      (*hits)[kept - 1].end_token <= hit.first_token;
    if (free) (*hits)[kept++] = hit;
  }
  hits->resize(kept);
}

}  // namespace rapport::phrase
