#include "phrase/placeholders.h"

namespace rapport::phrase {
namespace {

struct ClassName {
  std::string_view name;
  TokenClass token_class;
};
constexpr ClassName kClasses[] = {
    {"any", TokenClass::kAny},       {"word", TokenClass::kWord},
    {"caps", TokenClass::kCaps},     {"emoji", TokenClass::kEmoji},
    {"handle", TokenClass::kHandle}, {"hashtag", TokenClass::kHashtag},
    {"link", TokenClass::kLink},     {"email", TokenClass::kEmail},
    {"?", TokenClass::kQuestion},    {"!", TokenClass::kExclamation},
    {"??", TokenClass::kQuestions},  {"!!", TokenClass::kExclamations},
    {"...", TokenClass::kEllipsis},  {"capitalised", TokenClass::kCapitalised},
};

struct EntityName {
  std::string_view name;
  text::EntityKind entity;
};
constexpr EntityName kEntities[] = {
    {"number", text::EntityKind::kNumber},   {"money", text::EntityKind::kMoney},
    {"percent", text::EntityKind::kPercent}, {"duration", text::EntityKind::kDuration},
    {"date", text::EntityKind::kDate},       {"time", text::EntityKind::kTime},
    {"year", text::EntityKind::kYear},
};

}  // namespace

bool ReadPlaceholder(std::string_view name, Node* node) {
  for (const ClassName& c : kClasses) {
    if (c.name != name) continue;
    node->kind = NodeKind::kToken;
    node->token_class = c.token_class;
    return true;
  }
  for (const EntityName& e : kEntities) {
    if (e.name != name) continue;
    node->kind = NodeKind::kEntity;
    node->entity = e.entity;
    return true;
  }
  return false;
}

std::string_view PlaceholderName(TokenClass token_class) {
  for (const ClassName& c : kClasses) {
    if (c.token_class == token_class) return c.name;
  }
  return "anything";
}

std::string_view PlaceholderName(text::EntityKind entity) {
  for (const EntityName& e : kEntities) {
    if (e.entity == entity) return e.name;
  }
  return "entity";
}

std::vector<std::string_view> PlaceholderNames() {
  std::vector<std::string_view> names;
  for (const EntityName& e : kEntities) names.push_back(e.name);
  for (const ClassName& c : kClasses) names.push_back(c.name);
  return names;
}

}  // namespace rapport::phrase
