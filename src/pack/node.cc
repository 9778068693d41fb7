#include "pack/node.h"

#include <utility>

#include "base/strings.h"

namespace rapport::pack {
namespace {

constexpr size_t kLongestQuote = 40;

}  // namespace

const Node* Node::FindAny(std::string_view name) const {
  if (!is_map()) return nullptr;
  for (size_t i = 0; i < entries(); ++i) {
    if (key(i).value == name) return &value_of(i);
  }
  return nullptr;
}

Node* Node::FindAny(std::string_view name) {
  return const_cast<Node*>(static_cast<const Node*>(this)->FindAny(name));
}

const Node* Node::Find(std::string_view name) const {
  const Node* found = FindAny(name);
  return found == nullptr || found->is_bad() ? nullptr : found;
}

const Node* Node::FindKey(std::string_view name) const {
  if (!is_map()) return nullptr;
  for (size_t i = 0; i < entries(); ++i) {
    if (key(i).value == name) return &key(i);
  }
  return nullptr;
}

void Node::Add(Node key_node, Node value_node) {
  children.push_back(std::move(key_node));
  children.push_back(std::move(value_node));
}

Node MakeScalar(std::string value, const SourceSpan& span) {
  Node node;
  node.kind = NodeKind::kScalar;
  node.plain = true;
  node.span = span;
  node.value = std::move(value);
  return node;
}

Node MakeMap(const SourceSpan& span) {
  Node node;
  node.kind = NodeKind::kMap;
  node.span = span;
  return node;
}

std::string Quoted(std::string_view text) {
  std::string out = "'";
  size_t points = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++points > kLongestQuote) {
      return out + "...'";
    }
    out += text[i] == '\n' ? ' ' : text[i];
  }
  return out + "'";
}

std::string Describe(const Node& node) {
  switch (node.kind) {
    case NodeKind::kNull:
      return "nothing";
    case NodeKind::kScalar:
      return Quoted(node.value);
    case NodeKind::kList:
      return "a list";
    case NodeKind::kMap:
      return "a map";
    case NodeKind::kBad:
      break;
  }
  return "something malformed";
}

}  // namespace rapport::pack
