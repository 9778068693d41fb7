#include "engine/line_writer.h"

#include <charconv>

#include "base/strings.h"
#include "base/time.h"

namespace rapport::engine {
namespace {

Duration ToMicros(expr::Instant instant) {
  return Duration(instant.seconds * 1'000'000 + instant.nanos / 1000);
}

// False when the value is unknown, empty or of a kind that has no place in a sentence.
bool WriteValue(const expr::Value& value, std::string* out) {
  switch (value.kind()) {
    case expr::ValueKind::kInt:
      StrAppend(out, value.as_int());
      return true;
    case expr::ValueKind::kDouble: {
      char digits[32];
      const auto end = std::to_chars(digits, digits + sizeof digits, value.as_double()).ptr;
      out->append(digits, static_cast<size_t>(end - digits));
      return true;
    }
    case expr::ValueKind::kString:
      out->append(value.as_string());
      return !value.as_string().empty();
    case expr::ValueKind::kDuration:
      out->append(FormatDuration(ToMicros(value.as_instant())));
      return true;
    case expr::ValueKind::kTimestamp:
      out->append(FormatTime(Time(ToMicros(value.as_instant()))));
      return true;
    default:
      return false;
  }
}

}  // namespace

bool WriteLine(const ruleset::Line& line, const FactStore& facts,
               const std::vector<uint8_t>& limit_set, const std::vector<int64_t>& limit_values,
               std::string* out) {
  const size_t before = out->size();
  for (const ruleset::LinePiece& piece : line) {
    bool written = true;
    const size_t start = out->size();
    switch (piece.kind) {
      case ruleset::LinePiece::Kind::kText:
        out->append(piece.text);
        break;
      case ruleset::LinePiece::Kind::kFact:
        written = WriteValue(facts.value(piece.index), out);
        break;
      case ruleset::LinePiece::Kind::kLimit:
        written = limit_set[piece.index] != 0;
        if (written) StrAppend(out, limit_values[piece.index]);
        break;
    }
    if (written) continue;
    out->resize(start);
    if (!piece.has_fallback) {
      out->resize(before);
      return false;
    }
    out->append(piece.text);
  }
  return true;
}

}  // namespace rapport::engine
