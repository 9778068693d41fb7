#include "pack/fields.h"

#include "base/time.h"

namespace rapport::pack {

Text TextOf(const Node& scalar) { return {scalar.value, scalar.span}; }
ActionRef RefOf(const Node& scalar) { return {scalar.value, scalar.span}; }

std::string Fields::String(std::string_view key) const {
  const Node* node = Find(key);
  return node == nullptr ? std::string() : node->value;
}

std::optional<std::string> Fields::MaybeString(std::string_view key) const {
  const Node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  return node->value;
}

std::optional<Text> Fields::MaybeText(std::string_view key) const {
  const Node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  return TextOf(*node);
}

bool Fields::Bool(std::string_view key, bool otherwise) const {
  const Node* node = Find(key);
  return node == nullptr ? otherwise : ParseBool(node->value).value_or(otherwise);
}

std::optional<int64_t> Fields::Int(std::string_view key) const {
  const Node* node = Find(key);
  return node == nullptr ? std::nullopt : ParseInt(node->value);
}

std::optional<Milli> Fields::Weight(std::string_view key) const {
  const Node* node = Find(key);
  return node == nullptr ? std::nullopt : ParseMilli(node->value);
}

std::optional<Duration> Fields::Span(std::string_view key) const {
  const Node* node = Find(key);
  return node == nullptr ? std::nullopt : ParseDuration(node->value);
}

std::optional<Time> Fields::Instant(std::string_view key) const {
  const Node* node = Find(key);
  return node == nullptr ? std::nullopt : ParseTime(node->value);
}

std::vector<const Node*> Fields::Items(std::string_view key) const {
  std::vector<const Node*> items;
  const Node* node = Find(key);
  if (node == nullptr) return items;
  for (const Node& item : node->children) {
    if (!item.is_bad()) items.push_back(&item);
  }
  return items;
}

std::vector<std::string> Fields::Strings(std::string_view key) const {
  std::vector<std::string> out;
  for (const Node* item : Items(key)) out.push_back(item->value);
  return out;
}

std::vector<Text> Fields::Texts(std::string_view key) const {
  std::vector<Text> out;
  for (const Node* item : Items(key)) out.push_back(TextOf(*item));
  return out;
}

std::vector<ActionRef> Fields::Refs(std::string_view key) const {
  std::vector<ActionRef> out;
  for (const Node* item : Items(key)) out.push_back(RefOf(*item));
  return out;
}

void FillItem(const DraftItem& from, Item* item) {
  item->id = from.id.value;
  item->id_span = from.id.span;
  if (from.body.is_map()) item->help = Fields(from.body).String("help");
}

}  // namespace rapport::pack
