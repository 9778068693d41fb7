#include "phrase/naive_matcher.h"

#include <algorithm>
#include <utility>

#include "phrase/list_declaration.h"
#include "phrase/parser.h"
#include "phrase/token_match.h"

namespace rapport::phrase {
namespace {

using text::Token;
using text::TokenKind;

using Ends = std::vector<uint32_t>;  // sorted, each once

void SortUnique(Ends* ends) {
  std::sort(ends->begin(), ends->end());
  ends->erase(std::unique(ends->begin(), ends->end()), ends->end());
}

class Search {
 public:
  Search(const text::TokenizedText& text, const Lists& lists)
      : tokens_(text.tokens()), entities_(text.entities()), lists_(lists) {}

  // Every end of a match of `phrase` that starts at `start`.
  Ends FindEnds(const Phrase& phrase, uint32_t start) {
    limit_ = start;
    while (limit_ < tokens_.size() && tokens_[limit_].sentence == tokens_[start].sentence) ++limit_;
    if (!StartsAt(phrase.start, start)) return {};
    Ends ends = After(phrase.body, start, false);
    ends.erase(std::remove_if(ends.begin(), ends.end(),
                              [&](uint32_t end) { return !EndsAt(phrase.end, end); }),
               ends.end());
    return ends;
  }

 private:
  // Where a match of `node` that starts at `at` may end.
  Ends After(const Node& node, uint32_t at, bool capitals) {
    Ends ends;
    switch (node.kind) {
      case NodeKind::kLiteral:
      case NodeKind::kPrefix:
      case NodeKind::kToken:
        if (at < limit_ && Takes(node, tokens_[at]) && (!capitals || InCapitals(tokens_[at]))) {
          ends.push_back(at + 1);
        }
        break;
      case NodeKind::kEntity:
        for (const text::Entity& entity : entities_) {
          if (entity.kind == node.entity && entity.first_token == at && entity.end_token > at &&
              entity.end_token <= limit_) {
            ends.push_back(entity.end_token);
          }
        }
        break;
      case NodeKind::kGap:
        for (uint32_t end = at; end <= limit_ && end <= at + node.size; ++end) ends.push_back(end);
        break;
      case NodeKind::kList:
        ends = After(lists_[node.list].items, at, capitals);
        break;
      case NodeKind::kSequence:
        ends = {at};
        for (const Node& child : node.children) ends = AfterEach(child, ends, capitals);
        break;
      case NodeKind::kAlternatives:
        for (const Node& child : node.children) {
          for (uint32_t end : After(child, at, capitals)) ends.push_back(end);
        }
        break;
      case NodeKind::kOptional:
        ends = After(node.children[0], at, capitals);
        ends.push_back(at);
        break;
      case NodeKind::kCaps:
        ends = After(node.children[0], at, true);
        break;
    }
    SortUnique(&ends);
    return ends;
  }

  Ends AfterEach(const Node& node, const Ends& starts, bool capitals) {
    Ends ends;
    for (uint32_t start : starts) {
      for (uint32_t end : After(node, start, capitals)) ends.push_back(end);
    }
    SortUnique(&ends);
    return ends;
  }

  static bool Takes(const Node& node, const Token& token) {
    if (node.kind == NodeKind::kLiteral) return MatchesLiteral(token, node.key);
    if (node.kind == NodeKind::kPrefix) return MatchesPrefix(token, node.key);
    return MatchesClass(token, node.token_class);
  }

  // Only handles, emoji and marks stand between `start` and the beginning of its sentence or
  // message.
  bool StartsAt(Anchor anchor, uint32_t start) const {
    if (anchor == Anchor::kNone) return true;
    for (uint32_t i = start; i-- > 0;) {
      if (anchor == Anchor::kSentence && tokens_[i].sentence != tokens_[start].sentence) break;
      const TokenKind kind = tokens_[i].kind;
      if (kind != TokenKind::kHandle && kind != TokenKind::kEmoji && kind != TokenKind::kMark) {
        return false;
      }
    }
    return true;
  }

  // Only marks, emoji and links stand between `end` and the end of the sentence or message.
  bool EndsAt(Anchor anchor, uint32_t end) const {
    if (anchor == Anchor::kNone) return true;
    for (uint32_t i = end; i < (anchor == Anchor::kSentence ? limit_ : tokens_.size()); ++i) {
      const TokenKind kind = tokens_[i].kind;
      if (kind != TokenKind::kMark && kind != TokenKind::kEmoji && kind != TokenKind::kLink) {
        return false;
      }
    }
    return true;
  }

  const text::Tokens& tokens_;
  const std::vector<text::Entity>& entities_;
  const Lists& lists_;
  uint32_t limit_ = 0;  // the end of the sentence of the start
};

}  // namespace

struct NaiveMatcher::State {
  State(const text::Lexicon* lexicon, const PackLimits& limits) : parser(lexicon, limits) {}

  Parser parser;
  Lists lists;
  std::vector<std::pair<uint32_t, Phrase>> phrases;  // with their tags
};

NaiveMatcher::NaiveMatcher(const text::Lexicon* lexicon, const PackLimits& limits)
    : state_(std::make_unique<State>(lexicon, limits)) {}
NaiveMatcher::~NaiveMatcher() = default;

bool NaiveMatcher::DeclareList(std::string_view name, const std::vector<std::string_view>& items) {
  std::vector<PhraseIssue> issues;
  return phrase::DeclareList(name, items, &state_->parser, &state_->lists, &issues);
}

bool NaiveMatcher::Add(uint32_t tag, std::string_view source) {
  std::vector<PhraseIssue> issues;
  Phrase phrase;
  if (!state_->parser.ParsePhrase(source, state_->lists, &phrase, &issues)) return false;
  state_->phrases.emplace_back(tag, std::move(phrase));
  return true;
}

std::vector<Hit> NaiveMatcher::Match(const text::TokenizedText& text) const {
  std::vector<Hit> hits;
  Search search(text, state_->lists);
  for (const auto& [tag, phrase] : state_->phrases) {
    for (uint32_t start = 0; start < text.tokens().size(); ++start) {
      for (uint32_t end : search.FindEnds(phrase, start)) hits.push_back({tag, start, end});
    }
  }
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  return hits;
}

}  // namespace rapport::phrase
