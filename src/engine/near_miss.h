#ifndef RAPPORT_ENGINE_NEAR_MISS_H_
#define RAPPORT_ENGINE_NEAR_MISS_H_

#include <string>
#include <string_view>
#include <vector>

#include "expr/program.h"

namespace rapport::engine {

// Why a traced condition is not true, said as the smallest change that would make it so: of `a ||
// b` the nearer side, of `a && b` every failing side, down to comparisons with how much they fall
// short: "contacts_7d >= 3: it is 2, short by 1". Empty when the condition is true.
std::string DescribeNearMiss(std::string_view source, const std::vector<expr::TraceNode>& trace);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_NEAR_MISS_H_
