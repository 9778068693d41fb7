#include "record/feedback_reader.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/strings.h"

namespace rapport::record {
namespace {

enum OverrideKey : size_t { kPersona, kScales, kEscalations, kBy, kAt };
constexpr std::array<std::string_view, 5> kOverrideKeys = {"persona", "scales", "escalations", "by",
                                                           "at"};

enum EventKey : size_t {
  kKind,
  kAction,
  kEventPolicy,
  kEventPersona,
  kNeed,
  kCorrect,
  kEventBy,
  kEventAt,
  kText,
  kNote
};
constexpr std::array<std::string_view, 10> kEventKeys = {
    "kind", "action", "policy", "persona", "need", "correct", "by", "at", "text", "note"};

constexpr std::array<const char*, kEventKinds> kKindNames = {"accepted", "edited", "dismissed",
                                                             "wrong"};

std::optional<EventKind> ParseEventKind(std::string_view name) {
  for (size_t i = 0; i < kEventKinds; ++i) {
    if (name == kKindNames[i]) return static_cast<EventKind>(i);
  }
  return std::nullopt;
}
std::string EventKindNames() { return "accepted, edited, dismissed or wrong"; }

std::optional<EscalationOverride> ParseEscalationOverride(std::string_view name) {
  if (name == "hold") return EscalationOverride::kHold;
  if (name == "suppress") return EscalationOverride::kSuppress;
  return std::nullopt;
}
std::string EscalationOverrideNames() { return "hold or suppress"; }

// The members of an object whose keys are names of the pack.
template <typename Value, typename Read>
bool Named(FieldReader& in, const JsonValue& value, const Path& path,
           std::vector<std::pair<std::string_view, Value>>* out, const Read& read) {
  if (!value.IsObject()) return in.WrongKind(path, "an object", value);
  for (const auto& member : value.GetObject()) {
    const std::string_view name = JsonText(member.name);
    const Path at{&path, name};
    const bool is_known = std::any_of(out->begin(), out->end(),
                                      [name](const auto& known) { return known.first == name; });
    if (is_known) return in.Fail(at, "given twice");
    if (member.value.IsNull()) continue;
    Value item{};
    if (!read(member.value, at, &item)) return false;
    out->emplace_back(name, item);
  }
  return true;
}

// A name that is there must say something: an empty one would count as absent.
bool Name(FieldReader& in, const JsonValue& value, const Path& path, std::string_view* out) {
  if (!in.String(value, path, out)) return false;
  return !out->empty() || in.Fail(path, "must not be empty");
}

// What goes together: `path` is that of the event.
bool CheckEvent(FieldReader& in, const Path& path, bool has_kind, const Event& event) {
  if (!has_kind) return in.Fail(Path{&path, "kind"}, "missing");
  const bool is_about_type = event.action.empty();
  if (is_about_type && event.persona.empty()) {
    return in.Fail(Path{&path, "action"}, "missing; so is a persona that the event could be about");
  }
  if (is_about_type && event.kind != EventKind::kAccepted && event.kind != EventKind::kWrong) {
    return in.Fail(Path{&path, "kind"}, "of a persona must be accepted or wrong");
  }
  if (is_about_type && !event.policy.empty()) {
    return in.Fail(Path{&path, "policy"}, "goes with an action only");
  }
  if (!event.correct.empty() && (!is_about_type || event.kind != EventKind::kWrong)) {
    return in.Fail(Path{&path, "correct"}, "goes with a wrong persona only");
  }
  if (!event.correct.empty() && event.correct == event.persona) {
    return in.Fail(Path{&path, "correct"}, "is the persona that is said to be wrong");
  }
  if (!event.text.empty() && event.kind != EventKind::kEdited) {
    return in.Fail(Path{&path, "text"}, "goes with kind edited only");
  }
  return true;
}

}  // namespace

const char* EventKindName(EventKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

bool ReadOverrides(FieldReader& in, const JsonValue& value, const Path& path,
                   RecordOverrides* out) {
  if (!value.IsObject()) return in.WrongKind(path, "an object", value);
  const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
    switch (key) {
      case kPersona:
        return Name(in, v, at, &out->persona);
      case kScales:
        return Named(in, v, at, &out->scales,
                     [&in](const JsonValue& level, const Path& level_at, int32_t* to) {
                       if (!level.IsInt() || level.GetInt() < 0) {
                         return in.Fail(level_at, "must be a level, a whole number from 0");
                       }
                       *to = level.GetInt();
                       return true;
                     });
      case kEscalations:
        return Named(in, v, at, &out->escalations,
                     [&in](const JsonValue& rule, const Path& rule_at, EscalationOverride* to) {
                       return in.Name(rule, rule_at, ParseEscalationOverride,
                                      EscalationOverrideNames, to);
                     });
      case kBy:
        return in.String(v, at, &out->by);
      case kAt:
        return in.Instant(v, at, &out->at);
    }
    return true;
  };
  return in.Members(value, &path, kOverrideKeys, read);
}

bool ReadEvent(FieldReader& in, const JsonValue& value, const Path& path, Event* event) {
  if (!value.IsObject()) return in.WrongKind(path, "an object", value);
  bool has_kind = false;
  const auto read = [&](size_t key, const JsonValue& v, const Path& at) {
    switch (key) {
      case kKind:
        has_kind = true;
        return in.Name(v, at, ParseEventKind, EventKindNames, &event->kind);
      case kAction:
        return Name(in, v, at, &event->action);
      case kEventPolicy:
        return Name(in, v, at, &event->policy);
      case kEventPersona:
        return Name(in, v, at, &event->persona);
      case kNeed:
        return Name(in, v, at, &event->need);
      case kCorrect:
        return Name(in, v, at, &event->correct);
      case kEventBy:
        return in.String(v, at, &event->by);
      case kEventAt:
        return in.Instant(v, at, &event->at);
      case kText:
        return in.String(v, at, &event->text);
      case kNote:
        return in.String(v, at, &event->note);
    }
    return true;
  };
  if (!in.Members(value, &path, kEventKeys, read)) return false;
  return CheckEvent(in, path, has_kind, *event);
}

Status SetOverrides(const RecordOverrides& overrides, Conversation* conversation) {
  const auto named = [](std::string_view field, std::string_view name, const Status& status) {
    return Status(status.code(), StrCat("overrides.", field, name.empty() ? "" : ".", name, ": ",
                                        status.message()));
  };
  if (!overrides.persona.empty()) {
    const Status status = conversation->OverridePersona(overrides.persona);
    if (!status.ok()) return named("persona", "", status);
  }
  for (const auto& [scale, level] : overrides.scales) {
    const Status status = conversation->OverrideScale(scale, level);
    if (!status.ok()) return named("scales", scale, status);
  }
  for (const auto& [route, rule] : overrides.escalations) {
    const Status status = conversation->OverrideEscalation(route, rule);
    if (!status.ok()) return named("escalations", route, status);
  }
  return Status();
}

}  // namespace rapport::record
