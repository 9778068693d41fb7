#include "phrase/parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "phrase/issue.h"
#include "phrase/placeholders.h"

namespace rapport::phrase {
namespace {

constexpr size_t kMaxIssues = 32;  // of one phrase; more would not help its author

Node MakeNode(NodeKind kind, uint32_t begin, uint32_t end) {
  Node node;
  node.kind = kind;
  node.begin = begin;
  node.end = end;
  return node;
}

// The nodes as one: themselves when there is one, else a sequence.
Node Join(std::vector<Node> nodes, uint32_t begin, uint32_t end) {
  if (nodes.size() == 1) return std::move(nodes[0]);
  Node sequence = MakeNode(NodeKind::kSequence, begin, end);
  sequence.children = std::move(nodes);
  return sequence;
}

Anchor ReadAnchor(std::string_view written) {
  return written.size() == 2 ? Anchor::kMessage : Anchor::kSentence;
}

}  // namespace

Parser::Parser(const text::Lexicon* lexicon, const PackLimits& limits)
    : words_(lexicon), limits_(limits) {}

void Parser::Report(std::string_view code, uint32_t begin, uint32_t end, std::string message,
                    std::string hint) {
  issues_.push_back(MakeIssue(code, begin, end, std::move(message), std::move(hint)));
}

bool Parser::ReportTooLarge(uint32_t begin, uint32_t end) {
  Report("limit", begin, end,
         StrCat("the phrase expands to more than ", limits_.phrase_words, " words and steps"),
         "write several phrases, or put single words into a list");
  return false;
}

bool Parser::ParsePhrase(std::string_view source, const Lists& lists, Phrase* out,
                         std::vector<PhraseIssue>* issues) {
  source_ = source;
  lists_ = &lists;
  issues_.clear();
  SyntaxSequence syntax = ReadSyntax(source, &issues_);
  std::vector<SyntaxItem>& items = syntax.items;
  *out = Phrase();
  if (!items.empty() && items.front().kind == SyntaxItem::Kind::kAnchor &&
      items.front().anchor[0] == '^') {
    out->start = ReadAnchor(items.front().anchor);
    items.erase(items.begin());
  }
  if (!items.empty() && items.back().kind == SyntaxItem::Kind::kAnchor) {
    out->end = ReadAnchor(items.back().anchor);
    items.pop_back();
  }
  out->body = LowerSequence(syntax);
  CheckWhole(out->body);
  const bool ok = issues_.empty();
  std::stable_sort(issues_.begin(), issues_.end(),
                   [](const PhraseIssue& a, const PhraseIssue& b) { return a.begin < b.begin; });
  if (issues_.size() > kMaxIssues) issues_.resize(kMaxIssues);
  std::move(issues_.begin(), issues_.end(), std::back_inserter(*issues));
  return ok;
}

bool Parser::ParseItem(std::string_view source, const Lists& lists, Node* out,
                       std::vector<PhraseIssue>* issues) {
  Phrase phrase;
  if (!ParsePhrase(source, lists, &phrase, issues)) return false;
  *out = std::move(phrase.body);
  if (phrase.start == Anchor::kNone && phrase.end == Anchor::kNone) return true;
  Report("phrase-anchor", 0, static_cast<uint32_t>(source.size()), "an anchor in a list",
         "anchors stand in phrases: '^ {name}'");
  issues->push_back(issues_.back());
  return false;
}

// What can only be asked of a phrase without other issues.
void Parser::CheckWhole(const Node& body) {
  if (!issues_.empty()) return;
  const auto end = static_cast<uint32_t>(source_.size());
  if (body.children.empty()) {
    Report("phrase-empty", 0, end, "an empty phrase", "write at least one word");
  } else if (CanBeEmpty(body)) {
    Report("phrase-empty", 0, end, "the phrase can match nothing at all",
           "write at least one element without '?'");
  } else if (Steps(body, *lists_) > limits_.phrase_words) {
    ReportTooLarge(0, end);
  } else if (MaxTokens(body, *lists_) > kMaxPhraseTokens) {
    Report("limit", 0, end, StrCat("the phrase can match more than ", kMaxPhraseTokens, " tokens"),
           "write shorter phrases");
  }
}

Node Parser::LowerSequence(const SyntaxSequence& sequence) {
  Node node = MakeNode(NodeKind::kSequence, sequence.begin, sequence.end);
  std::vector<Node>& children = node.children;
  children.reserve(sequence.items.size());
  std::vector<Node> of_item;
  std::vector<size_t> ends;  // by item: one past its last child
  bool any_gap = false;
  ends.reserve(sequence.items.size());
  for (const SyntaxItem& item : sequence.items) {
    if (item.kind == SyntaxItem::Kind::kGap) {
      children.push_back(MakeNode(NodeKind::kGap, item.begin, item.end));
      children.back().size = item.gap;
      any_gap = true;
    } else {
      of_item.clear();
      LowerChunk(item, &of_item);
      // After an issue, any element will do for the checks that follow.
      if (of_item.empty()) {
        of_item.push_back(MakeNode(NodeKind::kLiteral, item.begin, item.end));
      }
      std::move(of_item.begin(), of_item.end(), std::back_inserter(children));
    }
    ends.push_back(children.size());
  }
  if (any_gap) CheckGaps(sequence, children, ends);
  return node;
}

// On each side of a gap stands an element that is always there; otherwise the gap would move the
// start or the end of a match, or add to another gap, depending on what is absent.
void Parser::CheckGaps(const SyntaxSequence& syntax, const std::vector<Node>& nodes,
                       const std::vector<size_t>& ends) {
  const SyntaxItem* gap = nullptr;  // the last one
  bool solid = false;               // something since then, or since the start, is always there
  bool any = false;                 // something at all
  const auto report = [&](const SyntaxItem& at, std::string_view where, std::string_view hint) {
    Report("phrase-gap", at.begin, at.end,
           any ? StrCat("what stands ", where, " the gap may be absent")
               : StrCat("a gap with nothing ", where, " it"),
           std::string(hint));
  };
  constexpr std::string_view kHint = "a gap stands between two elements that are always there";
  for (size_t i = 0, begin = 0; i < ends.size(); begin = ends[i++]) {
    const SyntaxItem& item = syntax.items[i];
    if (item.kind != SyntaxItem::Kind::kGap) {
      any = true;
      for (size_t k = begin; k < ends[i]; ++k) solid = solid || !CanBeEmpty(nodes[k]);
      continue;
    }
    if (!solid && gap != nullptr && !any) {
      Report("phrase-gap", item.begin, item.end, "a gap beside another gap",
             "write one gap of at most 8 tokens");
    } else if (!solid) {
      report(item, "before", kHint);
    }
    gap = &item;
    solid = any = false;
  }
  if (gap != nullptr && !solid) report(*gap, "after", kHint);
}

void Parser::LowerChunk(const SyntaxItem& chunk, std::vector<Node>* out) {
  const std::vector<Piece>& pieces = chunk.pieces;
  const auto has = [&](Piece::Kind kind) {
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](const Piece& piece) { return piece.kind == kind; });
  };
  if (chunk.broken) {
    // Only for the issues inside.
    for (const Piece& piece : pieces) {
      if (piece.kind == Piece::Kind::kGroup) LowerGroup(piece, out);
      if (piece.kind == Piece::Kind::kPlaceholder) LowerPlaceholder(piece, out);
    }
    out->clear();
  } else if (pieces.size() == 1 && pieces[0].kind == Piece::Kind::kPlaceholder) {
    LowerPlaceholder(pieces[0], out);
  } else if (pieces.size() == 1 && pieces[0].kind == Piece::Kind::kGroup) {
    LowerGroup(pieces[0], out);
  } else if (has(Piece::Kind::kPlaceholder)) {
    Report("phrase-join", chunk.begin, chunk.end, "a placeholder cannot be part of a word",
           "put a space beside it; '({name})?' makes it optional");
  } else if (std::any_of(pieces.begin(), pieces.end(),
                         [](const Piece& piece) { return piece.capitals; })) {
    Report("phrase-join", chunk.begin, chunk.end, "CAPS(...) cannot be part of a word",
           "put a space beside it");
  } else if (!has(Piece::Kind::kText)) {
    if (has(Piece::Kind::kStar)) {
      Report("phrase-star", chunk.begin, chunk.end, "'*' after a group",
             "write the star inside: '(deliver*|ship*)'");
    } else {
      Report("phrase-join", chunk.begin, chunk.end, "groups that touch each other",
             "put a space between them; to build a word, write out one of its parts");
    }
  } else {
    LowerWord(chunk, out);
  }
}

