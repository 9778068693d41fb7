#ifndef RAPPORT_BASE_METRIC_H_
#define RAPPORT_BASE_METRIC_H_

#include <optional>
#include <string_view>

#include "rapport/standard.h"

namespace rapport {

// The metric of that name.
std::optional<Metric> FindMetric(std::string_view name);

}  // namespace rapport

#endif  // RAPPORT_BASE_METRIC_H_
