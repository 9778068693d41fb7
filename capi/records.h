#ifndef RAPPORT_CAPI_RECORDS_H_
#define RAPPORT_CAPI_RECORDS_H_

// What the calls that take records, to decide or to review, have in common.

#include <functional>
#include <string_view>

#include "guard.h"
#include "handles.h"

namespace rapport::capi {

// Whether a caller gave back what the handle gave out, which is about to be written over.
inline bool IsPartOf(std::string_view text, const record::JsonWriter& writer) {
  const std::string_view written = writer.bytes();
  return !text.empty() && std::less_equal<>()(written.data(), text.data()) &&
         std::less<>()(text.data(), written.data() + written.size());
}

template <typename Handle>
int32_t SetUnknownFacts(Handle* handle, int32_t unknown_facts) noexcept {
  return Guarded(nullptr, [&] {
    const bool ignore = unknown_facts == RAPPORT_UNKNOWN_FACTS_IGNORE;
    if (handle == nullptr) return IsNull("handle");
    if (!ignore && unknown_facts != RAPPORT_UNKNOWN_FACTS_ERROR) {
      return Invalid("unknown_facts", " stands for nothing");
    }
    handle->records.SetUnknownFacts(ignore ? record::UnknownFacts::kIgnore
                                           : record::UnknownFacts::kError);
    return Status();
  });
}

}  // namespace rapport::capi

#endif  // RAPPORT_CAPI_RECORDS_H_
