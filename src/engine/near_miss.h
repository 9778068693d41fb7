#ifndef RAPPORT_ENGINE_NEAR_MISS_H_
#define RAPPORT_ENGINE_NEAR_MISS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/program.h"

namespace rapport::engine {

// Why a traced condition is not true, said as the smallest change that would make it so: of `a ||
// b` the nearer side, of `a && b` every failing side, down to comparisons with how much they fall
// short: "contacts_7d >= 3: it is 2, short by 1". Empty when the condition is true. `inside` says
// the same of a named condition, by its slot, and nothing of any other name: "third_contact is
// false (contacts_7d >= 3: it is 2, short by 1)".
std::string DescribeNearMiss(std::string_view source, const std::vector<expr::TraceNode>& trace,
                             const std::function<std::string(int32_t slot)>& inside);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_NEAR_MISS_H_