void Parser::LowerPlaceholder(const Piece& piece, std::vector<Node>* out) {
  Node node = MakeNode(NodeKind::kList, piece.begin, piece.end);
  if (const std::optional<uint32_t> list = lists_->Find(piece.text)) {
    node.list = *list;
  } else if (!ReadPlaceholder(piece.text, &node)) {
    std::vector<std::string_view> names = PlaceholderNames();
    for (uint32_t i = 0; i < lists_->size(); ++i) names.push_back((*lists_)[i].name);
    std::string hint = piece.text.empty() ? "a placeholder is a name in braces: '{money}'"
                                          : DidYouMean(piece.text, names);
    if (hint.empty()) hint = "declare the list under 'lists:'";
    Report("phrase-name", piece.begin, piece.end, StrCat("unknown name '{", piece.text, "}'"),
           std::move(hint));
    return;
  }
  out->push_back(std::move(node));
}

void Parser::LowerGroup(const Piece& group, std::vector<Node>* out) {
  std::vector<Node> alternatives;
  for (const SyntaxSequence& alternative : group.alternatives) {
    Node sequence = LowerSequence(alternative);
    alternatives.push_back(Join(std::move(sequence.children), alternative.begin, alternative.end));
  }
  if (alternatives.size() == 1 && !group.optional && !group.capitals) {
    // Parentheses for nothing: the elements join those around the group.
    if (alternatives[0].kind == NodeKind::kSequence) {
      std::move(alternatives[0].children.begin(), alternatives[0].children.end(),
                std::back_inserter(*out));
    } else {
      out->push_back(std::move(alternatives[0]));
    }
    return;
  }
  Node node;
  if (alternatives.size() == 1) {
    node = std::move(alternatives[0]);
  } else {
    node = MakeNode(NodeKind::kAlternatives, group.begin, group.end);
    node.children = std::move(alternatives);
  }
  if (group.optional || group.capitals) {
    Node outer =
        MakeNode(group.optional ? NodeKind::kOptional : NodeKind::kCaps, group.begin, group.end);
    outer.children.push_back(std::move(node));
    node = std::move(outer);
  }
  if (group.capitals && issues_.empty() && !IsWordsOnly(node.children[0], *lists_)) {
    Report("phrase-caps", group.begin, group.end, "only words and groups have capitals",
           "put the rest outside of CAPS(...); '{caps}' is any word in capitals");
  }
  out->push_back(std::move(node));
}

