#include <algorithm>
#include <utility>

#include "pack/read.h"

namespace rapport::pack {

void ReadCue(const Fields& fields, Cue* cue) {
  constexpr std::array<std::string_view, 3> kSides = {"customer", "agent", "any"};
  cue->phrases = fields.Texts("phrases");
  cue->side = fields.Enum("in", kSides, CueSide::kCustomer);
  if (fields.Find("ignore_when") != nullptr) {
    cue->ignore_negated = cue->ignore_quoted = false;
    for (const std::string& what : fields.Strings("ignore_when")) {
      if (what == "negated") cue->ignore_negated = true;
      if (what == "quoted") cue->ignore_quoted = true;
    }
  }
  cue->names_customer = fields.Has("names");
  cue->examples = fields.Texts("examples");
  cue->counter_examples = fields.Texts("counter_examples");
}

TextSettings ReadText(const Fields& fields) {
  TextSettings text;
  if (const Node* spellings = fields.Find("spellings")) {
    for (size_t i = 0; i < spellings->entries(); ++i) {
      const Node& words = spellings->value_of(i);
      if (words.is_bad()) continue;
      std::vector<std::string> parts;
      for (size_t at = 0; at < words.value.size();) {
        const size_t end = std::min(words.value.find_first_of(" \t\n", at), words.value.size());
        if (end > at) parts.push_back(words.value.substr(at, end - at));
        at = end + 1;
      }
      text.spellings.emplace_back(TextOf(spellings->key(i)), std::move(parts));
    }
    std::sort(text.spellings.begin(), text.spellings.end(),
              [](const auto& a, const auto& b) { return a.first.value < b.first.value; });
  }
  text.negators = fields.Texts("negators");
  text.negation_exceptions = fields.Texts("negation_exceptions");
  if (const auto reach = fields.Int("negation_reach")) {
    text.negation_reach = static_cast<uint32_t>(*reach);
  }
  for (size_t i = 0; i < kWordSetCount; ++i) {
    text.word_sets[i] = fields.Texts(kWordSets[i].key);
  }
  text.own_words = fields.Texts("own_words");
  if (const Node* others = fields.Find("other_words")) {
    for (size_t i = 0; i < others->entries(); ++i) {
      const std::string& language = others->key(i).value;
      text.other_words.emplace_back(language, Fields(*others).Texts(language));
    }
    std::sort(text.other_words.begin(), text.other_words.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
  }
  ReadServiceText(fields, &text);
  return text;
}

}  // namespace rapport::pack
