#include <algorithm>
#include <utility>

#include "pack/read.h"

namespace rapport::pack {
namespace {

template <typename T, typename Value>
void ReadValues(const Fields& fields, std::string_view key, const Value& value,
                std::vector<std::pair<Text, T>>* out) {
  const Node* map = fields.Find(key);
  if (map == nullptr) return;
  const Fields values(*map);
  for (size_t i = 0; i < map->entries(); ++i) {
    if (const auto read = value(values, map->key(i).value)) {
      out->emplace_back(TextOf(map->key(i)), *read);
    }
  }
  std::sort(out->begin(), out->end(),
            [](const auto& a, const auto& b) { return a.first.value < b.first.value; });
}

}  // namespace

void ReadContactKind(const Fields& fields, ContactKind* kind) {
  kind->label = fields.String("label");
  if (const auto when = fields.MaybeText("when")) kind->when = *when;
  kind->playbook = fields.Refs("playbook");
}

void ReadNeed(const Fields& fields, Need* need) {
  need->label = fields.String("label");
  need->cues = fields.Refs("cues");
  need->when = fields.MaybeText("when");
  need->playbook = fields.Refs("playbook");
}

void ReadPromise(const Fields& fields, Promise* promise) {
  promise->label = fields.String("label");
  promise->cues = fields.Refs("cues");
  promise->kept_by = fields.Refs("kept_by");
  promise->due = fields.Span("due");
  promise->from_text = fields.Bool("from_text", false);
}

void ReadServiceText(const Fields& fields, TextSettings* text) {
  for (size_t i = 0; i < kTextPhraseCount; ++i) {
    text->phrases[i] = fields.Texts(kTextPhrases[i].key);
  }
  text->filler_words = fields.Texts("filler_words");
  text->word_endings = fields.Texts("word_endings");
  text->working_words = fields.Texts("working_words");
  text->praise_phrases = fields.Texts("praise_phrases");
  text->complaint_phrases = fields.Texts("complaint_phrases");
  ReadValues(
      fields, "number_values",
      [](const Fields& f, const std::string& key) { return f.Weight(key); }, &text->number_values);
  ReadValues(
      fields, "duration_values",
      [](const Fields& f, const std::string& key) { return f.Span(key); }, &text->duration_values);
}

}  // namespace rapport::pack
