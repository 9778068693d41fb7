#include "insight/line_accumulator.h"

namespace rapport::insight {

using record::FieldReader;
using record::JsonValue;
using record::Path;

bool ReadFlag(FieldReader& in, const JsonValue& value, const Path& path, bool* out) {
  if (!value.IsBool()) return in.WrongKind(path, "a boolean", value);
  *out = value.GetBool();
  return true;
}

bool ReadCount(FieldReader& in, const JsonValue& value, const Path& path, int64_t least,
               int64_t* out) {
  constexpr int64_t kMost = 1'000'000'000;
  if (!value.IsInt64() || value.GetInt64() < least || value.GetInt64() > kMost) {
    return in.Fail(path, StrCat("must be a whole number from ", least, " to ", kMost));
  }
  *out = value.GetInt64();
  return true;
}

bool ReadChoice(FieldReader& in, const JsonValue& value, const Path& path,
                const std::vector<std::string_view>& names, size_t* out) {
  std::string_view text;
  if (!in.String(value, path, &text)) return false;
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end()) {
    std::string all;
    for (const std::string_view name : names) StrAppend(&all, all.empty() ? "" : ", ", name);
    return in.Fail(path, StrCat("must be one of ", all, "; not ", record::Quoted(text)));
  }
  *out = static_cast<size_t>(at - names.begin());
  return true;
}

}  // namespace rapport::insight
