#include <utility>

#include "base/strings.h"
#include "pack/draft.h"

namespace rapport::pack {
namespace {

void Twice(std::string_view noun, const Node& id, const SourceSpan& first, DiagnosticSink* sink) {
  sink->Error("duplicate-id", id.span,
              StrCat(noun, " ", Quoted(id.value), " is already declared at ", PlaceOf(first)));
}

void AddItem(Section section, const Node& id, const Node& body, Draft* draft,
             DiagnosticSink* sink) {
  auto& items = (*draft)[section];
  const auto found = items.find(id.value);
  if (found != items.end()) {
    Twice(NameOf(section).noun, id, found->second.id.span, sink);
    return;
  }
  items[id.value] = {id, body, draft->pack_id};
  if (auto* order = draft->OrderOf(section)) order->push_back(id.value);
}

// Adds the entries of `from`, a map, to `into`; a key that both have is an error.
void AddEntries(const Node& from, std::string_view noun, Node* into, DiagnosticSink* sink) {
  if (!into->is_map()) *into = MakeMap(from.span);
  for (size_t i = 0; i < from.entries(); ++i) {
    const Node* key = into->FindKey(from.key(i).value);
    if (key == nullptr) {
      into->Add(from.key(i), from.value_of(i));
    } else {
      Twice(noun, from.key(i), key->span, sink);
    }
  }
}

// Lists of words may be spread over files; the rest may not.
void AddText(const Node& from, Node* into, DiagnosticSink* sink) {
  if (!into->is_map()) *into = MakeMap(from.span);
  for (size_t i = 0; i < from.entries(); ++i) {
    const Node& key = from.key(i);
    const Node& value = from.value_of(i);
    Node* known = into->FindAny(key.value);
    if (known == nullptr) {
      into->Add(key, value);
    } else if (known->is_list() && value.is_list()) {
      known->children.insert(known->children.end(), value.children.begin(), value.children.end());
    } else if (known->is_map() && value.is_map()) {
      AddEntries(value,
                 key.value == "other_words" ? "language"
                 : key.value == "spellings" ? "spelling"
                                            : "word",
                 known, sink);
    } else if (!known->is_bad() && !value.is_bad()) {
      Twice("key", key, into->FindKey(key.value)->span, sink);
    }
  }
}

// Maps of maps of weights; what two files set is an error.
void AddWeights(const Node& from, Node* into, DiagnosticSink* sink) {
  if (!into->is_map()) *into = MakeMap(from.span);
  for (size_t i = 0; i < from.entries(); ++i) {
    const Node& key = from.key(i);
    const Node& value = from.value_of(i);
    Node* known = into->FindAny(key.value);
    if (known == nullptr) {
      into->Add(key, value);
    } else if (known->is_map() && value.is_map()) {
      AddWeights(value, known, sink);
    } else if (!known->is_bad() && !value.is_bad()) {
      Twice("weight", key, into->FindKey(key.value)->span, sink);
    }
  }
}

}  // namespace

const SectionName& NameOf(Section section) {
  static constexpr SectionName kNames[kSectionCount] = {
      {"facts", "fact"},           {"lists", "list"},         {"cues", "cue"},
      {"conditions", "condition"}, {"personas", "persona"},   {"scales", "scale"},
      {"actions", "action"},       {"limits", "limit"},       {"routes", "route"},
      {"reasons", "reason"},       {"flags", "flag"},         {"policies", "policy"},
      {"checks", "check"},         {"protocols", "protocol"}, {"contact_kinds", "kind of contact"},
      {"needs", "need"},           {"promises", "promise"},   {"lessons", "lesson"},
      {"themes", "theme"},         {"measures", "measure"}};
  return kNames[static_cast<size_t>(section)];
}

std::string PlaceOf(const SourceSpan& span) {
  if (span.source == nullptr) return "an unknown place";
  return StrCat(span.source->name(), ":", span.source->Position(span.begin).line);
}

void Gather(const Node& file, Draft* draft, DiagnosticSink* sink) {
  for (size_t s = 0; s < kSectionCount; ++s) {
    const Section section = static_cast<Section>(s);
    const Node* node = file.Find(NameOf(section).key);
    if (node == nullptr) continue;
    if (draft->OrderOf(section) != nullptr) {
      for (const Node& item : node->children) {
        const Node* id = item.Find("id");
        if (id != nullptr) AddItem(section, *id, item, draft, sink);
      }
      continue;
    }
    for (size_t i = 0; i < node->entries(); ++i) {
      AddItem(section, node->key(i), node->value_of(i), draft, sink);
    }
  }
  if (const Node* text = file.Find("text")) AddText(*text, &draft->text, sink);
  if (const Node* scoring = file.Find("scoring")) {
    AddEntries(*scoring, "key", &draft->scoring, sink);
  }
  if (const Node* standard = file.Find("standard")) {
    AddEntries(*standard, "key", &draft->standard, sink);
  }
  if (const Node* weights = file.Find("weights")) AddWeights(*weights, &draft->weights, sink);
  if (const Node* tests = file.Find("tests")) {
    draft->tests.insert(draft->tests.end(), tests->children.begin(), tests->children.end());
  }
}

}  // namespace rapport::pack
