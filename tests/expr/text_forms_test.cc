// Numbers, durations, timestamps and values as text.

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "expr/instant.h"
#include "expr/number.h"
#include "expr/type.h"
#include "expr/value.h"

namespace rapport::expr {
namespace {

TEST(Number, Doubles) {
  const struct {
    double value;
    const char* text;
  } kCases[] = {
      {0, "0"},
      {-0.0, "-0"},
      {1, "1"},
      {2.5, "2.5"},
      {0.1, "0.1"},
      {100000, "100000"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {1e-5, "0.00001"},
      {9e-6, "9e-06"},
      {-1.5e300, "-1.5e+300"},
      {5e-324, "5e-324"},
      {1.0 / 3, "0.3333333333333333"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {std::numeric_limits<double>::infinity(), "Infinity"},
      {-std::numeric_limits<double>::infinity(), "-Infinity"},
      {std::numeric_limits<double>::quiet_NaN(), "NaN"},
  };
  for (const auto& c : kCases) {
    char text[kNumberText];
    EXPECT_EQ(std::string(text, FormatDouble(c.value, text)), c.text);
    const auto back = ParseDouble(c.text);
    ASSERT_TRUE(back.has_value()) << c.text;
    EXPECT_TRUE(std::memcmp(&*back, &c.value, sizeof c.value) == 0 || std::isnan(c.value))
        << c.text;
  }
}

TEST(Number, DoublesReadBack) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const uint64_t bits = random();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    if (std::isnan(value)) continue;
    char text[kNumberText];
    const size_t size = FormatDouble(value, text);
    ASSERT_LE(size, kNumberText);
    ASSERT_EQ(ParseDouble({text, size}), value) << std::string(text, size);
  }
}

TEST(Number, Parsing) {
  const struct {
    const char* text;
    bool is_int;
    bool is_double;
  } kCases[] = {
      {"0", true, true},
      {"-12", true, true},
      {"+12", true, true},
      {"007", true, true},
      {"", false, false},
      {"-", false, false},
      {"+-1", false, false},
      {" 1", false, false},
      {"1 ", false, false},
      {"0x10", false, false},
      {"1_0", false, false},
      {"1,5", false, false},
      {"1.5", false, true},
      {".5", false, true},
      {"5.", false, true},
      {".", false, false},
      {"1e5", false, true},
      {"1e", false, false},
      {"e5", false, false},
      {"1e+", false, false},
      {"nan", false, true},
      {"-inf", false, true},
      {"INFINITY", false, true},
      {"infinit", false, false},
      {"1e999", false, false},
      {"-1e999", false, false},
      {"1e-999", false, true},
      {"0e99999999999999999999", false, true},
      {"0.0001e99999999999999999999", false, false},
      {"1e-99999999999999999999", false, true},
      {"9223372036854775807", true, true},
      {"9223372036854775808", false, true},
      {"-9223372036854775808", true, true},
      {"-9223372036854775809", false, true},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(ParseInt(c.text).has_value(), c.is_int) << c.text;
    EXPECT_EQ(ParseDouble(c.text).has_value(), c.is_double) << c.text;
  }
  EXPECT_EQ(DoubleToInt(-0.9), 0);
  EXPECT_EQ(DoubleToInt(9223372036854774784.0), 9223372036854774784);
  EXPECT_EQ(DoubleToInt(9223372036854775808.0), std::nullopt);
  EXPECT_EQ(DoubleToInt(-9223372036854775808.0), std::nullopt);
  EXPECT_EQ(DoubleToInt(std::nan("")), std::nullopt);
}

TEST(Instant, Durations) {
  const struct {
    const char* text;
    const char* again;  // null: refused
  } kCases[] = {
      {"0", "0s"},
      {"-0", "0s"},
      {"90s", "90s"},
      {"1h30m", "5400s"},
      {"+1.5h", "5400s"},
      {"-1.5s", "-1.5s"},
      {"100ms", "0.1s"},
      {"1us2ns", "0.000001002s"},
      {"1\u00b5s", "0.000001s"},
      {"1\u03bcs", "0.000001s"},
      {".5s", "0.5s"},
      {"5.s", "5s"},
      {"-1ns", "-0.000000001s"},
      {"0.1234567891s", "0.123456789s"},
      {"0.00000000001h", "0.000000036s"},
      {"1h-1m", nullptr},
      {"", nullptr},
      {"-", nullptr},
      {"1", nullptr},
      {"s", nullptr},
      {".s", nullptr},
      {"1d", nullptr},
      {"1 s", nullptr},
      {"1s ", nullptr},
      {"1H", nullptr},
      {"00", nullptr},
      {"9223372036.854775807s", "9223372036.854775807s"},
      {"9223372036.854775808s", nullptr},
      {"-9223372036.854775808s", "-9223372036.854775808s"},
      {"-9223372036.854775809s", nullptr},
      {"2562047h", "9223369200s"},
      {"2562048h", nullptr},
      {"99999999999999999999s", nullptr},
  };
  for (const auto& c : kCases) {
    const auto parsed = ParseDurationText(c.text);
    ASSERT_EQ(parsed.has_value(), c.again != nullptr) << c.text;
    if (!parsed) continue;
    EXPECT_TRUE(IsDuration(*parsed)) << c.text;
    char text[kInstantText];
    EXPECT_EQ(std::string(text, FormatDurationText(*parsed, text)), c.again) << c.text;
  }
}

TEST(Instant, Timestamps) {
  const struct {
    const char* text;
    const char* again;  // null: refused
  } kCases[] = {
      {"2026-03-01T10:20:00Z", "2026-03-01T10:20:00Z"},
      {"2026-03-01T10:20:00.120Z", "2026-03-01T10:20:00.12Z"},
      {"2026-03-01T10:20:00+05:30", "2026-03-01T04:50:00Z"},
      {"2026-03-01T10:20:00-00:00", "2026-03-01T10:20:00Z"},
      {"1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z"},
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"},
      {"0001-01-01T00:00:00+00:01", nullptr},
      {"9999-12-31T23:59:59-00:01", nullptr},
      {"0000-12-31T23:59:59Z", nullptr},
      {"2025-02-29T00:00:00Z", nullptr},
      {"2026-13-01T00:00:00Z", nullptr},
      {"2026-03-01T24:00:00Z", nullptr},
      {"2026-03-01T10:20:60Z", nullptr},
      {"2026-03-01 10:20:00Z", nullptr},
      {"2026-03-01T10:20:00z", nullptr},
      {"2026-03-01T10:20:00", nullptr},
      {"2026-03-01T10:20Z", nullptr},
      {"2026-03-01T10:20:00.Z", nullptr},
      {"2026-03-01T10:20:00.0123456789Z", nullptr},
      {"2026-03-01T10:20:00+24:00", nullptr},
      {"2026-03-01T10:20:00Z ", nullptr},
      {"12026-03-01T10:20:00Z", nullptr},
      {"2026-03-01", nullptr},
      {"", nullptr},
  };
  for (const auto& c : kCases) {
    const auto parsed = ParseTimestampText(c.text);
    ASSERT_EQ(parsed.has_value(), c.again != nullptr) << c.text;
    if (!parsed) continue;
    char text[kInstantText];
    EXPECT_EQ(std::string(text, FormatTimestampText(*parsed, text)), c.again) << c.text;
  }
}

TEST(Value, OfMicroseconds) {
  EXPECT_EQ(Value::DurationMicros(1'500'000).ToString(), "duration(\"1.5s\")");
  EXPECT_EQ(Value::DurationMicros(-1).ToString(), "duration(\"-0.000001s\")");
  EXPECT_EQ(Value::TimestampMicros(-1).ToString(), "timestamp(\"1969-12-31T23:59:59.999999Z\")");
  const int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(Value::DurationMicros(most).error(), ErrorCode::kOutOfRange);
  EXPECT_EQ(Value::TimestampMicros(most).error(), ErrorCode::kOutOfRange);
  EXPECT_EQ(Value::Duration({0, -1}).error(), ErrorCode::kOutOfRange);
  EXPECT_EQ(Value::Duration({0, 1'000'000'000}).error(), ErrorCode::kOutOfRange);
}

TEST(Value, Kinds) {
  EXPECT_EQ(sizeof(Value), 16u);
  EXPECT_TRUE(Value().is_unknown());
  EXPECT_EQ(Value().unknown_slot(), -1);
  EXPECT_FALSE(Value::Unknown(3).is_known());
  EXPECT_FALSE(Value::Error(ErrorCode::kOverflow).is_known());
  EXPECT_TRUE(Value::Null().is_known());
  EXPECT_TRUE(Value::Bool(true).is_true() && !Value::Bool(true).is_false());
  EXPECT_FALSE(Value::Int(1).is_true());
  EXPECT_EQ(Value::String("a\"\\\n\x01\u00e9").ToString(), "\"a\\\"\\\\\\n\\x01\u00e9\"");
  EXPECT_EQ(Value::Double(3).ToString(), "3.0");
}

TEST(Type, NamesAndJoins) {
  const Type ints = Type::List(TypeKind::kInt), strings = Type::List(TypeKind::kString);
  EXPECT_EQ(Type::Map(TypeKind::kString, ints).Name(), "map(string, list(int))");
  EXPECT_EQ(Type(TypeKind::kList).Name(), "list(dyn)");
  EXPECT_TRUE(ints == Type::List(TypeKind::kInt));
  EXPECT_TRUE(ints != strings);
  EXPECT_EQ(Join(ints, strings).Name(), "list(dyn)");
  EXPECT_EQ(Join(ints, TypeKind::kInt).Name(), "dyn");
  EXPECT_TRUE(Comparable(ints, Type::List(TypeKind::kDouble)));
  EXPECT_FALSE(Comparable(ints, strings));
  EXPECT_TRUE(Comparable(Type::Map(TypeKind::kDyn, ints), Type::Map(TypeKind::kString, ints)));
  EXPECT_FALSE(Comparable(TypeKind::kDuration, TypeKind::kTimestamp));
}

}  // namespace
}  // namespace rapport::expr
