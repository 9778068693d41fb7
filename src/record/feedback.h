#ifndef RAPPORT_RECORD_FEEDBACK_H_
#define RAPPORT_RECORD_FEEDBACK_H_

// What people said back, as records carry it: overrides, which decisions go by, and events, which
// they do not. docs/records.md describes both.

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/conversation.h"
#include "rapport/time.h"

namespace rapport::record {

// All names are the record's, borrowed as it is, and not yet looked up.
struct RecordOverrides {
  std::string_view persona;  // empty: not overridden
  std::vector<std::pair<std::string_view, int32_t>> scales;
  std::vector<std::pair<std::string_view, EscalationOverride>> escalations;
  std::string_view by;
  std::optional<Time> at;
};

// What somebody did with a recommendation, or said about the type that was reported.
enum class EventKind { kAccepted, kEdited, kDismissed, kWrong };
constexpr size_t kEventKinds = 4;
const char* EventKindName(EventKind kind);  // "accepted", ...; static storage

struct Event {
  EventKind kind = EventKind::kAccepted;
  std::string_view action;   // empty: it is about the type `persona`
  std::string_view policy;   // of an action: what recommended it, when that is known; all of these
  std::string_view persona;  // may be empty, and several may be given
  std::string_view need;
  std::string_view correct;  // of a wrong type: the right one
  std::string_view by;
  std::optional<Time> at;
  std::string_view text;  // of an edited one: what was said instead
  std::string_view note;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_FEEDBACK_H_
