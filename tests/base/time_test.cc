#include "base/time.h"

#include <gtest/gtest.h>

namespace rapport {
namespace {

TEST(TimeText, ParsesAndFormatsRfc3339) {
  const struct {
    const char* text;
    const char* formatted;  // empty: refused
  } kCases[] = {
      {"2026-03-01T10:20:00Z", "2026-03-01T10:20:00Z"},
      {"2026-03-01T10:20:00+01:00", "2026-03-01T09:20:00Z"},
      {"2019-12-29T15:39:09.000Z", "2019-12-29T15:39:09Z"},
      {"2019-12-29T15:39:09.250Z", "2019-12-29T15:39:09.25Z"},
      {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"},
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
      {"2023-02-29T00:00:00Z", ""},
      {"2026-03-01", ""},
      {"2026-03-01T10:20:00", ""},
      {"2026-03-01T24:20:00Z", ""},
      {"2026-03-01T10:20:00Zx", ""},
      {"2026-3-1T10:20:00Z", ""},
      {"2026-03-01T10:20:00.Z", ""},
      {"", ""},
  };
  for (const auto& c : kCases) {
    const auto time = ParseTime(c.text);
    EXPECT_EQ(time ? FormatTime(*time) : "", c.formatted) << c.text;
  }
}

TEST(DurationText, ParsesAndFormats) {
  const struct {
    const char* text;
    const char* formatted;  // empty: refused
  } kCases[] = {
      {"2h", "2h"},        {"1h30m", "1h30m"}, {"90s", "1m30s"}, {"250ms", "250ms"},
      {"1.5h", "1h30m"},   {"-5m", "-5m"},     {"3d", "3d"},     {"2w", "14d"},
      {"0s", "0s"},        {"2", ""},          {"h", ""},        {"", ""},
      {"-", ""},           {"1.h", ""},        {"5 m", ""},      {"99999999999999999h", ""},
      {"0.333s", "333ms"},
  };
  for (const auto& c : kCases) {
    const auto duration = ParseDuration(c.text);
    EXPECT_EQ(duration ? FormatDuration(*duration) : "", c.formatted) << c.text;
  }
}

}  // namespace
}  // namespace rapport
