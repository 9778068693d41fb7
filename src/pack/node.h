#ifndef RAPPORT_PACK_NODE_H_
#define RAPPORT_PACK_NODE_H_

// A YAML document as a tree with the place of every part. Scalars stay the raw text that the author
// wrote; what a scalar means is decided by the place it stands in (scalars.h).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace rapport::pack {

enum class NodeKind : uint8_t {
  kNull,  // nothing, `~` or `null`
  kScalar,
  kList,
  kMap,
  kBad,  // an error about it was reported; whoever meets it stays silent
};

struct Node {
  NodeKind kind = NodeKind::kNull;
  bool plain = false;          // of a scalar: written without quotes
  SourceSpan span;             // of a scalar: exactly as written, with its quotes
  std::string value;           // of a scalar
  std::vector<Node> children;  // items of a list; key, value, key, value ... of a map

  bool is_scalar() const { return kind == NodeKind::kScalar; }
  bool is_list() const { return kind == NodeKind::kList; }
  bool is_map() const { return kind == NodeKind::kMap; }
  bool is_bad() const { return kind == NodeKind::kBad; }

  size_t entries() const { return children.size() / 2; }
  const Node& key(size_t i) const { return children[2 * i]; }
  const Node& value_of(size_t i) const { return children[2 * i + 1]; }
  Node& value_of(size_t i) { return children[2 * i + 1]; }

  // The value of `name` in a map; null when it is absent, bad or this is no map.
  const Node* Find(std::string_view name) const;
  // The same, bad values too.
  Node* FindAny(std::string_view name);
  const Node* FindAny(std::string_view name) const;
  // The key itself; null when absent.
  const Node* FindKey(std::string_view name) const;
  void Add(Node key_node, Node value_node);
};

// A plain scalar that no author wrote, placed where its cause stands.
Node MakeScalar(std::string value, const SourceSpan& span);
Node MakeMap(const SourceSpan& span);

// "text 'abc'", "a list", "a map", "nothing": for messages.
std::string Describe(const Node& node);

// `text` in single quotes, cut after 40 code points.
std::string Quoted(std::string_view text);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_NODE_H_
