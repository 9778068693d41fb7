#include "record/json_writer.h"

#include <gtest/gtest.h>

#include "base/time.h"

namespace rapport::record {
namespace {

TEST(FormatDecimal, ShortestForm) {
  const struct {
    int64_t value;
    int places;
    const char* text;
  } kCases[] = {
      {0, 4, "0"},
      {10000, 4, "1"},
      {4210, 4, "0.421"},
      {1, 4, "0.0001"},
      {-1500, 3, "-1.5"},
      {-5, 3, "-0.005"},
      {123456, 3, "123.456"},
      {7, 0, "7"},
      {INT64_MIN, 3, "-9223372036854775.808"},
  };
  for (const auto& c : kCases) EXPECT_EQ(FormatDecimal(c.value, c.places), c.text);
}

TEST(JsonWriter, WritesInOrderOnOneLine) {
  JsonWriter json;
  json.StartObject();
  json.Key("text");
  json.String("a \"quote\", a\nline and a \x01");
  json.Key("nul");
  json.String(std::string_view("a\0b", 3));
  json.Key("empty");
  json.String(std::string_view());
  json.Key("list");
  json.StartArray();
  json.Int(-3);
  json.Bool(true);
  json.Null();
  json.Milli(1900);
  json.TenThousandths(4210);
  json.Instant(*ParseTime("2026-03-01T10:20:00.5Z"));
  json.EndArray();
  json.EndObject();
  EXPECT_EQ(json.bytes(),
            R"({"text":"a \"quote\", a\nline and a \u0001","nul":"a\u0000b","empty":"",)"
            R"("list":[-3,true,null,1.9,0.421,"2026-03-01T10:20:00.5Z"]})");
}

TEST(JsonWriter, ClearStartsAnew) {
  JsonWriter json;
  json.StartArray();
  json.Clear();
  json.Int(1);
  EXPECT_EQ(json.bytes(), "1");
}

TEST(Utf8, MalformedPartsAreReplaced) {
  const struct {
    std::string_view bytes;
    std::string_view repaired;
  } kCases[] = {
      {"plain", "plain"},
      {"gr\xC3\xBC\xC3\x9F \xF0\x9F\x99\x84", "gr\xC3\xBC\xC3\x9F \xF0\x9F\x99\x84"},
      {"\xEF\xBF\xBD", "\xEF\xBF\xBD"},  // U+FFFD itself is no fault
      {"a\xFFz", "a\xEF\xBF\xBDz"},      // no such byte
      {"a\xC3", "a\xEF\xBF\xBD"},        // cut off
      {"\xF0\x9F\x98", "\xEF\xBF\xBD"},  // cut off: one for the maximal subpart
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // a surrogate
      {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},                  // overlong
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(RepairUtf8(c.bytes), c.repaired);
    EXPECT_EQ(IsValidUtf8(c.bytes), c.bytes == c.repaired);
    EXPECT_TRUE(IsValidUtf8(c.repaired));
    JsonWriter json;
    json.String(c.bytes);
    EXPECT_EQ(json.bytes(), "\"" + std::string(c.repaired) + "\"");
  }
}

}  // namespace
}  // namespace rapport::record