// Most words are text and nothing else. True when that was so, and all is done.
bool Parser::LowerPlainWord(const SyntaxItem& chunk, std::vector<Node>* out) {
  const Piece& piece = chunk.pieces.front();
  if (chunk.pieces.size() > 1 || piece.kind != Piece::Kind::kText ||
      piece.text.size() > limits_.phrase_words) {
    return false;
  }
  if (!words_.ReadWords(piece.text, {chunk.begin, chunk.end, true}, out, &issues_)) out->clear();
  return true;
}

void Parser::LowerWord(const SyntaxItem& chunk, std::vector<Node>* out) {
  if (LowerPlainWord(chunk, out)) return;
  std::vector<Piece> pieces = chunk.pieces;
  const bool prefix = pieces.back().kind == Piece::Kind::kStar;
  if (prefix) pieces.pop_back();
  std::vector<std::string> variants = {""};
  if (!ExpandPieces(pieces, &variants)) return;

  const WordPlace place{chunk.begin, chunk.end, pieces.size() == 1 && !prefix};
  absl::flat_hash_set<std::string> seen;
  Node alternatives = MakeNode(NodeKind::kAlternatives, chunk.begin, chunk.end);
  for (const std::string& variant : variants) {
    std::vector<Node> nodes;
    const bool ok = prefix ? words_.ReadPrefix(variant, place, &nodes, &issues_)
                           : words_.ReadWords(variant, place, &nodes, &issues_);
    if (!ok) return;  // the other variants would mostly say the same
    Node node = Join(std::move(nodes), chunk.begin, chunk.end);
    if (seen.insert(Print(node, *lists_)).second) alternatives.children.push_back(std::move(node));
  }
  if (alternatives.children.size() > 1) {
    out->push_back(std::move(alternatives));
  } else if (alternatives.children[0].kind == NodeKind::kSequence) {
    *out = std::move(alternatives.children[0].children);
  } else {
    out->push_back(std::move(alternatives.children[0]));
  }
}

