// The part of the format's tables (format.cc) that is about needs and promises.

#include "pack/format_service.h"

#include "base/fixed_point.h"
#include "pack/shape_builder.h"
#include "pack/text_phrases.h"

namespace rapport::pack {

using namespace build;  // NOLINT: the tables are written in its words

const Shape& ContactKindsShape() {
  static const Shape& shape = ListOf(
      "a list of kinds of contact",
      Keep(Item("a kind of contact", "contact_kind",
                {{"id", &Name(IdForm()), "Lower-case letters, digits and underscores.", kRequired},
                 {"label", &Label(), "For people.", kRequired},
                 {"when", &Expression(), "An expression; sees what policies see.", kRequired},
                 {"playbook", &Refs(), "Actions, most important first."}})));
  return shape;
}

const Shape& NeedsShape() {
  static const Shape& shape = []() -> const Shape& {
    Shape need =
        Item("a need", "need",
             {{"label", &Label(), "For people.", kRequired},
              {"cues", &Refs(), "Cues of the customer; a hit of any of them voices it."},
              {"when", &Expression(), "An expression that must hold; sees what policies see."},
              {"playbook", &Refs(), "Actions, most important first."}});
    return Keep(MapOf("a map of needs", &IdForm(), Keep(std::move(need))));
  }();
  return shape;
}

const Shape& PromisesShape() {
  static const Shape& shape = Keep(MapOf(
      "a map of promises", &IdForm(),
      Keep(Item("a promise", "promise",
                {{"label", &Label(), "For people.", kRequired},
                 {"cues", &Refs(), "Cues of agents; a hit of any of them makes it.", kRequired},
                 {"due", &Keep(Make(ShapeKind::kDuration, "a duration")),
                  "When it falls due, from the time of the turn."},
                 {"from_text", &Bool(), "Whether the words may say when: within 24 hours."},
                 {"kept_by", &Refs(),
                  "Cues of either side that keep it; without any, every later reply does."}}))));
  return shape;
}

void AddServiceText(Shape* section) {
  const Shape& number = Number(ShapeKind::kMilli, "a number", 0, kMaxWeight);
  const Shape& duration = Keep(Make(ShapeKind::kDuration, "a duration"));
  for (const TextPhraseInfo& set : kTextPhrases) {
    section->keys.push_back({set.key, &ListOf("a list of phrases", Text("a phrase")), set.help});
  }
  section->keys.push_back(
      {"filler_words", &Words(), "Words that say nothing of a matter: hello, thanks."});
  section->keys.push_back(
      {"word_endings", &Words(), "Endings that forms of one word differ in: s, ed, ing."});
  section->keys.push_back({"number_values",
                           &Keep(MapOf("a map from words to numbers", nullptr, number)),
                           "What number words are worth: two, half."});
  section->keys.push_back({"duration_values",
                           &Keep(MapOf("a map from words to durations", nullptr, duration)),
                           "How long units of time are, and how far off days: hours, tomorrow."});
  section->keys.push_back(
      {"working_words", &Words(), "Words that leave weekends out: two working days."});
  section->keys.push_back({"praise_phrases", &ListOf("a list of phrases", Text("a phrase")),
                           "Phrases that speak well of what a comment is about: great."});
  section->keys.push_back({"complaint_phrases", &ListOf("a list of phrases", Text("a phrase")),
                           "Phrases that speak badly of what a comment is about: rude."});
}

}  // namespace rapport::pack
