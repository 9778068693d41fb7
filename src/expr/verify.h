#ifndef RAPPORT_EXPR_VERIFY_H_
#define RAPPORT_EXPR_VERIFY_H_

#include <cstdint>

#include "absl/types/span.h"
#include "expr/code.h"
#include "rapport/limits.h"

namespace rapport::expr {

// Whether code from anywhere can be run and traced without harm: within its arrays and its stack,
// reading slots of `slots`, which are the types of their values, and with a result that is true,
// false, unknown or an error when `kind` is kBool. (An int is checked where it is used.)
bool IsValidCode(const Code& code, absl::Span<const TypeKind> slots, TypeKind kind,
                 const PackLimits& limits);

// Of valid code, whether instructions [begin, end) can be run by themselves.
bool IsValidPart(const Code& code, uint32_t begin, uint32_t end, absl::Span<const TypeKind> slots);

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_VERIFY_H_
