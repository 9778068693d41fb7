#include "insight/service_groups.h"

#include "absl/time/civil_time.h"
#include "base/strings.h"

namespace rapport::insight {
namespace {

constexpr int64_t kMicrosecondsPerDay = 86'400'000'000;
constexpr int64_t kMondayOffset = 3;  // 1 January 1970 was a Thursday

int64_t FloorDivide(int64_t value, int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

std::optional<GroupField> ParseField(std::string_view name) {
  for (uint8_t i = 0; i <= record::kDimensions; ++i) {
    if (name == GroupFieldName(static_cast<GroupField>(i))) return static_cast<GroupField>(i);
  }
  return std::nullopt;
}

}  // namespace

const char* GroupFieldName(GroupField field) {
  return IsPeriod(field) ? "period" : record::DimensionName(DimensionOf(field));
}

Result<GroupBy> ParseGroupBy(std::string_view text) {
  const size_t comma = text.find(',');
  const std::string_view names[] = {text.substr(0, comma),
                                    comma == std::string_view::npos ? "" : text.substr(comma + 1)};
  GroupBy by;
  for (size_t i = 0; i < (comma == std::string_view::npos ? 1 : 2); ++i) {
    const std::optional<GroupField> field = ParseField(names[i]);
    if (!field) {
      return Status(StatusCode::kInvalidArgument,
                    StrCat("'", names[i].substr(0, 60),
                           "' is not channel, agent, team, persona, campaign, product or period; "
                           "at most two are crossed"));
    }
    if (i == 0) {
      by.first = *field;
    } else if (*field == by.first) {
      return Status(StatusCode::kInvalidArgument,
                    StrCat("'", names[i], "' cannot be crossed with itself"));
    } else {
      by.second = field;
    }
  }
  return by;
}

std::string GroupByName(const GroupBy& by) {
  std::string name = GroupFieldName(by.first);
  if (by.second) StrAppend(&name, ",", std::string_view(GroupFieldName(*by.second)));
  return name;
}

int32_t PeriodOf(int64_t microseconds, ReportPeriod period) {
  const int64_t day = FloorDivide(microseconds, kMicrosecondsPerDay);
  switch (period) {
    case ReportPeriod::kDay:
      return static_cast<int32_t>(day);
    case ReportPeriod::kWeek:
      return static_cast<int32_t>(FloorDivide(day + kMondayOffset, 7));
    case ReportPeriod::kMonth:
      break;
  }
  return static_cast<int32_t>(absl::CivilMonth(absl::CivilDay(1970, 1, 1) + day) -
                              absl::CivilMonth(1970, 1));
}

std::string PeriodName(int32_t index, ReportPeriod period) {
  if (period == ReportPeriod::kMonth) {
    const absl::CivilMonth month = absl::CivilMonth(1970, 1) + index;
    return StrCat(ZeroPadded(static_cast<uint64_t>(month.year()), 4), "-",
                  ZeroPadded(static_cast<uint64_t>(month.month()), 2));
  }
  const int64_t days =
      period == ReportPeriod::kDay ? int64_t{index} : index * int64_t{7} - kMondayOffset;
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + days;
  return StrCat(ZeroPadded(static_cast<uint64_t>(day.year()), 4), "-",
                ZeroPadded(static_cast<uint64_t>(day.month()), 2), "-",
                ZeroPadded(static_cast<uint64_t>(day.day()), 2));
}

}  // namespace rapport::insight
