#include "record/error_json.h"

#include <gtest/gtest.h>

namespace rapport::record {
namespace {

std::string Written(std::string_view id, bool has_id, const Status& status) {
  JsonWriter json;
  WriteError(id, has_id, status, &json);
  return std::string(json.bytes());
}

TEST(WriteError, OneLineInAFixedOrder) {
  EXPECT_EQ(
      Written("c1", true, Status(StatusCode::kInvalidArgument, "turns[2].at: no time: 'x\ny'")),
      R"({"id":"c1","error":{"status":"invalid_argument","message":"turns[2].at: no time: 'x\ny'"}})");
}

TEST(WriteError, WithoutAnId) {
  const Status status(StatusCode::kLimitExceeded, "longer than 16 bytes");
  EXPECT_EQ(Written("", false, status),
            R"({"id":null,"error":{"status":"limit_exceeded","message":"longer than 16 bytes"}})");
  EXPECT_EQ(Written("left over", false, status), Written("", false, status));
  EXPECT_EQ(Written(std::string_view(), true, status),
            R"({"id":"","error":{"status":"limit_exceeded","message":"longer than 16 bytes"}})");
}

// Messages and ids quote the input, which may hold anything.
TEST(WriteError, IsJsonWhateverTheInputHeld) {
  EXPECT_EQ(Written("a\"b\\\x01", true, Status(StatusCode::kNotFound, "no '\xFF\xC3\x1B['")),
            "{\"id\":\"a\\\"b\\\\\\u0001\",\"error\":{\"status\":\"not_found\","
            "\"message\":\"no '\xEF\xBF\xBD\xEF\xBF\xBD\\u001B['\"}}");
}

TEST(WriteError, SeveralInOneWriter) {
  JsonWriter json;
  for (int i = 0; i < 2; ++i) {
    json.Clear();
    WriteError("a", true, Status(StatusCode::kInternal, "b"), &json);
    EXPECT_EQ(json.bytes(), R"({"id":"a","error":{"status":"internal","message":"b"}})");
  }
}

}  // namespace
}  // namespace rapport::record