// Replaces each of `variants` by its continuations with `pieces`.
bool Parser::ExpandPieces(const std::vector<Piece>& pieces, std::vector<std::string>* variants) {
  for (const Piece& piece : pieces) {
    std::vector<std::string> parts;
    if (piece.kind == Piece::Kind::kText) {
      parts.emplace_back(piece.text);
    } else if (!ExpandGroup(piece, &parts)) {
      return false;
    }
    size_t longest = 0;
    for (const std::string& part : parts) longest = std::max(longest, part.size());
    for (const std::string& variant : *variants) longest = std::max(longest, variant.size());
    // Checked first: the product of a few groups would fill the memory.
    const uint64_t count = uint64_t{variants->size()} * parts.size();
    constexpr uint64_t kBytesOfWord = 64;
    if (count > limits_.phrase_words ||
        count * longest > uint64_t{limits_.phrase_words} * kBytesOfWord) {
      return ReportTooLarge(piece.begin, piece.end);
    }
    std::vector<std::string> longer;
    longer.reserve(count);
    for (const std::string& variant : *variants) {
      for (const std::string& part : parts) longer.push_back(variant + part);
    }
    *variants = std::move(longer);
  }
  return true;
}

bool Parser::ExpandGroup(const Piece& group, std::vector<std::string>* variants) {
  for (const SyntaxSequence& alternative : group.alternatives) {
    const bool one_word =
        alternative.items.size() == 1 && alternative.items[0].kind == SyntaxItem::Kind::kChunk &&
        std::all_of(alternative.items[0].pieces.begin(), alternative.items[0].pieces.end(),
                    [](const Piece& piece) {
                      return piece.kind == Piece::Kind::kText ||
                             (piece.kind == Piece::Kind::kGroup && !piece.capitals);
                    });
    if (!one_word) {
      Report("phrase-join", alternative.begin, alternative.end,
             "only parts of a word in parentheses that touch a word",
             "put a space beside the parentheses, or write the whole words inside");
      return false;
    }
    if (alternative.items[0].broken) return false;
    std::vector<std::string> parts = {""};
    if (!ExpandPieces(alternative.items[0].pieces, &parts)) return false;
    std::move(parts.begin(), parts.end(), std::back_inserter(*variants));
  }
  if (group.optional) variants->emplace_back();
  return true;
}

}  // namespace rapport::phrase
