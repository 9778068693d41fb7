#ifndef RAPPORT_CAPI_INPUTS_H_
#define RAPPORT_CAPI_INPUTS_H_

// What callers give in more than one section: instants, constants, turns.

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "guard.h"
#include "rapport/c.h"
#include "rapport/conversation.h"
#include "rapport/time.h"

namespace rapport::capi {

inline std::optional<Time> InstantOf(int64_t instant) {
  if (instant == RAPPORT_TIME_UNKNOWN) return std::nullopt;
  return Time(Duration(instant));
}

template <typename Enum>
Status ReadConstant(std::string_view name, int32_t value, Enum last, Enum* out) {
  if (value < 0 || value > static_cast<int32_t>(last)) {
    return Invalid(name, StrCat(" is ", value, ", which stands for nothing"));
  }
  *out = static_cast<Enum>(value);
  return Status();
}

inline Status ReadText(const Text& given, std::string_view* out) {
  Status status = given.Check();
  if (status.ok()) *out = given.view();
  return status;
}

// The first failure of several steps.
template <typename... Steps>
Status First(Status status, Steps&&... steps) {
  if constexpr (sizeof...(steps) == 0) {
    return status;
  } else {
    return status.ok() ? First(std::forward<Steps>(steps)...) : status;
  }
}

inline Status ReadTurn(const rapport_turn& given, Turn* turn) {
  if (Status status = CheckStruct(given, "turn"); !status.ok()) return status;
  turn->at = InstantOf(given.at);
  turn->end = InstantOf(given.end);
  return First(
      ReadConstant("turn.by", given.by, Speaker::kThirdParty, &turn->by),
      ReadConstant("turn.visibility", given.visibility, Visibility::kInternal, &turn->visibility),
      ReadConstant("turn.format", given.format, TextFormat::kTranscript, &turn->format),
      ReadText({"turn.text", given.text, given.text_length}, &turn->text),
      ReadText({"turn.language", given.language, given.language_length}, &turn->language),
      ReadText({"turn.id", given.id, given.id_length}, &turn->id),
      ReadText({"turn.author", given.author, given.author_length}, &turn->author));
}

}  // namespace rapport::capi

#endif  // RAPPORT_CAPI_INPUTS_H_
