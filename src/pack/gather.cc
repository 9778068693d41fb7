#include <utility>

#include "base/strings.h"
#include "pack/draft.h"

namespace rapport::pack {
namespace {

void Twice(std::string_view noun, const Node& id, const SourceSpan& first, DiagnosticSink* sink) {
  sink->Error("duplicate-id", id.span,
              StrCat(noun, " ", Quoted(id.value), " is already declared at ", PlaceOf(first)));
}

void AddItem(Section section, Node id, Node body, Draft* draft, DiagnosticSink* sink) {
  const auto [at, is_new] = (*draft)[section].try_emplace(id.value);
  if (!is_new) {
    Twice(NameOf(section).noun, id, at->second.id.span, sink);
    return;
  }
  if (auto* order = draft->OrderOf(section)) order->push_back(id.value);
  at->second = {std::move(id), std::move(body), draft->pack_id};
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

void Gather(Node file, Draft* draft, DiagnosticSink* sink) {
  for (size_t s = 0; s < kSectionCount; ++s) {
    const Section section = static_cast<Section>(s);
    Node* node = file.FindAny(NameOf(section).key);
    if (node == nullptr || node->is_bad()) continue;
    if (draft->OrderOf(section) != nullptr) {
      for (Node& item : node->children) {
        const Node* found = item.Find("id");
        if (found == nullptr) continue;
        Node id = *found;
        AddItem(section, std::move(id), std::move(item), draft, sink);
      }
      continue;
    }
    for (size_t i = 0; i < node->entries(); ++i) {
      AddItem(section, std::move(node->children[2 * i]), std::move(node->value_of(i)), draft, sink);
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
