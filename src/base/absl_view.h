#ifndef RAPPORT_BASE_ABSL_VIEW_H_
#define RAPPORT_BASE_ABSL_VIEW_H_

#include <string_view>

#include "absl/strings/string_view.h"

namespace rapport {

// For looking up a std::string_view in Abseil's hash tables without a copy, whether or not Abseil
// was built with a string_view of its own.
inline absl::string_view AbslView(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace rapport

#endif  // RAPPORT_BASE_ABSL_VIEW_H_
