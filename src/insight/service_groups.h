#ifndef RAPPORT_INSIGHT_SERVICE_GROUPS_H_
#define RAPPORT_INSIGHT_SERVICE_GROUPS_H_

// What figures are broken down by: a dimension, the period, or two of these crossed.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/standard.h"
#include "rapport/status.h"
#include "rapport/time.h"
#include "record/service_event.h"

namespace rapport::insight {

// The dimensions by their numbers, then the period.
enum class GroupField : uint8_t { kPeriod = record::kDimensions };

constexpr bool IsPeriod(GroupField field) { return field == GroupField::kPeriod; }
constexpr GroupField FieldOf(record::Dimension d) { return static_cast<GroupField>(d); }
constexpr record::Dimension DimensionOf(GroupField field) {  // which is not the period
  return static_cast<record::Dimension>(field);
}
const char* GroupFieldName(GroupField field);  // "team", "period"

// One field, or two different ones.
struct GroupBy {
  GroupField first = GroupField::kPeriod;
  std::optional<GroupField> second;

  bool HasPeriod() const { return IsPeriod(first) || (second && IsPeriod(*second)); }
  friend bool operator==(const GroupBy& a, const GroupBy& b) {
    return a.first == b.first && a.second == b.second;
  }
};

// "team" or "channel,persona". kInvalidArgument says what is wrong.
Result<GroupBy> ParseGroupBy(std::string_view text);
std::string GroupByName(const GroupBy& by);

// Days, weeks from Monday, or months, in UTC, counted from the one of 1 January 1970.
int32_t PeriodOf(int64_t microseconds, ReportPeriod period);
// Its first day, "2026-03-02"; of a month "2026-03".
std::string PeriodName(int32_t index, ReportPeriod period);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_SERVICE_GROUPS_H_
