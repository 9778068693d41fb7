// `lessons:`, read and checked. They are for people alone, so they are
// no part of the pack's hash and of a compiled pack: mending a sentence must not make learned
// weights or a host's rules another version.

#include <algorithm>

#include "base/strings.h"
#include "base/suggest.h"
#include "pack/names.h"
#include "pack/read.h"
#include "pack/validate.h"

namespace rapport::pack {

void ReadLesson(const Fields& fields, Lesson* lesson, DiagnosticSink* sink) {
  lesson->label = fields.String("label");
  lesson->channels = fields.Refs("channels");
  lesson->personas = fields.Refs("personas");
  lesson->checks = fields.Refs("checks");
  lesson->text = fields.String("text");
  for (const char* key : {"channels", "personas", "checks"}) CheckTwice(fields.Items(key), sink);
}

namespace {

// Any word, unless the pack says which channels there are.
void CheckChannels(const std::vector<ActionRef>& channels, const Pack& pack, DiagnosticSink* sink) {
  const auto is_channel = [](const Fact& fact) { return fact.id == "channel"; };
  const auto fact = std::find_if(pack.facts.begin(), pack.facts.end(), is_channel);
  if (fact == pack.facts.end() || fact->values.empty()) return;
  for (const ActionRef& channel : channels) {
    const auto& values = fact->values;
    if (std::find(values.begin(), values.end(), channel.id) != values.end()) continue;
    sink->Error("unknown-value", channel.span,
                StrCat(Quoted(channel.id), " is no value of the fact 'channel'"),
                DidYouMean(channel.id, {values.begin(), values.end()}));
  }
}

}  // namespace

void ValidateLessons(const Validation& v, const Pack& pack) {
  const Names names(v.draft);
  for (const Lesson& lesson : pack.lessons) {
    CheckChannels(lesson.channels, pack, v.sink);
    for (const ActionRef& persona : lesson.personas) {
      if (persona.id == "none") continue;
      names.Check(Section::kPersonas, persona.id, persona.span, v.sink);
    }
    for (const ActionRef& check : lesson.checks) {
      names.Check(Section::kChecks, check.id, check.span, v.sink);
    }
  }
}

}  // namespace rapport::pack
