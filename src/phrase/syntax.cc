#include "phrase/syntax.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "phrase/ast.h"
#include "phrase/syntax_reader.h"

namespace rapport::phrase {
namespace {

constexpr size_t kUsualItems = 8;  // of a phrase, or fewer
constexpr int kMaxDepth = 32;      // of parentheses; bounds the recursion here and over the AST

}  // namespace

SyntaxSequence ReadSyntax(std::string_view phrase, std::vector<PhraseIssue>* issues) {
  return SyntaxReader(phrase, issues).Read();
}

SyntaxSequence SyntaxReader::ReadSequence() {
  SyntaxSequence sequence;
  sequence.begin = static_cast<uint32_t>(pos_);
  if (depth_ == 0) sequence.items.reserve(kUsualItems);
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
  const size_t bar = pos_++;
  if (bar < reported_bars_) return;
  size_t begin = bar;
  size_t end = bar;
  while (begin > 0 && !IsSpace(phrase_[begin - 1])) --begin;
  while (end < phrase_.size() && !IsSpace(phrase_[end])) ++end;
  const std::string_view around = Source(begin, end);
  const bool complete = around.front() != '|' && around.back() != '|';
  Issue("phrase-bar", bar, bar + 1, "'|' outside parentheses",
        StrCat("write '(", complete ? around : "a|b", ")', or two phrases"));
  reported_bars_ = end;
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

}  // namespace rapport::phrase
