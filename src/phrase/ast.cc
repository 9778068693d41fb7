#include "phrase/ast.h"

#include <algorithm>

#include "base/strings.h"
#include "phrase/placeholders.h"

namespace rapport::phrase {
namespace {

// Counts stop here instead of wrapping; every limit is far below.
constexpr uint64_t kMany = 1'000'000'000;

uint32_t Capped(uint64_t count) { return static_cast<uint32_t>(std::min(count, kMany)); }

// A spelling of a pack may stand for any string, so what has a meaning in phrases is quoted.
void PrintKey(std::string_view key, std::string* out) {
  const bool plain = key.find_first_of(" ()|{}?<^$\"") == std::string_view::npos;
  if (plain && (key.empty() || key.back() != '*')) {
    out->append(key);
    return;
  }
  out->push_back('"');
  for (char c : key) out->append(c == '"' ? 2 : 1, c);
  out->push_back('"');
}

void PrintNode(const Node& node, const Lists& lists, std::string* out);

void PrintChildren(const Node& node, char separator, const Lists& lists, std::string* out) {
  for (size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0) out->push_back(separator);
    PrintNode(node.children[i], lists, out);
  }
}

void PrintInParentheses(const Node& inner, const Lists& lists, std::string* out) {
  if (inner.kind == NodeKind::kAlternatives) return PrintNode(inner, lists, out);
  out->push_back('(');
  PrintNode(inner, lists, out);
  out->push_back(')');
}

void PrintNode(const Node& node, const Lists& lists, std::string* out) {
  switch (node.kind) {
    case NodeKind::kLiteral:
      PrintKey(node.key, out);
      break;
    case NodeKind::kPrefix:
      PrintKey(node.key, out);
      out->push_back('*');
      break;
    case NodeKind::kToken:
      StrAppend(out, '{', PlaceholderName(node.token_class), '}');
      break;
    case NodeKind::kEntity:
      StrAppend(out, '{', PlaceholderName(node.entity), '}');
      break;
    case NodeKind::kGap:
      StrAppend(out, "<=", node.size);
      break;
    case NodeKind::kList:
      StrAppend(out, '{', lists[node.list].name, '}');
      break;
    case NodeKind::kSequence:
      PrintChildren(node, ' ', lists, out);
      break;
    case NodeKind::kAlternatives:
      out->push_back('(');
      PrintChildren(node, '|', lists, out);
      out->push_back(')');
      break;
    case NodeKind::kOptional:
      PrintInParentheses(node.children[0], lists, out);
      out->push_back('?');
      break;
    case NodeKind::kCaps:
      out->append("CAPS");
      PrintInParentheses(node.children[0], lists, out);
      break;
  }
}

}  // namespace

std::optional<uint32_t> Lists::Find(std::string_view name) const {
  const auto it = by_name_.find(std::string(name));
  if (it == by_name_.end()) return std::nullopt;
  return it->second;
}

void Lists::Add(std::string name, Node items) {
  List list;
  list.words_only = IsWordsOnly(items, *this);
  // As a list, all items of one token make one edge; its phrases pay for that edge and for the
  // rest.
  uint64_t steps = 0;
  bool single_tokens = false;
  for (const Node& item : items.children) {
    if (IsSingleToken(item)) {
      single_tokens = true;
    } else {
      steps += Steps(item, *this);
    }
  }
  list.steps = Capped(steps + (single_tokens ? 1 : 0));
  list.max_tokens = MaxTokens(items, *this);
  list.name = std::move(name);
  list.items = std::move(items);
  by_name_.emplace(list.name, size());
  lists_.push_back(std::move(list));
}

bool CanBeEmpty(const Node& node) {
  switch (node.kind) {
    case NodeKind::kGap:
    case NodeKind::kOptional:
      return true;
    case NodeKind::kSequence:
    case NodeKind::kCaps:
      return std::all_of(node.children.begin(), node.children.end(), CanBeEmpty);
    case NodeKind::kAlternatives:
      return std::any_of(node.children.begin(), node.children.end(), CanBeEmpty);
    default:
      return false;
  }
}

bool IsSingleToken(const Node& node) {
  return node.kind == NodeKind::kLiteral || node.kind == NodeKind::kPrefix ||
         node.kind == NodeKind::kToken;
}

uint32_t MaxTokens(const Node& node, const Lists& lists) {
  uint64_t tokens = 0;
  switch (node.kind) {
    case NodeKind::kGap:
      return node.size;
    case NodeKind::kList:
      return lists[node.list].max_tokens;
    case NodeKind::kAlternatives:
      for (const Node& child : node.children) {
        tokens = std::max<uint64_t>(tokens, MaxTokens(child, lists));
      }
      return Capped(tokens);
    case NodeKind::kSequence:
    case NodeKind::kOptional:
    case NodeKind::kCaps:
      for (const Node& child : node.children) tokens += MaxTokens(child, lists);
      return Capped(tokens);
    default:
      return 1;
  }
}

uint32_t Steps(const Node& node, const Lists& lists) {
  if (node.kind == NodeKind::kGap) return node.size;
  if (node.kind == NodeKind::kList) return lists[node.list].steps;
  if (node.children.empty()) return 1;
  uint64_t steps = 0;
  for (const Node& child : node.children) steps += Steps(child, lists);
  return Capped(steps);
}

bool IsWordsOnly(const Node& node, const Lists& lists) {
  switch (node.kind) {
    case NodeKind::kLiteral:
      return !node.is_symbol;
    case NodeKind::kPrefix:
      return true;
    case NodeKind::kList:
      return lists[node.list].words_only;
    case NodeKind::kSequence:
    case NodeKind::kAlternatives:
    case NodeKind::kOptional:
      return std::all_of(node.children.begin(), node.children.end(),
                         [&](const Node& child) { return IsWordsOnly(child, lists); });
    default:
      return false;
  }
}

std::string Print(const Node& node, const Lists& lists) {
  std::string out;
  PrintNode(node, lists, &out);
  return out;
}

std::string Print(const Phrase& phrase, const Lists& lists) {
  constexpr std::string_view kStart[] = {"", "^ ", "^^ "};
  constexpr std::string_view kEnd[] = {"", " $", " $$"};
  return StrCat(kStart[static_cast<int>(phrase.start)], Print(phrase.body, lists),
                kEnd[static_cast<int>(phrase.end)]);
}

}  // namespace rapport::phrase
